import type { Month } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import type { MonthMeta } from '../ledger/month-file.js';
import { columnsOf, missingColumn, scan } from './columns.js';
import { type CurFile, stampOf } from './files.js';
import { billingDay } from './line-items.js';

/**
 * A file with the months it has lines of, or with the sentence saying why it was skipped. A file that cannot be read
 * and has no partition in its path may hold any month, so it is an input of all of them (`months` undefined).
 */
export interface Input {
  file: CurFile;
  months?: Month[];
  problem?: string;
}

/** Places every file in its months: by its path, by what a ledger month remembers of the unchanged file, or by looking. */
export async function placeFiles(duck: Duck, files: CurFile[], known: ReadonlyMap<Month, MonthMeta>): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const file of files)
    inputs.push(file.partition ? { file, months: [file.partition] } : (remembered(file, known) ?? (await survey(duck, file))));
  return inputs;
}

export const holds = (input: Input, month: Month): boolean => input.months?.includes(month) ?? true;

/** What `MonthMeta.inputs` keeps of a file: its stamp, then the months or the problem, so that neither is looked for again. */
export const remember = ({ file, months, problem }: Input): string =>
  [file.stamp, problem === undefined ? (months ?? []).join(',') : `!${problem}`].join(' ');

/** True when a ledger month was filled from exactly these files as they are now. */
export function sameInputs(meta: MonthMeta, inputs: Input[]): boolean {
  const before = meta.inputs ?? {};
  return Object.keys(before).length === inputs.length && inputs.every(({ file }) => before[file.path]?.split(' ')[0] === file.stamp);
}

function remembered(file: CurFile, known: ReadonlyMap<Month, MonthMeta>): Input | undefined {
  for (const meta of known.values()) {
    const [stamp, ...rest] = meta.inputs?.[file.path]?.split(' ') ?? [];
    const what = rest.join(' ');
    if (stamp === file.stamp) return what.startsWith('!') ? { file, problem: what.slice(1) } : { file, months: what.split(',') };
  }
  return undefined;
}

/** Reads one column of a file, which is cheap beside reading its money. */
async function survey(duck: Duck, file: CurFile): Promise<Input> {
  try {
    const columns = await columnsOf(duck, file);
    const missing = missingColumn(columns);
    if (missing) return { file, problem: notCur(file, missing) };
    const rows = await duck.rows(`SELECT DISTINCT strftime(${billingDay(columns)}, '%Y-%m') AS month FROM ${scan([file])} ORDER BY month`);
    return { file, months: rows.flatMap((row) => (typeof row.month === 'string' ? [row.month] : [])) };
  } catch (error) {
    return { file, problem: unreadable(file, error) };
  }
}

/** Whether the files are as they were when they were listed. A file that is read while it is replaced tells of neither state. */
export async function standStill(inputs: Input[]): Promise<boolean> {
  const stamps = await Promise.all(inputs.map(({ file }) => stampOf(file.absolute)));
  return inputs.every(({ file }, index) => stamps[index] === file.stamp);
}

/** A file that cannot be read although the month as the ledger holds it was filled from it. */
export function brokeSince({ file, problem }: Input, known: MonthMeta | undefined): boolean {
  const before = known?.inputs?.[file.path];
  return problem !== undefined && before !== undefined && !before.slice(before.indexOf(' ') + 1).startsWith('!');
}

export const problemsOf = (inputs: Input[]): string[] => inputs.flatMap(({ problem }) => problem ?? []);

export const notCur = (file: CurFile, column: string): string => `${file.path} was skipped: it is not CUR 2.0, it has no column ${column}.`;

/** Names the file and the first line of what DuckDB says, without the machine's path. */
export function unreadable(file: CurFile, error: unknown): string {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replaceAll(file.absolute, file.path) ?? '';
  return `${file.path} was skipped, its spend is missing: it could not be read (${reason}).`;
}
