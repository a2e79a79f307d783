import type { Kysely } from 'kysely';
import type { AuditStore, Entry } from '../audit/audit.js';
import type { Tables } from './schema.js';

export function auditStore(db: Kysely<Tables>): AuditStore {
  return {
    async add({ details, ...entry }) {
      const added = await db
        .insertInto('audit')
        .values({ ...entry, details: JSON.stringify(details) })
        .onConflict((c) => c.doNothing())
        .returning('seq')
        .executeTakeFirst();
      return added !== undefined;
    },
    head: () => db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst(),
    async hasKey(key) {
      return (await db.selectFrom('audit').select('seq').where('key', '=', key).executeTakeFirst()) !== undefined;
    },
    async entries({ after, limit, about }) {
      let query = db.selectFrom('audit').selectAll().where('seq', '>', after);
      if (about !== undefined) query = query.where('about', '=', about);
      const rows = await query.orderBy('seq').limit(limit).execute();
      return rows.map((row): Entry => ({ ...row, details: JSON.parse(row.details) as Record<string, unknown> }));
    },
  };
}
