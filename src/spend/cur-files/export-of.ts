import type { CurFile } from './cur-file.js';

/**
 * Which export a file is of, as people are told: the folder above `data/BILLING_PERIOD=…/`, and the name in front of the
 * number of AWS's chunks (`<export>-00001.snappy.parquet`), when it has one. Files named otherwise are taken as parts of one
 * export, because whoever wrote them anew cut them as they liked.
 */
export function exportOf({ path }: CurFile): string {
  const [, folder = '', name = ''] =
    /^(.*?)((?:[^/]*)$)/.exec(path.replace(/(?:data\/)?billing_period=[^/]+\/(?:\d{8}T\d{6}Z-[^/]+\/)?/i, '')) ?? [];
  const stem = /^(.+)-\d{5}\.(?:[a-z0-9]+\.)?parquet$/i.exec(name)?.[1];
  return stem === undefined ? `${folder}*.parquet` : `${folder}${stem}`;
}
