import { UsageError } from '../../errors.js';
import { type Decimal, decimal } from '../../money.js';
import { type Day, dayOf, firstDay, type Month, monthOf, showMonth, wholeMonth } from '../../period.js';
import { unquoted } from '../../typed-text.js';
import { readPeriod } from '../period-grammar.js';

/** Words and quoted texts, in order; a quoted one keeps its quotes. */
export const parts = (words: string): string[] => words.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];

/**
 * A whole month in any of the ways in which periods are typed ("2026-10", "last month", "October"), which is over.
 * @throws UsageError when it is no month, or still runs
 */
export function readMonth(words: string, today: Day): Month {
  const period = readPeriod(words, today);
  const month = period && monthOf(period.start);
  if (!period || !month || period.start !== firstDay(month) || period.end > wholeMonth(month).end)
    throw new UsageError(`Statements are for whole months; write one such as ${month ?? '2026-10'} or "last month".`);
  if (wholeMonth(month).end > today)
    throw new UsageError(`${showMonth(month)} is not over, so it has no statement yet; \`teams mtd\` shows where it stands.`);
  if (period.end !== wholeMonth(month).end)
    throw new UsageError(`Statements are for whole months; write ${month} for ${showMonth(month)}.`);
  return month;
}

/** What was typed to move an amount. */
export interface Move {
  team: string;
  /** The other side; undefined is spend without a team. */
  other: string | undefined;
  /** Added to `team`, taken from the other side; below zero the other way round. */
  amount: Decimal;
  month: Month;
  reason: string;
  /** Written behind the quoted reason: also when it takes more than there is. */
  anyway: boolean;
}

const AMOUNT = /^([+-]?)\$?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,12})?$/;

/** "-120.50", "$1,200": exact dollars. */
export function readAmount(word: string): Decimal | undefined {
  const match = AMOUNT.exec(word.replace(/^\$([+-])/, '$1$'));
  return match ? decimal(`${match[1] === '-' ? '-' : ''}${match[2]?.replaceAll(',', '')}${match[3] ?? ''}`) : undefined;
}

/**
 * `[team] <team> <amount> [to|from <team>] <month> "reason" [anyway]`.
 * @throws UsageError that says which part is missing
 */
export function readMove(words: string, now: Date, usage: string): Move {
  const all = parts(words);
  if (all[0]?.toLowerCase() === 'team' && all.length > 4) all.shift();
  const at = all.findIndex((word) => readAmount(word) !== undefined);
  const wrong = (what: string) => new UsageError(`${what} Write \`${usage}\`.`);
  if (at < 1) throw wrong('An adjustment needs a team and then an amount.');
  const rest = all.slice(at + 1);
  const named = /^(to|from|with)$/i.test(rest[0] ?? '') ? (rest.splice(0, 2)[1] ?? '') : undefined;
  if (!/^20\d{2}-\d{2}$/.test(rest[0] ?? '')) throw wrong('After the amount comes the month, as in 2026-10.');
  const month = rest[0] as Month;
  if (firstDay(month) > dayOf(now) || !/-(0[1-9]|1[0-2])$/.test(month)) throw wrong(`${month} is not a month that has begun.`);
  // Behind quotes only: unquoted it is the last word of the reason.
  const anyway = /^anyway$/i.test(rest.at(-1) ?? '') && /["']$/.test(rest.at(-2) ?? '');
  const reason = unquoted(rest.slice(1, anyway ? -1 : undefined).join(' '));
  if (reason.length < 3) throw wrong('Say why, in quotes: it is kept with the entry.');
  return {
    team: unquoted(all.slice(0, at).join(' ')),
    other: named === undefined || /^unattributed$/i.test(named) ? undefined : unquoted(named),
    amount: readAmount(all[at] as string) as Decimal,
    month,
    reason,
    anyway,
  };
}
