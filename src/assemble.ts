import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsSettings } from './aws/client-settings.js';
import { createCostExplorer } from './aws/cost-explorer.js';
import type { Asker, CommandContext } from './commands/command.js';
import type { Config } from './config.js';
import { Unavailable } from './errors.js';
import { jobsFor } from './jobs/index.js';
import type { JobContext } from './jobs/job.js';
import { JobRunner } from './jobs/runner.js';
import type { Log } from './log.js';
import { type Outbox, outboxOver } from './outbox/outbox.js';
import { Breakdowns } from './spend/breakdowns.js';
import { costExplorerShape, costExplorerSource } from './spend/cost-explorer-source.js';
import { curFilesShape, curFilesSource } from './spend/cur-files/source.js';
import { Duck } from './spend/ledger/duckdb.js';
import { Ledger } from './spend/ledger/ledger.js';
import { ledgerFolder } from './spend/ledger/ledger-folder.js';
import { Refresher } from './spend/refresher.js';
import { RequestCeiling } from './spend/request-ceiling.js';
import type { Source } from './spend/source.js';
import { Spend } from './spend/spend.js';
import { readStatus, type Status } from './spend/status.js';
import { Owners } from './spend/teams.js';
import { openStore, type Store } from './store/open.js';

/** The parts that answer questions, put together once for the bot, the terminal and the tests. */
export interface Assembly {
  settings: Config;
  store: Store;
  ledger: Ledger;
  refresher: Refresher;
  spend: Spend;
  breakdowns: Breakdowns;
  status(): Promise<Status>;
  jobs: JobRunner;
  /** Where messages are left to be sent; whoever sends is woken by `sender`. */
  outbox: Outbox;
  /** Names who sends what is put into the outbox. Without one, another process does. */
  sendBy(kick: () => void): void;
  /** What a command may use, for one asker. */
  context(asker: Asker, slash: string): CommandContext;
  close(): Promise<void>;
}

export interface AssembleOptions {
  config: Config;
  log: Log;
  now(): Date;
  aws?: AwsSettings;
  /** Waits between attempts at AWS; real time unless a test says otherwise. */
  pause?(ms: number): Promise<void>;
}

export async function assemble(o: AssembleOptions): Promise<Assembly> {
  const { config, log, now } = o;
  const { spend: settings } = config;
  await usable(config.dataDir);
  const store = await openStore({ file: join(config.dataDir, 'aispend.db'), url: config.databaseUrl, now });
  const duck = new Duck({ memoryLimit: config.ledger.memory, threads: config.ledger.threads, tempDir: join(config.dataDir, 'tmp') });
  const shape =
    settings.source === 'cur-files' ? curFilesShape(settings.metric, settings.tags) : costExplorerShape(settings.metric, settings.tags);
  const ledger = new Ledger(ledgerFolder(config.dataDir, settings.source, shape), shape, duck, log);
  await ledger.tidy();
  const ceiling = new RequestCeiling(store.requests, settings.costExplorer.dailyRequests, now);
  const pause = o.pause ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const source: Source =
    settings.source === 'cur-files'
      ? curFilesSource({ folder: settings.curFiles?.path ?? '', ledger, duck, metric: settings.metric, tags: settings.tags, now })
      : costExplorerSource({
          ce: createCostExplorer(o.aws ?? {}, { beforeRequest: () => ceiling.take(), notBilled: () => ceiling.giveBack(), pause }),
          ledger,
          log,
          metric: settings.metric,
          tags: settings.tags,
          ceiling,
          now,
        });
  const refresher = new Refresher({ source, ledger, leases: store.leases, holder: randomUUID(), log, now });
  const owners = new Owners(config.teams, settings.mergeSpelling);
  const breakdowns = new Breakdowns({ ledger, source: source.name, owners });
  const spend = new Spend({
    ledger,
    source: source.name,
    metric: settings.metric,
    teamTags: settings.tags['team'] ?? [],
    owners,
    weather: refresher,
    unclassified: store.unclassified,
    log,
  });
  const status = () =>
    readStatus({
      ledger,
      source: source.name,
      metric: settings.metric,
      ceiling: source.name === 'cost-explorer' ? ceiling : undefined,
      weather: refresher.now(),
      now: now(),
    });
  let kick = (): void => {};
  const outbox = outboxOver(store.outbox, now, () => kick());
  const jobContext: JobContext = {
    spend,
    breakdowns,
    settings: config,
    outbox,
    refresh: async () => ((await source.affordable()) ? refresher.refresh() : undefined),
  };
  const jobRunner = new JobRunner(jobsFor(config), { runs: store.jobRuns, context: jobContext, log, now });
  return {
    settings: config,
    store,
    ledger,
    refresher,
    spend,
    breakdowns,
    status,
    jobs: jobRunner,
    outbox,
    sendBy: (wake) => {
      kick = wake;
    },
    context: (asker, slash) => ({
      asker,
      slash,
      now,
      spend,
      status,
      manages: ({ id }) => config.teams.filter((team) => team.managers.includes(id)).map((team) => team.name),
      isAdmin: ({ id }) => config.admins.includes(id),
      admins: config.admins,
      jobs: jobRunner,
      settings: config,
      outbox,
      log,
    }),
    async close() {
      await refresher.settled();
      duck.close();
      await store.close();
    },
  };
}

/** @throws Unavailable when state cannot be kept where the configuration says. */
async function usable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new Unavailable(`aispend cannot write to its data folder ${folder}; set AISPEND_DATA_DIR to a folder it may write to.`, {
      cause: error,
    });
  }
}
