import type { Kysely } from 'kysely';
import type { HoursStore } from '../spend/subscriptions/delivery-hours.js';
import type { Tables } from './schema.js';

export function hoursStore(db: Kysely<Tables>, now: () => Date): HoursStore {
  return {
    async of(person) {
      const row = await db.selectFrom('person_hours').selectAll().where('person', '=', person).executeTakeFirst();
      return row && { from: row.opens, to: row.closes, days: row.days.split(',').map(Number), timeZone: row.time_zone };
    },
    async set(person, { from, to, days, timeZone }) {
      const row = { opens: from, closes: to, days: days.join(','), time_zone: timeZone, at: now().toISOString() };
      await db
        .insertInto('person_hours')
        .values({ person, ...row })
        .onConflict((c) => c.column('person').doUpdateSet(row))
        .execute();
    },
    remove: async (person) => (await db.deleteFrom('person_hours').where('person', '=', person).returning('person').execute()).length > 0,
  };
}
