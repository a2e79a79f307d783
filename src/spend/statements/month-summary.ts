import { type Decimal, decimal } from '../../money.js';
import type { Month } from '../../period.js';
import { type Bearer, bearerName } from './bearer.js';
import type { MonthStatements } from './books.js';
import { numberOf } from './content.js';
import { amountOf, type StatementLine } from './line.js';

/** A statement in one row; the parts add up to `total` exactly. */
export interface SummaryRow {
  name: string;
  /** Undefined while the month is a draft. */
  number: string | undefined;
  billed: Decimal;
  shared: Decimal;
  restated: Decimal;
  adjusted: Decimal;
  total: Decimal;
}

/** What a month's statements come to, and of what: all exact dollars. */
export interface MonthSummary {
  rows: SummaryRow[];
  /** As AWS billed it for the month itself. */
  usage: Decimal;
  records: Decimal;
  /** What AWS changed in closed months, the oldest first. */
  restatements: { month: Month; amount: Decimal }[];
  /** Undefined when nobody adjusted anything. */
  adjustments: Decimal | undefined;
  total: Decimal;
}

export function monthSummary(state: MonthStatements): MonthSummary {
  const { content } = state;
  const of = (lines: StatementLine[], ...sorts: StatementLine['sort'][]) => amountOf(lines.filter((line) => sorts.includes(line.sort)));
  const restated = content.lines.filter((line) => line.sort === 'restatement');
  return {
    rows: content.statements.map(({ bearer, total }) => {
      const lines = content.lines.filter((line) => line.bearer === bearer);
      return {
        name: bearerName(bearer),
        number: state.state === 'closed' ? numberOf(state.closed, bearer) : undefined,
        billed: of(lines, 'usage', 'record'),
        shared: of(lines, 'shared'),
        restated: of(lines, 'restatement'),
        adjusted: of(lines, 'adjustment'),
        total: decimal(total),
      };
    }),
    usage: of(content.lines, 'usage', 'shared'),
    records: of(content.lines, 'record'),
    restatements: [...new Set(restated.map((line) => line.month))].sort().map((month) => ({
      month,
      amount: amountOf(restated.filter((line) => line.month === month)),
    })),
    adjustments: content.lines.some((line) => line.sort === 'adjustment') ? of(content.lines, 'adjustment') : undefined,
    total: amountOf(content.lines),
  };
}

/** Every line of a month, or of one bearer's statement, with what it stands on. */
export const statementLines = (
  state: MonthStatements,
  bearer?: Bearer,
): { name: string; number: string | undefined; line: StatementLine }[] =>
  state.content.lines
    .filter((line) => bearer === undefined || line.bearer === bearer)
    .map((line) => ({
      name: bearerName(line.bearer),
      number: state.state === 'closed' ? numberOf(state.closed, line.bearer) : undefined,
      line,
    }));
