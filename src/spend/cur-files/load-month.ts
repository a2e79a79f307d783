import { randomUUID } from 'node:crypto';
import type { Month } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import { unreadable } from './inputs.js';
import { anyModels, dailySums, type ReadableFile, type Reading, sampleOf } from './line-items.js';
import type { Opened } from './open-files.js';
import { canSliceMore, sliceMonth, slicesFor } from './slices.js';

/**
 * Sums a month's files into a DuckDB table, which spills what does not fit in memory, and gives it to `use`. A table,
 * because the number of lines has to be known before the month file is written. When the read fails, every file is tried
 * alone, those that fail are skipped with a sentence, and the rest is read again.
 */
export async function withDailySums<T>(
  duck: Duck,
  month: Month,
  opened: Opened,
  reading: Reading,
  use: (table: string, opened: Opened) => Promise<T>,
): Promise<T> {
  const table = `"daily sums ${month} ${randomUUID()}"`;
  try {
    return await use(table, await sumReadable(duck, table, month, opened, reading));
  } finally {
    await duck.rows(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function sumReadable(duck: Duck, table: string, month: Month, opened: Opened, reading: Reading): Promise<Opened> {
  try {
    await sumInto(duck, table, month, opened.readable, reading);
    return opened;
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    const problems = new Map<string, string>();
    for (const one of opened.readable) {
      try {
        await sumInto(duck, table, month, [one], reading);
      } catch (own) {
        problems.set(one.file.path, unreadable(one.file, own));
      }
    }
    if (problems.size === 0) throw error;
    const readable = opened.readable.filter(({ file }) => !problems.has(file.path));
    if (readable.length > 0) await sumInto(duck, table, month, readable, reading);
    return { readable, inputs: opened.inputs.map((input) => ({ ...input, problem: input.problem ?? problems.get(input.file.path) })) };
  }
}

/** Fills the table slice by slice; more and smaller slices when DuckDB runs out of its memory limit. */
async function sumInto(duck: Duck, table: string, month: Month, files: ReadableFile[], reading: Reading): Promise<void> {
  const lines = files.reduce((total, file) => total + file.lines, 0);
  const first = lines <= LINES_AT_ONCE ? 1 : slicesFor(lines, await sampled(duck, files, reading));
  const models = (await duck.rows(anyModels(files))).length > 0;
  for (let count = first; ; count *= 3) {
    try {
      for (const [index, slice] of sliceMonth(month, count).entries())
        await duck.rows(
          `${index === 0 ? `CREATE OR REPLACE TABLE ${table} AS` : `INSERT INTO ${table}`} ${dailySums(month, slice, files, models, reading)}`,
        );
      return;
    } catch (error) {
      if (!isOutOfMemory(error) || !canSliceMore(month, count)) throw error;
    }
  }
}

/** DuckDB sums as many in 512 MB even when every line is a group of its own; spilling then takes no longer than reading again. */
const LINES_AT_ONCE = 4_000_000;

/** Enough to see whether a month is of thousands of owners or of millions. */
const SAMPLE_LINES = 100_000;

async function sampled(duck: Duck, files: ReadableFile[], reading: Reading): Promise<{ lines: number; owners: number }> {
  const [row] = await duck.rows(sampleOf(files, SAMPLE_LINES, reading));
  return { lines: Number(row?.lines), owners: Number(row?.owners) };
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Out of Memory');
