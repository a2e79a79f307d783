import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.js';

/** The migration step 002-outbox; not edited after a release. */
export async function outboxTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .ifNotExists()
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('blocks', 'text')
    .addColumn('parent', 'text')
    .addColumn('file', 'text')
    .addColumn('about', 'text')
    .addColumn('not_before', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('act_at', 'text', (c) => c.notNull())
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('first_tried', 'text')
    .addColumn('holder', 'text')
    .addColumn('word', 'text')
    .addColumn('file_id', 'text')
    .addColumn('sent_channel', 'text')
    .addColumn('ts', 'text')
    .addColumn('thread_ts', 'text')
    .addColumn('settled_at', 'text')
    .execute();
  await db.schema
    .createIndex('outbox_unfinished')
    .ifNotExists()
    .on('outbox')
    .columns(['channel', 'seq'])
    .where(sql.ref('settled_at'), 'is', null)
    .execute();
  await db.schema.createIndex('outbox_place').ifNotExists().on('outbox').columns(['sent_channel', 'ts']).execute();
  await db.schema
    .createTable('outbox_counter')
    .ifNotExists()
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('last', 'integer', (c) => c.notNull())
    .execute();
  await db
    .insertInto('outbox_counter')
    .values({ id: 1, last: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
  await db.schema
    .createTable('outbox_rest')
    .ifNotExists()
    .addColumn('channel', 'text', (c) => c.primaryKey())
    .addColumn('until', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('outbox_broken')
    .ifNotExists()
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('told', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('outbox_broken_key', ['channel', 'word'])
    .execute();
}
