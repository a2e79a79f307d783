import { type Decimal, decimal, exact, sum, ZERO } from '../../money.js';
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

/** The journal of a closed month: per statement its lines on the expense accounts and one on the clearing account, which balances them. */
export function journal(closed: ClosedMonth): JournalRow[] {
  const { content } = closed;
  const date = addDays(wholeMonth(content.month).end, -1);
  return content.statements.flatMap(({ bearer }) => {
    const number = numberOf(closed, bearer) ?? '';
    const fixed = {
      date,
      number,
      team: teamOf(bearer) ?? '',
      currency: 'USD' as const,
      reference: `${closed.month} ${closed.hash.slice(0, 12)}`,
    };
    const parts = rounded(bookings(content, bearer), content.journal.decimals);
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
 * Amounts rounded to `decimals` places so that they add up to the rounded total: what rounding down leaves over goes one
 * step at a time to the largest remainders. Without `decimals` they stay exact.
 */
function rounded(parts: Booking[], decimals: number | undefined): Booking[] {
  if (decimals === undefined) return parts;
  const step = decimal(1).div(decimal(10).pow(decimals));
  const down = parts.map((part) => {
    const towardsZero = part.amount.round(decimals, 0);
    const floor = towardsZero.gt(part.amount) ? towardsZero.minus(step) : towardsZero;
    return { part, floor, rest: part.amount.minus(floor) };
  });
  const total = sum(parts.map((part) => part.amount)).round(decimals);
  let left = Number(
    total
      .minus(sum(down.map((one) => one.floor)))
      .div(step)
      .toFixed(0),
  );
  for (const one of [...down].sort((a, b) => b.rest.cmp(a.rest))) {
    if (left-- <= 0) break;
    one.floor = one.floor.plus(step);
  }
  return down.map(({ part, floor }) => ({ ...part, amount: floor })).filter((part) => !part.amount.eq(0));
}
