import type { Kysely } from 'kysely';
import type { RoomStore } from '../spend/audience/room.js';
import type { Tables } from './schema.js';

export function roomStore(db: Kysely<Tables>, now: () => Date): RoomStore {
  return {
    async find(channel) {
      const row = await db.selectFrom('room').selectAll().where('channel', '=', channel).executeTakeFirst();
      return row && { room: JSON.parse(row.room), at: row.at };
    },
    async keep(channel, room) {
      const row = { room: JSON.stringify(room), at: now().toISOString() };
      await db
        .insertInto('room')
        .values({ channel, ...row })
        .onConflict((c) => c.column('channel').doUpdateSet(row))
        .execute();
    },
  };
}
