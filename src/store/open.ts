import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { accessRows } from './access.js';
import { answerStore } from './answers.js';
import { auditStore } from './audit.js';
import { budgetStore } from './budgets.js';
import { deliveryStore } from './deliveries.js';
import { announcedStore, incidentStore } from './incidents.js';
import { jobRunStore } from './job-runs.js';
import { leaseStore } from './leases.js';
import { migrate } from './migrations.js';
import { outboxStore } from './outbox.js';
import { requestStore } from './requests.js';
import { roomStore } from './rooms.js';
import type { Tables } from './schema.js';
import { sqlite } from './sqlite.js';
import { statementStore } from './statements.js';
import { subscriptionStore } from './subscriptions.js';
import { hoursStore } from './subscriptions-hours.js';
import { unclassifiedStore } from './unclassified.js';

export interface StoreOptions {
  /** Path of the SQLite file, or ":memory:". Not used when `url` is given. */
  file: string;
  /** Postgres address. */
  url?: string;
  /** How long SQLite waits for the lock of another process; five seconds unless told. */
  patienceMs?: number;
  now(): Date;
}

/** What must not be forgotten, in one database. Its parts use no transactions: a method is one statement, or a few that may stop in between. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/**
 * SQLite in a file that several processes share (rollback journal, full synchronous, waiting for each other's writes), or
 * Postgres. Makes the folder and the tables when they are missing.
 */
export async function openStore(o: StoreOptions) {
  const db = new Kysely<Tables>({ dialect: o.url ? postgres(o.url) : sqlite(o.file, o.patienceMs) });
  if (o.url) await migrateAlone(db, o.now);
  // In one go: three processes that make forty tables commit by commit keep each other waiting too long.
  else await db.transaction().execute((alone) => migrate(alone, o.now));
  const store = {
    requests: requestStore(db),
    deliveries: deliveryStore(db, o.now),
    answers: answerStore(db, o.now),
    unclassified: unclassifiedStore(db, o.now),
    leases: leaseStore(db, o.now),
    outbox: outboxStore(db, o.now),
    jobRuns: jobRunStore(db, o.now),
    subscriptions: subscriptionStore(db, o.now),
    hours: hoursStore(db, o.now),
    statements: statementStore(db),
    incidents: incidentStore(db, o.now),
    access: accessRows(db),
    audit: auditStore(db),
    budgets: budgetStore(db, o.now),
    announced: announcedStore(db, o.now),
    rooms: roomStore(db, o.now),
  };
  return {
    ...store,
    /** Forgets what is no longer of use to anybody. */
    tidy: () =>
      Promise.all(
        [store.deliveries, store.answers, store.jobRuns, store.outbox, store.incidents, store.budgets].map((part) => part.tidy()),
      ),
    close: () => db.destroy(),
  };
}

function postgres(url: string): PostgresDialect {
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server closed is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

/** Any number that nothing else in the database locks. */
const MIGRATION_LOCK = 4_711_815;

/** Postgres lets two sessions run the same "create if not exists" into each other, so one replica migrates and the others wait. */
const migrateAlone = (db: Kysely<Tables>, now: () => Date): Promise<void> =>
  db.transaction().execute(async (alone) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(alone);
    await migrate(alone, now);
  });
