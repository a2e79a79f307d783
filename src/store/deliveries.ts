import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';
import { together } from './together.js';

/** Slack repeats a delivery within minutes; a day is far beyond that. */
const KEPT_MS = 24 * 3_600_000;

export interface DeliveryStore {
  /** True for the first caller with this key, over all processes; false for every later one. */
  claim(key: string): Promise<boolean>;
  /** Forgets what Slack can no longer repeat. */
  tidy(): Promise<void>;
}

export function deliveryStore(db: Kysely<Tables>, now: () => Date): DeliveryStore {
  return {
    claim: together(async (keys: string[]) => {
      const at = now().toISOString();
      const rows = await db
        .insertInto('delivery')
        .values([...new Set(keys)].map((key) => ({ key, at })))
        .onConflict((c) => c.doNothing())
        .returning('key')
        .execute();
      const won = new Set(rows.map((row) => row.key));
      // The same key twice in one go: the first caller has it, as if they had come one after the other.
      return keys.map((key) => won.delete(key));
    }),
    async tidy() {
      await db
        .deleteFrom('delivery')
        .where('at', '<', new Date(now().getTime() - KEPT_MS).toISOString())
        .execute();
    },
  };
}
