import { UsageError } from '../errors.js';
import type { Day, Period } from '../period.js';
import { noPeriod, readPeriod } from '../spend/period-grammar.js';

/** The period that was asked for; month to date when none was. */
export function periodOf(words: string | undefined, today: Day): Period {
  const period = readPeriod(words || 'mtd', today);
  if (!period) throw new UsageError(noPeriod(words ?? ''));
  return period;
}

/** Periods offered in menus, as they are typed and as they are read. */
export const OFFERED_PERIODS = [
  ['mtd', 'Month to date'],
  ['last month', 'Last month'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['this week', 'This week'],
  ['yesterday', 'Yesterday'],
  ['last quarter', 'Last quarter'],
  ['ytd', 'Year to date'],
] as const;
