import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

export interface IncidentTables {
  /** Unusual spend; what is known of it and what is to be said is JSON in `data`. `version` is what a compare-and-swap compares. */
  incident: { id: string; key: string; state: string; version: number; data: string; opened_at: string; changed_at: string };
  /** Spend that was announced; both days are included. */
  announced: {
    id: string;
    kind: string;
    name: string;
    team: string | null;
    from_day: string;
    until_day: string;
    note: string;
    by_person: string;
    created_at: string;
  };
}

/** The migration step 005-incidents; not edited after a release. */
export async function incidentTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('incident')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('incident_current').ifNotExists().on('incident').columns(['state', 'changed_at']).execute();
  await db.schema
    .createTable('announced')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('team', 'text')
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('by_person', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('announced_same', ['kind', 'name', 'from_day', 'until_day'])
    .execute();
}
