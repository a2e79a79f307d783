import { UsageError } from '../errors.js';
import { addDays, addMonths, type Day, firstDay, monthOf, type Period, showDay } from '../period.js';
import { calendarPeriod, quarterOf, wholeUnit } from './calendar-period.js';

/** What can be typed, for help and for the sentence on a period that is not one. */
export const PERIOD_EXAMPLES = [
  'today',
  'yesterday',
  '7d',
  'this week',
  'last week',
  'mtd',
  'last month',
  'last 3 months',
  'September',
  '2026-10',
  'Q3',
  'last quarter',
  'ytd',
  '2026-10-01..2026-10-15',
];

/** One sentence for what was meant as a period and is none. */
export const noPeriod = (words: string): string =>
  `"${words.length > 60 ? `${words.slice(0, 60)}…` : words}" is not a period; write ${PERIOD_EXAMPLES.slice(0, -1).join(', ')} or ${PERIOD_EXAMPLES.at(-1)}.`;

const monday = (today: Day): Day => addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
const week = (start: Day, end: Day, label: string): Period => ({ start, end, label, compare: 'week' });
const span = (start: Day, end: Day, label: string): Period => ({ start, end, label, compare: 'span' });

const WORDS = new Map<string, (today: Day) => Period>(
  Object.entries({
    today: (today: Day) => week(today, addDays(today, 1), 'today'),
    yesterday: (today: Day) => week(addDays(today, -1), today, 'yesterday'),
    'this week': (today: Day) => week(monday(today), addDays(today, 1), 'this week'),
    'last week': (today: Day) => week(addDays(monday(today), -7), monday(today), 'last week'),
    mtd: (today: Day) => wholeUnit('month', monthOf(today), today, 'month to date', 'month to date'),
    'last month': (today: Day) => wholeUnit('month', addMonths(monthOf(today), -1), today, 'last month'),
    qtd: (today: Day) => wholeUnit('quarter', quarterOf(monthOf(today)), today, 'quarter to date', 'quarter to date'),
    'last quarter': (today: Day) => wholeUnit('quarter', addMonths(quarterOf(monthOf(today)), -3), today, 'last quarter'),
    ytd: (today: Day) => wholeUnit('year', `${today.slice(0, 4)}-01`, today, 'year to date', 'year to date'),
    'last year': (today: Day) => wholeUnit('year', `${Number(today.slice(0, 4)) - 1}-01`, today, 'last year'),
  }),
);
/** Other words for these; "the past week" rolls, "last week" is one of the calendar. */
const SAME = new Map(
  Object.entries({
    'last day': 'yesterday',
    week: 'this week',
    wtd: 'this week',
    'week to date': 'this week',
    month: 'mtd',
    'this month': 'mtd',
    'month to date': 'mtd',
    quarter: 'qtd',
    'this quarter': 'qtd',
    'quarter to date': 'qtd',
    year: 'ytd',
    'this year': 'ytd',
    'year to date': 'ytd',
    'past day': '1d',
    'past week': '7d',
    'past month': '30d',
    'past quarter': '90d',
    'past year': '365d',
  }),
);

/** "since 2026-10" runs to today. */
function since(text: string, today: Day): Period | undefined {
  const first = text.startsWith('since ') ? readPeriod(text.slice(6), today) : undefined;
  return first && span(first.start, addDays(today, 1), `since ${showDay(first.start)}`);
}

/** Full days before today, or whole months before the running one. */
function rolling(text: string, today: Day): Period | undefined {
  const [, number, unit] = /^(?:last |past )?(\d{1,6})\s?(d|days?|w|weeks?|months?)$/.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  if (unit.startsWith('m')) {
    const count = Number(number);
    if (count < 1 || count > 14) throw new UsageError(`"${text}" is outside what billing keeps; ask for 1 to 14 months.`);
    const month = monthOf(today);
    const compare = ({ 1: 'month', 3: 'quarter', 12: 'year' } as const)[count] ?? 'span';
    const label = count === 1 ? 'last month' : `last ${count} months`;
    return { start: firstDay(addMonths(month, -count)), end: firstDay(month), label, compare };
  }
  const count = Number(number) * (unit.startsWith('w') ? 7 : 1);
  if (count < 1 || count > 430) throw new UsageError(`"${text}" is outside what billing keeps; ask for 1d to 430d.`);
  const label = count === 1 ? 'last full day' : `last ${count} days`;
  return { start: addDays(today, -count), end: today, label, compare: count === 1 ? 'week' : 'span' };
}

const AHEAD = /^(tomorrow|(?:next|coming|upcoming) (?:\d{1,4} )?(?:day|week|weekend|month|quarter|year)s?)$/;

/**
 * Reads a period, lower-cased and trimmed by the caller's words. `7d` is the seven full days before today; a month that
 * is still running ends with today; days people name are both included. Returns undefined when it is no period at all.
 * @throws UsageError for something that means to be a period and cannot be one (2026-02-30, an end before its start, the future).
 */
export function readPeriod(words: string, today: Day): Period | undefined {
  const typed = words.trim().toLowerCase().replace(/\s+/g, ' ').replace(/^the /, '');
  if (AHEAD.test(typed))
    throw new UsageError(
      `"${typed}" lies ahead and nothing of it is billed yet; ask for a period that has begun, such as mtd or last month.`,
    );
  const plain = typed.replace(/^(?:previous|prior) /, 'last ').replace(/-to-date$/, ' to date');
  const text = SAME.get(plain) ?? plain;
  const period = WORDS.get(text)?.(today) ?? calendarPeriod(text, today) ?? rolling(text, today) ?? since(text, today);
  if (period && period.start > today) throw new UsageError(`${capital(period.label)} has not begun yet (today is ${showDay(today)}, UTC).`);
  if (period && period.end > addDays(today, 1)) return { ...period, end: addDays(today, 1), label: `${period.label}, so far` };
  return period;
}

/** Words that can only be meant as a period, whatever stands behind them. */
const MEANT = [
  /^(\d{4}-\d|\d+\s?(d|w|h|days?|weeks?|hours?|months?|quarters?|years?)$|\d{4}\/|\d{1,2}\/\d|\d\S*\.\.)/i,
  /^(today|yesterday|tomorrow|mtd|qtd|ytd|wtd)\b/i,
  /^(last|this|past|previous|prior|next) (day|night|week|weekend|month|quarter|year|fortnight|hour|mon|tues|wednes|thurs|fri|satur|sun)(day)?s?\b/i,
  /^(last|this|past|previous|prior|next) \d/i,
  /^(all time|h[12] 20\d\d|fy ?\d{2}(\d\d)?)$/i,
];

/** True when a word can only be meant as a period, so a slip in it is not taken for a team's name. */
export const looksLikePeriod = (words: string): boolean => MEANT.some((pattern) => pattern.test(words.trim()));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
