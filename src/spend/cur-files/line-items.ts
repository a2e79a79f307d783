import { addDays, type Month, wholeMonth } from '../../period.js';
import type { Metric } from '../cost-explorer-source.js';
import { literal } from '../ledger/duckdb.js';
import { amount } from './amount.js';
import { type Columns, inSlice, scan, text, utcDay } from './columns.js';
import { costOf } from './cost.js';
import type { CurFile } from './files.js';
import { isBedrock, serviceOf } from './service.js';
import type { Slice } from './slices.js';
import { tagValue } from './tag-value.js';

const USAGE_START = 'line_item_usage_start_date';

export interface ReadableFile {
  file: CurFile;
  columns: Columns;
  /** Line items of every service in it. */
  lines: number;
}

/** What a month is read with. */
export interface Reading {
  metric: Metric;
  /** Tag keys by name, in Cost Explorer's spelling. */
  tags: Record<string, string[]>;
}

/**
 * SQL for the Bedrock lines of one month used in the days of `slice`, summed by everything a `Fact` tells apart: `day`,
 * `account`, `principal`, `service`, `usage_type`, `record_type`, `unit`, `tag_0`… in the order of the configuration,
 * `cost`, `quantity` (DECIMAL(38,18)) and `lines`. Text may be empty where it means NULL.
 */
export function dailySums(month: Month, slice: Slice, files: ReadableFile[], reading: Reading): string {
  const sums = alike(files).map(({ columns, partitioned, its }) => {
    const cost = costOf(columns, reading.metric);
    const quantity = amount(columns, ['line_item_usage_amount'], (used) => `${used}`);
    const day = `least(greatest(${utcDay(columns, USAGE_START)}, DATE ${literal(wholeMonth(month).start)}), DATE ${literal(addDays(wholeMonth(month).end, -1))})`;
    const fields = { day, ...owners(columns, reading.tags), cost: cost.line, quantity: quantity.line };
    const wanted = [isBedrock(columns), ...inSlice(columns, USAGE_START, slice), ...(partitioned ? [] : [inMonth(columns, month)])];
    const lines = `SELECT ${named(fields)} FROM ${scan(its)} WHERE ${wanted.join(' AND ')}`;
    return `SELECT * EXCLUDE (cost, quantity), ${cost.sumOf('cost')} AS cost, ${quantity.sumOf('quantity')} AS quantity, count(*) AS lines FROM (${lines}) GROUP BY ALL`;
  });
  if (sums.length === 1) return sums.join();
  return `SELECT * EXCLUDE (cost, quantity, lines), sum(cost) AS cost, sum(quantity) AS quantity, CAST(sum(lines) AS BIGINT) AS lines FROM (${sums.join(' UNION ALL ')}) GROUP BY ALL`;
}

/** SQL counting the Bedrock `lines` among about the first `count` of each make of file, and the `owners` they are of. */
export function sampleOf(files: ReadableFile[], count: number, reading: Reading): string {
  const samples = alike(files).map(({ columns, its }) => {
    const some = its.slice(0, 20);
    const each = Math.ceil(count / some.length);
    const first = some.map((file) => `(FROM ${scan([file])} LIMIT ${each})`).join(' UNION ALL ');
    return `SELECT ${named(owners(columns, reading.tags))}, count(*) AS lines FROM (${first}) WHERE ${isBedrock(columns)} GROUP BY ALL`;
  });
  return `SELECT CAST(coalesce(sum(lines), 0) AS VARCHAR) AS lines, CAST(count(*) AS VARCHAR) AS owners FROM (${samples.join(' UNION ALL ')})`;
}

/** All that tells lines of a day apart. */
const owners = (columns: Columns, tags: Record<string, string[]>): Record<string, string> => ({
  account: text(columns, 'line_item_usage_account_id'),
  principal: text(columns, 'line_item_iam_principal'),
  service: serviceOf(columns),
  usage_type: text(columns, 'line_item_usage_type'),
  // A line without a type is not usage for sure, and must not fall between the questions.
  record_type: `coalesce(${text(columns, 'line_item_line_item_type')}, '(no type)')`,
  unit: text(columns, 'pricing_unit'),
  ...Object.fromEntries(Object.values(tags).map((keys, index) => [`tag_${index}`, tagValue(columns, keys)])),
});

const named = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');

/**
 * Files by groups with the same columns: DuckDB would turn a column that is DECIMAL in one file and DOUBLE in another
 * into DOUBLE for both.
 */
function alike(files: ReadableFile[]): { columns: Columns; partitioned: boolean; its: CurFile[] }[] {
  const groups = new Map<string, { columns: Columns; partitioned: boolean; its: CurFile[] }>();
  for (const { file, columns } of files) {
    const partitioned = file.partition !== undefined;
    const key = JSON.stringify([partitioned, ...columns]);
    const group = groups.get(key) ?? { columns, partitioned, its: [] };
    group.its.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function inMonth(columns: Columns, month: Month): string {
  const { start, end } = wholeMonth(month);
  const period = billingDay(columns);
  return `${period} >= DATE ${literal(start)} AND ${period} < DATE ${literal(end)}`;
}

/**
 * SQL giving a day of the billing period of a line. A line belongs to the month it is billed in, not to the one it was
 * used in: a late charge is then counted exactly once, a closed month agrees with its invoice for good, and a month
 * needs no other month's files. Its day is moved to the nearest one of the month. Without a billing period it is the
 * usage day.
 */
export function billingDay(columns: Columns): string {
  if (columns.has('bill_billing_period_start_date')) return utcDay(columns, 'bill_billing_period_start_date');
  if (columns.has('billing_period')) return `CAST(left(CAST(billing_period AS VARCHAR), 7) || '-01' AS DATE)`;
  return utcDay(columns, USAGE_START);
}
