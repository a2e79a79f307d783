import type { Duck } from '../ledger/duckdb.js';
import type { ReadableFile } from './alike.js';
import { columnsOf, linesIn, missingColumn } from './columns.js';
import { type Input, notCur, unreadable } from './inputs.js';

/** The files of a month: those that can be read, and all of them with their problems. */
export interface Opened {
  readable: ReadableFile[];
  inputs: Input[];
}

/** Opens the footers of a month's files. */
export async function openFiles(duck: Duck, inputs: Input[]): Promise<Opened> {
  const readable: ReadableFile[] = [];
  const opened: Input[] = [];
  for (const input of inputs) {
    const { file } = input;
    let problem = input.problem;
    try {
      if (problem === undefined) {
        const columns = await columnsOf(duck, file);
        const missing = missingColumn(columns);
        if (missing) problem = notCur(missing);
        else readable.push({ file, columns, lines: await linesIn(duck, file) });
      }
    } catch (error) {
      problem = unreadable(file, error);
    }
    opened.push({ ...input, problem });
  }
  return { readable, inputs: opened };
}
