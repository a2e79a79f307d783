import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addMonths, dayOf, type Month, monthOf } from '../src/period.js';
import { type Duck, literal } from '../src/spend/ledger/duckdb.js';

/** The closed months of an export, the newest first. */
export const curMonths = (now: Date): Month[] => [-1, -2, -3].map((back) => addMonths(monthOf(dayOf(now)), back));

/** What is generated for a line number `i`: 400 callers in eight teams, 30 kinds of usage, every hour of every day. */
export const CUR_TEAMS = ['engineering', 'data-science', 'support', 'marketing', 'research', 'platform', 'finance', 'legal'];
const USAGE_TYPES = ['Claude4.6Opus', 'Claude4.6Sonnet', 'Claude4.5Haiku', 'NovaPro', 'NovaLite', 'NovaMicro'].flatMap((model) =>
  ['input-tokens', 'output-tokens', 'cache-read-input-tokens', 'cache-write-input-tokens', 'input-tokens-batch'].map(
    (meter) => `USE1-${model}-${meter}`,
  ),
);
const CALLERS = 400;
/** One line in eight is of another service, as a whole organisation's export has them. */
const OTHER = 8;

const list = (values: string[]): string => `[${values.map(literal).join(', ')}]`;

/**
 * Writes `lines` CUR 2.0 line items as Parquet by billing period, in files of a million lines as AWS cuts them. Costs have
 * ten decimal places, as AWS writes them.
 */
export async function writeCurExport(duck: Duck, folder: string, months: Month[], lines: number): Promise<void> {
  const perMonth = Math.ceil(lines / months.length);
  for (const month of months) {
    const target = join(folder, `BILLING_PERIOD=${month}`);
    await mkdir(target, { recursive: true });
    for (let from = 0, part = 1; from < perMonth; from += 1_000_000, part++) {
      const to = Math.min(from + 1_000_000, perMonth);
      const file = join(target, `cur-${String(part).padStart(5, '0')}.snappy.parquet`);
      await duck.rows(`COPY (${lineItems(month, from, to, perMonth)}) TO ${literal(file)} (FORMAT parquet, COMPRESSION snappy)`);
    }
  }
}

/** Lines in the order of time, as AWS writes them nearly. `hash` decides, so that every run makes the same export. */
function lineItems(month: string, from: number, to: number, perMonth: number): string {
  const start = `TIMESTAMP ${literal(`${month}-01`)}`;
  return `WITH numbered AS (SELECT range AS i, CAST(hash(range, ${literal(month)}) % 1000000000000000000 AS BIGINT) AS h FROM range(${from}, ${to})),
drawn AS (SELECT i, h, h % ${CALLERS} AS caller, (h // 1000) % 8 AS kind, (h // 10000) % ${OTHER} = 0 AS other,
  ${start} + to_hours(CAST(i * 24 * day(last_day(${start})) // ${perMonth} AS INTEGER)) AS used FROM numbered)
SELECT
  'line-' || i AS identity_line_item_id,
  'AWS' AS bill_billing_entity,
  ${start} AS bill_billing_period_start_date,
  '999900001111' AS bill_payer_account_id,
  CAST(111122220000 + caller % 4 AS VARCHAR) AS line_item_usage_account_id,
  used AS line_item_usage_start_date,
  CASE WHEN (h // 100000) % 500 = 0 THEN 'Credit' ELSE 'Usage' END AS line_item_line_item_type,
  CASE WHEN other THEN 'AmazonEC2' ELSE 'AmazonBedrock' END AS line_item_product_code,
  CASE WHEN other THEN 'BoxUsage:m7g.large' ELSE ${list(USAGE_TYPES)}[1 + (caller * 7 + kind) % ${USAGE_TYPES.length}] END AS line_item_usage_type,
  CASE WHEN other THEN 'RunInstances' ELSE 'InvokeModelInference' END AS line_item_operation,
  CAST(h % 1000003 AS DOUBLE) / 1000 AS line_item_usage_amount,
  round(CAST(1 + h % 98765432 AS DOUBLE) / 1e10, 10) AS line_item_unblended_cost,
  '1K tokens' AS pricing_unit,
  CASE WHEN other THEN '' ELSE 'arn:aws:sts::111122220000:assumed-role/Role' || caller || '/session' END AS line_item_iam_principal,
  CASE WHEN other OR caller % 10 = 0 THEN MAP {}
    ELSE MAP {'iamPrincipal/team': ${list(CUR_TEAMS)}[1 + caller % ${CUR_TEAMS.length}], 'iamPrincipal/project': 'project-' || caller % 25} END AS tags,
  MAP {'product_name': CASE WHEN other THEN 'Amazon Elastic Compute Cloud' ELSE 'Amazon Bedrock' END, 'region': 'us-east-1'} AS product
FROM drawn`;
}
