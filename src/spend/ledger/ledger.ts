import { readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../log.js';
import { type Month, monthsOf, type Span } from '../../period.js';
import type { Fact } from '../fact.js';
import { type Duck, literal, type Row } from './duckdb.js';
import { MonthDrafts } from './month-drafts.js';
import type { MonthMeta } from './month-file.js';
import { writeMonthFrom } from './write-month.js';

interface MonthFile {
  path: string;
  stamp: string;
  meta: MonthMeta;
}

/**
 * The ledger: one Parquet file a month in one folder a source. It can always be rebuilt from the source, so a file that
 * does not open is set aside, said aloud, and pulled again.
 */
export class Ledger {
  private readonly seen = new Map<string, MonthFile>();
  private look: Promise<Map<Month, MonthFile>> | undefined;
  /** Files that did not open and were renamed away, as sentences; shown by `doctor`. */
  readonly setAside: string[] = [];

  constructor(
    readonly folder: string,
    readonly shape: string,
    private readonly duck: Duck,
    private readonly log: Log,
  ) {}

  /** Usable months with what they say of themselves. Files pulled with other tag keys or another metric do not count. */
  async months(): Promise<Map<Month, MonthMeta>> {
    const files = await this.files();
    return new Map([...files].map(([month, file]) => [month, file.meta]));
  }

  /** Changes whenever any month changes: the key under which answers may be remembered. */
  async version(): Promise<string> {
    return [...(await this.files()).values()].map((file) => file.stamp).join(' ');
  }

  /** Writes one month whole from facts at hand; they must all be of `meta.month`. */
  async write(facts: Iterable<Fact>, meta: MonthMeta): Promise<void> {
    const drafts = this.drafts();
    await drafts.add(facts);
    await this.commit(drafts, meta);
  }

  /** Where the facts of a pull wait until their months are written whole. */
  drafts(): MonthDrafts {
    return new MonthDrafts(this.folder, this.duck);
  }

  /** Replaces the month that `meta` names by what the drafts hold of it. */
  async commit(drafts: MonthDrafts, meta: MonthMeta): Promise<void> {
    await drafts.commit(meta.month, this.path(meta.month), meta);
    this.look = undefined;
  }

  /** The same from a SELECT, without the rows leaving DuckDB; see `writeMonthFrom`. */
  async writeFrom(month: Month, selectSql: string, meta: MonthMeta, rows?: number): Promise<void> {
    await writeMonthFrom(this.duck, this.path(month), selectSql, meta, rows);
    this.look = undefined;
  }

  path(month: Month): string {
    return join(this.folder, `${month}.parquet`);
  }

  /**
   * Runs `sql` over the months a span touches, as the table `facts`. Returns no rows when none of them is there.
   * A month replaced while it is read makes DuckDB stumble at most once; the second try sees the new file.
   */
  async query(span: Span, sql: string, params: Record<string, string> = {}): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      const files = await this.files();
      const paths = monthsOf(span).flatMap((month) => files.get(month)?.path ?? []);
      if (paths.length === 0) return [];
      try {
        return await this.duck.rows(`WITH facts AS (FROM read_parquet([${paths.map(literal).join(', ')}])) ${sql}`, params);
      } catch (error) {
        if (attempt >= 2) throw error;
        this.log.warn({ err: error }, 'ledger query failed; looking at the files again');
        this.seen.clear();
        this.look = undefined;
      }
    }
  }

  /** Removes what a killed pull left behind. Called once at start. */
  async tidy(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      if (!/\.tmp(\.jsonl)?$/.test(name)) continue;
      const age =
        Date.now() -
        (await stat(path)
          .then((s) => s.mtimeMs)
          .catch(() => Date.now()));
      if (age > 3_600_000) await rm(path, { force: true });
    }
  }

  /** One look at the folder serves all that is asked in the same turn of the event loop: a question asks seven times. */
  private files(): Promise<Map<Month, MonthFile>> {
    if (!this.look) {
      this.look = this.lookAround();
      setImmediate(() => {
        this.look = undefined;
      });
    }
    return this.look;
  }

  /** Names and times are read synchronously: fourteen trips to the thread pool would be most of what an answer costs. */
  private async lookAround(): Promise<Map<Month, MonthFile>> {
    const names = namesIn(this.folder)
      .filter((name) => /^\d{4}-\d{2}\.parquet$/.test(name))
      .sort();
    const files = new Map<Month, MonthFile>();
    for (const name of names) {
      const file = await this.file(join(this.folder, name));
      if (file && file.meta.shape === this.shape) files.set(name.slice(0, 7), file);
    }
    return files;
  }

  private async file(path: string): Promise<MonthFile | undefined> {
    const info = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (!info) return undefined;
    const stamp = `${info.ino}:${info.size}:${info.mtimeNs}`;
    const known = this.seen.get(path);
    if (known?.stamp === stamp) return known;
    try {
      const [row] = await this.duck.rows(
        `SELECT decode(value) AS meta, (SELECT count(*) FROM (SELECT day, cost FROM read_parquet(${literal(path)}) LIMIT 1)) AS opens FROM parquet_kv_metadata(${literal(path)}) WHERE decode(key) = 'aispend'`,
      );
      const file = { path, stamp, meta: JSON.parse(String(row?.['meta'])) as MonthMeta };
      this.seen.set(path, file);
      return file;
    } catch (error) {
      await this.discard(path, error);
      return undefined;
    }
  }

  private async discard(path: string, error: unknown): Promise<void> {
    const aside = `${path}.broken-${Date.now()}`;
    await rename(path, aside).catch(() => undefined);
    const sentence = `The ledger file ${path} did not open and was set aside as ${aside}; the next refresh rebuilds it.`;
    this.setAside.push(sentence);
    this.log.error({ err: error, path, aside }, sentence);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
