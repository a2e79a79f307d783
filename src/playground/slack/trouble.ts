import type { FakeSlack } from './fake-slack.types.js';

export type Trouble =
  | { kind: 'fail'; error: string }
  | { kind: 'rate-limit'; seconds: number }
  | { kind: 'lose-answer' }
  | { kind: 'unavailable' }
  | { kind: 'down' };

/** What a test or the page has ordered to go wrong, for which method and how often. */
export class Troubles implements Pick<FakeSlack, 'trouble'> {
  private ordered: { method: string; left: number; trouble: Trouble }[] = [];
  private refused = new Set<string>();

  readonly trouble: FakeSlack['trouble'] = {
    fail: (method, error, times) => this.order(method, times, { kind: 'fail', error }),
    rateLimit: (method, seconds, times) => this.order(method, times, { kind: 'rate-limit', seconds }),
    loseAnswer: (method, times) => this.order(method, times, { kind: 'lose-answer' }),
    unavailable: (method, times) => this.order(method, times, { kind: method === 'down' ? 'down' : 'unavailable' }),
    refuseBlocks: (...types) => {
      for (const type of types) this.refused.add(type);
    },
    clear: () => {
      this.ordered = [];
      this.refused = new Set();
    },
  };

  get refusedBlocks(): string[] {
    return [...this.refused];
  }

  /** The trouble that befalls this call, counted down. */
  next(method: string): Trouble | undefined {
    const found = this.ordered.find((it) => it.left > 0 && [method, '*', 'down'].includes(it.method));
    if (found) found.left -= 1;
    return found?.trouble;
  }

  private order(method: string, times = Number.POSITIVE_INFINITY, trouble: Trouble): void {
    this.ordered.push({ method, left: times, trouble });
  }
}
