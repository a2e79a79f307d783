import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { silentLog } from '../src/log.js';
import type { LineItem } from '../src/playground/sample/line-item.js';
import type { Metric } from '../src/spend/cost-explorer-source.js';
import { curFilesShape, curFilesSource } from '../src/spend/cur-files/source.js';
import { Duck } from '../src/spend/ledger/duckdb.js';
import { Ledger } from '../src/spend/ledger/ledger.js';
import { type CurOptions, writeCur } from './cur-writer.js';

export const NOW = new Date('2026-11-24T12:00:00Z');
export const AUTUMN = { start: '2026-09-01', end: '2026-12-01' };
export const TAGS = { team: ['iamPrincipal/team', 'team'], project: ['iamPrincipal/project'] };
export const ALICE = 'arn:aws:sts::111122223333:assumed-role/Data/alice@example.com';

/** A line of Alice's, of engineering, for ten cents on 5 October 2026. */
export const line = (o: Partial<LineItem> = {}): LineItem => ({
  day: '2026-10-05',
  account: '111122223333',
  principal: ALICE,
  tags: { 'iamPrincipal/team': 'engineering' },
  service: 'Amazon Bedrock',
  productCode: 'AmazonBedrock',
  billingEntity: 'AWS',
  usageType: 'USE1-NovaLite-input-tokens',
  operation: 'InvokeModelInference',
  recordType: 'Usage',
  unit: '1K tokens',
  quantity: '12.5',
  cost: '0.1',
  netCost: '0.08',
  ...o,
});
export const CLAUDE = 'Claude Opus 4.6 (Amazon Bedrock Edition)';
export const marketplace = (o: Partial<LineItem> = {}): LineItem =>
  line({ service: CLAUDE, productCode: '6h3zvnwcm0lvunqs3uyn58fsp', billingEntity: 'AWS Marketplace', unit: '1M tokens', ...o });

export const COST = 'CAST(sum(cost) AS VARCHAR) AS cost';
export const money = (text: unknown): string => new Big(String(text)).toFixed();

interface DeskOptions {
  metric?: Metric;
  tags?: Record<string, string[]>;
  now?: () => Date;
  /** Called after each statement of the source. */
  meanwhile?: (sql: string) => Promise<void>;
}

/** A place for folders of exports, each with a ledger filled from it; `path` is the place, `duck` what reads it. */
export async function openDesks() {
  // Everything that a path may hold and a glob or a literal would take amiss.
  const path = await mkdtemp(join(tmpdir(), "cur files [1]* it's "));
  const settings = { memoryLimit: '256MB', threads: 1, tempDir: join(path, 'tmp') };
  const duck = new Duck(settings);
  const watched: Duck[] = [];
  let count = 0;
  const desk = (o: DeskOptions = {}) => {
    const folder = join(path, `cur-${++count}`);
    const { metric = 'unblended', tags = TAGS, now = () => NOW, meanwhile } = o;
    const reader = meanwhile ? new WatchedDuck(settings, meanwhile) : duck;
    if (reader !== duck) watched.push(reader);
    const ledger = new Ledger(join(path, `ledger-${count}`), curFilesShape(metric, tags), reader, silentLog());
    return {
      folder,
      ledger,
      write: (lines: LineItem[], options?: CurOptions) => writeCur(folder, lines, options),
      /** A new source each time: nothing may be remembered but in the ledger. */
      pull: async (span = AUTUMN) => curFilesSource({ folder, duck: reader, ledger, metric, tags, now }).pull(span, await ledger.months()),
      facts: (columns: string, span = AUTUMN) => ledger.query(span, `SELECT ${columns} FROM facts GROUP BY ALL ORDER BY ALL`),
      total: async (span = AUTUMN) => money((await ledger.query(span, `SELECT ${COST} FROM facts`))[0]?.cost ?? 0),
      meta: async (month: string) => (await ledger.months()).get(month),
    };
  };
  const close = async () => {
    for (const one of [duck, ...watched]) one.close();
    await rm(path, { recursive: true, force: true });
  };
  return { path, duck, desk, close };
}

/** Lets something happen to the files between two statements. */
class WatchedDuck extends Duck {
  constructor(
    settings: ConstructorParameters<typeof Duck>[0],
    private readonly meanwhile: (sql: string) => Promise<void>,
  ) {
    super(settings);
  }

  override async rows(sql: string, params?: Record<string, string>) {
    const rows = await super.rows(sql, params);
    await this.meanwhile(sql);
    return rows;
  }
}
