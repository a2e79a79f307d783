import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monthOf } from '../src/period.js';
import type { LineItem } from '../src/playground/sample/line-item.js';
import { Duck, literal } from '../src/spend/ledger/duckdb.js';

export interface CurOptions {
  /** `hive`: one file a month below `BILLING_PERIOD=`; `flat`: one file for all. Default hive. */
  layout?: 'hive' | 'flat';
  /** Export made with caller identity. Default true. */
  principalColumn?: boolean;
  /** Default `tags`, the newer exports' map. */
  tagsColumn?: 'tags' | 'resource_tags' | 'both' | 'none';
  /** Default DOUBLE, as AWS writes money. */
  costType?: 'DOUBLE' | 'DECIMAL';
  /** Default `cur-00001.snappy.parquet`. */
  fileName?: string;
  /** The billing period of every line, "2026-10", when it is not the month of its day. */
  billingPeriod?: string;
  /** Columns the export was made without. */
  without?: string[];
  /** Default TIMESTAMP. */
  timeType?: 'TIMESTAMP' | 'TIMESTAMPTZ' | 'DATE' | 'VARCHAR';
}

/** Writes line items as a CUR 2.0 export and says which files it wrote. */
export async function writeCur(folder: string, lines: LineItem[], o: CurOptions = {}): Promise<string[]> {
  const months = new Map<string, LineItem[]>();
  for (const line of lines) {
    const month = o.layout === 'flat' ? '' : (o.billingPeriod ?? monthOf(line.day));
    months.set(month, [...(months.get(month) ?? []), line]);
  }
  const work = await mkdtemp(join(tmpdir(), 'cur-writer-'));
  const duck = new Duck({ memoryLimit: '256MB', threads: 1, tempDir: work });
  try {
    const files: string[] = [];
    for (const [month, its] of months) {
      const file = join(folder, month === '' ? '' : `BILLING_PERIOD=${month}`, o.fileName ?? 'cur-00001.snappy.parquet');
      await mkdir(dirname(file), { recursive: true });
      const rows = join(work, 'rows.jsonl');
      await writeFile(rows, its.map((line, index) => JSON.stringify(rawRow(line, index, o))).join('\n'));
      await duck.rows(`COPY (${curSelect(rows, o)}) TO ${literal(file)} (FORMAT parquet, COMPRESSION snappy)`);
      files.push(file);
    }
    return files;
  } finally {
    duck.close();
    await rm(work, { recursive: true, force: true });
  }
}

const rawRow = (line: LineItem, index: number, o: CurOptions) => ({
  ...line,
  id: `line-${index}`,
  start: `${line.day}T10:00:00`,
  period: `${o.billingPeriod ?? monthOf(line.day)}-01T00:00:00`,
  tags: Object.fromEntries(Object.entries(line.tags).map(([key, value]) => [key.includes('/') ? key : `resourceTags/${key}`, value])),
  resourceTags: Object.fromEntries(
    Object.entries(line.tags).flatMap(([key, value]) =>
      key.includes('/') ? [] : [[`user_${key.toLowerCase().replaceAll(/\W/g, '_')}`, value]],
    ),
  ),
  product: { product_name: line.service, servicecode: line.productCode, region: 'us-east-1' },
});

const RAW = {
  id: 'VARCHAR',
  start: 'TIMESTAMP',
  period: 'TIMESTAMP',
  day: 'DATE',
  account: 'VARCHAR',
  principal: 'VARCHAR',
  tags: 'MAP(VARCHAR, VARCHAR)',
  resourceTags: 'MAP(VARCHAR, VARCHAR)',
  product: 'MAP(VARCHAR, VARCHAR)',
  productCode: 'VARCHAR',
  billingEntity: 'VARCHAR',
  usageType: 'VARCHAR',
  operation: 'VARCHAR',
  recordType: 'VARCHAR',
  unit: 'VARCHAR',
  quantity: 'DECIMAL(38,18)',
  cost: 'DECIMAL(38,18)',
  netCost: 'DECIMAL(38,18)',
};

function curSelect(rows: string, o: CurOptions): string {
  const time = o.timeType ?? 'TIMESTAMP';
  const at = (name: string) =>
    ({
      TIMESTAMP: name,
      TIMESTAMPTZ: `to_timestamp(epoch(${name}))`,
      DATE: `CAST(${name} AS DATE)`,
      VARCHAR: `strftime(${name}, '%Y-%m-%dT%H:%M:%SZ')`,
    })[time];
  // A DECIMAL goes through text, because DuckDB's own cast to DOUBLE is not the nearest double.
  const money = (name: string) =>
    o.costType === 'DECIMAL' ? `CAST(${name} AS DECIMAL(38,18))` : `CAST(CAST(${name} AS VARCHAR) AS DOUBLE)`;
  const columns: Record<string, string> = {
    identity_line_item_id: 'id',
    bill_billing_entity: 'billingEntity',
    bill_billing_period_start_date: at('period') ?? 'period',
    bill_payer_account_id: "'999900001111'",
    line_item_usage_account_id: 'account',
    line_item_usage_start_date: at('start') ?? 'start',
    line_item_line_item_type: 'recordType',
    line_item_product_code: 'productCode',
    line_item_usage_type: 'usageType',
    line_item_operation: 'operation',
    line_item_usage_amount: money('quantity'),
    line_item_unblended_cost: money('cost'),
    line_item_net_unblended_cost: money('netCost'),
    pricing_unit: 'unit',
    product: 'product',
  };
  if (o.principalColumn !== false) columns.line_item_iam_principal = "coalesce(principal, '')";
  if (!['resource_tags', 'none'].includes(o.tagsColumn ?? 'tags')) columns.tags = 'tags';
  if (['resource_tags', 'both'].includes(o.tagsColumn ?? 'tags')) columns.resource_tags = 'resourceTags';
  for (const name of o.without ?? []) delete columns[name];
  const types = Object.entries(RAW).map(([name, type]) => `${name}: '${type}'`);
  const select = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT ${select.join(', ')} FROM read_json(${literal(rows)}, format = 'newline_delimited', columns = {${types.join(', ')}})`;
}
