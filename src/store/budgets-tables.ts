import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

export interface BudgetTables {
  /** What a budget had reached when its month was first looked at. `key` is its month, team and amount. */
  budget_seen: { key: string; reached: number; at: string };
}

export async function budgetTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('budget_seen')
    .ifNotExists()
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('reached', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
}
