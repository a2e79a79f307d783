import type { Kysely } from 'kysely';
import type { Kind } from '../outbox/effect.js';
import type { Place } from '../outbox/message.js';
import type { Settlement } from '../outbox/next-step.js';
import type { Turn } from '../outbox/outbox-store.js';
import type { Tables } from './schema.js';

/**
 * In an order to which a crash in between does no harm: a channel that rests or is marked as broken too early is so for
 * nothing or by the next turn again; one that is healed too late is so after its next message.
 */
export async function settle(db: Kysely<Tables>, at: string, turn: Turn, settlement: Settlement, restUntil: Date): Promise<boolean> {
  const { channel } = turn;
  if (settlement.state === 'sent') {
    const until = restUntil.toISOString();
    await db
      .insertInto('outbox_rest')
      .values({ channel, until })
      .onConflict((c) => c.column('channel').doUpdateSet({ until }))
      .execute();
  }
  if (settlement.state === 'failed' && settlement.report)
    await db
      .insertInto('outbox_broken')
      .values({ channel, word: settlement.word, since: at, told: 0 })
      .onConflict((c) => c.doNothing())
      .execute();
  if (settlement.state === 'sent' && turn.kind === 'anew' && turn.parent !== undefined) await moveTo(db, turn.parent, settlement.place);
  const row = await db
    .updateTable('outbox')
    .set({ holder: null, ...change(settlement, at) })
    .where('key', '=', turn.key)
    .where('turn', '=', turn.turn)
    .where('state', '=', 'sending')
    .returning('key')
    .executeTakeFirst();
  if (row && settlement.state === 'sent') await db.deleteFrom('outbox_broken').where('channel', '=', channel).execute();
  return row !== undefined;
}

/** What replies to the message that is gone, or edits it again, finds the one that stands in for it. */
async function moveTo(db: Kysely<Tables>, key: string, { channel, ts, threadTs }: Place): Promise<void> {
  const place = { sent_channel: channel, ts, thread_ts: threadTs ?? null };
  await db.updateTable('outbox').set(place).where('key', '=', key).execute();
}

function change(settlement: Settlement, at: string) {
  const { state } = settlement;
  if (settlement.state === 'sent') {
    const { channel, ts, threadTs } = settlement.place;
    return { state, sent_channel: channel, ts, thread_ts: threadTs ?? null, word: null, settled_at: at };
  }
  if (settlement.state === 'failed') return { state, word: settlement.word, settled_at: at };
  const kind = settlement.anew ? { kind: 'anew' satisfies Kind } : {};
  return { state, ...kind, act_at: settlement.actAt.toISOString(), tries: settlement.tries, word: settlement.word ?? null };
}
