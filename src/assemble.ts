import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Wake } from './access/engine.js';
import { type AccessAssembly, assembleAccess, type KnownPeople, nobodyKnows, peopleBy } from './assemble-access.js';
import { assembleAnomalies } from './assemble-anomalies.js';
import { assembleAudiences } from './assemble-audiences.js';
import { assembleBill } from './assemble-bill.js';
import { lookAtOwnRights } from './assemble-own-rights.js';
import { assembleStatements } from './assemble-statements.js';
import type { AwsSettings } from './aws/client-settings.js';
import { pausesBy } from './commands/access/pause-wishes.js';
import type { Asker, CommandContext } from './commands/command.js';
import { commands } from './commands/index.js';
import { questionsFor } from './commands/subscribed-question.js';
import type { Config } from './config.js';
import { usable } from './data-folder.js';
import { jobsFor } from './jobs/index.js';
import type { JobContext } from './jobs/job.js';
import { JobRunner } from './jobs/runner.js';
import type { Statements } from './jobs/statement-port.js';
import { timetable } from './jobs/timetable.js';
import type { Log } from './log.js';
import { type Outbox, outboxOver } from './outbox/outbox.js';
import type { OwnRights } from './own-rights/check.js';
import type { Audiences } from './spend/audience/audiences.js';
import { Breakdowns } from './spend/breakdowns.js';
import { Coverage } from './spend/coverage.js';
import type { Ledger } from './spend/ledger/ledger.js';
import { Refresher } from './spend/refresher.js';
import { spellings } from './spend/spellings.js';
import { Spend } from './spend/spend.js';
import { readStatus, type Status } from './spend/status.js';
import { deliveryHours } from './spend/subscriptions/delivery-hours.js';
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
  /** What of the bot's own rights at AWS is missing, too wide or cannot be told. */
  ownRights(): Promise<OwnRights>;
  jobs: JobRunner;
  /** Where messages are left to be sent; whoever sends is woken by `sender`. */
  outbox: Outbox;
  /** Names who sends what is put into the outbox. Without one, another process does. */
  sendBy(kick: () => void): void;
  /** Names who knows the workspace's people. Without one, what is done on behalf of people waits. */
  knowPeopleBy(people: KnownPeople): void;
  /** Who hears what is said in channels. */
  audiences: Audiences;
  /** Month-close statements. */
  statements: Statements;
  /** Model access; its engine does nothing by itself until it is started. */
  access: AccessAssembly;
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
  /** Calls back when something becomes due; real time unless a test says otherwise. */
  wake?: Wake;
}

export async function assemble(o: AssembleOptions): Promise<Assembly> {
  const { config, log, now } = o;
  const { spend: settings } = config;
  await usable(config.dataDir);
  const store = await openStore({ file: join(config.dataDir, 'aispend.db'), url: config.databaseUrl, now });
  const pause = o.pause ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const { duck, ledger, ceiling, source, tagStatus } = await assembleBill({ config, store, aws: o.aws ?? {}, log, now, pause });
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
  const status = async () =>
    readStatus({
      ledger,
      source: source.name,
      metric: settings.metric,
      ceiling: source.name === 'cost-explorer' ? ceiling : undefined,
      weather: refresher.now(),
      spellings: spellings((await spend.teams()).keys(), config.teams),
      now: now(),
    });
  let kick = (): void => {};
  const outbox = outboxOver(store.outbox, now, () => kick());
  const coverage = new Coverage({ ledger, source: source.name, spend, tags: settings.tags, teams: config.teams });
  const subscriptions = { ...store.subscriptions, times: timetable };
  const hours = deliveryHours(store.hours, timetable, now);
  let people: KnownPeople = nobodyKnows;
  const { audiences, reports } = assembleAudiences({ people: () => people, store, outbox, hours, settings: config, now, log });
  const { anomalies, incidents, sameDay } = assembleAnomalies({
    ledger,
    source: source.name,
    spend,
    owners,
    breakdowns,
    store,
    ceiling,
    settings: config,
    aws: o.aws ?? {},
    now,
  });
  const statements = assembleStatements({
    ledger,
    source: source.name,
    owners,
    store,
    outbox: reports,
    hours,
    audiences,
    settings: config,
    now,
  });
  const accessParts = assembleAccess({
    store,
    outbox,
    bill: { ledger, source: source.name, breakdowns, owners, tagStatus, now },
    people: peopleBy(() => people),
    audiences,
    settings: config,
    aws: o.aws ?? {},
    pause,
    ...(o.wake ? { wake: o.wake } : {}),
    now,
    log,
  });
  const jobContext: JobContext = {
    accessKeeper: accessParts,
    spend,
    breakdowns,
    budgets: store.budgets,
    settings: config,
    outbox: reports,
    audiences,
    subscriptions,
    hours,
    incidents,
    statements,
    sameDay,
    people: { state: (id) => people.state(id) },
    questions: questionsFor(commands, (asker, slash) => assembly.context(asker, slash), log),
    refresh: async () => ((await source.affordable()) ? refresher.refresh() : undefined),
  };
  const jobRunner = new JobRunner(jobsFor(config), {
    runs: store.jobRuns,
    context: jobContext,
    log,
    now,
    knowsPeople: () => people !== nobodyKnows,
  });
  const assembly: Assembly = {
    settings: config,
    store,
    ledger,
    refresher,
    spend,
    breakdowns,
    status,
    ownRights: () => lookAtOwnRights({ settings: config, aws: o.aws ?? {}, pause }),
    jobs: jobRunner,
    outbox,
    sendBy: (wake) => {
      kick = wake;
    },
    access: accessParts,
    statements,
    audiences,
    knowPeopleBy: (known) => {
      people = known;
    },
    context: (asker, slash) => ({
      asker,
      access: accessParts.access,
      pause: pausesBy(accessParts.access, asker, now),
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
      breakdowns,
      coverage,
      subscriptions,
      hours,
      audiences,
      anomalies,
      statements,
      log,
    }),
    async close() {
      await accessParts.engine.stop();
      accessParts.close();
      await refresher.settled();
      duck.close();
      await store.close();
    },
  };
  return assembly;
}
