import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Unavailable } from '../../errors.js';
import type { Month } from '../../period.js';
import type { CurFile } from './cur-file.js';
import { byManifest } from './manifests.js';

/**
 * Every file of the folder that counts, nested ones included, ordered by path: those that the newest manifest of their
 * export and billing period lists, and where no manifest is, all of the newest delivery. Hidden names and those Hive and
 * Spark hide with `_` are not data.
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
  const [files, manifests]: [CurFile[], CurFile[]] = [[], []];
  for (const entry of entries) {
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(folder, absolute).split(sep).join('/');
    const kind = /\.parquet$/i.test(entry.name) ? files : /-manifest\.json$/i.test(entry.name) ? manifests : undefined;
    if (!kind || /(^|\/)[._]/.test(path)) continue;
    const info = await stat(absolute).catch(() => undefined);
    if (info?.isFile())
      kind.push({ path, absolute, stamp: `${info.size}:${info.mtimeMs}`, modified: info.mtime, partition: partitionOf(path) });
  }
  if (files.length === 0)
    throw new Unavailable(
      `The CUR folder ${folder} holds no Parquet files; copy the CUR 2.0 export into it (format Parquet), or correct spend.curFiles.path.`,
    );
  const { governed, others } = await byManifest(folder, files, manifests);
  return [...governed, ...newestDeliveries(others)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const partitionOf = (path: string): Month | undefined => /(?:^|\/)billing_period=(\d{4}-\d{2})(?:-\d{2})?\//i.exec(path)?.[1];

/**
 * An export that does not overwrite delivers the whole billing period again into a folder
 * `<partition>/<timestamp>-<execution id>/` at every refresh (AWS Data Exports, "Understanding export delivery"): only
 * the newest one counts, or all money would be counted once a refresh.
 */
function newestDeliveries(files: CurFile[]): CurFile[] {
  const delivery = (file: CurFile) => /^(.*billing_period=[^/]+)\/(\d{8}T\d{6}Z-[^/]+)\//i.exec(file.path);
  const newest = new Map<string, string>();
  for (const file of files) {
    const [, partition, name] = delivery(file) ?? [];
    if (partition && name && name > (newest.get(partition) ?? '')) newest.set(partition, name);
  }
  return files.flatMap((file) => {
    const [, partition, name] = delivery(file) ?? [];
    if (partition === undefined) return file;
    return newest.get(partition) === name ? { ...file, delivered: true } : [];
  });
}
