import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Duck, literal } from './duckdb.js';
import { COLUMNS, type MonthMeta } from './month-file.js';

/**
 * Writes one month whole from a SELECT giving the columns of `COLUMNS` by name. The rows stay inside DuckDB, which
 * spills what does not fit its memory limit, so a month may be larger than memory.
 *
 * @param rows about how many there are, when that is known; a few row groups are written as they come, because sorting them
 *   takes longer than the rest and a question about some of the days reads nearly all of them in any case
 */
export async function writeMonthFrom(duck: Duck, target: string, selectSql: string, meta: MonthMeta, rows = SORTED_FROM): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = draftFor(target);
  const columns = Object.entries(COLUMNS).map(([name, type]) => `CAST(${name} AS ${type}) AS ${name}`);
  try {
    await duck.rows(
      `COPY (SELECT ${columns.join(', ')} FROM (${selectSql})${rows < SORTED_FROM ? '' : ' ORDER BY cube, day, service'}) TO ${literal(draft)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {aispend: ${literal(JSON.stringify(meta))}})`,
    );
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Four of DuckDB's row groups. */
const SORTED_FROM = 500_000;

/** A name beside the target that no other writer uses and that `Ledger.tidy` knows to remove. */
const draftFor = (target: string): string => `${target}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`;
