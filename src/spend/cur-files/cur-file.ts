import { stat } from 'node:fs/promises';
import type { Month } from '../../period.js';

/** A Parquet file under the CUR folder. */
export interface CurFile {
  /** Relative to the folder, with forward slashes: what people are told and what `MonthMeta.inputs` is keyed by. */
  path: string;
  absolute: string;
  /** Size and modification time, or `MISSING`; a file with the same stamp is taken as unchanged. */
  stamp: string;
  modified: Date;
  /** The billing period in its path (`BILLING_PERIOD=2026-10/`); undefined in a flat folder. */
  partition?: Month;
  /** Part of a delivery that counts whole or not at all: a manifest lists it, or it has a folder of that delivery. */
  delivered?: boolean;
  /** Why it is not opened at all. */
  aside?: Aside;
}

/** A file that is known not to be read before it is opened. */
export interface Aside {
  /** A clause about "it". */
  because: string;
  /** True when its spend is wanted and comes later: the month is not to be replaced without it. */
  unsettled: boolean;
}

/** The stamp of a file that should be there and is not. */
export const MISSING = 'missing';

/** The stamp a file has now. */
export async function stampOf(absolute: string): Promise<string> {
  const info = await stat(absolute).catch(() => undefined);
  return info?.isFile() ? `${info.size}:${info.mtimeMs}` : MISSING;
}
