import { type Kysely, sql } from 'kysely';
import type { OutboxStore } from '../outbox/outbox-store.js';
import { claim } from './outbox-claim.js';
import { put } from './outbox-put.js';
import { keptOf } from './outbox-rows.js';
import { settle } from './outbox-settle.js';
import type { Tables } from './schema.js';

const KEPT_MS = 400 * 86_400_000;

export function outboxStore(db: Kysely<Tables>, now: () => Date): OutboxStore {
  const iso = (): string => now().toISOString();
  return {
    put: (effects) => put(db, effects),
    claim: (o) => claim(db, iso(), o),
    async noteFile({ key, turn }, fileId) {
      const row = await db
        .updateTable('outbox')
        .set({ file_id: fileId })
        .where('key', '=', key)
        .where('turn', '=', turn)
        .where('state', '=', 'sending')
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    },
    settle: (turn, settlement, restUntil) => settle(db, iso(), turn, settlement, restUntil),
    async nextAt() {
      const at = iso();
      const { rows } = await sql<{ at: string | null }>`
        select min(case when r.until > o.act_at then r.until else o.act_at end) as at
        from outbox o left join outbox_rest r on r.channel = o.channel
        where o.settled_at is null and (o.act_at > ${at} or r.until > ${at})`.execute(db);
      return rows[0]?.at ? new Date(rows[0].at) : undefined;
    },
    async find(key) {
      const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst();
      return row && keptOf(row);
    },
    async at({ channel, ts }) {
      const row = await db
        .selectFrom('outbox')
        .selectAll()
        .where('sent_channel', '=', channel)
        .where('ts', '=', ts)
        .where('kind', '=', 'post')
        .orderBy('seq')
        .executeTakeFirst();
      return row && keptOf(row);
    },
    async unfinished() {
      const { count } = await db
        .selectFrom('outbox')
        .select((e) => e.fn.countAll().as('count'))
        .where('settled_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    untold: () => db.selectFrom('outbox_broken').select(['channel', 'word', 'since']).where('told', '=', 0).orderBy('since').execute(),
    async told({ channel, word, since }) {
      await db
        .updateTable('outbox_broken')
        .set({ told: 1 })
        .where('channel', '=', channel)
        .where('word', '=', word)
        .where('since', '=', since)
        .execute();
    },
    async tidy() {
      await db
        .deleteFrom('outbox')
        .where('settled_at', '<', new Date(now().getTime() - KEPT_MS).toISOString())
        .execute();
    },
  };
}
