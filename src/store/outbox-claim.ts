import { type Kysely, sql } from 'kysely';
import type { Due } from '../outbox/effect.js';
import type { OutboxStore } from '../outbox/outbox-store.js';
import { dueOf, type Row } from './outbox-rows.js';
import type { Tables } from './schema.js';

type Candidate = Pick<Row, 'key' | 'turn' | 'state'>;

/** Chooses first and takes by compare-and-swap after, so that of two who chose the same the quicker has it. */
export async function claim(db: Kysely<Tables>, at: string, o: Parameters<OutboxStore['claim']>[0]): Promise<Due[]> {
  const chosen = await candidates(db, at, o.limit, o.without);
  if (chosen.length === 0) return [];
  const taken = await db
    .updateTable('outbox')
    .set({
      state: 'sending',
      holder: o.holder,
      act_at: o.until.toISOString(),
      turn: sql<number>`turn + 1`,
      first_tried: sql<string>`coalesce(first_tried, ${at})`,
    })
    .where((e) => e.or(chosen.map(({ key, turn }) => e.and({ key, turn }))))
    .returningAll()
    .execute();
  const parents = await parentsOf(db, taken);
  const before = new Map(chosen.map((one) => [one.key, one.state]));
  return taken.sort((a, b) => a.seq - b.seq).map((row) => dueOf(row, before.get(row.key) ?? row.state, parents.get(row.parent ?? '')));
}

/**
 * A channel is held by the earliest that is due, and by one that is being sent. A lease that has ended holds nothing: its
 * effect takes its place in the order again.
 */
async function candidates(db: Kysely<Tables>, at: string, limit: number, without: string[]): Promise<Candidate[]> {
  const kinds = without.length === 0 ? sql`` : sql`and o.kind not in (${sql.join(without)})`;
  const { rows } = await sql<Candidate>`
    select o.key, o.turn, o.state from outbox o
    where o.settled_at is null and o.act_at <= ${at} ${kinds}
      and not exists (select 1 from outbox_rest r where r.channel = o.channel and r.until > ${at})
      and not exists (
        select 1 from outbox e
        where e.settled_at is null and e.channel = o.channel and e.key <> o.key
          and ((e.seq < o.seq and e.not_before <= ${at}) or (e.state = 'sending' and e.act_at > ${at}))
      )
      and not exists (select 1 from outbox p where p.key = o.parent and p.settled_at is null)
    order by o.seq limit ${limit}`.execute(db);
  return rows;
}

/** They are finished, so they stay as they are. */
async function parentsOf(db: Kysely<Tables>, rows: Row[]): Promise<Map<string, Row>> {
  const keys = rows.flatMap(({ parent }) => (parent === null ? [] : [parent]));
  if (keys.length === 0) return new Map();
  const found = await db.selectFrom('outbox').selectAll().where('key', 'in', keys).execute();
  return new Map(found.map((row) => [row.key, row]));
}
