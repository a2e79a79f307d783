import type { TokenHour } from '../../aws/cloudwatch.js';
import { type Decimal, ZERO } from '../../money.js';
import { addDays, type Day, dayOf } from '../../period.js';
import { modelOfId } from './model-ids.js';
import type { TokenPrice } from './token-prices.js';

/** Days that today is compared with, by the same hour. */
export const DAYS_BEFORE = 28;
/** Weeks whose same weekdays make the expected cost. */
const WEEKS = 4;
/** In parts of two: today must exceed one and a half times the most of any of these days. */
const [TIMES, OF] = [3, 2];
/** A model that is new has nothing to be compared with. */
const LEAST_DAYS = 7;

/** A model that is used far more today than on any day before, by an estimate. Dollars. */
export interface SameDay {
  model: string;
  region: string;
  day: Day;
  /** The end of the last hour that counts, ISO 8601. */
  until: string;
  estimate: Decimal;
  /** The median of the same hours of the same weekdays of four weeks, and the most of any of the 28 days before. */
  expected: Decimal;
  most: Decimal;
  tokens: Decimal;
}

/** What was found, and the ids that could not be judged because no price is known: said aloud, never zero. */
export interface SameDayFound {
  unusual: SameDay[];
  unpriced: string[];
}

/**
 * Compares today's hours up to `until` with the same hours of the days before, priced by the bill of the last complete week.
 * @param minimum dollars above the expected cost under which nothing is said
 */
export function sameDay(
  hours: readonly TokenHour[],
  o: { region: string; until: Date; prices: ReadonlyMap<string, TokenPrice>; minimum: Decimal },
): SameDayFound {
  const today = dayOf(o.until);
  const clock = o.until.toISOString().slice(11);
  const models = new Map<string, { days: Map<Day, Decimal>; tokens: Decimal; first: Day }>();
  const unpriced = new Set<string>();
  for (const one of hours) {
    const name = modelOfId(one.modelId, o.prices.keys());
    const price = name === undefined ? undefined : o.prices.get(name);
    if (name === undefined || !price) {
      if (one.tokens.gt(0)) unpriced.add(one.modelId);
      continue;
    }
    const day = one.hour.slice(0, 10);
    const known = models.get(name) ?? { days: new Map<Day, Decimal>(), tokens: ZERO, first: day };
    models.set(name, known);
    if (day < known.first) known.first = day;
    if (one.hour.slice(11) >= clock) continue;
    known.days.set(day, (known.days.get(day) ?? ZERO).plus(one.tokens.times(price[one.kind])));
    if (day === today) known.tokens = known.tokens.plus(one.tokens);
  }
  const unusual = [...models].flatMap(([model, { days, tokens, first }]): SameDay[] => {
    if (first > addDays(today, -LEAST_DAYS)) return [];
    const cost = (back: number): Decimal => days.get(addDays(today, -back)) ?? ZERO;
    const estimate = cost(0);
    const before = Array.from({ length: DAYS_BEFORE }, (_, index) => cost(index + 1));
    const most = before.reduce((max, one) => (one.gt(max) ? one : max), ZERO);
    const expected = median(Array.from({ length: WEEKS }, (_, week) => cost(7 * (week + 1))));
    const stands = estimate.minus(expected).gte(o.minimum) && estimate.times(OF).gt(most.times(TIMES));
    return stands ? [{ model, region: o.region, day: today, until: o.until.toISOString(), estimate, expected, most, tokens }] : [];
  });
  return { unusual: unusual.sort((a, b) => b.estimate.cmp(a.estimate)), unpriced: [...unpriced].sort() };
}

function median(values: Decimal[]): Decimal {
  const sorted = [...values].sort((a, b) => a.cmp(b));
  const half = sorted.length / 2;
  return (sorted[Math.floor(half - 0.5)] ?? ZERO).plus(sorted[Math.floor(half)] ?? ZERO).div(2);
}
