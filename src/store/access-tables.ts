import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** Requests for access. `version` is what a compare-and-swap compares, `body` is all of a request as JSON. */
export interface AccessTables {
  access_request: {
    id: string;
    version: number;
    state: string;
    asker: string;
    principal: string;
    asked_at: string;
    /** When there is something to do for it; null for never. */
    act_at: string | null;
    body: string;
  };
}

/** The migration step 007-access; not edited after a release. */
export async function accessTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('access_request')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('asker', 'text', (c) => c.notNull())
    .addColumn('principal', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('act_at', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('access_request_due').ifNotExists().on('access_request').column('act_at').execute();
  await db.schema.createIndex('access_request_principal').ifNotExists().on('access_request').column('principal').execute();
}
