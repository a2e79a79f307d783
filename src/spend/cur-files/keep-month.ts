import { type Month, showMonth } from '../../period.js';
import { literal } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import type { MonthMeta } from '../ledger/month-file.js';
import { type Input, wasRead } from './inputs.js';

/**
 * Why a month of the ledger must not be replaced by what its files say now: a file it was read from cannot be read any
 * more, or one of a delivery is not there yet or not whole. A file that never could be read is no reason.
 */
export function reasonsToKeep(inputs: Input[], before: MonthMeta | undefined): Input[] {
  if (!before || !hasFigures(before)) return [];
  return inputs.filter(({ file, problem }) =>
    problem === undefined ? false : file.aside ? file.aside.unsettled : file.delivered || wasRead(before, file),
  );
}

/** False of a month whose files were all gone. */
export const hasFigures = (meta: MonthMeta): boolean => Object.keys(meta.inputs ?? {}).length > 0;

/** The files and what is wrong with them. */
export const listed = (inputs: Input[]): string =>
  inputs
    .slice(0, 3)
    .map(({ file, problem }) => `${file.path}: ${problem?.because}`)
    .join('; ') + (inputs.length > 3 ? `; and ${inputs.length - 3} more files` : '');

/**
 * Leaves a month's figures as they are and writes why into it, so that every answer says it. The month remembers the
 * files it was read from and is tried again at every refresh.
 */
export async function keepMonth(ledger: Ledger, month: Month, before: MonthMeta, why: string): Promise<string> {
  const kept = `${showMonth(month)} keeps the figures of ${before.asOf.slice(0, 10)}: ${why}.`;
  if (before.kept === kept) return kept;
  const notes = [kept, ...before.notes.filter((note) => note !== before.kept)];
  await ledger.writeFrom(month, `FROM read_parquet(${literal(ledger.path(month))})`, { ...before, kept, notes });
  return kept;
}
