import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Subject } from '../spend/anomalies/incident.js';
import type { Announced, AnnouncedStore, IncidentRow, IncidentState, IncidentStore } from '../spend/anomalies/incident-row.js';
import type { Tables } from './schema.js';

const KEPT_DAYS = 400;

/** Easy to read aloud and to type: no look-alike letters. */
const newId = (): string => [...randomBytes(6)].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');

export function incidentStore(db: Kysely<Tables>, now: () => Date): IncidentStore {
  const stamp = (): string => now().toISOString();
  return {
    async open(incident) {
      const { key, state, ...data } = incident;
      const at = stamp();
      for (;;) {
        const values = { id: newId(), key, state, version: 1, data: JSON.stringify(data), opened_at: at, changed_at: at };
        const row = await db
          .insertInto('incident')
          .values(values)
          .onConflict((c) => c.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) return incidentOf(row);
        if (await db.selectFrom('incident').select('id').where('key', '=', key).executeTakeFirst()) return undefined;
      }
    },
    async change(row, change) {
      const { id: _id, key: _key, state: _state, version: _version, openedAt: _opened, changedAt: _changed, ...before } = row;
      const { state, ...rest } = change;
      const data = JSON.stringify({ ...before, ...rest });
      const changed = await db
        .updateTable('incident')
        .set({ state, data, version: row.version + 1, changed_at: stamp() })
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .returningAll()
        .executeTakeFirst();
      return changed && incidentOf(changed);
    },
    async find(id) {
      const row = await db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst();
      return row && incidentOf(row);
    },
    async current(since) {
      const rows = await db
        .selectFrom('incident')
        .selectAll()
        .where((c) => c.or([c('state', '!=', 'ended'), c('changed_at', '>=', since.toISOString())]))
        .orderBy('opened_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(incidentOf);
    },
    async tidy() {
      const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000).toISOString();
      await db.deleteFrom('incident').where('state', '=', 'ended').where('changed_at', '<', before).execute();
    },
  };
}

function incidentOf(row: Tables['incident']): IncidentRow {
  const { id, key, version, opened_at: openedAt, changed_at: changedAt } = row;
  const data = JSON.parse(row.data) as Omit<IncidentRow, 'id' | 'key' | 'state' | 'version' | 'openedAt' | 'changedAt'>;
  return { ...data, id, key, state: row.state as IncidentState, version, openedAt, changedAt };
}

export function announcedStore(db: Kysely<Tables>, now: () => Date): AnnouncedStore {
  return {
    async add(one) {
      const { subject, from, until, team, note, by } = one;
      const what = { kind: subject.kind, name: subject.name, from_day: from, until_day: until };
      for (;;) {
        const row = await db
          .insertInto('announced')
          .values({ ...what, id: newId(), team, note, by_person: by, created_at: now().toISOString() })
          .onConflict((c) => c.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) return { did: 'added', row: announcedOf(row) };
        const there = await db
          .selectFrom('announced')
          .selectAll()
          .where('kind', '=', what.kind)
          .where('name', '=', what.name)
          .where('from_day', '=', from)
          .where('until_day', '=', until)
          .executeTakeFirst();
        if (there) return { did: 'there', row: announcedOf(there) };
      }
    },
    async since(day) {
      const rows = await db.selectFrom('announced').selectAll().where('until_day', '>=', day).orderBy('from_day').orderBy('id').execute();
      return rows.map(announcedOf);
    },
    async find(id) {
      const row = await db.selectFrom('announced').selectAll().where('id', '=', id).executeTakeFirst();
      return row && announcedOf(row);
    },
    async remove(id) {
      const row = await db.deleteFrom('announced').where('id', '=', id).returningAll().executeTakeFirst();
      return row && announcedOf(row);
    },
  };
}

const announcedOf = (row: Tables['announced']): Announced => ({
  id: row.id,
  subject: { kind: row.kind as Subject['kind'], name: row.name },
  team: row.team,
  from: row.from_day,
  until: row.until_day,
  note: row.note,
  by: row.by_person,
  createdAt: row.created_at,
});
