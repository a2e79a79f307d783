import type { Message } from './fake-slack.types.js';
import { RateLimited } from './slack-error.js';

/** chat.postMessage may be called about once a second for each channel (docs.slack.dev, rate limits); other ways of posting have limits of their own. */
export class PostingPace {
  private readonly last = new Map<string, string>();

  constructor(
    private readonly limited: boolean,
    private readonly now: () => Date,
  ) {}

  /** @throws RateLimited when the last post to the channel was less than a second ago; the digits of a ts that make it unique are no time */
  check(channel: string): void {
    const last = this.last.get(channel);
    if (this.limited && last && this.now().getTime() < Math.floor(Number(last)) * 1000 + 1000) throw new RateLimited(1);
  }

  posted({ channel, ts }: Message): void {
    this.last.set(channel, ts);
  }
}
