import { type Direction, type Expectation, expectation, SETTLED_AFTER } from './expectation.js';
import { recurring } from './recurring.js';
import type { Track } from './track.js';
import { middle } from './whole-cents.js';

/** How much more a subject with less than three weeks of history must exceed. */
const YOUNG_TIMES = 4;

/** Of days expected to cost less than this part of their ground, no multiple says anything. */
const MULTIPLE_FROM = 0.4;
/** What a level must be to be reported for lasting, as a part of what was expected. */
const LASTING_TIMES = 1.5;
/** And of what one day must exceed: the median of a week strays half as far. Both set by the synthetic years of `bench`. */
const LASTING_PART = 0.35;

/** One day of one subject beside what it should have cost; whole cents. */
export interface Judged {
  track: Track;
  expectation: Expectation;
  /** Above the expected cost in the direction looked at; negative otherwise. */
  excess: number;
  /** The excess from which the day is unusual by itself. */
  threshold: number;
  /** It is as far on the other side: less than usual where more is looked for. */
  opposite: boolean;
  /** It happens every month, or now and then all the time. */
  recurring: boolean;
}

/** Judges a day and notes it in the track; undefined where nothing can be said. `minimum` in whole cents. */
export function judge(track: Track, index: number, direction: Direction, minimum: number): Judged | undefined {
  const found = expectation(track, index, direction);
  if (!found) return undefined;
  const cents = track.cents[index] ?? 0;
  const excess = direction * (cents - found.expected);
  const [above, below] = [found.high - found.expected, found.expected - found.low];
  const [reach, reachBack] = direction > 0 ? [above, below] : [below, above];
  const threshold = Math.max(minimum * (found.young ? YOUNG_TIMES : 1), reach);
  note(track, index, found, direction);
  return {
    track,
    expectation: found,
    excess,
    threshold: lasting(track, index, found, direction) ? Math.min(threshold, Math.max(minimum, excess)) : threshold,
    opposite: -excess > reachBack,
    recurring: direction > 0 && excess * 2 >= threshold && recurring(track, index),
  };
}

/** Keeps what later days will be compared with. */
function note(track: Track, index: number, found: Expectation, direction: Direction): void {
  const { expected, weekday, ground } = found;
  const cents = track.cents[index] ?? 0;
  const ratio = (to: number): number => (cents + ground) / (to + ground);
  const stoodOut = direction * (cents - weekday) > 0 && ratio(weekday) ** direction >= Math.cbrt(found.times);
  const multiple = found.settled && weekday >= MULTIPLE_FROM * ground ? cents / weekday : undefined;
  track.stoodOut[index] = stoodOut ? { by: cents - weekday, times: multiple } : undefined;
  track.base[index] = found.base;
  // A subject on its way up is held to the nearer of its weekday and its last week.
  const [fromWeekday, fromExpected] = [Math.log(ratio(weekday)), Math.log(ratio(expected))];
  const miss = Math.abs(fromWeekday) < Math.abs(fromExpected) ? fromWeekday : fromExpected;
  track.miss[index] = found.young || !Number.isFinite(miss) ? undefined : miss;
}

/** Half of a week's days well above: too little on one day, too much for chance. */
function lasting(track: Track, index: number, found: Expectation, direction: Direction): boolean {
  const earliest = index - 6;
  if (earliest < track.start + SETTLED_AFTER || track.planned.slice(earliest, index + 1).includes(true)) return false;
  const week = track.miss.slice(earliest, index + 1).map((miss) => direction * (miss ?? 0));
  const enough = Math.max(Math.log(LASTING_TIMES), LASTING_PART * Math.log(found.times));
  return middle([...week]) >= enough && (week.at(-1) ?? 0) >= enough / 2;
}
