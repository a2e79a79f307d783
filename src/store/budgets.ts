import type { Kysely } from 'kysely';
import type { BudgetsSeen } from '../spend/budgets.js';
import type { Tables } from './schema.js';

const KEPT_MS = 400 * 86_400_000;

export function budgetStore(db: Kysely<Tables>, now: () => Date): BudgetsSeen & { tidy(): Promise<void> } {
  return {
    async first(found) {
      if (found.size === 0) return new Map();
      const at = now().toISOString();
      await db
        .insertInto('budget_seen')
        .values([...found].map(([key, reached]) => ({ key, reached, at })))
        .onConflict((c) => c.doNothing())
        .execute();
      const kept = await db
        .selectFrom('budget_seen')
        .select(['key', 'reached'])
        .where('key', 'in', [...found.keys()])
        .execute();
      return new Map(kept.map((row) => [row.key, row.reached]));
    },
    async tidy() {
      await db
        .deleteFrom('budget_seen')
        .where('at', '<', new Date(now().getTime() - KEPT_MS).toISOString())
        .execute();
    },
  };
}
