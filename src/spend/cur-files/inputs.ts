import type { Month } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import type { MonthMeta } from '../ledger/month-file.js';
import { columnsOf, missingColumn, scan } from './columns.js';
import { type CurFile, stampOf } from './cur-file.js';
import { billingDay } from './line-items.js';

/**
 * A file with the months it has lines of, or with why it was skipped. A file that cannot be read and has no partition in
 * its path may hold any month, so it is an input of all of them (`months` undefined).
 */
export interface Input {
  file: CurFile;
  months?: Month[];
  problem?: Problem;
}

/** Why a file was skipped: a clause about "it", and whether spend is missing without it. */
export interface Problem {
  because: string;
  loses: boolean;
}

/** Places every file in its months: by its path, by what a ledger month remembers of the unchanged file, or by looking. */
export async function placeFiles(duck: Duck, files: CurFile[], known: ReadonlyMap<Month, MonthMeta>): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const file of files) {
    const problem = file.aside && { because: file.aside.because, loses: file.aside.unsettled };
    if (file.partition) inputs.push({ file, months: [file.partition], problem });
    else inputs.push(remembered(file, known) ?? (await survey(duck, file)));
  }
  return inputs;
}

export const holds = (input: Input, month: Month): boolean => input.months?.includes(month) ?? true;

/**
 * What `MonthMeta.inputs` keeps of a file: its stamp, then the months or, behind `!` or `-`, the problem that loses spend
 * or does not, so that neither is looked for again.
 */
export const remember = ({ file, months, problem }: Input): string =>
  [file.stamp, problem ? `${problem.loses ? '!' : '-'}${problem.because}` : (months ?? []).join(',')].join(' ');

/** True when a ledger month was filled from exactly these files as they are now. */
export function sameInputs(meta: MonthMeta, inputs: Input[]): boolean {
  const before = meta.inputs ?? {};
  return Object.keys(before).length === inputs.length && inputs.every(({ file }) => before[file.path]?.split(' ')[0] === file.stamp);
}

/** True when a ledger month has figures that this file was read for, as it is now or as it was. */
export function wasRead(meta: MonthMeta, file: CurFile): boolean {
  const before = meta.inputs?.[file.path];
  return before !== undefined && !/^\S+ [!-]/.test(before);
}

/** The files that are not as they were when the folder was listed. */
export async function changedSince(inputs: Input[]): Promise<CurFile[]> {
  const stamps = await Promise.all(inputs.map(({ file }) => stampOf(file.absolute)));
  return inputs.flatMap(({ file }, index) => (stamps[index] === file.stamp ? [] : file));
}

function remembered(file: CurFile, known: ReadonlyMap<Month, MonthMeta>): Input | undefined {
  for (const meta of known.values()) {
    const [stamp, ...rest] = meta.inputs?.[file.path]?.split(' ') ?? [];
    const what = rest.join(' ');
    if (stamp !== file.stamp) continue;
    return /^[!-]/.test(what)
      ? { file, problem: { because: what.slice(1), loses: what.startsWith('!') } }
      : { file, months: what.split(',') };
  }
  return undefined;
}

/** Reads one or two columns of a file, which is cheap beside reading its money. */
async function survey(duck: Duck, file: CurFile): Promise<Input> {
  try {
    const columns = await columnsOf(duck, file);
    const missing = missingColumn(columns);
    if (missing) return { file, problem: notCur(missing) };
    const rows = await duck.rows(`SELECT DISTINCT strftime(${billingDay(columns)}, '%Y-%m') AS month FROM ${scan([file])} ORDER BY month`);
    const months = rows.flatMap((row) => (typeof row.month === 'string' ? [row.month] : []));
    if (rows.length > 0 && months.length === 0) return { file, problem: undated };
    return { file, months };
  } catch (error) {
    return { file, problem: unreadable(file, error) };
  }
}

const undated: Problem = { because: 'none of its lines has a billing period or a usage day', loses: true };

/** What people are told of the skipped files, one sentence each. */
export const problemsOf = (inputs: Input[]): string[] =>
  inputs.flatMap(({ file, problem }) =>
    problem ? `${file.path} was skipped${problem.loses ? ', its spend is missing' : ''}: ${problem.because}.` : [],
  );

export const notCur = (column: string): Problem => ({ because: `it is not CUR 2.0, it has no column ${column}`, loses: false });

/** The first line of what DuckDB says, without the machine's path. */
export function unreadable(file: CurFile, error: unknown): Problem {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replaceAll(file.absolute, file.path) ?? '';
  return { because: `it could not be read (${reason})`, loses: true };
}
