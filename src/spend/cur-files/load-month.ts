import { randomUUID } from 'node:crypto';
import type { Month } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import type { ReadableFile } from './alike.js';
import { countOnce } from './count-once.js';
import { findProducts } from './find-products.js';
import { type Problem, unreadable } from './inputs.js';
import { dailySums, type Reading, sampleOf } from './line-items.js';
import type { Opened } from './open-files.js';
import type { Products } from './service.js';
import { canSliceMore, sliceMonth, slicesFor } from './slices.js';

/** What a table of daily sums was filled from. */
export interface Loaded extends Opened {
  products: Products;
  /** Sentences about exports that bill the same lines. */
  notes: string[];
}

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
  use: (table: string, loaded: Loaded) => Promise<T>,
): Promise<T> {
  const table = `"daily sums ${month} ${randomUUID()}"`;
  try {
    return await use(table, await sumReadable(duck, table, month, opened, reading));
  } finally {
    await duck.rows(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function sumReadable(duck: Duck, table: string, month: Month, opened: Opened, reading: Reading): Promise<Loaded> {
  const sum = (files: ReadableFile[]) => sumInto(duck, table, month, files, reading);
  try {
    return { ...opened, ...(await sum(opened.readable)) };
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    const problems = new Map<string, Problem>();
    for (const one of opened.readable) {
      try {
        await sum([one]);
      } catch (own) {
        problems.set(one.file.path, unreadable(one.file, own));
      }
    }
    if (problems.size === 0) throw error;
    const readable = opened.readable.filter(({ file }) => !problems.has(file.path));
    const inputs = opened.inputs.map((input) => ({ ...input, problem: input.problem ?? problems.get(input.file.path) }));
    return { readable, inputs, ...(await sum(readable)) };
  }
}

/** Fills the table slice by slice; more and smaller slices when DuckDB runs out of its memory limit. */
async function sumInto(
  duck: Duck,
  table: string,
  month: Month,
  all: ReadableFile[],
  reading: Reading,
): Promise<Pick<Loaded, 'products' | 'notes'>> {
  const products = await findProducts(duck, all);
  if (all.length === 0) return { products, notes: [] };
  const { files, notes } = await countOnce(duck, month, all, products, reading);
  const lines = files.reduce((total, file) => total + file.lines, 0);
  const first = lines <= LINES_AT_ONCE ? 1 : slicesFor(lines, await sampled(duck, files, products, reading));
  for (let count = first; ; count *= 3) {
    try {
      for (const [index, slice] of sliceMonth(month, count).entries())
        await duck.rows(
          `${index === 0 ? `CREATE OR REPLACE TABLE ${table} AS` : `INSERT INTO ${table}`} ${dailySums(month, slice, files, products, reading)}`,
        );
      return { products, notes };
    } catch (error) {
      if (!isOutOfMemory(error) || !canSliceMore(month, count)) throw error;
    }
  }
}

/** DuckDB sums as many in 512 MB even when every line is a group of its own; spilling then takes no longer than reading again. */
const LINES_AT_ONCE = 4_000_000;

/** Enough to see whether a month is of thousands of owners or of millions. */
const SAMPLE_LINES = 100_000;

async function sampled(
  duck: Duck,
  files: ReadableFile[],
  products: Products,
  reading: Reading,
): Promise<{ lines: number; owners: number }> {
  const [row] = await duck.rows(sampleOf(files, SAMPLE_LINES, products, reading));
  return { lines: Number(row?.lines), owners: Number(row?.owners) };
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Out of Memory');
