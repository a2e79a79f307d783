import type { Kysely } from 'kysely';
import type { Entry, Outcome } from '../spend/statements/entries.js';
import type { ClosedRow, StatementStore } from '../spend/statements/statement-store.js';
import type { Tables } from './schema.js';

/** Only adds and reads. Every constraint is the database's, so that it holds over all processes. */
export function statementStore(db: Kysely<Tables>): StatementStore {
  return {
    async draft({ month, draftedAt, reviewUntil }) {
      await db
        .insertInto('statement_draft')
        .values({ month, drafted_at: draftedAt, review_until: reviewUntil })
        .onConflict((c) => c.doNothing())
        .execute();
      const row = await db.selectFrom('statement_draft').selectAll().where('month', '=', month).executeTakeFirstOrThrow();
      return { month, draftedAt: row.drafted_at, reviewUntil: row.review_until };
    },
    async drafts() {
      const rows = await db.selectFrom('statement_draft').selectAll().orderBy('month').execute();
      return rows.map((row) => ({ month: row.month, draftedAt: row.drafted_at, reviewUntil: row.review_until }));
    },
    async close({ firstNumber, lastNumber, closedBy, closedAt, ...rest }) {
      const row = await db
        .insertInto('statement_closed')
        .values({ ...rest, first_number: firstNumber, last_number: lastNumber, closed_by: closedBy, closed_at: closedAt })
        .onConflict((c) => c.doNothing())
        .returning('month')
        .executeTakeFirst();
      return row !== undefined;
    },
    async heads() {
      const rows = await db.selectFrom('statement_closed').select(['month', 'closed_at']).orderBy('position').execute();
      return rows.map((row) => ({ month: row.month, closedAt: row.closed_at }));
    },
    closed: async () => (await db.selectFrom('statement_closed').selectAll().orderBy('position').execute()).map(closedRow),
    async addEntries(entries) {
      if (entries.length === 0) return;
      const rows = entries.map(({ by, at, ...rest }) => ({ ...rest, made_by: by, made_at: at }));
      await db
        .insertInto('statement_entry')
        .values(rows)
        .onConflict((c) => c.doNothing())
        .execute();
    },
    async entries() {
      const rows = await db.selectFrom('statement_entry').selectAll().orderBy('made_at').orderBy('id').execute();
      return rows.map(({ made_by, made_at, ...rest }): Entry => ({ ...rest, by: made_by, at: made_at }));
    },
    async addDispute({ start, end, by, at, ...rest }) {
      const row = await db
        .insertInto('statement_dispute')
        .values({ ...rest, first_day: start, end_day: end, made_by: by, made_at: at })
        .onConflict((c) => c.doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async disputes() {
      const [rows, outcomes] = await Promise.all([
        db.selectFrom('statement_dispute').selectAll().orderBy('made_at').orderBy('id').execute(),
        db.selectFrom('statement_outcome').selectAll().execute(),
      ]);
      return rows.map(({ first_day, end_day, made_by, made_at, ...rest }) => {
        const outcome = outcomes.find((one) => one.dispute === rest.id);
        return {
          dispute: { ...rest, start: first_day, end: end_day, by: made_by, at: made_at },
          outcome: outcome && outcomeOf(outcome),
        };
      });
    },
    async addOutcome({ by, at, ...rest }) {
      await db
        .insertInto('statement_outcome')
        .values({ ...rest, made_by: by, made_at: at })
        .onConflict((c) => c.doNothing())
        .execute();
      return outcomeOf(await db.selectFrom('statement_outcome').selectAll().where('dispute', '=', rest.dispute).executeTakeFirstOrThrow());
    },
  };
}

const outcomeOf = ({ made_by, made_at, ...rest }: Tables['statement_outcome']): Outcome => ({ ...rest, by: made_by, at: made_at });

const closedRow = (row: Tables['statement_closed']): ClosedRow => {
  const { first_number, last_number, closed_by, closed_at, ...rest } = row;
  return { ...rest, firstNumber: first_number, lastNumber: last_number, closedBy: closed_by, closedAt: closed_at };
};
