import { type Decimal, decimal, exact, roundedTo, sum, ZERO } from '../../money.js';
import { addDays, wholeMonth } from '../../period.js';
import { type Bearer, bearerName, RECORDS, teamOf, UNATTRIBUTED } from './bearer.js';
import { type ClosedMonth, type Content, numberOf } from './content.js';
import type { StatementLine } from './line.js';

/** One line of a general-ledger journal; one of debit and credit is set, an exact amount above zero. */
export interface JournalRow {
  /** The last UTC day of the month. */
  date: string;
  number: string;
  account: string;
  debit: string;
  credit: string;
  costCenter: string;
  project: string;
  team: string;
  description: string;
  currency: 'USD';
  reference: string;
}

/**
 * The journal of a closed month: per statement its lines on the expense accounts and one on the clearing account, which
 * balances them. All of it adds up to the bill, or to the bill as it is rounded where `decimals` are set.
 */
export function journal(closed: ClosedMonth): JournalRow[] {
  const { content } = closed;
  const date = addDays(wholeMonth(content.month).end, -1);
  return bookingsOf(content).flatMap(({ bearer, parts }) => {
    const number = numberOf(closed, bearer) ?? '';
    const fixed = {
      date,
      number,
      team: teamOf(bearer) ?? '',
      currency: 'USD' as const,
      reference: `${closed.month} ${closed.hash.slice(0, 12)}`,
    };
    const rows = parts.map(({ amount, costCenter, project, description }) => ({
      ...fixed,
      ...{ account: accountOf(bearer, content), ...sides(amount), costCenter, project, description },
    }));
    const total = sum(parts.map((part) => part.amount));
    const clearing = { costCenter: '', project: '', description: `Amazon Bedrock, ${bearerName(bearer)}, ${content.month}` };
    return [...rows, { ...fixed, account: content.journal.clearingAccount, ...sides(total.times(-1)), ...clearing }].filter(
      (row) => row.debit !== '' || row.credit !== '',
    );
  });
}

const sides = (amount: Decimal): { debit: string; credit: string } => ({
  debit: amount.gt(0) ? exact(amount) : '',
  credit: amount.lt(0) ? exact(amount.abs()) : '',
});

function accountOf(bearer: Bearer, { journal: { expenseAccount, unattributedAccount, recordsAccount } }: Content): string {
  if (bearer === RECORDS) return recordsAccount ?? expenseAccount;
  return (bearer === UNATTRIBUTED && unattributedAccount) || expenseAccount;
}

interface Booking {
  costCenter: string;
  project: string;
  description: string;
  amount: Decimal;
}

/** A bearer's lines by what they are booked on. */
function bookings(content: Content, bearer: Bearer): Booking[] {
  const all = new Map<string, Booking>();
  const team = teamOf(bearer) ?? '';
  // A team may be called "constructor", which every object has.
  const configured = Object.hasOwn(content.costCenters, team) ? content.costCenters[team] : undefined;
  for (const line of content.lines.filter((one) => one.bearer === bearer)) {
    const costCenter = line.costCenter ?? configured ?? '';
    const booking = { costCenter, project: line.project ?? '', description: describe(line, content) };
    const key = JSON.stringify(booking);
    const amount = (all.get(key)?.amount ?? ZERO).plus(decimal(line.amount));
    all.set(key, { ...booking, amount });
  }
  return [...all.values()].filter((one) => !one.amount.eq(0));
}

function describe(line: StatementLine, { month }: Content): string {
  if (line.sort === 'usage') return `Amazon Bedrock usage ${month}`;
  if (line.sort === 'adjustment') return `Adjustment for ${line.month}: ${line.what}`;
  return line.sort === 'record' ? `${line.what} ${month}` : line.what;
}

/**
 * Each bearer's bookings, rounded where the general ledger takes only so many places: the statements to the bill as it is
 * rounded, and the bookings of each to their statement. Rounding each on its own would be off by cents for every statement.
 */
function bookingsOf(content: Content): { bearer: Bearer; parts: Booking[] }[] {
  const all = content.statements.map(({ bearer }) => ({ bearer, parts: bookings(content, bearer) }));
  const { decimals } = content.journal;
  if (decimals === undefined) return all;
  const exactly = all.map(({ parts }) => sum(parts.map((part) => part.amount)));
  const totals = roundedTo(sum(exactly).round(decimals), exactly, decimals);
  return all.map(({ bearer, parts }, index) => {
    const amounts = roundedTo(
      totals[index] ?? ZERO,
      parts.map((part) => part.amount),
      decimals,
    );
    const booked = parts.map((part, at) => ({ ...part, amount: amounts[at] ?? ZERO }));
    return { bearer, parts: booked.filter((part) => !part.amount.eq(0)) };
  });
}
