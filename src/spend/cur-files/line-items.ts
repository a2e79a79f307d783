import { addDays, type Month, wholeMonth } from '../../period.js';
import type { Metric } from '../cost-explorer-source.js';
import { literal } from '../ledger/duckdb.js';
import { amount } from './amount.js';
import { type Columns, inSlice, scan, text, utcDay } from './columns.js';
import { costOf } from './cost.js';
import type { CurFile } from './files.js';
import { serviceOf } from './service.js';
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
 * `cost`, `quantity` (DECIMAL(38,18)) and `lines`. Files are read by groups with the same columns, because DuckDB would turn a
 * column that is DECIMAL in one file and DOUBLE in another into DOUBLE for both.
 */
export function dailySums(month: Month, slice: Slice, files: ReadableFile[], reading: Reading): string {
  const groups = new Map<string, ReadableFile[]>();
  for (const file of files) {
    const alike = JSON.stringify([file.file.partition !== undefined, ...file.columns]);
    groups.set(alike, [...(groups.get(alike) ?? []), file]);
  }
  const sums = [...groups.values()].map((group) => sumsOf(month, slice, group, reading));
  if (sums.length === 1) return sums.join();
  return `SELECT * EXCLUDE (cost, quantity, lines), sum(cost) AS cost, sum(quantity) AS quantity, CAST(sum(lines) AS BIGINT) AS lines FROM (${sums.join(' UNION ALL ')}) GROUP BY ALL`;
}

function sumsOf(month: Month, slice: Slice, group: ReadableFile[], { metric, tags }: Reading): string {
  const columns: Columns = group[0]?.columns ?? new Map();
  const { start, end } = wholeMonth(month);
  const period = billingDay(columns);
  const wanted = [`${serviceOf(columns)} IS NOT NULL`, ...inSlice(columns, USAGE_START, slice)];
  if (group[0]?.file.partition === undefined) wanted.push(`${period} >= DATE ${literal(start)} AND ${period} < DATE ${literal(end)}`);
  const cost = costOf(columns, metric);
  const quantity = amount(columns, ['line_item_usage_amount'], (used) => `${used}`);
  const fields = {
    day: `least(greatest(${utcDay(columns, USAGE_START)}, DATE ${literal(start)}), DATE ${literal(addDays(end, -1))})`,
    account: text(columns, 'line_item_usage_account_id'),
    principal: text(columns, 'line_item_iam_principal'),
    service: serviceOf(columns),
    usage_type: text(columns, 'line_item_usage_type'),
    record_type: text(columns, 'line_item_line_item_type'),
    unit: text(columns, 'pricing_unit'),
    ...Object.fromEntries(Object.values(tags).map((keys, index) => [`tag_${index}`, tagValue(columns, keys)])),
    cost: cost.line,
    quantity: quantity.line,
  };
  const select = Object.entries(fields).map(([name, sql]) => `${sql} AS ${name}`);
  const lines = `SELECT ${select.join(', ')} FROM ${scan(group.map(({ file }) => file))} WHERE ${wanted.join(' AND ')}`;
  return `SELECT * EXCLUDE (cost, quantity), ${cost.sumOf('cost')} AS cost, ${quantity.sumOf('quantity')} AS quantity, count(*) AS lines FROM (${lines}) GROUP BY ALL`;
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
