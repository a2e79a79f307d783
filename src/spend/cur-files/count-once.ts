import { randomUUID } from 'node:crypto';
import { addDays, type Day, type Month, showMonth } from '../../period.js';
import { type Duck, literal } from '../ledger/duckdb.js';
import type { ReadableFile } from './alike.js';
import { exportOf } from './export-of.js';
import { dailySums, dayIn, type Reading } from './line-items.js';
import type { Products } from './service.js';

/** One account's bill in one export, in `cells`: exact cost by all that two exports of one bill have in common. */
interface Bill {
  name: string;
  account: string;
  cells: number;
  last: Day;
}

/**
 * Sees to it that no account is counted from two exports of the same month. Their line ids cannot tell, because AWS makes
 * them anew for every report ("Line item details"), so the money does: two exports bill the same account twice when more
 * than half of the cells of the smaller one (a day, product, usage type and record type) cost in the other exactly the
 * same, and not nothing. The account is then counted from one of them and left out of the other:
 *
 * - not from one whose last day is more than two days behind, because that export has ended
 * - else from the one that says who called, then from the one that has tags
 * - else from the newer one, then the first by name
 *
 * Exports that share an account without such an overlap (filtered by region, tag or service) are parts and all count.
 */
export async function countOnce(
  duck: Duck,
  month: Month,
  files: ReadableFile[],
  products: Products,
  reading: Reading,
): Promise<{ files: ReadableFile[]; notes: string[] }> {
  const exports = new Map<string, ReadableFile[]>();
  for (const one of files) exports.set(exportOf(one.file), [...(exports.get(exportOf(one.file)) ?? []), one]);
  if (exports.size < 2) return { files, notes: [] };

  const { bills, equal } = await compared(
    duck,
    month,
    [...exports].map(([name, its]) => ({ name, sums: dailySums(month, {}, its, products, { ...reading, tags: {} }) })),
  );
  /** By the export that is left out and the one that is counted instead: the accounts. */
  const left = new Map<string, { kept: string; name: string; accounts: string[] }>();
  for (const account of new Set(bills.map((bill) => bill.account))) {
    const kept: Bill[] = [];
    for (const bill of bills.filter((one) => one.account === account).sort((a, b) => prefer(a, b, exports))) {
      const same = kept.find((one) => (equal.get(pairKey(one.name, bill.name, account)) ?? 0) * 2 > Math.min(one.cells, bill.cells));
      if (!same) kept.push(bill);
      else {
        const key = pairKey(same.name, bill.name, '');
        left.set(key, { kept: same.name, name: bill.name, accounts: [...(left.get(key)?.accounts ?? []), account] });
      }
    }
  }
  const without = (name: string) => [...left.values()].flatMap((one) => (one.name === name ? one.accounts : [])).sort();
  return {
    files: [...exports].flatMap(([name, its]) => its.map((one) => ({ ...one, without: without(name) }))),
    notes: [...left.values()].map((one) => said(month, one.kept, one.name, one.accounts)),
  };
}

const pairKey = (one: string, other: string, account: string): string => JSON.stringify([...[one, other].sort(), account]);

/** Every account's bill in every export, and how many cells are equal by pair of exports and account. Inside DuckDB, because there may be millions. */
async function compared(
  duck: Duck,
  month: Month,
  exports: { name: string; sums: string }[],
): Promise<{ bills: Bill[]; equal: Map<string, number> }> {
  const table = `"cells ${month} ${randomUUID()}"`;
  const cells = exports.map(
    ({ name, sums }) =>
      `SELECT ${literal(name)} AS export, coalesce(account, '') AS account, ${dayIn(month)} AS day, product, coalesce(usage_type, '') AS usage_type, coalesce(record_type, '') AS record_type, sum(cost) AS cost FROM (${sums}) GROUP BY ALL HAVING sum(cost) <> 0`,
  );
  try {
    await duck.rows(`CREATE TABLE ${table} AS ${cells.join(' UNION ALL ')}`);
    const bills = await duck.rows(
      `SELECT export, account, CAST(count(*) AS INTEGER) AS cells, CAST(max(day) AS VARCHAR) AS last FROM ${table} GROUP BY ALL ORDER BY ALL`,
    );
    const equal = await duck.rows(
      `SELECT one.export AS one, other.export AS other, account, CAST(count(*) AS INTEGER) AS cells FROM ${table} one JOIN ${table} other USING (account, day, product, usage_type, record_type, cost) WHERE one.export < other.export GROUP BY ALL`,
    );
    return {
      bills: bills.map((row) => ({
        name: String(row.export),
        account: String(row.account),
        cells: Number(row.cells),
        last: String(row.last),
      })),
      equal: new Map(equal.map((row) => [pairKey(String(row.one), String(row.other), String(row.account)), Number(row.cells)])),
    };
  } finally {
    await duck.rows(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** Negative when `a` is the one to count. */
function prefer(a: Bill, b: Bill, exports: ReadonlyMap<string, ReadableFile[]>): number {
  const has = (name: string, column: string) => Number((exports.get(name) ?? []).every(({ columns }) => columns.has(column)));
  const newest = (name: string) => Math.max(...(exports.get(name) ?? []).map(({ file }) => file.modified.getTime()));
  if (addDays(a.last, 2) < b.last) return 1;
  if (addDays(b.last, 2) < a.last) return -1;
  return (
    has(b.name, 'line_item_iam_principal') - has(a.name, 'line_item_iam_principal') ||
    has(b.name, 'tags') - has(a.name, 'tags') ||
    newest(b.name) - newest(a.name) ||
    (a.name < b.name ? -1 : 1)
  );
}

const said = (month: Month, kept: string, left: string, accounts: string[]): string =>
  `${kept} and ${left} both bill ${accounts.length === 1 ? `account ${accounts[0]}` : `${accounts.length} accounts (${accounts[0]}, …)`} for ${showMonth(month)}; ${kept} is counted there and ${left} is not. Keep one of the two exports in the CUR folder.`;
