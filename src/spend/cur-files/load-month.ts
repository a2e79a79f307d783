import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Month } from '../../period.js';
import { type Duck, literal } from '../ledger/duckdb.js';
import { draftFor } from '../ledger/write-month.js';
import { type Input, unreadable } from './inputs.js';
import { dailySums, type ReadableFile, type Reading, sampleOf } from './line-items.js';
import { canSliceMore, sliceMonth, slicesFor } from './slices.js';

/** The daily sums of a month in Parquet files of their own, and what they are made of. */
export interface Draft {
  paths: string[];
  readable: ReadableFile[];
  inputs: Input[];
}

/**
 * Sums a month's files into drafts beside `target`; the caller removes them. Drafts, because the number of lines has to
 * be known before the month file is written. When the read fails, every file is tried alone, those that fail are
 * skipped with a sentence, and the rest is read again.
 */
export async function draftMonth(duck: Duck, target: string, month: Month, opened: Omit<Draft, 'paths'>, reading: Reading): Promise<Draft> {
  await mkdir(dirname(target), { recursive: true });
  const write = (files: ReadableFile[]) => writeDrafts(duck, target, month, files, reading);
  try {
    return { ...opened, paths: await write(opened.readable) };
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    const problems = new Map<string, string>();
    for (const one of opened.readable) {
      try {
        await remove(await write([one]));
      } catch (own) {
        problems.set(one.file.path, unreadable(one.file, own));
      }
    }
    if (problems.size === 0) throw error;
    const readable = opened.readable.filter(({ file }) => !problems.has(file.path));
    const inputs = opened.inputs.map((input) => ({ ...input, problem: input.problem ?? problems.get(input.file.path) }));
    return { readable, inputs, paths: readable.length === 0 ? [] : await write(readable) };
  }
}

/** One draft a slice; more and smaller slices when DuckDB runs out of its memory limit. */
async function writeDrafts(duck: Duck, target: string, month: Month, files: ReadableFile[], reading: Reading): Promise<string[]> {
  const lines = files.reduce((total, file) => total + file.lines, 0);
  const sample = lines <= SAMPLE_LINES ? { lines, owners: 0 } : await sampled(duck, files, reading);
  for (let count = slicesFor(lines, sample); ; count *= 3) {
    const paths: string[] = [];
    try {
      for (const slice of sliceMonth(month, count)) {
        const path = draftFor(target);
        paths.push(path);
        await duck.rows(`COPY (${dailySums(month, slice, files, reading)}) TO ${literal(path)} (FORMAT parquet)`);
      }
      return paths;
    } catch (error) {
      await remove(paths);
      if (!isOutOfMemory(error) || !canSliceMore(month, count)) throw error;
    }
  }
}

/** Enough to see whether a month is of thousands of owners or of millions. */
const SAMPLE_LINES = 100_000;

async function sampled(duck: Duck, files: ReadableFile[], reading: Reading): Promise<{ lines: number; owners: number }> {
  const [row] = await duck.rows(sampleOf(files, SAMPLE_LINES, reading));
  return { lines: Number(row?.lines), owners: Number(row?.owners) };
}

export async function remove(paths: string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Out of Memory');
