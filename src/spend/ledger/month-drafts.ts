import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Month, monthOf } from '../../period.js';
import type { Fact } from '../fact.js';
import { type Duck, literal } from './duckdb.js';
import { COLUMNS, type MonthMeta } from './month-file.js';
import { writeMonthFrom } from './write-month.js';

/**
 * Facts of one pull on their way into month files. They wait on disk, so memory holds one answer of the source at a time.
 * JSON lines, because DuckDB turns decimal text into DECIMAL without a float in between.
 */
export class MonthDrafts {
  private readonly started = new Map<Month, { path: string; facts: number }>();
  private readonly id = randomUUID().slice(0, 8);

  constructor(
    private readonly folder: string,
    private readonly duck: Duck,
  ) {}

  async add(facts: Iterable<Fact>): Promise<void> {
    const lines = new Map<Month, string[]>();
    for (const fact of facts) {
      const month = monthOf(fact.day);
      const mine = lines.get(month) ?? [];
      if (mine.length === 0) lines.set(month, mine);
      mine.push(jsonLine(fact));
    }
    for (const [month, mine] of lines) {
      const draft = await this.draft(month);
      await appendFile(draft.path, mine.join(''));
      draft.facts += mine.length;
    }
  }

  /** How many facts a month has so far. */
  facts(month: Month): number {
    return this.started.get(month)?.facts ?? 0;
  }

  /** Replaces the month's file by what was added, by rename: readers see the old month or the new one. */
  async commit(month: Month, target: string, meta: MonthMeta): Promise<void> {
    const { path } = await this.draft(month);
    const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`);
    const select = `SELECT * FROM read_json(${literal(path)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`;
    await writeMonthFrom(this.duck, target, select, meta);
    await this.drop(month);
  }

  /** Removes what was not committed. */
  async discard(): Promise<void> {
    for (const month of [...this.started.keys()]) await this.drop(month);
  }

  private async draft(month: Month): Promise<{ path: string; facts: number }> {
    const known = this.started.get(month);
    if (known) return known;
    await mkdir(this.folder, { recursive: true });
    const draft = { path: join(this.folder, `${month}.${process.pid}.${this.id}.tmp.jsonl`), facts: 0 };
    await writeFile(draft.path, '');
    this.started.set(month, draft);
    return draft;
  }

  private async drop(month: Month): Promise<void> {
    const path = this.started.get(month)?.path;
    this.started.delete(month);
    if (path) await rm(path, { force: true });
  }
}

function jsonLine(fact: Fact): string {
  const { usageType, recordType, tags, ...rest } = fact;
  return `${JSON.stringify({ ...rest, tags: wellFormed(tags), usage_type: usageType, record_type: recordType })}\n`;
}

/** Half a surrogate pair is no text that Parquet can hold. */
const wellFormed = (tags: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, Buffer.from(value).toString()]));
