import { type Kysely, sql } from 'kysely';
import type { Day } from '../period.js';
import type { RequestCounter } from '../spend/request-ceiling.js';
import type { Tables } from './schema.js';

export function requestStore(db: Kysely<Tables>): RequestCounter {
  return {
    async take(day, ceiling) {
      const row = await db
        .insertInto('ce_request')
        .values({ day, sent: 1 })
        .onConflict((c) => c.column('day').doUpdateSet({ sent: sql<number>`ce_request.sent + 1` }).where('ce_request.sent', '<', ceiling))
        .returning('sent')
        .executeTakeFirst();
      return row !== undefined;
    },
    async giveBack(day) {
      await db
        .updateTable('ce_request')
        .set({ sent: sql<number>`ce_request.sent - 1` })
        .where('day', '=', day)
        .where('sent', '>', 0)
        .execute();
    },
    async sent(day: Day) {
      const row = await db.selectFrom('ce_request').select('sent').where('day', '=', day).executeTakeFirst();
      return row?.sent ?? 0;
    },
  };
}
