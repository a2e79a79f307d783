import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

export interface RoomTables {
  /** What Slack said of a channel and when; `room` is JSON. */
  room: { channel: string; room: string; at: string };
}

export async function roomTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('room')
    .ifNotExists()
    .addColumn('channel', 'text', (c) => c.primaryKey())
    .addColumn('room', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
}
