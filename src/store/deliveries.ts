import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

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
    async claim(key) {
      const row = await db
        .insertInto('delivery')
        .values({ key, at: now().toISOString() })
        .onConflict((c) => c.doNothing())
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    },
    async tidy() {
      await db
        .deleteFrom('delivery')
        .where('at', '<', new Date(now().getTime() - KEPT_MS).toISOString())
        .execute();
    },
  };
}
