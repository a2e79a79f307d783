import { type Decimal, decimal, sum, ZERO } from '../money.js';
import { addDays, type Day, days, type Month, wholeMonth } from '../period.js';

/** How many of the same weekday before a day say what that day will cost. */
const WEEKS = 4;

export interface Forecast {
  /** What was billed on the complete days of the month. */
  actual: Decimal;
  /** What the other days are expected to cost. A forecast: never added to anything called actual. */
  expected: Decimal;
  total: Decimal;
  /** Expected or billed cost day by day, for finding when a budget will be passed. */
  byDay: { day: Day; cost: Decimal; actual: boolean }[];
}

/**
 * Month-end forecast of one team from its daily cost. Complete days count as billed; each other day is expected to cost
 * the median of the same weekday in the four weeks before the first incomplete day, which a single runaway day or a
 * holiday does not move, or what is billed of it already when that is more. Undefined when less than two weeks are known.
 *
 * @param daily cost by day, missing days cost nothing
 * @param complete the first day that is not complete yet
 * @param since the first day the ledger knows
 */
export function forecast(daily: ReadonlyMap<Day, Decimal>, month: Month, complete: Day, since: Day): Forecast | undefined {
  if (addDays(since, 14) > complete) return undefined;
  const weekday = Array.from({ length: 7 }, (_, index) => usual(daily, addDays(complete, index), complete, since));
  const byDay = days(wholeMonth(month)).map((day) => {
    const actual = day < complete;
    const billed = daily.get(day) ?? ZERO;
    const usually = weekday[offset(complete, day)] ?? ZERO;
    return { day, actual, cost: actual || billed.gt(usually) ? billed : usually };
  });
  const actual = sum(byDay.filter((one) => one.actual).map((one) => one.cost));
  const expected = sum(byDay.filter((one) => !one.actual).map((one) => one.cost));
  return { actual, expected, total: actual.plus(expected), byDay };
}

const offset = (from: Day, day: Day): number => ((((Date.parse(day) - Date.parse(from)) / 86_400_000) % 7) + 7) % 7;

/** The median cost of a weekday in the weeks before `complete`. */
function usual(daily: ReadonlyMap<Day, Decimal>, day: Day, complete: Day, since: Day): Decimal {
  const same: Decimal[] = [];
  for (let week = 1; week <= WEEKS + 1 && same.length < WEEKS; week++) {
    const before = addDays(day, -7 * week);
    if (before < complete && before >= since) same.push(daily.get(before) ?? ZERO);
  }
  return median(same);
}

export function median(amounts: Decimal[]): Decimal {
  const sorted = [...amounts].sort((a, b) => a.cmp(b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return ZERO;
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : lower.plus(upper).div(decimal(2));
}

/** The first day on which the month's running total passes `limit`; undefined when it does not. */
export function passes(byDay: Forecast['byDay'], limit: Decimal): Day | undefined {
  let running = ZERO;
  for (const one of byDay) {
    running = running.plus(one.cost);
    if (running.gt(limit)) return one.day;
  }
  return undefined;
}
