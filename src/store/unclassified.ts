import type { Kysely } from 'kysely';
import type { UnclassifiedLog } from '../spend/unclassified.js';
import type { Tables } from './schema.js';

export function unclassifiedStore(db: Kysely<Tables>, now: () => Date): UnclassifiedLog {
  return {
    async firstTime(service, usageType) {
      const row = await db
        .insertInto('unclassified')
        .values({ service, usage_type: usageType, first_seen: now().toISOString() })
        .onConflict((c) => c.doNothing())
        .returning('service')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
