import { exact } from '../../money.js';
import { type Day, type Month, wholeMonth } from '../../period.js';
import { literal, type Row } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Check } from '../ledger/month-file.js';
import { cubesOf, inSpan } from '../ledger-questions.js';
import { USAGE_SQL } from '../record-type.js';
import type { Source } from '../source.js';
import { gaps, incompleteDays } from '../standing.js';
import type { Owners } from '../teams.js';
import { lineOf, usageRow } from '../usage-lines.js';
import { bearerOf, RECORDS } from './bearer.js';
import { amountOf, type StatementLine } from './line.js';
import { passedOn, type SharedRule } from './passed-on.js';

/** By what rules a month was read; a closed month is read again by the same ones, so that only AWS can change it. */
export interface ReadingRules {
  metric: string;
  /** Cost allocation tags by what they tell; a ledger that was filled by others tells other teams. */
  tags?: Record<string, string[]>;
  /** Raw tag values and the teams they counted for. */
  owners: Record<string, string>;
  shared: SharedRule;
}

export interface MonthReading {
  rules: ReadingRules;
  /** Usage, shared and record lines; they add up to everything the ledger holds of the month. */
  lines: StatementLine[];
  /** When the source was read, ISO 8601; "" when the ledger has nothing of the month. */
  asOf: string;
  source: string;
  /** True when every day of the month is held. */
  whole: boolean;
  provisional: Day[];
  incomplete: Day[];
  checks: Check[];
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** A whole month of the ledger in lines as fine as the source tells them. */
export class MonthLedger {
  constructor(
    private readonly o: {
      ledger: Ledger;
      source: Source['name'];
      owners: Owners;
      metric: string;
      shared: SharedRule;
      /** As the ledger is filled by them. */
      tags: Record<string, string[]>;
    },
  ) {}

  /** Changes whenever the ledger does. */
  version(): Promise<string> {
    return this.o.ledger.version();
  }

  async read(month: Month, old?: ReadingRules): Promise<MonthReading> {
    const { ledger, source, metric, shared } = this.o;
    const span = wholeMonth(month);
    const { team, control } = cubesOf(source);
    const rows: Row[] = await ledger.query(
      span,
      `SELECT record_type, ${USAGE_SQL} AS is_usage, tags['team'] AS team, tags['project'] AS project, tags['cost-center'] AS cost_center,
  account, service, usage_type, unit, CAST(sum(cost) AS VARCHAR) AS cost, CAST(sum(quantity) AS VARCHAR) AS quantity
FROM facts
WHERE ${inSpan(span)} AND ((${USAGE_SQL} AND cube = ${literal(team)}) OR (NOT ${USAGE_SQL} AND cube = ${literal(control)}))
GROUP BY ALL ORDER BY ALL`,
    );
    const owners: Record<string, string> = {};
    const ownerOf = (raw: string | null): string | null => {
      const owner = (raw !== null && old && Object.hasOwn(old.owners, raw) ? old.owners[raw] : undefined) ?? this.o.owners.of(raw);
      if (raw !== null && owner !== null) Object.defineProperty(owners, raw, { value: owner, enumerable: true, configurable: true });
      return owner;
    };
    const billed = summed(rows.map((row) => lineFrom(month, row, ownerOf)));
    const rule = old?.shared ?? shared;
    const estimated: Row[] = await ledger.query(
      span,
      `SELECT DISTINCT CAST(day AS VARCHAR) AS day FROM facts WHERE estimated AND ${inSpan(span)} ORDER BY 1`,
    );
    const meta = (await ledger.months()).get(month);
    return {
      rules: { metric, tags: booked(this.o.tags), owners, shared: rule },
      lines: [
        ...billed,
        ...passedOn(
          month,
          billed.filter((line) => line.sort === 'usage'),
          rule,
        ),
      ],
      asOf: meta?.asOf ?? '',
      source: meta?.source ?? source,
      whole: meta !== undefined && gaps(span, new Map([[month, meta]])).length === 0,
      provisional: estimated.map((row) => String(row['day'])),
      incomplete: meta ? incompleteDays(meta.covers, meta.asOf) : [],
      checks: meta?.checks ?? [],
    };
  }
}

/** Those that lines are booked by, in one order. */
const booked = (tags: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(['team', 'project', 'cost-center'].flatMap((name) => (tags[name] ? [[name, tags[name]]] : [])));

function lineFrom(month: Month, row: Row, ownerOf: (raw: string | null) => string | null): StatementLine {
  const usage = row['is_usage'] === true;
  const recordType = String(row['record_type']);
  return {
    bearer: usage ? bearerOf(ownerOf(text(row['team']))) : RECORDS,
    sort: usage ? 'usage' : 'record',
    month,
    what: usage ? lineOf(usageRow(row)).name : recordType,
    account: text(row['account']),
    project: text(row['project']),
    costCenter: text(row['cost_center']),
    recordType: usage ? null : recordType,
    amount: exact(usageRow(row).cost),
    entry: null,
  };
}

/** Rows that differ only in what a line does not say are one line; lines of nothing are none. */
function summed(lines: StatementLine[]): StatementLine[] {
  const all = new Map<string, { line: StatementLine; amounts: StatementLine[] }>();
  for (const line of lines) {
    const key = JSON.stringify({ ...line, amount: '' });
    const one = all.get(key);
    if (one) one.amounts.push(line);
    else all.set(key, { line, amounts: [line] });
  }
  return [...all.values()]
    .map(({ line, amounts }) => ({ ...line, amount: exact(amountOf(amounts)) }))
    .filter((line) => line.amount !== '0');
}
