import { UsageError } from '../errors.js';
import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthOf,
  type Period,
  parseDay,
  showDay,
  showMonth,
  showSpan,
} from '../period.js';

const MONTHS_IN = { month: 1, quarter: 3, year: 12 } as const;
const NUMBERS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** A month, quarter or year that begins with `first`; one that is running ends with today, and its label says so. */
export function wholeUnit(unit: keyof typeof MONTHS_IN, first: Month, today: Day, label: string, running = `${label} so far`): Period {
  const [start, end] = [firstDay(first), firstDay(addMonths(first, MONTHS_IN[unit]))];
  const runs = start <= today && end > addDays(today, 1);
  // On its last day it looks whole and is not: that day is still running.
  const lastDay = start <= today && !runs && today < end;
  return {
    start,
    end: runs ? addDays(today, 1) : end,
    label: runs ? running : label,
    compare: unit,
    ...(lastDay ? { running: true } : {}),
  };
}

/** The first month of the quarter that a month is in. */
export const quarterOf = (month: Month): Month => `${month.slice(0, 5)}${NUMBERS[Math.floor((Number(month.slice(5)) - 1) / 3) * 3]}`;
export const showQuarter = (first: Month): string => `Q${Math.ceil(Number(first.slice(5)) / 3)} ${first.slice(0, 4)}`;

const aDay = (day: Day): Period => ({ start: day, end: addDays(day, 1), label: showDay(day), compare: 'week' });

/**
 * Days, months, quarters, years and ranges by their names on the calendar: "2026-10-31", "31 Oct", "2026-10", "October",
 * "Q3 2026", "2026", "2026-10-01..2026-10-15", "1–15 Oct 2026". Without a year it is the latest that has begun; the
 * days of a range are both included. Undefined for anything else.
 * @throws UsageError for a day or month that does not exist and a range that runs backwards.
 */
export const calendarPeriod = (text: string, today: Day): Period | undefined =>
  dashedRange(text) ?? dashed(text, today) ?? named(text, today) ?? namedRange(text, today);

function dashedRange(text: string): Period | undefined {
  const [, first, last] = /^(\d{4}-\d{1,2}(?:-\d{1,2})?)\s*(?:\.\.+|to |until |-)\s*(\d{4}-\d{1,2}(?:-\d{1,2})?)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const start = first.length <= 7 ? firstDay(parseMonth(first)) : parseDay(first);
  const end = last.length <= 7 ? firstDay(addMonths(parseMonth(last), 1)) : addDays(parseDay(last), 1);
  return range(start, end, `${last}..${first}`);
}

function range(start: Day, end: Day, turned: string): Period {
  if (end <= start) throw new UsageError(`That period ends before it begins; write the earlier day first, like ${turned}.`);
  return { start, end, label: showSpan({ start, end }), compare: 'span' };
}

function dashed(text: string, today: Day): Period | undefined {
  if (/^20\d{2}$/.test(text)) return wholeUnit('year', `${text}-01`, today, text);
  if (/^\d{4}-\d{1,2}$/.test(text)) return wholeMonth(parseMonth(text), today);
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(text) ? aDay(parseDay(text)) : undefined;
}

const wholeMonth = (month: Month, today: Day): Period => wholeUnit('month', month, today, showMonth(month));

function parseMonth(text: string): Month {
  if (!/^20\d{2}-\d{2}$/.test(text) || !NUMBERS.includes(text.slice(5)))
    throw new UsageError(`There is no month "${text}"; write months as 2026-10.`);
  return text;
}

function named(text: string, today: Day): Period | undefined {
  const quarter = /^q([1-4])(?:[ /-]?(20\d{2}|\d{2}))?$/.exec(text) ?? turned(/^(20\d{2})[ -]?q([1-4])$/.exec(text));
  if (quarter) {
    const first = inYear(NUMBERS[(Number(quarter[1]) - 1) * 3] as string, quarter[2] && `20${quarter[2].slice(-2)}`, today);
    return wholeUnit('quarter', first, today, showQuarter(first));
  }
  const [, name, year] = /^([a-z]{3,9})\.?(?: (20\d{2}))?$/.exec(text) ?? [];
  const number = monthNamed(name, year !== undefined);
  if (number) return wholeMonth(inYear(number, year, today), today);
  const day =
    /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?,?(?: (20\d{2}))?$/.exec(text) ??
    turned(/^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (20\d{2}))?$/.exec(text));
  const month = monthNamed(day?.[2], day?.[3] !== undefined);
  if (!day || !month) return undefined;
  const date = `-${month}-${day[1]?.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  return aDay(parseDay(`${day[3] ?? (`${thisYear}${date}` <= today ? thisYear : thisYear - 1)}${date}`));
}

/** The first two groups the other way round. */
const turned = (match: RegExpExecArray | null): (string | undefined)[] | undefined =>
  match === null ? undefined : [match[0], match[2], match[1], match[3]];

/** The month of that number, in the year that was said or the latest that has begun. */
function inYear(number: string, year: string | undefined, today: Day): Month {
  const thisYear = Number(today.slice(0, 4));
  return `${year ?? (`${thisYear}-${number}` <= monthOf(today) ? thisYear : thisYear - 1)}-${number}`;
}

/** "10" for "october" and "oct"; a beginning such as "octo" only beside a year, because alone it may be a name. */
function monthNamed(word: string | undefined, beside: boolean): string | undefined {
  if (word === undefined) return undefined;
  return NUMBERS.find((number) => {
    const name = showMonth(`2000-${number}`).toLowerCase().split(' ')[0] ?? '';
    return beside ? name.startsWith(word) : [name, name.slice(0, 3), ...(number === '09' ? ['sept'] : [])].includes(word);
  });
}

/** "september to november", "28 oct - 3 nov 2026", "1-15 oct 2026": a year or month said once is meant for both. */
function namedRange(text: string, today: Day): Period | undefined {
  const [, from, to] = /^([a-z0-9][a-z0-9 .,]*?) ?(?:\.\.+|-|(?<= )to|(?<= )until) ?([a-z0-9][a-z0-9 .,]*)$/.exec(text) ?? [];
  const last = to === undefined ? undefined : named(to, today);
  if (from === undefined || to === undefined || !last) return undefined;
  const year = /(?: |^)(20\d{2})$/.exec(to)?.[1];
  const whole = /^\d{1,2}$/.test(from) ? to.replace(/^\d{1,2}/, from) : year && !/20\d{2}$/.test(from) ? `${from} ${year}` : from;
  const first = named(whole, today);
  return first && range(first.start, last.end, `${to} to ${from}`);
}
