import type { Kysely } from 'kysely';
import type { AccessRow, AccessRows } from '../access/access-store.js';
import type { Tables } from './schema.js';

export function accessRows(db: Kysely<Tables>): AccessRows {
  return {
    async insert(row) {
      const added = await db
        .insertInto('access_request')
        .values(columnsOf(row))
        .onConflict((c) => c.doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async find(id) {
      const row = await db.selectFrom('access_request').selectAll().where('id', '=', id).executeTakeFirst();
      return row && rowOf(row);
    },
    async replace(id, version, row) {
      const replaced = await db
        .updateTable('access_request')
        .set(columnsOf(row))
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('id')
        .executeTakeFirst();
      return replaced !== undefined;
    },
    async due(at, limit) {
      const rows = await db
        .selectFrom('access_request')
        .selectAll()
        .where('act_at', '<=', at)
        .orderBy('act_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    async nextAt() {
      const row = await db
        .selectFrom('access_request')
        .select('act_at')
        .where('act_at', 'is not', null)
        .orderBy('act_at')
        .limit(1)
        .executeTakeFirst();
      return row?.act_at ?? undefined;
    },
    async list({ states, asker, principal, limit }) {
      let query = db.selectFrom('access_request').selectAll();
      if (states) query = query.where('state', 'in', [...states, '']);
      if (asker !== undefined) query = query.where('asker', '=', asker);
      if (principal !== undefined) query = query.where('principal', '=', principal);
      const rows = await query.orderBy('asked_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(rowOf);
    },
  };
}

const columnsOf = ({ askedAt, actAt, ...row }: AccessRow): Tables['access_request'] => ({ ...row, asked_at: askedAt, act_at: actAt });
const rowOf = ({ asked_at: askedAt, act_at: actAt, ...row }: Tables['access_request']): AccessRow => ({ ...row, askedAt, actAt });
