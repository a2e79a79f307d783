import { type Month, showMonth } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import { scan, text } from './columns.js';
import type { ReadableFile } from './line-items.js';

/** The export a file was delivered by (AWS Data Exports: `<prefix>/<export>/data/BILLING_PERIOD=…/`); undefined for other places. */
const exportOf = (path: string): string | undefined => /^(.*)\/data\/billing_period=/i.exec(path)?.[1];

/**
 * Says when two exports hold lines of the same accounts in a month: of the same bill that is its money twice. Which of them to
 * leave out cannot be told from the lines, because an export may be filtered and line item ids differ between exports.
 */
export async function doubledExports(duck: Duck, month: Month, files: ReadableFile[]): Promise<string[]> {
  const exports = new Map<string, ReadableFile[]>();
  for (const one of files) {
    const name = exportOf(one.file.path);
    if (name !== undefined) exports.set(name, [...(exports.get(name) ?? []), one]);
  }
  if (exports.size < 2) return [];
  const seen = new Map<string, string>();
  const notes = new Set<string>();
  for (const [name, its] of exports)
    for (const { file, columns } of its) {
      const rows = await duck.rows(`SELECT DISTINCT ${text(columns, 'line_item_usage_account_id')} AS account FROM ${scan([file])}`);
      for (const account of rows.map((row) => String(row.account))) {
        const other = seen.get(account) ?? name;
        seen.set(account, other);
        if (other !== name)
          notes.add(
            `Both ${other} and ${name} hold ${showMonth(month)} of the same accounts; if they are exports of one bill, its spend is counted twice: keep one of them in the folder.`,
          );
      }
    }
  return [...notes];
}
