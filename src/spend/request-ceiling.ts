import { Unavailable } from '../errors.js';
import { type Day, dayOf } from '../period.js';

/** What one request to Cost Explorer costs, in USD (AWS Cost Explorer pricing page); failed requests are free but counted. */
export const DOLLARS_PER_REQUEST = '0.01';

/** Counts paid requests by UTC day, over all processes that share the store. */
export interface RequestCounter {
  /** Counts one more unless `ceiling` are sent already; false when that is so. */
  take(day: Day, ceiling: number): Promise<boolean>;
  /** Takes one back that AWS did not charge for. */
  giveBack(day: Day): Promise<void>;
  sent(day: Day): Promise<number>;
}

/** Cost Explorer charges for each request, so a day has a ceiling; beyond it the ledger answers with what it has. */
export class RequestCeiling {
  /** Sent by this process. */
  sentHere = 0;

  constructor(
    private readonly counter: RequestCounter,
    readonly ceiling: number,
    private readonly now: () => Date,
  ) {}

  /** @throws Unavailable when today's ceiling is reached. */
  async take(): Promise<void> {
    if (!(await this.counter.take(dayOf(this.now()), this.ceiling))) throw this.reached();
    this.sentHere++;
  }

  async giveBack(): Promise<void> {
    await this.counter.giveBack(dayOf(this.now()));
    this.sentHere--;
  }

  async left(): Promise<number> {
    return Math.max(0, this.ceiling - (await this.counter.sent(dayOf(this.now()))));
  }

  /** @throws Unavailable when fewer than `needed` requests are left today: half a pull costs money and gives nothing. */
  async reserve(needed: number): Promise<void> {
    const left = await this.left();
    if (left < needed)
      throw new Unavailable(
        `Cost Explorer's ceiling of ${this.ceiling} requests a day leaves ${left} today and this needs ${needed}; aispend goes on tomorrow and answers from what it has (raise spend.costExplorer.dailyRequests to go on now).`,
      );
  }

  private reached(): Unavailable {
    return new Unavailable(
      `Today's ceiling of ${this.ceiling} Cost Explorer requests is reached; aispend answers from what it has and goes on tomorrow (raise spend.costExplorer.dailyRequests to go on now).`,
    );
  }
}
