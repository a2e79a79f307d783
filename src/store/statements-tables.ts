import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** All of these are only added to. Amounts are exact decimal text. */
export interface StatementTables {
  statement_draft: { month: string; drafted_at: string; review_until: string };
  /** Frozen months; `position` and `first_number` leave no gap. */
  statement_closed: {
    month: string;
    position: number;
    first_number: number;
    last_number: number;
    content: string;
    hash: string;
    previous: string;
    closed_by: string;
    closed_at: string;
    override: string | null;
  };
  statement_entry: {
    id: string;
    month: string;
    bearer: string;
    amount: string;
    reason: string;
    made_by: string;
    made_at: string;
    dispute: string | null;
  };
  statement_dispute: {
    id: string;
    month: string;
    team: string;
    first_day: string;
    end_day: string;
    words: string;
    made_by: string;
    made_at: string;
  };
  /** One for each dispute. */
  statement_outcome: {
    dispute: string;
    verdict: 'accepted' | 'rejected';
    amount: string | null;
    against: string | null;
    reason: string;
    made_by: string;
    made_at: string;
  };
}

/** The migration step 004-statements; not edited after a release. */
export async function statementTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('statement_draft')
    .ifNotExists()
    .addColumn('month', 'text', (c) => c.primaryKey())
    .addColumn('drafted_at', 'text', (c) => c.notNull())
    .addColumn('review_until', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('statement_closed')
    .ifNotExists()
    .addColumn('month', 'text', (c) => c.primaryKey())
    .addColumn('position', 'integer', (c) => c.notNull().unique())
    .addColumn('first_number', 'integer', (c) => c.notNull())
    .addColumn('last_number', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('previous', 'text', (c) => c.notNull().unique())
    .addColumn('closed_by', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text', (c) => c.notNull())
    .addColumn('override', 'text')
    .execute();
  await db.schema
    .createTable('statement_entry')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('bearer', 'text', (c) => c.notNull())
    .addColumn('amount', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('dispute', 'text')
    .execute();
  await db.schema
    .createTable('statement_dispute')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('first_day', 'text', (c) => c.notNull())
    .addColumn('end_day', 'text', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('statement_outcome')
    .ifNotExists()
    .addColumn('dispute', 'text', (c) => c.primaryKey())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('amount', 'text')
    .addColumn('against', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .execute();
}
