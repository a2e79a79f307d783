import { UsageError } from '../../errors.js';
import { readTime, type TimeOfDay } from './time-of-day.js';
import { EVERY_DAY, readWeekDays } from './week-days.js';

/** When a person wants to be written to, on the wall clock of `timeZone`. */
export interface Hours {
  from: TimeOfDay;
  /** Exclusive; smaller than `from` when the hours go past midnight. */
  to: TimeOfDay;
  /** Days of the week on which the hours begin, Sunday is 0. */
  days: number[];
  /** IANA name. */
  timeZone: string;
}

/**
 * Reads "8:00-18:00 weekdays", "9am to 5pm", "8-18 monday to friday". Without days it is every day.
 * @throws UsageError for what are no hours
 */
export function readHours(words: string, slash: string): Omit<Hours, 'timeZone'> {
  const [, first = '', last = '', rest = ''] =
    /^(?:from )?(\S+?(?: ?[ap]m)?)\s?(?:-|to|until|till)\s?(\d\S*(?: ?[ap]m)?|noon|midnight)(?:\s(?:on\s)?(.+))?$/i.exec(words.trim()) ??
    [];
  const [from, to] = [readTime(first), readTime(last === '24:00' ? '0:00' : last)];
  const days = rest === '' ? EVERY_DAY : readWeekDays(rest.toLowerCase().replace(/^every /, ''));
  if (from === undefined || to === undefined || days === undefined)
    throw new UsageError(
      `"${words.slice(0, 60)}" are no hours; write \`${slash} hours 8:00-18:00 weekdays\`, or \`${slash} hours any\` for no limit.`,
    );
  if (from === to) throw new UsageError(`Hours that begin and end at the same time are none; write \`${slash} hours any\` for no limit.`);
  return { from, to, days };
}

/** Whether a moment lies in the hours. */
export function within(hours: Hours, at: Date): boolean {
  const { day, minute } = wallClock(at, hours.timeZone);
  const began = (when: number): boolean => hours.days.includes((when + 7) % 7);
  if (hours.from < hours.to) return began(day) && minute >= hours.from && minute < hours.to;
  return (began(day) && minute >= hours.from) || (began(day - 1) && minute < hours.to);
}

/** When the hours begin, as a cron expression. */
export const openingOf = ({ from, days }: Hours): string => `${from % 60} ${Math.floor(from / 60)} * * ${days.join(',')}`;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function wallClock(at: Date, timeZone: string): { day: number; minute: TimeOfDay } {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const told = new Map(parts.formatToParts(at).map((part) => [part.type, part.value]));
  return { day: DAYS.indexOf(told.get('weekday') ?? ''), minute: Number(told.get('hour')) * 60 + Number(told.get('minute')) };
}
