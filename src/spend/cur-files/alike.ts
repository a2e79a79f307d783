import type { Columns } from './columns.js';
import type { CurFile } from './cur-file.js';

export interface ReadableFile {
  file: CurFile;
  columns: Columns;
  /** Line items of every service in it. */
  lines: number;
  /** Accounts whose lines are counted from another export; see `countOnce`. */
  without?: string[];
}

/** Files that can be read in one statement. */
export interface Alike {
  columns: Columns;
  partitioned: boolean;
  without: string[];
  its: CurFile[];
}

/**
 * Files by groups with the same columns: DuckDB would turn a column that is DECIMAL in one file and DOUBLE in another
 * into DOUBLE for both.
 */
export function alike(files: ReadableFile[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const { file, columns, without = [] } of files) {
    const partitioned = file.partition !== undefined;
    const key = JSON.stringify([partitioned, without, ...columns]);
    const group = groups.get(key) ?? { columns, partitioned, without, its: [] };
    group.its.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}
