import { createHash } from 'node:crypto';
import type { FileConfig } from '../../config-schema.js';
import { decimal, exact } from '../../money.js';
import type { Day, Month } from '../../period.js';
import type { Check } from '../ledger/month-file.js';
import { type Bearer, inOrder } from './bearer.js';
import type { Entry } from './entries.js';
import { amountOf, isBilled, restatement, type StatementLine } from './line.js';
import type { MonthReading, ReadingRules } from './month-ledger.js';
import type { ClosedRow } from './statement-store.js';

export type JournalAccounts = FileConfig['chargeback']['journal'];

/** All statements of a month. While it is a draft it is worked out anew; when the month is closed it is frozen. */
export interface Content {
  month: Month;
  /** One for each bearer with lines, in the order in which they are numbered; exact dollars. */
  statements: { bearer: Bearer; total: string; before: string | null }[];
  lines: StatementLine[];
  rules: ReadingRules;
  /** Cost centers of teams by the configuration, for lines whose cost center the source does not tell. */
  costCenters: Record<string, string>;
  journal: JournalAccounts;
  source: string;
  asOf: string;
  provisional: Day[];
  incomplete: Day[];
  checks: Check[];
  /** Closed months that could not be compared with the ledger, each with its reason in a sentence. */
  notCompared: string[];
}

/** A closed month as it is read: the row, with its content and whether the hash still fits. */
export interface ClosedMonth extends Omit<ClosedRow, 'content'> {
  content: Content;
  intact: boolean;
}

export interface ContentInput {
  month: Month;
  reading: MonthReading;
  /** Usage by bearer of the month before; undefined when the ledger does not hold all of it. */
  before: ReadonlyMap<Bearer, string> | undefined;
  closed: ClosedMonth[];
  /** What the ledger says now of closed months that can be compared. */
  now: ReadonlyMap<Month, MonthReading>;
  notCompared: string[];
  entries: Entry[];
  costCenters: Record<string, string>;
  journal: JournalAccounts;
}

/** Every line about what AWS billed for `month`, over all closed statements. */
export const frozenFor = (month: Month, closed: ClosedMonth[]): StatementLine[] =>
  closed.flatMap((one) => one.content.lines).filter((line) => line.month === month && isBilled(line));

/** What AWS changed in closed months since they were frozen, as lines that the next statement carries. */
export const restatements = (closed: ClosedMonth[], now: ReadonlyMap<Month, MonthReading>): StatementLine[] =>
  closed.flatMap(({ month }) => {
    const reading = now.get(month);
    return reading ? restatement(month, frozenFor(month, closed), reading.lines) : [];
  });

/** Entries on no closed statement yet that are due with `month`: those of it and of earlier months. */
export function dueEntries(month: Month, entries: Entry[], closed: ClosedMonth[]): Entry[] {
  const placed = new Set(closed.flatMap((one) => one.content.lines.map((line) => line.entry)));
  return entries.filter((entry) => entry.month <= month && !placed.has(entry.id));
}

/** Puts a month together: its own figures, what AWS changed in closed months, and the entries that are due. */
export function contentOf(o: ContentInput): Content {
  const { month, reading, closed } = o;
  const lines = [...reading.lines, ...restatements(closed, o.now), ...dueEntries(month, o.entries, closed).map(adjustmentLine)];
  const bearers = [...new Set(lines.map((line) => line.bearer))].sort(inOrder);
  return {
    month,
    statements: bearers.map((bearer) => ({
      bearer,
      total: exact(amountOf(lines.filter((line) => line.bearer === bearer))),
      before: o.before ? (o.before.get(bearer) ?? '0') : null,
    })),
    lines,
    rules: reading.rules,
    costCenters: o.costCenters,
    journal: o.journal,
    source: reading.source,
    asOf: reading.asOf,
    provisional: reading.provisional,
    incomplete: reading.incomplete,
    checks: reading.checks,
    notCompared: o.notCompared,
  };
}

const adjustmentLine = (entry: Entry): StatementLine => ({
  ...{ bearer: entry.bearer, sort: 'adjustment', month: entry.month, what: entry.reason, amount: exact(decimal(entry.amount)) },
  ...{ account: null, project: null, costCenter: null, recordType: null, entry: entry.id },
});

const FIRST = '0'.repeat(64);

/** The row that closes a month after `last`. Its hash covers the one before, so that no closed month can be changed unseen. */
export function closing(
  content: Content,
  last: ClosedMonth | undefined,
  by: { closedBy: string; closedAt: string; override: string | null },
): ClosedRow {
  const firstNumber = (last?.lastNumber ?? 0) + 1;
  const row = {
    month: content.month,
    position: (last?.position ?? 0) + 1,
    firstNumber,
    lastNumber: firstNumber + content.statements.length - 1,
    content: JSON.stringify(content),
    previous: last?.hash ?? FIRST,
    ...by,
  };
  return { ...row, hash: hashOf(row) };
}

const hashOf = (row: Omit<ClosedRow, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        row.month,
        row.position,
        row.firstNumber,
        row.lastNumber,
        row.previous,
        row.closedBy,
        row.closedAt,
        row.override,
        row.content,
      ]),
    )
    .digest('hex');

/** Reads closed months, oldest first, and checks each against its hash and the one before. */
export function readClosed(rows: ClosedRow[]): ClosedMonth[] {
  return rows.map((row, index) => ({
    ...row,
    content: JSON.parse(row.content) as Content,
    intact: row.hash === hashOf(row) && row.previous === (rows[index - 1]?.hash ?? FIRST) && row.position === index + 1,
  }));
}

/** "AIS-2026-10-0001": the month and the running number, which has no gaps over all months. */
export function numberOf(closed: Pick<ClosedMonth, 'month' | 'firstNumber' | 'content'>, bearer: Bearer): string | undefined {
  const index = closed.content.statements.findIndex((one) => one.bearer === bearer);
  return index < 0 ? undefined : `AIS-${closed.month}-${String(closed.firstNumber + index).padStart(4, '0')}`;
}
