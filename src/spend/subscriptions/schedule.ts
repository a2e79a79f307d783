import { UsageError } from '../../errors.js';
import type { TimeOfDay } from './time-of-day.js';
import { nearestDay, readWeekDays } from './week-days.js';

const FITS = 'write every monday, weekday, day, month, 15th or monday and thursday';

/**
 * Reads "every monday", "every weekday", "every month", "every 15th", "daily" into a cron expression of five fields:
 * minute, hour, day of month, month, day of week. Every month is its first day, every week its Monday.
 *
 * @throws UsageError for what is no such rhythm; the days 29 to 31, which some months lack; more often than daily
 */
export function readSchedule(words: string, time: TimeOfDay, slash: string): string {
  const text = words.toLowerCase().replace(/\s+/g, ' ').trim();
  const rhythm = text.replace(/^(?:every|each) /, '').replace(/^(?:every|each)$/, '');
  const at = `${time % 60} ${Math.floor(time / 60)}`;
  if (/^(?:\d+ )?(?:hour|minute|second)s?$|^hourly$/.test(rhythm))
    throw new UsageError('At most once a day, because AWS brings new figures up to three times a day; write every day 9:00.');
  const onDay = dayOfMonth(rhythm);
  if (onDay !== undefined) {
    if (onDay >= 1 && onDay <= 28) return `${at} ${onDay} * *`;
    throw new UsageError(`Not every month has a day ${onDay}; write a day from 1st to 28th, such as every 1st 9:00.`);
  }
  if (/^week(?:ly)?$/.test(rhythm)) return `${at} * * 1`;
  const days = readWeekDays(rhythm);
  if (!days) throw new UsageError(notThat(rhythm, slash));
  return `${at} * * ${days.length === 7 ? '*' : days.join(',')}`;
}

/** "month", "1st", "first of the month", "month on the 15th". */
function dayOfMonth(rhythm: string): number | undefined {
  if (/^month(?:ly)?$|^first(?: day)? of (?:the|every|each) month$|^first day$/.test(rhythm)) return 1;
  const [, day] =
    /^(?:month(?:ly)? )?(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: day)?(?: of (?:the|every|each) month)?$/.exec(rhythm) ?? [];
  return day === undefined ? undefined : Number(day);
}

function notThat(rhythm: string, slash: string): string {
  if (rhythm === '') return `Say how often: ${FITS}.`;
  const near = nearestDay(rhythm.split(' ')[0] ?? '');
  return `"every ${rhythm.slice(0, 60)}" is not understood${near ? `; did you mean every ${near}?` : '.'} After the question ${FITS}, then a time and a place: \`${slash} subscribe teams every monday 9:00 here\`.`;
}
