import { UsageError } from '../../errors.js';
import { addDays, addMonths, type Day, daysBetween, firstDay, monthOf, parseDay, showDay } from '../../period.js';
import { unquoted } from '../../typed-text.js';
import type { Subject } from './incident.js';

/** Longer than this nothing is silenced. */
export const LONGEST_PLAN = 92;
const BEGUN_AT_MOST = 31;
const LONGEST_NOTE = 200;

export interface PlanWish {
  kind: Subject['kind'];
  /** As typed. */
  name: string;
  from: Day;
  /** The last day, included. */
  until: Day;
  note: string;
}

const EXAMPLE = 'team engineering until friday "load test"';

/**
 * Reads what is announced: `team engineering [from monday] until friday ["load test"]`.
 * @throws UsageError that says what is missing
 */
export function readPlanWish(words: string, today: Day): PlanWish {
  const [, rest = words, note = ''] = /^(.*\S)\s+(?:"([^"]*)"|'([^']*)')$/.exec(words)?.filter((part) => part !== undefined) ?? [];
  const [, kind, named] = /^(team|model|principal|agent)\s+(\S.*)$/i.exec(rest) ?? [];
  if (kind === undefined || named === undefined) throw new UsageError(`What is planned? Write it like ${EXAMPLE}.`);
  const [, name, begin, end] = /^("[^"]*"|'[^']*'|.+?)(?:\s+from\s+(.+?))?\s+(?:until|till|through|to)\s+(.+)$/i.exec(named) ?? [];
  if (name === undefined || end === undefined) throw new UsageError(`Until when? Write it like ${EXAMPLE}.`);
  const from = begin === undefined ? today : readPlanDay(begin, today);
  const until = readPlanDay(end, today);
  if (note.length > LONGEST_NOTE) throw new UsageError(`The note has ${note.length} characters; ${LONGEST_NOTE} are the most.`);
  checkPlan(from, until, today);
  return { kind: kind.toLowerCase() as Subject['kind'], name: unquoted(name), from, until, note: note.trim() };
}

/** @throws UsageError for a time that is over, runs backwards or is too long to be silent */
export function checkPlan(from: Day, until: Day, today: Day): void {
  if (until < today) throw new UsageError(`${showDay(until)} is over; write today or a day to come.`);
  if (until < from) throw new UsageError(`${showDay(until)} is before ${showDay(from)}; write the earlier day after "from".`);
  if (daysBetween(from, today) > BEGUN_AT_MOST)
    throw new UsageError(`${showDay(from)} is more than ${BEGUN_AT_MOST} days ago; write a later day.`);
  if (daysBetween(today, until) > LONGEST_PLAN)
    throw new UsageError(`${showDay(until)} is more than ${LONGEST_PLAN} days away, which is too long to be silent; write an earlier day.`);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day to come as people name it: "friday" (today when it is one), "tomorrow", "2026-12-01", "1 Dec", "end of the month", "3d". */
export function readPlanDay(words: string, today: Day): Day {
  const text = words.toLowerCase().trim();
  if (text === 'today') return today;
  if (text === 'tomorrow') return addDays(today, 1);
  if (/^(the )?end of (the )?month$/.test(text)) return addDays(firstDay(addMonths(monthOf(today), 1)), -1);
  if (/^(the )?end of (the )?week$/.test(text)) return comingWeekday(0, today);
  const weekday = text.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(text.replace(/^(next|this|on) /, '')));
  if (weekday >= 0) return comingWeekday(weekday, today);
  const [, count] = /^(?:in )?(\d{1,2}) ?d(?:ays?)?$/.exec(text) ?? [];
  if (count !== undefined) return addDays(today, Number(count));
  return /^\d{4}-/.test(text) ? parseDay(text) : namedDay(text, today);
}

const comingWeekday = (weekday: number, today: Day): Day => addDays(today, (weekday - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7);

/** "1 Dec", "December 1", with or without a year; without one the next that comes. */
function namedDay(text: string, today: Day): Day {
  const [, day, month, year] = /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(text) ?? [];
  const [, otherMonth, otherDay, otherYear] = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(text) ?? [];
  const index = MONTHS.indexOf((month ?? otherMonth ?? '').slice(0, 3));
  const date = day ?? otherDay;
  if (index < 0 || date === undefined)
    throw new UsageError(`"${words(text)}" is not a day; write friday, tomorrow, 2026-12-01, 1 Dec or end of the month.`);
  const rest = `${String(index + 1).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const named = year ?? otherYear;
  if (named !== undefined) return parseDay(`${named}-${rest}`);
  const here = Number(today.slice(0, 4));
  return parseDay(`${rest < today.slice(5) ? here + 1 : here}-${rest}`);
}

const words = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
