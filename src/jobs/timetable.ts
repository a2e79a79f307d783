import cron from 'node-cron';
import { UsageError } from '../errors.js';

/** When a schedule is due. */
export interface Timetable {
  /** The last moment it was due, `now` included; undefined when it was not within forty years. */
  latest(now: Date): Date | undefined;
  /** The first moment after `now` at which it will be due. */
  next(now: Date): Date | undefined;
}

const DAY = 86_400_000;
/** A 29 February on one day of the week comes every 28 years, over 2100 every 40. */
const HORIZON = 40 * 366;

/**
 * Reads a cron expression by node-cron's rules and the wall clock by those of RFC 5545, 3.3.5, when clocks change: a time
 * that is skipped is taken by the offset before the change (02:30 is then 03:30), one that comes twice is the first. A
 * schedule of every hour is due in both hours that are called the same, since it means elapsed time.
 * @throws UsageError when the expression or the time zone cannot be read, has six fields, or is never due.
 */
export function timetable(schedule: string, timeZone: string): Timetable {
  const { minutes, onDay, everyHour } = read(schedule);
  const offset = offsetIn(timeZone);

  const moments = (wall: number, before: number, after: number): number[] => {
    if (before === after) return [wall - before];
    const real = [wall - before, wall - after].filter((at) => at + offset(at) === wall);
    return everyHour && real.length > 0 ? real : [real[0] ?? wall - before];
  };
  const dueOn = (day: number): number[] => {
    if (!onDay(day)) return [];
    const [before, after] = [offset(day - DAY), offset(day + 2 * DAY)];
    return minutes.flatMap((minute) => moments(day + minute * 60_000, before, after));
  };
  /** Day by day away from now; from the day behind it, because changing clocks can turn the order of wall times around. */
  const search = (now: number, direction: 1 | -1): Date | undefined => {
    const today = Math.floor((now + offset(now)) / DAY) * DAY;
    for (let days = -1; days <= HORIZON; days++) {
      const due = dueOn(today + direction * days * DAY).filter((at) => (direction === 1 ? at > now : at <= now));
      if (due.length > 0) return new Date(direction === 1 ? Math.min(...due) : Math.max(...due));
    }
    return undefined;
  };
  return { latest: (now) => search(now.getTime(), -1), next: (now) => search(now.getTime(), 1) };
}

function read(schedule: string): { minutes: number[]; onDay(day: number): boolean; everyHour: boolean } {
  const count = schedule.trim().split(/\s+/).length;
  // Of six the first are seconds: what stands for the hour would be taken for the minute.
  if (count === 6)
    throw new UsageError(
      `"${schedule}" has six fields, and a schedule has five: minute, hour, day of the month, month, day of the week. Write one such as 0 9 * * 1.`,
    );
  const { valid, fields, errors } = cron.validateDetailed(schedule);
  if (!valid || !fields)
    throw new UsageError(
      `"${schedule}" is not a schedule: ${(errors[0]?.message ?? 'it cannot be read').replace('5 or 6 fields', '5 fields')}. Write one such as 0 9 * * 1.`,
    );
  const onDay = daysOf(fields);
  const first = Date.UTC(2000, 0, 1);
  if (!Array.from({ length: HORIZON }, (_, day) => first + day * DAY).some(onDay))
    throw new UsageError(`"${schedule}" is never due: no day fits. Write one such as 0 9 * * 1.`);
  return {
    minutes: fields.hour.flatMap((hour) => fields.minute.map((minute) => hour * 60 + minute)),
    onDay,
    everyHour: fields.hour.length === 24,
  };
}

type Fields = NonNullable<ReturnType<typeof cron.validateDetailed>['fields']>;

/** Whether a day fits. Plain numbers are compared here, since days are looked through by the thousand; "L", "1#2" or "15W" by node-cron. */
function daysOf({ dayOfMonth, month, dayOfWeek }: Fields): (day: number) => boolean {
  const [dates, months, weekdays] = [new Set<unknown>(dayOfMonth), new Set<unknown>(month), new Set<unknown>(dayOfWeek)];
  if ([...dates, ...weekdays].every((one) => typeof one === 'number'))
    return (day) => {
      const date = new Date(day);
      return weekdays.has(date.getUTCDay()) && dates.has(date.getUTCDate()) && months.has(date.getUTCMonth() + 1);
    };
  // The wall clock is handled as if it were UTC, where node-cron has no clock changes to deal with.
  const expression = `0 0 ${[dayOfMonth, month, dayOfWeek].map((one) => one.join(',')).join(' ')}`;
  const days = cron.createTask(expression, () => {}, { timezone: 'UTC' });
  void days.destroy();
  return (day) => days.match(new Date(day));
}

/** How far the wall clock of a zone is ahead of UTC at a moment, in milliseconds. */
function offsetIn(timeZone: string): (at: number) => number {
  const format = zoneFormat(timeZone);
  return (at) => {
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(at)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  };
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    throw new UsageError(`"${timeZone}" is not a time zone; write one such as Europe/Berlin.`, { cause: error });
  }
}
