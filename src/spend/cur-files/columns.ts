import { type Duck, literal } from '../ledger/duckdb.js';
import type { CurFile } from './cur-file.js';
import type { Slice } from './slices.js';

/** The columns of one file: lower-case name to DuckDB type. Exports differ in columns, and the same column in type. */
export type Columns = ReadonlyMap<string, string>;

/** A path as DuckDB takes it: a name that looks like a glob is still this one file. */
const place = (file: CurFile): string => literal(file.absolute.replaceAll(/[[*?]/g, '[$&]'));

/** `read_parquet` over the files; a partition in their path never becomes a column. */
export const scan = (files: CurFile[]): string => `read_parquet([${files.map(place).join(', ')}], hive_partitioning = false)`;

/** Reads the footer only. Throws DuckDB's error when the file is not whole or not Parquet. */
export async function columnsOf(duck: Duck, file: CurFile): Promise<Columns> {
  const rows = await duck.rows(`SELECT column_name, column_type FROM (DESCRIBE FROM ${scan([file])})`);
  return new Map(rows.map((row) => [String(row.column_name).toLowerCase(), String(row.column_type)]));
}

/** How many line items the footer says the file has, of whatever service. */
export async function linesIn(duck: Duck, file: CurFile): Promise<number> {
  const [row] = await duck.rows(`SELECT CAST(num_rows AS VARCHAR) AS lines FROM parquet_file_metadata(${place(file)})`);
  return Number(row?.lines);
}

const NEEDED = ['line_item_usage_start_date', 'line_item_product_code', 'line_item_line_item_type', 'line_item_unblended_cost'];

/** The first column without which a file is no CUR 2.0, or undefined when all are there. */
export const missingColumn = (columns: Columns): string | undefined => NEEDED.find((name) => !columns.has(name));

/** Text of a column, NULL when it is absent. */
export const text = (columns: Columns, name: string): string => (columns.has(name) ? `CAST(${name} AS VARCHAR)` : 'CAST(NULL AS VARCHAR)');

/**
 * SQL conditions for the days of a slice; a line without a day is in the one that has no start. On a plain timestamp
 * DuckDB can skip row groups by them.
 */
export function inSlice(columns: Columns, name: string, { start, end }: Slice): string[] {
  const value = columns.get(name) === 'TIMESTAMP' ? name : utcDay(columns, name);
  const before = end && (start ? `${value} < DATE ${literal(end)}` : `(${value} IS NULL OR ${value} < DATE ${literal(end)})`);
  return [start && `${value} >= DATE ${literal(start)}`, before].filter((condition) => condition !== undefined);
}

/** UTC day of a timestamp column of any type; a time with zone is turned by its instant, not by the machine's zone. */
export function utcDay(columns: Columns, name: string): string {
  const type = columns.get(name) ?? 'VARCHAR';
  if (type === 'VARCHAR') return `CAST(nullif(left(${name}, 10), '') AS DATE)`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `CAST(make_timestamp(epoch_us(${name})) AS DATE)`;
  return `CAST(${name} AS DATE)`;
}

/**
 * A map column as MAP(VARCHAR, VARCHAR): tools that copy exports also write it as JSON text or as a struct. Of a line whose
 * text is no map it is NULL, so that one line does not take its file along; `isNoMap` finds those.
 */
export function mapOf(columns: Columns, name: string): string | undefined {
  const type = columns.get(name);
  if (type === undefined || type.startsWith('MAP')) return type && name;
  return `TRY_CAST(${type === 'VARCHAR' ? `TRY_CAST(nullif(${name}, '') AS JSON)` : `to_json(${name})`} AS MAP(VARCHAR, VARCHAR))`;
}

/** SQL condition for lines whose map has content that cannot be read; undefined when the column's type rules it out. */
export function isNoMap(columns: Columns, name: string): string | undefined {
  const map = mapOf(columns, name);
  return map === undefined || map === name ? undefined : `(${map} IS NULL AND coalesce(CAST(${name} AS VARCHAR), '') NOT IN ('', 'null'))`;
}
