import type { Kysely } from 'kysely';
import type { LeaseStore } from '../spend/lease.js';
import type { Tables } from './schema.js';

export function leaseStore(db: Kysely<Tables>, now: () => Date): LeaseStore {
  return {
    async take(name, holder, ms) {
      const at = now();
      const until = new Date(at.getTime() + ms).toISOString();
      const row = await db
        .insertInto('lease')
        .values({ name, holder, until })
        .onConflict((c) =>
          c
            .column('name')
            .doUpdateSet({ holder, until })
            .where((e) => e.or([e('lease.until', '<', at.toISOString()), e('lease.holder', '=', holder)])),
        )
        .returning('holder')
        .executeTakeFirst();
      return row !== undefined;
    },
    async giveBack(name, holder) {
      await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
