import { type Decimal, decimal, exact, sum } from '../../money.js';
import type { Month } from '../../period.js';
import type { Bearer } from './bearer.js';

/**
 * One line of a statement. Usage, shared and record lines are what the ledger says of the month; a restatement is what the
 * ledger says now less what was frozen; an adjustment is an entry that somebody made.
 */
export interface StatementLine {
  bearer: Bearer;
  sort: 'usage' | 'shared' | 'record' | 'restatement' | 'adjustment';
  /** The month whose figures it is about: an earlier one for restatements and late adjustments. */
  month: Month;
  /** Model, record type, or the words of the entry. */
  what: string;
  /** As the source tells them beside the team; null where it does not. */
  account: string | null;
  project: string | null;
  costCenter: string | null;
  /** "Credit", "Tax", … for money that is not usage. */
  recordType: string | null;
  /** Exact dollars. */
  amount: string;
  /** The entry that an adjustment comes from: an entry is on one statement and no other. */
  entry: string | null;
}

/** What a line is booked on. A model that is called otherwise by a later version is no reason to restate a month. */
const booking = (line: StatementLine): string =>
  JSON.stringify([line.bearer, line.account, line.project, line.costCenter, line.recordType]);

export const amountOf = (lines: Iterable<StatementLine>): Decimal => sum([...lines].map((line) => decimal(line.amount)));

/** Lines that are about what AWS billed, not about what people decided. */
export const isBilled = (line: StatementLine): boolean => line.sort !== 'adjustment';

/** Sums by what `name` gives, in the order in which the names appear. */
export function totals(lines: Iterable<StatementLine>, name: (line: StatementLine) => string): Map<string, Decimal> {
  const all = new Map<string, Decimal>();
  for (const line of lines) all.set(name(line), (all.get(name(line)) ?? decimal(0)).plus(decimal(line.amount)));
  return all;
}

/**
 * What has to be added to `frozen` so that it says what `now` says, as one line per booking that differs. Both are about
 * `month`; frozen restatements of it count.
 */
export function restatement(month: Month, frozen: StatementLine[], now: StatementLine[]): StatementLine[] {
  const [was, is] = [totals(frozen, booking), totals(now, booking)];
  const samples = new Map([...frozen, ...now].map((line) => [booking(line), line]));
  return [...samples]
    .map(([key, line]): StatementLine => {
      const difference = (is.get(key) ?? decimal(0)).minus(was.get(key) ?? decimal(0));
      return { ...line, sort: 'restatement', month, what: `Restatement of ${month}`, amount: exact(difference), entry: null };
    })
    .filter((line) => !decimal(line.amount).eq(0))
    .sort((a, b) => (booking(a) < booking(b) ? -1 : 1));
}
