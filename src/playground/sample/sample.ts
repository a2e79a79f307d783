import { addDays, addMonths, type Day, days, firstDay, type Month, monthOf, monthsOf, overlap, wholeMonth } from '../../period.js';
import { ACCOUNTS, ACTIVE_TAGS, INACTIVE_TAGS } from './accounts.js';
import { adjustmentLines } from './adjustment-lines.js';
import type { LineItem, SampleAccount } from './line-item.js';
import { sampleDay } from './rhythm.js';
import { tokenLines } from './token-lines.js';
import { unnamedLines } from './unnamed-lines.js';

/** The running month and thirteen before it, as Cost Explorer keeps them. */
const MONTHS_BEFORE = 13;

/**
 * A company of eight teams and forty callers in four accounts. A day depends on the seed and on the day alone, so the past
 * stays as it is while `today` moves; only the running day (partly billed) depends on `today`, and the agent that ran away
 * did so in the four days up to `runawayUntil`, today unless told. Any day can be today: what is not billed yet is made
 * the same way, so moving on reveals it. Months are made when they are first asked for.
 */
export function createSample(o: { seed: string; today: Day; runawayUntil?: Day }): SampleAccount {
  const history = { start: firstDay(addMonths(monthOf(o.today), -MONTHS_BEFORE)), end: addDays(o.today, 1) };
  const made = new Map<Month, LineItem[]>();
  const tokens = tokenLines(o.seed, o.runawayUntil ?? o.today);
  const unnamed = unnamedLines(o.seed);

  function month(name: Month): LineItem[] {
    let lines = made.get(name);
    if (!lines) {
      const span = overlap(wholeMonth(name), history);
      lines = (span ? days(span) : []).flatMap((day) => {
        const on = sampleDay(day, o.today);
        return [...tokens(on), ...unnamed(on), ...adjustmentLines(o.seed, on)];
      });
      made.set(name, lines);
    }
    return lines;
  }

  return {
    accounts: ACCOUNTS.map((account) => ({ ...account })),
    activeTags: [...ACTIVE_TAGS],
    inactiveTags: [...INACTIVE_TAGS],
    lines(span) {
      const wanted = overlap(span, history);
      if (!wanted) return [];
      return monthsOf(wanted).flatMap((name) => month(name).filter((line) => line.day >= wanted.start && line.day < wanted.end));
    },
  };
}
