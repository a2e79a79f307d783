import type { Track } from './track.js';
import { middle, quantile } from './whole-cents.js';

const WEEKS = 6;
/** Weeks looked through to find six same weekdays outside of incidents and plans. */
const WEEKS_BACK = 10;
const LEVEL_DAYS = 14;
/** Least days that make a level; below, the weekday alone speaks. */
const LEVEL_NEEDS = 5;
/** A fall is followed less than a rise, because coming back from holidays is no anomaly. In thousandths. */
const LEVEL = { least: 900, most: 1500 };
const SPREAD_DAYS = 42;
const SPREAD_NEEDS = 10;
/** Days are comparable in how they vary when neither is expected to cost more than so many times the other. */
const COMPARABLE = 2.5;
/** Spread under which no subject is believed to stay, and the one assumed while few comparable days were judged. */
const LEAST_SPREAD = 0.06;
const UNKNOWN_SPREAD = 0.25;
/** However much a subject varies, about five times the expected cost is worth a look. */
const MOST_SPREAD = 0.4;
/** Robust standard deviations of the logarithm within which days are usual; set by the synthetic years of `bench`. */
const SIGMAS = 4;
/** Days after which a subject is judged at all, and after which it is judged like the others. */
export const JUDGED_AFTER = 7;
const GROWN_AFTER = 21;
/** Until then a subject may still be on its way up, and its last week counts beside its weekdays. */
export const SETTLED_AFTER = 35;
/** What makes the median and the 90th percentile of absolute deviations a standard deviation, were they normal. */
const [MAD_TO_SIGMA, P90_TO_SIGMA] = [1.4826, 1 / 1.645];

/** Up: costs more than expected. Down: less. */
export type Direction = 1 | -1;

/** What a day should cost, in whole cents; usual days lie between `low` and `high`. */
export interface Expectation {
  expected: number;
  low: number;
  high: number;
  /** What the weekday alone expects: the median, and that at the recent level. */
  base: number;
  weekday: number;
  /** Added to both sides of a ratio, so that days of next to nothing are not held to it. */
  ground: number;
  /** Up to so many times the expected cost is usual. */
  times: number;
  young: boolean;
  /** Old enough to be held to its weekdays alone. */
  settled: boolean;
  comparedWith: string;
}

/**
 * What day `index` should cost by the days before it; undefined in a subject's first week.
 *
 * The expected cost is the median of the same weekdays of the last six weeks, times the median ratio of the last two
 * weeks to their own weekday medians; what is usual around it comes from the median and the 90th percentile of how far
 * the last six weeks missed, as ratios. Medians because nearly half of the days may be wild before they move, ratios
 * because costs vary by parts and not by dollars, and both because a reader can check them by hand. STL or Holt-Winters
 * need longer histories than a new agent has, smear a spike over the days after it and fail on costs that are mostly zero.
 */
export function expectation(track: Track, index: number, direction: Direction): Expectation | undefined {
  const age = index - track.start;
  // What falls while it is still being set up says nothing.
  if (age < (direction > 0 ? JUDGED_AFTER : SETTLED_AFTER)) return undefined;
  const young = age < GROWN_AFTER;
  const settled = age >= SETTLED_AFTER;
  const weekdays = sameWeekdays(track, index);
  const base = young ? Math.max(...weekdays) : Math.round(middle(weekdays));
  const now = young ? 1000 : level(track, index);
  const weekday = Math.round((base * now) / 1000);
  const expected = settled ? weekday : Math.max(weekday, lastWeek(track, index));
  const ground = quarterDay(track, index);
  const times = Math.exp(SIGMAS * spread(track, index, base, ground, direction));
  return {
    expected,
    low: Math.max(0, Math.round((expected + ground) / times - ground)),
    high: Math.round((expected + ground) * times - ground),
    base,
    weekday,
    ground,
    times,
    young,
    settled,
    comparedWith: young ? `the ${JUDGED_AFTER} days before, as there are fewer than three weeks` : words(weekdays.length, now),
  };
}

/** Growth is mentioned where a reader who takes the median by hand would miss it. */
const words = (weeks: number, now: number): string =>
  `the same weekdays of the last ${weeks === 1 ? 'week' : `${weeks} weeks`}${Math.abs(now - 1000) >= 50 ? ', at the level of the last two' : ''}`;

function sameWeekdays(track: Track, index: number): number[] {
  const before = Array.from({ length: WEEKS_BACK }, (_, week) => index - 7 * (week + 1)).filter((day) => day >= track.start);
  const calm = before.filter((day) => !track.aside[day]);
  return (calm.length > 0 ? calm : before).slice(0, WEEKS).map((day) => track.cents[day] ?? 0);
}

/** The second most costly of the seven days before: a new subject's weekends say nothing about its working days. */
function lastWeek(track: Track, index: number): number {
  const calm = track.cents.slice(index - JUDGED_AFTER, index).filter((_, at) => !track.aside[index - JUDGED_AFTER + at]);
  return calm.sort((a, b) => b - a)[1] ?? 0;
}

/** How the last two weeks went against their weekdays, in thousandths: what growth adds to six weeks ago. */
function level(track: Track, index: number): number {
  const ratios: number[] = [];
  for (let day = Math.max(track.start, index - LEVEL_DAYS); day < index; day++) {
    const base = track.base[day] ?? 0;
    if (!track.aside[day] && base > 0) ratios.push(((track.cents[day] ?? 0) * 1000) / base);
  }
  return ratios.length < LEVEL_NEEDS ? 1000 : Math.round(Math.min(LEVEL.most, Math.max(LEVEL.least, middle(ratios))));
}

/** A quarter of the mean day of the last four weeks. */
function quarterDay(track: Track, index: number): number {
  let [total, count] = [0, 0];
  for (let day = Math.max(track.start, index - 28); day < index; day++) {
    if (track.aside[day]) continue;
    total += track.cents[day] ?? 0;
    count++;
  }
  return count === 0 ? 0 : total / count / 4;
}

/** One robust standard deviation of the logarithm of billed to expected, on days that were expected to cost about as much. */
function spread(track: Track, index: number, base: number, ground: number, direction: Direction): number {
  const misses: number[] = [];
  for (let day = Math.max(track.start, index - SPREAD_DAYS); day < index; day++) {
    const miss = track.miss[day];
    if (miss === undefined || track.aside[day]) continue;
    const times = ((track.base[day] ?? 0) + ground) / (base + ground);
    if (!(times > COMPARABLE || times * COMPARABLE < 1)) misses.push(miss);
  }
  const centre = middle(misses);
  const deviations = misses.map((miss) => Math.abs(miss - centre));
  // Holidays far below say nothing about days above.
  const onThisSide = misses.map((miss) => direction * (miss - centre)).filter((miss) => miss >= 0);
  const least = misses.length < SPREAD_NEEDS ? UNKNOWN_SPREAD : LEAST_SPREAD;
  return Math.min(MOST_SPREAD, Math.max(least, middle(deviations) * MAD_TO_SIGMA, quantile(onThisSide, 0.9) * P90_TO_SIGMA));
}
