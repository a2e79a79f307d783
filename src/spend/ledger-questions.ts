import { type Decimal, decimal } from '../money.js';
import type { Day, Span } from '../period.js';
import { literal, type Row } from './ledger/duckdb.js';
import type { Ledger } from './ledger/ledger.js';
import { Remembered } from './ledger/remembered.js';
import { USAGE_SQL } from './record-type.js';
import type { Source } from './source.js';
import { type UsageRow, usageRow } from './usage-lines.js';

const dollars = (value: unknown): Decimal => decimal(String(value ?? '0'));

/** The cut of the money that names teams, and the one that holds every record type; CUR files bring both in one. */
export const cubesOf = (source: Source['name']): { team: 'full' | 'team'; control: 'full' | 'control' } =>
  source === 'cur-files' ? { team: 'full', control: 'full' } : { team: 'team', control: 'control' };

export const inSpan = (span: Span): string => `day >= DATE ${literal(span.start)} AND day < DATE ${literal(span.end)}`;

/** The condition that a row of `facts` is usage within a span, by one cut of the money. */
export const usageIn = (cube: string, span: Span): string => `cube = ${literal(cube)} AND ${USAGE_SQL} AND ${inSpan(span)}`;

const oneOf = (values: string[]): string => `tags['team'] IN (${values.length === 0 ? 'NULL' : values.map(literal).join(', ')})`;

export interface SeenTeam {
  value: string;
  first: Day;
  last: Day;
}

/** The questions the ledger answers, as SQL over `facts`. Amounts are summed as DECIMAL and travel as text, so they stay exact. */
export class LedgerQuestions {
  private readonly cube: string;
  private readonly control: string;

  constructor(
    private readonly ledger: Ledger,
    source: Source['name'],
  ) {
    const { team, control } = cubesOf(source);
    this.cube = team;
    this.control = control;
  }

  private readonly remembered = new Remembered<Row[]>(
    () => this.ledger.version(),
    (rows) => rows.length,
  );

  private rows(span: Span, sql: string): Promise<Row[]> {
    return this.remembered.get(`${span.start} ${span.end} ${sql}`, () => this.ledger.query(span, sql));
  }

  readonly sql = {
    breakdown: (span: Span, values: string[]): string => `SELECT CAST(day AS VARCHAR) AS day, principal, service, usage_type, unit,
  GROUPING(day) AS no_day, GROUPING(principal) AS no_principal,
  CAST(sum(cost) AS VARCHAR) AS cost, CAST(sum(quantity) AS VARCHAR) AS quantity, bool_or(estimated) AS estimated, count(*) AS ledger_rows
FROM facts
WHERE ${usageIn(this.cube, span)} AND ${oneOf(values)}
GROUP BY GROUPING SETS ((day), (principal), (service, usage_type, unit))`,
    total: (span: Span, values: string[]): string => `SELECT CAST(sum(cost) AS VARCHAR) AS cost
FROM facts
WHERE ${usageIn(this.cube, span)} AND ${oneOf(values)}`,
    byTeam: (span: Span): string => `SELECT tags['team'] AS team, service, usage_type, unit, bool_or(estimated) AS estimated,
  CAST(sum(cost) AS VARCHAR) AS cost, CAST(sum(quantity) AS VARCHAR) AS quantity, count(*) AS ledger_rows
FROM facts
WHERE ${usageIn(this.cube, span)}
GROUP BY ALL`,
    provisional: (span: Span): string =>
      `SELECT DISTINCT CAST(day AS VARCHAR) AS day FROM facts WHERE estimated AND ${inSpan(span)} ORDER BY 1`,
    otherRecords: (span: Span): string => `SELECT record_type, CAST(sum(cost) AS VARCHAR) AS cost
FROM facts
WHERE cube = ${literal(this.control)} AND NOT ${USAGE_SQL} AND ${inSpan(span)}
GROUP BY record_type ORDER BY record_type`,
    seen: (): string => `SELECT tags['team'] AS value, CAST(min(day) AS VARCHAR) AS first, CAST(max(day) AS VARCHAR) AS last
FROM facts WHERE cube = ${literal(this.cube)} AND ${USAGE_SQL} AND cost <> 0 AND tags['team'] IS NOT NULL GROUP BY 1`,
  };

  /** Every team value with spend in the ledger, and from when to when. */
  async seenTeams(everything: Span): Promise<SeenTeam[]> {
    const rows = await this.rows(everything, this.sql.seen());
    return rows.map((row) => ({ value: String(row['value']), first: String(row['first']), last: String(row['last']) }));
  }

  async breakdown(
    span: Span,
    values: string[],
  ): Promise<{
    daily: { day: Day; cost: Decimal }[];
    principals: { principal: string | null; cost: Decimal }[];
    usage: UsageRow[];
    ledgerRows: number;
  }> {
    const rows = await this.rows(span, this.sql.breakdown(span, values));
    const [daily, principals, usage] = [
      rows.filter((r) => Number(r['no_day']) === 0),
      rows.filter((r) => Number(r['no_principal']) === 0),
      rows.filter((r) => Number(r['no_day']) === 1 && Number(r['no_principal']) === 1),
    ];
    return {
      daily: daily.map((row) => ({ day: String(row['day']), cost: dollars(row['cost']) })).sort((a, b) => (a.day < b.day ? -1 : 1)),
      principals: principals.map((row) => ({
        principal: row['principal'] === null ? null : String(row['principal']),
        cost: dollars(row['cost']),
      })),
      usage: usage.map(usageRow),
      ledgerRows: usage.reduce((all, row) => all + Number(row['ledger_rows']), 0),
    };
  }

  async total(span: Span, values: string[]): Promise<Decimal> {
    const [row] = await this.rows(span, this.sql.total(span, values));
    return dollars(row?.['cost']);
  }

  /** Usage by raw team value (null: none) with service, usage type and unit. */
  async byTeam(span: Span): Promise<{ team: string | null; row: UsageRow; ledgerRows: number }[]> {
    const rows: Row[] = await this.rows(span, this.sql.byTeam(span));
    return rows.map((row) => ({
      team: row['team'] === null ? null : String(row['team']),
      row: usageRow(row),
      ledgerRows: Number(row['ledger_rows']),
    }));
  }

  async provisionalDays(span: Span): Promise<Day[]> {
    return (await this.rows(span, this.sql.provisional(span))).map((row) => String(row['day']));
  }

  async otherRecords(span: Span): Promise<{ recordType: string; cost: Decimal }[]> {
    const rows = await this.rows(span, this.sql.otherRecords(span));
    return rows.map((row) => ({ recordType: String(row['record_type']), cost: dollars(row['cost']) }));
  }
}
