import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Subscription, SubscriptionStore } from '../spend/subscriptions/subscription.js';
import type { Tables } from './schema.js';

/** Easy to read aloud and to type: no look-alike letters. */
const newId = (): string => [...randomBytes(6)].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');

export function subscriptionStore(db: Kysely<Tables>, now: () => Date): SubscriptionStore {
  /** The row only while it is as it was read. */
  const asIn = (row: Subscription) =>
    db.updateTable('subscription').where('id', '=', row.id).where('version', '=', row.version).where('state', '=', row.state);
  const changed = async (row: Subscription, set: Partial<Tables['subscription']>): Promise<boolean> =>
    (await asIn(row)
      .set({ ...set, version: row.version + 1 })
      .returning('id')
      .executeTakeFirst()) !== undefined;
  const mine = (owner: string) => db.selectFrom('subscription').selectAll().where('owner', '=', owner).orderBy('next').orderBy('id');
  return {
    async add(one, most) {
      // The constraints decide; whoever loses a slot or an id looks again, so this ends after about `most` rounds.
      for (;;) {
        const known = await mine(one.owner).execute();
        const there = known.find((row) => same(subscriptionOf(row), one));
        if (there) return { did: 'there', row: subscriptionOf(there) };
        const slot = freeSlot(new Set(known.map((row) => row.slot)), most);
        if (slot === undefined) return { did: 'full' };
        const { timeZone, ...rest } = one;
        const row = await db
          .insertInto('subscription')
          .values({
            ...rest,
            id: newId(),
            slot,
            time_zone: timeZone,
            state: 'active',
            act_at: one.next,
            tries: 0,
            version: 1,
            created_at: now().toISOString(),
          })
          .onConflict((c) => c.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) return { did: 'added', row: subscriptionOf(row) };
      }
    },
    async find(id) {
      const row = await db.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
      return row && subscriptionOf(row);
    },
    of: async (owner) => (await mine(owner).execute()).map(subscriptionOf),
    all: async () => (await db.selectFrom('subscription').selectAll().orderBy('next').orderBy('id').execute()).map(subscriptionOf),
    async at(place) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('place', '=', place)
        .where('state', '=', 'active')
        .orderBy('id')
        .execute();
      return rows.map(subscriptionOf);
    },
    async remove(id) {
      const row = await db.deleteFrom('subscription').where('id', '=', id).returningAll().executeTakeFirst();
      return row && subscriptionOf(row);
    },
    async due(at, limit) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('state', '=', 'active')
        .where('act_at', '<=', at.toISOString())
        .orderBy('act_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(subscriptionOf);
    },
    advance: (row, next) => changed(row, { next: next.toISOString(), act_at: next.toISOString(), tries: 0 }),
    retry: (row, actAt) => changed(row, { act_at: actAt.toISOString(), tries: row.tries + 1 }),
    resume: (row, next) => changed(row, { state: 'active', next: next.toISOString(), act_at: next.toISOString(), tries: 0 }),
    async pause(owner) {
      const rows = await db
        .updateTable('subscription')
        .set((c) => ({ state: 'paused' as const, version: c('version', '+', 1) }))
        .where('owner', '=', owner)
        .where('state', '=', 'active')
        .returning('id')
        .execute();
      return rows.length;
    },
  };
}

const freeSlot = (taken: Set<number>, most: number): number | undefined =>
  Array.from({ length: most }, (_, index) => index + 1).find((slot) => !taken.has(slot));

const same = (a: Subscription, b: Parameters<SubscriptionStore['add']>[0]): boolean =>
  a.question === b.question && a.schedule === b.schedule && a.timeZone === b.timeZone && a.place === b.place;

function subscriptionOf(row: Tables['subscription']): Subscription {
  const { slot: _slot, time_zone: timeZone, act_at: actAt, created_at: createdAt, ...rest } = row;
  return { ...rest, timeZone, actAt, createdAt };
}
