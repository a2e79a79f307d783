import { UsageError } from '../errors.js';
import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  monthOf,
  type Period,
  parseDay,
  showDay,
  showMonth,
  showSpan,
  wholeMonth,
} from '../period.js';

/** What can be typed, for help and for the sentence on a period that is not one. */
export const PERIOD_EXAMPLES = ['today', 'yesterday', '7d', 'this week', 'mtd', 'last month', '2026-10', '2026-10-01..2026-10-15'];

const span = (start: Day, end: Day, label: string): Period => ({ start, end, label, compare: 'span' });

function wholeMonthPeriod(month: string, today: Day, label?: string): Period {
  const { start, end } = wholeMonth(month);
  const unfinished = start <= today && end > addDays(today, 1);
  return {
    start,
    end: unfinished ? addDays(today, 1) : end,
    label: label ?? (unfinished ? `${showMonth(month)} so far` : showMonth(month)),
    compare: 'month',
  };
}

const monday = (today: Day): Day => addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));

const WORDS: Record<string, (today: Day) => Period> = {
  today: (today) => span(today, addDays(today, 1), 'today'),
  yesterday: (today) => span(addDays(today, -1), today, 'yesterday'),
  'this week': (today) => span(monday(today), addDays(today, 1), 'this week'),
  'last week': (today) => span(addDays(monday(today), -7), monday(today), 'last week'),
  mtd: (today) => wholeMonthPeriod(monthOf(today), today, 'month to date'),
  'last month': (today) => wholeMonthPeriod(addMonths(monthOf(today), -1), today, 'last month'),
};
const SAME: Record<string, string> = {
  'month to date': 'mtd',
  'this month': 'mtd',
  'month-to-date': 'mtd',
  'previous month': 'last month',
  'previous week': 'last week',
  week: 'this week',
  month: 'mtd',
};

/** Days and ranges people type; the days they name are both included. */
function calendar(text: string, today: Day): Period | undefined {
  const range = /^(\d{4}-\d{1,2}(?:-\d{1,2})?)\s*(?:\.\.+|to |until |-)\s*(\d{4}-\d{1,2}(?:-\d{1,2})?)$/.exec(text);
  if (range) {
    const [first, last] = [range[1] as string, range[2] as string];
    const start = first.length <= 7 ? firstDay(parseMonth(first)) : parseDay(first);
    const end = last.length <= 7 ? wholeMonth(parseMonth(last)).end : addDays(parseDay(last), 1);
    if (end <= start) throw new UsageError(`That period ends before it begins; write the earlier day first, like ${last}..${first}.`);
    return span(start, end, showSpan({ start, end }));
  }
  const named = /^([a-z]{3,9})\.? (20\d{2})$/.exec(text);
  const month = named ? monthNamed(named[1] as string) : undefined;
  if (named && month !== undefined) return wholeMonthPeriod(`${named[2]}-${month}`, today);
  if (/^\d{4}-\d{1,2}$/.test(text)) return wholeMonthPeriod(parseMonth(text), today);
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(text)) return span(parseDay(text), addDays(text, 1), showDay(text));
  return undefined;
}

function parseMonth(text: string): string {
  const number = Number(text.slice(5));
  if (!/^20\d{2}-\d{2}$/.test(text) || number < 1 || number > 12)
    throw new UsageError(`There is no month "${text}"; write months as 2026-10.`);
  return text;
}

/** "10" for "october", "oct" and what lies between; undefined for any other word. */
function monthNamed(word: string): string | undefined {
  const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
  return months.find((number) => showMonth(`2000-${number}`).toLowerCase().split(' ')[0]?.startsWith(word));
}

/** "since 2026-10" runs to today. */
function since(text: string, today: Day): Period | undefined {
  const first = text.startsWith('since ') ? readPeriod(text.slice(6), today) : undefined;
  return first && span(first.start, addDays(today, 1), `since ${showDay(first.start)}`);
}

function rolling(text: string, today: Day): Period | undefined {
  const match = /^(?:last |past )?(\d{1,6})\s?(d|days?|w|weeks?)$/.exec(text);
  if (!match) return undefined;
  const count = Number(match[1]) * (match[2]?.startsWith('w') ? 7 : 1);
  if (count < 1 || count > 430) throw new UsageError(`"${text}" is outside what billing keeps; ask for 1d to 430d.`);
  return span(addDays(today, -count), today, count === 1 ? 'last full day' : `last ${count} days`);
}

/**
 * Reads a period, lower-cased and trimmed by the caller's words. `7d` is the seven full days before today; a month that
 * is still running ends with today; days people name are both included. Returns undefined when it is no period at all.
 * @throws UsageError for something that means to be a period and cannot be one (2026-02-30, an end before its start, the future).
 */
export function readPeriod(words: string, today: Day): Period | undefined {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ').replace(/^the /, '');
  const period = WORDS[SAME[text] ?? text]?.(today) ?? calendar(text, today) ?? rolling(text, today) ?? since(text, today);
  if (period && period.start > today) throw new UsageError(`${capital(period.label)} has not begun yet (today is ${showDay(today)}, UTC).`);
  if (period && period.end > addDays(today, 1)) return { ...period, end: addDays(today, 1), label: `${period.label}, so far` };
  return period;
}

/** True when a word can only be meant as a period, so a slip in it is not taken for a team's name. */
export const looksLikePeriod = (words: string): boolean =>
  /^(\d{4}-\d|\d+\s?(d|w|days?|weeks?)$|\d{4}\/|\d{1,2}\/\d|\d\S*\.\.)|^(today|yesterday|mtd)\b|^(last|this|past|previous) (day|week|month|quarter|year|\d)/i.test(
    words.trim(),
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
