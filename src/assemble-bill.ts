import { join } from 'node:path';
import type { AwsSettings } from './aws/client-settings.js';
import { createCostExplorer } from './aws/cost-explorer.js';
import type { Config } from './config.js';
import type { Log } from './log.js';
import { costExplorerShape, costExplorerSource } from './spend/cost-explorer-source.js';
import { curFilesShape, curFilesSource } from './spend/cur-files/source.js';
import { Duck } from './spend/ledger/duckdb.js';
import { openLedger } from './spend/ledger/ledger-folder.js';
import { RequestCeiling } from './spend/request-ceiling.js';
import type { Source } from './spend/source.js';
import { rememberingTags } from './spend/tag-status.js';
import type { Store } from './store/open.js';

/** Where the bill is read from and where it is kept, as the configuration says. */
export async function assembleBill(o: {
  config: Config;
  store: Pick<Store, 'requests'>;
  aws: AwsSettings;
  log: Log;
  now(): Date;
  pause(ms: number): Promise<void>;
}) {
  const { log, now, pause, config } = o;
  const { source, metric, tags, curFiles, costExplorer } = config.spend;
  const duck = new Duck({ memoryLimit: config.ledger.memory, threads: config.ledger.threads, tempDir: join(config.dataDir, 'tmp') });
  const shape = source === 'cur-files' ? curFilesShape(metric, tags) : costExplorerShape(metric, tags);
  const ledger = await openLedger({ dataDir: config.dataDir, source, shape, duck, log });
  const ceiling = new RequestCeiling(o.store.requests, costExplorer.dailyRequests, now);
  const hooks = { beforeRequest: () => ceiling.take(), notBilled: () => ceiling.giveBack(), pause };
  const ce = rememberingTags(createCostExplorer(o.aws, hooks), Object.values(tags).flat(), now);
  const from: Source =
    source === 'cur-files'
      ? curFilesSource({ folder: curFiles?.path ?? '', ledger, duck, metric, tags, now })
      : costExplorerSource({ ce, ledger, log, metric, tags, ceiling, now });
  return { duck, ledger, ceiling, source: from, tagStatus: ce.tagStatus };
}
