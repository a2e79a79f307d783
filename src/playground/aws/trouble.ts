import type { Day } from '../../period.js';
import { AwsError } from './aws-error.js';

/** Trouble to come. `action` is "GetCostAndUsage", "ce:GetCostAndUsage" or "*". Each `times` counts down; without it the trouble stays. */
export interface AwsTrouble {
  /** The service's own answer to too many requests. */
  throttle(action: string, times?: number): void;
  /** AWS's AccessDenied sentence, naming the action. */
  deny(action: string): void;
  fail(action: string, code: string, message: string, times?: number, status?: number): void;
  /** The action is carried out and its answer is lost: the connection breaks. */
  loseAnswer(action: string, times?: number): void;
  /** The connection breaks before anything is carried out, which whoever asked cannot tell from a lost answer. */
  loseRequest(action: string, times?: number): void;
  /** The account is younger than Cost Explorer's memory: earlier periods are refused with DataUnavailableException. */
  historyBegins(day: Day): void;
  /** Every request is answered that its security token has expired. */
  tokensExpired(): void;
  clear(): void;
}

export type Mishap =
  | { kind: 'throttle' }
  | { kind: 'deny' }
  | { kind: 'expired' }
  | { kind: 'lose' }
  | { kind: 'lose-request' }
  | { kind: 'fail'; error: AwsError };

/** Keeps what is to go wrong, in the order it was asked for. */
export class Troubles implements AwsTrouble {
  private waiting: { action: string; mishap: Mishap; left: number }[] = [];
  firstDay: Day | undefined;

  throttle(action: string, times?: number): void {
    this.add(action, { kind: 'throttle' }, times);
  }
  deny(action: string): void {
    this.add(action, { kind: 'deny' });
  }
  fail(action: string, code: string, message: string, times?: number, status?: number): void {
    this.add(action, { kind: 'fail', error: new AwsError(code, message, status) }, times);
  }
  loseAnswer(action: string, times?: number): void {
    this.add(action, { kind: 'lose' }, times);
  }
  loseRequest(action: string, times?: number): void {
    this.add(action, { kind: 'lose-request' }, times);
  }
  historyBegins(day: Day): void {
    this.firstDay = day;
  }
  tokensExpired(): void {
    this.add('*', { kind: 'expired' });
  }
  clear(): void {
    this.waiting = [];
    this.firstDay = undefined;
  }

  /** What goes wrong with this request; counts it. */
  next(service: string, action: string): Mishap | undefined {
    const found = this.waiting.find((one) => one.left > 0 && ['*', action, `${service}:${action}`].includes(one.action));
    if (found) found.left--;
    return found?.mishap;
  }

  private add(action: string, mishap: Mishap, times = Number.POSITIVE_INFINITY): void {
    this.waiting.push({ action, mishap, left: times });
  }
}
