import { type Decimal, decimal } from '../../money.js';
import type { Month } from '../../period.js';
import { type Bearer, bearerName, teamOf } from './bearer.js';
import type { MonthStatements } from './books.js';
import { numberOf } from './content.js';
import { amountOf, type StatementLine, totals } from './line.js';

/** One bearer's statement, grouped as it is shown; every group's amounts and `total` are exact. */
export interface OneStatement {
  bearer: Bearer;
  /** As people read it. */
  name: string;
  /** The team's name; undefined for what no team owns and for money that is not usage. */
  team: string | undefined;
  /** "AIS-2026-10-0001"; undefined while the month is a draft. */
  number: string | undefined;
  month: Month;
  total: Decimal;
  /** As AWS billed the month itself, with what shared teams passed on: what `before` is compared with. */
  asBilled: Decimal;
  /** Usage alone, which a budget is for; below or above `total` where anything was shared, restated or adjusted. */
  usage: Decimal;
  /** What was billed the month before; undefined when the ledger does not hold all of it. */
  before: Decimal | undefined;
  /** Usage by model or record type, the largest first. */
  billed: { name: string; amount: Decimal }[];
  /** Shared costs, restatements by month and adjustments: each a line of its own. */
  others: { name: string; sort: StatementLine['sort']; amount: Decimal }[];
  /** Usage by project, the largest first; undefined where the source tells no projects. */
  projects: { project: string | null; amount: Decimal }[] | undefined;
}

/** @returns undefined when the month has no line for the bearer */
export function oneStatement(state: MonthStatements, bearer: Bearer): OneStatement | undefined {
  const { content } = state;
  const one = content.statements.find((each) => each.bearer === bearer);
  if (!one) return undefined;
  const lines = content.lines.filter((line) => line.bearer === bearer);
  const billed = lines.filter((line) => line.sort === 'usage' || line.sort === 'record');
  const usage = billed.filter((line) => line.sort === 'usage');
  return {
    bearer,
    name: bearerName(bearer),
    team: teamOf(bearer),
    number: state.state === 'closed' ? numberOf(state.closed, bearer) : undefined,
    month: content.month,
    total: decimal(one.total),
    asBilled: amountOf([...billed, ...lines.filter((line) => line.sort === 'shared')]),
    usage: amountOf(usage),
    before: one.before === null ? undefined : decimal(one.before),
    billed: largestFirst(totals(billed, (line) => line.what)),
    others: [
      ...grouped(lines, 'shared', (line) => line.what),
      ...grouped(lines, 'restatement', (line) => `Restatement of ${line.month}`).filter((each) => !each.amount.eq(0)),
      ...lines
        .filter((line) => line.sort === 'adjustment')
        .map((line) => ({
          name: `Adjustment${line.month === content.month ? '' : ` for ${line.month}`}: ${line.what}`,
          sort: line.sort,
          amount: decimal(line.amount),
        })),
    ],
    projects: content.lines.some((line) => line.project !== null)
      ? largestFirst(totals(usage, (line) => JSON.stringify(line.project))).map(({ name, amount }) => ({
          project: JSON.parse(name) as string | null,
          amount,
        }))
      : undefined,
  };
}

const largestFirst = (all: Map<string, Decimal>): { name: string; amount: Decimal }[] =>
  [...all].map(([name, amount]) => ({ name, amount })).sort((a, b) => b.amount.abs().cmp(a.amount.abs()) || a.name.localeCompare(b.name));

const grouped = (lines: StatementLine[], sort: StatementLine['sort'], name: (line: StatementLine) => string): OneStatement['others'] =>
  [
    ...totals(
      lines.filter((line) => line.sort === sort),
      name,
    ),
  ].map(([each, amount]) => ({ name: each, sort, amount }));
