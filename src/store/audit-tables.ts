import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Tables } from './schema.js';

/** The audit trail. `details` is JSON with its keys in order, as it was hashed. */
export interface AuditTables {
  audit: {
    seq: number;
    key: string;
    at: string;
    about: string;
    what: string;
    who: string;
    authority: string;
    details: string;
    prev: string;
    hash: string;
  };
}

/** The migration step 008-audit; not edited after a release. */
export async function auditTables(db: Kysely<Tables>): Promise<void> {
  let table = db.schema.createTable('audit').ifNotExists();
  table = table.addColumn('seq', 'integer', (c) => c.primaryKey()).addColumn('key', 'text', (c) => c.notNull().unique());
  for (const name of ['at', 'about', 'what', 'who', 'authority', 'details', 'prev', 'hash'] as const)
    table = table.addColumn(name, 'text', (c) => c.notNull());
  await table.execute();
  await db.schema.createIndex('audit_about').ifNotExists().on('audit').columns(['about', 'seq']).execute();
  await (db.getExecutor().adapter instanceof PostgresAdapter ? forbidOnPostgres(db) : forbidOnSqlite(db));
}

/** The database itself refuses to change or delete an entry, whoever asks. */
async function forbidOnSqlite(db: Kysely<Tables>): Promise<void> {
  for (const verb of ['update', 'delete'])
    await sql
      .raw(
        `CREATE TRIGGER IF NOT EXISTS audit_no_${verb} BEFORE ${verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
      )
      .execute(db);
}

async function forbidOnPostgres(db: Kysely<Tables>): Promise<void> {
  await sql
    .raw(
      `CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$ LANGUAGE plpgsql`,
    )
    .execute(db);
  await sql.raw('DROP TRIGGER IF EXISTS audit_no_change ON audit').execute(db);
  await sql
    .raw(
      'CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()',
    )
    .execute(db);
}
