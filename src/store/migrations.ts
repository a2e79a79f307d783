import type { Kysely } from 'kysely';
import { accessTables } from './access-tables.js';
import { auditTables } from './audit-tables.js';
import { budgetTables } from './budgets-tables.js';
import { incidentTables } from './incidents-tables.js';
import { outboxTables } from './outbox-tables.js';
import { roomTables } from './rooms-tables.js';
import type { Tables } from './schema.js';
import { statementTables } from './statements-tables.js';
import { subscriptionTables } from './subscriptions-tables.js';

type Step = (db: Kysely<Tables>) => Promise<void>;

/** In order, each run once and never edited after a release; both engines take the same steps. */
const STEPS: Record<string, Step> = {
  '001-first-answer': async (db) => {
    await db.schema
      .createTable('ce_request')
      .ifNotExists()
      .addColumn('day', 'text', (c) => c.primaryKey())
      .addColumn('sent', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('delivery')
      .ifNotExists()
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('answer')
      .ifNotExists()
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('asker', 'text', (c) => c.notNull())
      .addColumn('workspace', 'text', (c) => c.notNull())
      .addColumn('question', 'text', (c) => c.notNull())
      .addColumn('answer', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('shared_at', 'text')
      .execute();
    await db.schema
      .createTable('unclassified')
      .ifNotExists()
      .addColumn('service', 'text', (c) => c.notNull())
      .addColumn('usage_type', 'text', (c) => c.notNull())
      .addColumn('first_seen', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('unclassified_key', ['service', 'usage_type'])
      .execute();
    await db.schema
      .createTable('lease')
      .ifNotExists()
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('holder', 'text', (c) => c.notNull())
      .addColumn('until', 'text', (c) => c.notNull())
      .execute();
  },
  '002-outbox': outboxTables,
  '003-job-runs': async (db) => {
    await db.schema
      .createTable('job_seen')
      .ifNotExists()
      .addColumn('job', 'text', (c) => c.primaryKey())
      .addColumn('schedule', 'text', (c) => c.notNull())
      .addColumn('since', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('job_run')
      .ifNotExists()
      .addColumn('job', 'text', (c) => c.notNull())
      .addColumn('due', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('until', 'text')
      .addColumn('started_at', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('reference', 'text')
      .addColumn('detail', 'text')
      .addPrimaryKeyConstraint('job_run_key', ['job', 'due'])
      .execute();
  },
  '004-statements': statementTables,
  '005-incidents': incidentTables,
  '006-subscriptions': subscriptionTables,
  '007-access': accessTables,
  '008-audit': auditTables,
  '009-budgets': budgetTables,
  '010-rooms': roomTables,
};

/** Brings the database to this version. Safe when two processes start at once: every step can be repeated. */
export async function migrate(db: Kysely<Tables>, now: () => Date): Promise<void> {
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  const done = new Set((await db.selectFrom('migration').select('name').execute()).map((row) => row.name));
  for (const [name, step] of Object.entries(STEPS)) {
    if (done.has(name)) continue;
    await step(db);
    await db
      .insertInto('migration')
      .values({ name, at: now().toISOString() })
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
