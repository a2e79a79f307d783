import { type Kysely, sql } from 'kysely';
import type { Effect } from '../outbox/effect.js';
import { newRow } from './outbox-rows.js';
import type { Tables } from './schema.js';

/** One statement writes all of them, with places in the order that were drawn before; a place that stays empty is none. */
export async function put(db: Kysely<Tables>, effects: Effect[]): Promise<string[]> {
  if (effects.length === 0) return [];
  const due = await dueTimes(db, effects);
  const { last } = await db
    .updateTable('outbox_counter')
    .set({ last: sql<number>`last + ${effects.length}` })
    .returning('last')
    .executeTakeFirstOrThrow();
  const rows = effects.map((effect, index) => newRow(effect, last - effects.length + index + 1, due.get(effect.key) as string));
  const fresh = await db
    .insertInto('outbox')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returning('key')
    .execute();
  const kept = new Set(fresh.map((row) => row.key));
  return effects.map((effect) => effect.key).filter((key) => kept.delete(key));
}

/** ISO 8601, by key. A reply, an edit or a file is not due before what it hangs on, or it would hold up its channel in vain. */
async function dueTimes(db: Kysely<Tables>, effects: Effect[]): Promise<Map<string, string>> {
  const parents = [...new Set(effects.flatMap(({ parent }) => (parent === undefined ? [] : [parent])))];
  const known =
    parents.length === 0 ? [] : await db.selectFrom('outbox').select(['key', 'not_before']).where('key', 'in', parents).execute();
  const due = new Map(known.map((row) => [row.key, row.not_before]));
  for (const { key, parent, notBefore } of effects) {
    const own = notBefore.toISOString();
    const earliest = due.get(parent ?? '') ?? own;
    due.set(key, earliest > own ? earliest : own);
  }
  return due;
}
