import { addDays, addMonths, type Day, daysBetween, firstDay, monthOf } from '../../period.js';
import { JUDGED_AFTER } from './expectation.js';
import type { StoodOut, Track } from './track.js';
import { middle } from './whole-cents.js';

/** A day counts as the same as one before that cost at least this part of it. */
const ALIKE = 0.6;
/** A runaway that begins below what a batch costs is not that batch. */
const ALIKE_BELOW = 0.4;
/** First Mondays and last working days move by so much. */
const AROUND = 4;
const MONTHS = 3;
const IRREGULAR_DAYS = 84;
/** At least so often, in days; a monthly day is not that. */
const IRREGULAR_EVERY = 21;

/**
 * Whether a day that stands out from its weekday is usual all the same. Either one of the last two months had such a day on
 * nearly the same date, or two of the last three around it; or the subject is idle on most days and had them now and
 * then all through the last twelve weeks. Such a day stood out by nearly as much; by the month, nearly as many times what
 * was expected will do, for the first is a Sunday now and then.
 */
export const recurring = (track: Track, index: number): boolean => {
  const now = track.stoodOut[index];
  if (!now) return false;
  const usualFirst = middle(track.cents.slice(track.start, track.start + JUDGED_AFTER));
  const then = (day: number): StoodOut | undefined => {
    if (day < track.start || track.planned[day]) return undefined;
    // The first days were not judged; the monthly one may be among them.
    if (day < track.start + JUDGED_AFTER) return { by: (track.cents[day] ?? 0) - usualFirst, times: undefined };
    return track.stoodOut[day];
  };
  const asCostly = (day: number): boolean => {
    const by = then(day)?.by ?? 0;
    return by >= ALIKE * now.by && now.by >= ALIKE_BELOW * by;
  };
  const asManyTimes = (day: number): boolean => (then(day)?.times ?? 1) - 1 >= ALIKE * ((now.times ?? Number.POSITIVE_INFINITY) - 1);
  return monthly(track, index, (day) => asCostly(day) || asManyTimes(day)) || (idle(track, index) && irregular(track, index, asCostly));
};

function monthly(track: Track, index: number, alike: (day: number) => boolean): boolean {
  const dates = Array.from({ length: MONTHS }, (_, month) => sameDate(track, index, month + 1));
  const within = (date: number, days: number) => Array.from({ length: 2 * days + 1 }, (_, at) => date - days + at).some(alike);
  const sameDay = dates.slice(0, 2).some((date) => within(date, 1));
  return sameDay || dates.filter((date) => within(date, AROUND)).length >= 2;
}

/** Index of the same date so many months before; the last day of a shorter month. */
function sameDate(track: Track, index: number, months: number): number {
  const day = track.days[index] as Day;
  const month = addMonths(monthOf(day), -months);
  const length = daysBetween(firstDay(month), firstDay(addMonths(month, 1)));
  const date = addDays(firstDay(month), Math.min(Number(day.slice(8)), length) - 1);
  return index - daysBetween(date, day);
}

/** Whether most days cost less than a quarter of the mean day. */
function idle(track: Track, index: number): boolean {
  const before = track.cents.slice(Math.max(track.start, index - IRREGULAR_DAYS), index);
  const total = before.reduce((sum, cents) => sum + cents, 0);
  return before.filter((cents) => cents * before.length * 4 < total).length * 2 > before.length;
}

function irregular(track: Track, index: number, alike: (day: number) => boolean): boolean {
  const from = Math.max(track.start, index - IRREGULAR_DAYS);
  let times = 0;
  for (let day = from; day < index; day++) if (alike(day) && !alike(day - 1)) times++;
  return times >= Math.max(1, Math.floor((index - from) / IRREGULAR_EVERY));
}
