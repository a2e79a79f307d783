import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

export interface SubscriptionTables {
  /** Questions that are asked again and again. `slot` counts from 1 per owner and so limits how many there are. */
  subscription: {
    id: string;
    owner: string;
    slot: number;
    workspace: string;
    question: string;
    schedule: string;
    time_zone: string;
    place: string;
    state: 'active' | 'paused';
    next: string;
    act_at: string;
    tries: number;
    version: number;
    created_at: string;
  };
  /** When people want to be written to: minutes after midnight, days as "1,2,3". */
  person_hours: { person: string; opens: number; closes: number; days: string; time_zone: string; at: string };
}

export async function subscriptionTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('subscription')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('workspace', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('schedule', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('next', 'text', (c) => c.notNull())
    .addColumn('act_at', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('subscription_slot', ['owner', 'slot'])
    .addUniqueConstraint('subscription_same', ['owner', 'question', 'schedule', 'time_zone', 'place'])
    .execute();
  await db.schema.createIndex('subscription_due').ifNotExists().on('subscription').columns(['state', 'act_at']).execute();
  await db.schema
    .createTable('person_hours')
    .ifNotExists()
    .addColumn('person', 'text', (c) => c.primaryKey())
    .addColumn('opens', 'integer', (c) => c.notNull())
    .addColumn('closes', 'integer', (c) => c.notNull())
    .addColumn('days', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
}
