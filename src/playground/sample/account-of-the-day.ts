import { type Day, dayOf } from '../../period.js';
import type { SampleAccount } from './line-item.js';
import { createSample } from './sample.js';

/** The sample account as it is on the day that the clock shows: a new day is billed when it comes, the past stays. */
export function accountOfTheDay(seed: string, now: () => Date, runawayUntil: Day): { readonly current: SampleAccount } {
  let made: { today: Day; account: SampleAccount } | undefined;
  return {
    get current() {
      const today = dayOf(now());
      if (made?.today !== today) made = { today, account: createSample({ seed, today, runawayUntil }) };
      return made.account;
    },
  };
}
