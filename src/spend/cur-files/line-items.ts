import { addDays, type Month, wholeMonth } from '../../period.js';
import type { Metric } from '../cost-explorer-source.js';
import { literal } from '../ledger/duckdb.js';
import { alike, type ReadableFile } from './alike.js';
import { amount } from './amount.js';
import { type Columns, inSlice, isNoMap, scan, text, utcDay } from './columns.js';
import { costOf } from './cost.js';
import { bedrockLines, type Products, serviceOf } from './service.js';
import type { Slice } from './slices.js';
import { tagValue } from './tag-value.js';

const USAGE_START = 'line_item_usage_start_date';

/** What a month is read with. */
export interface Reading {
  metric: Metric;
  /** Tag keys by name, in Cost Explorer's spelling. */
  tags: Record<string, string[]>;
}

/**
 * SQL for the Bedrock lines of one month used in the days of `slice`, summed by all that tells them apart: `day` of use,
 * `account`, `principal`, `product`, `usage_type`, `record_type`, `unit`, `tag_0`… in the order of the configuration,
 * `cost`, `quantity` (DECIMAL(38,18)), `lines` and how many of them have `unread_tags`. All as the files have it:
 * `factsFrom` makes facts of it, because there are far fewer sums than lines. Files of different columns are summed apart,
 * so the same owner's day may come twice.
 */
export function dailySums(month: Month, slice: Slice, files: ReadableFile[], products: Products, reading: Reading): string {
  const sums = alike(files).map(({ columns, partitioned, without, its }) => {
    const cost = costOf(columns, reading.metric);
    const quantity = amount('quantity', columns, ['line_item_usage_amount'], (used) => `${used}`);
    const { are, product } = bedrockLines(columns, products);
    const when = [
      ...inSlice(columns, USAGE_START, slice),
      ...(partitioned ? [] : [inMonth(columns, month)]),
      ...(without.length > 0 ? [notOf(columns, without)] : []),
    ];
    const apart = { day: utcDay(columns, USAGE_START), product, ...owners(columns, reading.tags) };
    const unread = ['tags', 'resource_tags'].flatMap((name) => isNoMap(columns, name) ?? []);
    const carried = { ...apart, ...cost.carried, ...quantity.carried, ...(unread.length > 0 ? { unread: unread.join(' OR ') } : {}) };
    const lines = `SELECT ${named(carried)} FROM ${scan(its)} WHERE ${[are, ...when].join(' AND ')}`;
    const groups = Object.keys(apart).join(', ');
    return `SELECT ${groups}, ${cost.sum} AS cost, ${quantity.sum} AS quantity, count(*) AS lines, ${unread.length > 0 ? 'count(*) FILTER (unread)' : 0} AS unread_tags FROM (${lines}) GROUP BY ${groups}`;
  });
  return sums.join(' UNION ALL ');
}

/** SQL counting the lines of flat files that no month can be told of, by file path as `file` and `lines`. */
export function linesWithoutMonth(files: ReadableFile[]): string | undefined {
  const flat = files.filter(({ file }) => file.partition === undefined);
  if (flat.length === 0) return undefined;
  return flat
    .map(
      ({ file, columns }) =>
        `SELECT ${literal(file.path)} AS file, CAST(count(*) AS VARCHAR) AS lines FROM ${scan([file])} WHERE ${billingDay(columns)} IS NULL`,
    )
    .join(' UNION ALL ');
}

const notOf = (columns: Columns, accounts: string[]): string =>
  `coalesce(${text(columns, 'line_item_usage_account_id')}, '') NOT IN (${accounts.map(literal).join(', ')})`;

/**
 * SQL turning daily sums into the ledger's columns: days inside the month, services by name, no untagged name in the map,
 * NULL for empty text. A map is made once for each combination of tags, because they are few.
 */
export function factsFrom(sums: string, month: Month, names: string[], estimated: boolean): string {
  const facts = {
    day: dayIn(month),
    cube: `'full'`,
    tags: 'tags',
    service: serviceOf('product'),
    // A line without a type is not usage for sure, and must not fall between the questions.
    record_type: `coalesce(record_type, '(no type)')`,
    ...Object.fromEntries(['account', 'principal', 'usage_type', 'unit'].map((name) => [name, `nullif(${name}, '')`])),
    cost: 'cost',
    quantity: 'quantity',
    estimated: `${estimated}`,
  };
  if (names.length === 0) return `SELECT ${named({ ...facts, tags: 'MAP {}' })} FROM ${sums}`;
  const entries = names.map((name, index) => `{'key': ${literal(name)}, 'value': nullif(tag_${index}, '')}`);
  const map = `map_from_entries(list_filter([${entries.join(', ')}], lambda entry: entry.value IS NOT NULL))`;
  const values = names.map((_, index) => `tag_${index}`);
  const maps = `SELECT ${values.map((value) => `${value} AS of_${value}`).join(', ')}, ${map} AS tags FROM (SELECT DISTINCT ${values.join(', ')} FROM ${sums})`;
  return `SELECT ${named(facts)} FROM ${sums} JOIN (${maps}) ON ${values.map((value) => `${value} IS NOT DISTINCT FROM of_${value}`).join(' AND ')}`;
}

/** SQL moving the `day` of daily sums to the nearest one of the month; see `billingDay`. */
export function dayIn(month: Month): string {
  const { start, end } = wholeMonth(month);
  return `least(greatest(day, DATE ${literal(start)}), DATE ${literal(addDays(end, -1))})`;
}

/** SQL counting the Bedrock `lines` among about the first `count` of each make of file, and the `owners` they are of. */
export function sampleOf(files: ReadableFile[], count: number, products: Products, reading: Reading): string {
  const samples = alike(files).map(({ columns, its }) => {
    const some = its.slice(0, 20);
    const each = Math.ceil(count / some.length);
    const first = some.map((file) => `(FROM ${scan([file])} LIMIT ${each})`).join(' UNION ALL ');
    const { are, product } = bedrockLines(columns, products);
    return `SELECT ${named({ product, ...owners(columns, reading.tags) })}, count(*) AS lines FROM (${first}) WHERE ${are} GROUP BY ALL`;
  });
  return `SELECT CAST(coalesce(sum(lines), 0) AS VARCHAR) AS lines, CAST(count(*) AS VARCHAR) AS owners FROM (${samples.join(' UNION ALL ')})`;
}

/** All but the product that tells lines of a day apart. */
const owners = (columns: Columns, tags: Record<string, string[]>): Record<string, string> => ({
  account: text(columns, 'line_item_usage_account_id'),
  principal: text(columns, 'line_item_iam_principal'),
  usage_type: text(columns, 'line_item_usage_type'),
  record_type: text(columns, 'line_item_line_item_type'),
  unit: text(columns, 'pricing_unit'),
  ...Object.fromEntries(Object.values(tags).map((keys, index) => [`tag_${index}`, tagValue(columns, keys)])),
});

const named = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');

function inMonth(columns: Columns, month: Month): string {
  const { start, end } = wholeMonth(month);
  const period = billingDay(columns);
  return `${period} >= DATE ${literal(start)} AND ${period} < DATE ${literal(end)}`;
}

/**
 * SQL giving a day of the billing period of a line. A line belongs to the month it is billed in, not to the one it was
 * used in: a late charge is then counted exactly once, a closed month agrees with its invoice for good, and a month
 * needs no other month's files. Its day is moved to the nearest one of the month. Of a line without a billing period it
 * is the usage day.
 */
export function billingDay(columns: Columns): string {
  const used = utcDay(columns, USAGE_START);
  if (columns.has('bill_billing_period_start_date')) return `coalesce(${utcDay(columns, 'bill_billing_period_start_date')}, ${used})`;
  if (!columns.has('billing_period')) return used;
  return `coalesce(CAST(nullif(left(CAST(billing_period AS VARCHAR), 7), '') || '-01' AS DATE), ${used})`;
}
