import { UsageError } from './errors.js';

/** A UTC billing day, "2026-11-24". */
export type Day = string;
/** A UTC billing month, "2026-11". */
export type Month = string;
/** Whole UTC days; `end` is exclusive, as Cost Explorer counts. */
export interface Span {
  start: Day;
  end: Day;
}

/** A span with the words it was asked in, and how to find the span it is compared with. */
export interface Period extends Span {
  /** "month to date", "last month", "October 2026", "1–15 Oct 2026". */
  label: string;
  compare: Comparison;
  /** It ends with its unit, but that day is still running, so it is compared with as many days and not with a whole unit. */
  running?: boolean;
}

/**
 * Which days a period is compared with. `month`, `quarter` and `year`: the same days of the one before. `week`: the same
 * days of the week before, because a weekend is no measure for working days. `span`: as many days right before it.
 */
export type Comparison = 'week' | 'month' | 'quarter' | 'year' | 'span';

export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);
/** The day on the wall clock of a time zone; billing days are UTC ones. */
export const wallDay = (at: Date, timeZone: string): Day => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
};
export const addDays = (day: Day, count: number): Day => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000));
export const daysBetween = (start: Day, end: Day): number => Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000);
export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstDay = (month: Month): Day => `${month}-01`;

/** Moves a month by `count` months: ("2026-01", -1) is "2025-12". */
export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The months a span touches, oldest first. */
export function monthsOf(span: Span): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(span.start); firstDay(month) < span.end; month = addMonths(month, 1)) months.push(month);
  return months;
}

export const wholeMonth = (month: Month): Span => ({ start: firstDay(month), end: firstDay(addMonths(month, 1)) });

/** The overlap of two spans; undefined when there is none. */
export function overlap(a: Span, b: Span): Span | undefined {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return start < end ? { start, end } : undefined;
}

/** The days of a span, oldest first. */
export function days(span: Span): Day[] {
  return Array.from({ length: daysBetween(span.start, span.end) }, (_, index) => addDays(span.start, index));
}

const MONTHS_IN = { month: 1, quarter: 3, year: 12 } as const;

/** The span a period is compared with; the same days of a shorter month or quarter before end with it. */
export function spanBefore(span: Span, compare: Comparison, running = false): Span {
  const length = daysBetween(span.start, span.end);
  if (compare === 'span') return { start: addDays(span.start, -length), end: span.start };
  if (compare === 'week') {
    const back = -7 * Math.ceil(length / 7);
    return { start: addDays(span.start, back), end: addDays(span.end, back) };
  }
  const count = MONTHS_IN[compare];
  const month = monthOf(span.start);
  const start = firstDay(addMonths(month, -count));
  const whole = !running && span.end === firstDay(addMonths(month, count));
  const sameDays = compare === 'year' ? yearBefore(span.end) : addDays(start, length);
  return { start, end: whole || sameDays > span.start ? span.start : sameDays };
}

/** The same date a year before; 29 February has 1 March for it. */
const yearBefore = (day: Day): Day =>
  dayOf(new Date(Date.UTC(Number(day.slice(0, 4)) - 1, Number(day.slice(5, 7)) - 1, Number(day.slice(8)))));

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FULL_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "24 Nov 2026". */
export const showDay = (day: Day): string => `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
/** "November 2026". */
export const showMonth = (month: Month): string => `${FULL_MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;

/** A span as people write it, both days included: "1–15 Oct 2026", "28 Oct – 3 Nov 2026". */
export function showSpan(span: Span): string {
  const last = addDays(span.end, -1);
  if (last <= span.start) return showDay(span.start);
  if (monthOf(last) === monthOf(span.start)) return `${Number(span.start.slice(8))}–${showDay(last)}`;
  const sameYear = last.slice(0, 4) === span.start.slice(0, 4);
  return `${sameYear ? showDay(span.start).slice(0, -5) : showDay(span.start)} – ${showDay(last)}`;
}

/** A day of this century that exists, or a sentence saying why not. */
export function parseDay(text: string): Day {
  const valid =
    /^20\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayOf(new Date(`${text}T00:00:00Z`)) === text;
  if (!valid) throw new UsageError(`There is no day "${text.slice(0, 40)}"; write days as 2026-10-31.`);
  return text;
}

/** "2026-11-25 09:00 UTC" of an ISO 8601 time, for where Slack cannot show it in the reader's own zone. */
export const showUtc = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
