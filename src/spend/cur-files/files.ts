import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Unavailable } from '../../errors.js';
import type { Month } from '../../period.js';
import { withoutUnlisted } from './manifests.js';

/** A Parquet file under the CUR folder. */
export interface CurFile {
  /** Relative to the folder, with forward slashes: what people are told and what `MonthMeta.inputs` is keyed by. */
  path: string;
  absolute: string;
  /** Size and modification time; a file with the same stamp is taken as unchanged. */
  stamp: string;
  modified: Date;
  /** The billing period in its path (`BILLING_PERIOD=2026-10/`); undefined in a flat folder. */
  partition?: Month;
}

/**
 * Every Parquet file of the folder, nested ones included, ordered by path. Hidden names and those Hive and Spark hide
 * with `_` are not data.
 * @throws Unavailable when the folder is not there or holds no Parquet.
 */
export async function curFiles(folder: string): Promise<CurFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new Unavailable(
        `The CUR folder ${folder} does not exist; create it and copy the CUR 2.0 Parquet export into it, or correct spend.curFiles.path.`,
      );
    throw new Unavailable(
      `The CUR folder ${folder} cannot be read (${error.code ?? error.message}); correct spend.curFiles.path or its permissions.`,
    );
  });
  const files: CurFile[] = [];
  for (const entry of entries) {
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(folder, absolute).split(sep).join('/');
    if (!/\.parquet$/i.test(entry.name) || /(^|\/)[._]/.test(path)) continue;
    const info = await stat(absolute).catch(() => undefined);
    if (info?.isFile()) files.push({ path, absolute, stamp: stamp(info), modified: info.mtime, partition: partitionOf(path) });
  }
  if (files.length === 0)
    throw new Unavailable(
      `The CUR folder ${folder} holds no Parquet files; copy the CUR 2.0 export into it (format Parquet), or correct spend.curFiles.path.`,
    );
  return (await withoutUnlisted(folder, withoutOlderExecutions(files))).sort((a, b) => (a.path < b.path ? -1 : 1));
}

const stamp = (info: { size: number; mtimeMs: number }): string => `${info.size}:${info.mtimeMs}`;

/** The stamp of a file as it is now; undefined when it is gone. */
export const stampOf = (absolute: string): Promise<string | undefined> => stat(absolute).then(stamp, () => undefined);

const partitionOf = (path: string): Month | undefined => /(?:^|\/)billing_period=(\d{4}-\d{2})(?:-\d{2})?\//i.exec(path)?.[1];

/**
 * An export that does not overwrite delivers the whole billing period again into a folder
 * `<partition>/<timestamp>-<execution id>/` at every refresh (AWS Data Exports, "Understanding export delivery"): only
 * the newest one counts, or all money would be counted once a refresh.
 */
function withoutOlderExecutions(files: CurFile[]): CurFile[] {
  const execution = (file: CurFile) => /^(.*billing_period=[^/]+)\/(\d{8}T\d{6}Z-[^/]+)\//i.exec(file.path);
  const newest = new Map<string, string>();
  for (const file of files) {
    const [, partition, name] = execution(file) ?? [];
    if (partition && name && name > (newest.get(partition) ?? '')) newest.set(partition, name);
  }
  return files.filter((file) => {
    const [, partition, name] = execution(file) ?? [];
    return partition === undefined || newest.get(partition) === name;
  });
}
