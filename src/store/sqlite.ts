import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CompiledQuery, type DatabaseConnection, type QueryResult, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import Database from 'libsql';

/** How long a statement waits while another process (the terminal, a second bot) holds the file's lock. */
const PATIENCE_MS = 5000;
const LONGEST_PAUSE_MS = 50;

/**
 * SQLite in a file that several processes share: rollback journal, full synchronous. libsql is synchronous, so its own
 * waiting for a lock would stand still with the whole bot, and Slack would wait for its acknowledgement; here a statement that
 * meets a lock is tried again and the event loop goes on meanwhile.
 */
export function sqlite(file: string): SqliteDialect {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  // Waiting comes first: switching the journal mode already needs the lock, and nobody waits for the bot yet.
  for (const pragma of [
    `busy_timeout = ${PATIENCE_MS}`,
    'journal_mode = TRUNCATE',
    'synchronous = FULL',
    'foreign_keys = ON',
    'busy_timeout = 0',
  ])
    database.exec(`PRAGMA ${pragma}`);
  return new (class extends SqliteDialect {
    override createDriver(): PatientDriver {
      return new PatientDriver(database);
    }
  })({ database: database as unknown as SqliteDatabase });
}

/** Kysely gives one caller at a time the connection, so what stands between begin and commit is one caller's. */
class PatientDriver extends SqliteDriver {
  private readonly patient = new WeakMap<DatabaseConnection, DatabaseConnection>();
  private inTransaction = false;

  constructor(private readonly database: Database.Database) {
    super({ database: database as unknown as SqliteDatabase });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const bare = await super.acquireConnection();
    const known = this.patient.get(bare) ?? {
      executeQuery: <R>(query: CompiledQuery) => this.execute<R>(bare, query),
      streamQuery: bare.streamQuery.bind(bare),
    };
    this.patient.set(bare, known);
    return known;
  }

  override async beginTransaction(): Promise<void> {
    await this.begin();
    this.inTransaction = true;
  }

  override async commitTransaction(): Promise<void> {
    this.inTransaction = false;
    await this.commit();
  }

  override async rollbackTransaction(): Promise<void> {
    this.inTransaction = false;
    this.database.exec('ROLLBACK');
  }

  /**
   * A statement that writes is put between a begin that takes the lock and a commit: only these two can meet a lock, and both
   * can be tried again without doing anything twice. (A RETURNING statement of its own may give its rows and then fail to commit.)
   */
  private async execute<R>(bare: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.inTransaction) return bare.executeQuery<R>(query);
    if (!WRITES.test(query.sql)) return patiently(() => bare.executeQuery<R>(query));
    await this.begin();
    try {
      const result = await bare.executeQuery<R>(query);
      await this.commit();
      return result;
    } catch (error) {
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  private begin(): Promise<unknown> {
    return patiently(async () => this.database.exec('BEGIN IMMEDIATE'));
  }

  private commit(): Promise<unknown> {
    return patiently(async () => this.database.exec('COMMIT'));
  }
}

const WRITES = /^\s*(insert|update|delete|replace|create|alter|drop|with)\b/i;

/** @throws what SQLite says when patience is over */
async function patiently<R>(run: () => Promise<R>): Promise<R> {
  const last = performance.now() + PATIENCE_MS;
  for (let pause = 2; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      // Async, so that what the driver throws at once is a rejection as well.
      return await (async () => run())();
    } catch (error) {
      if (
        !/SQLITE_BUSY|database is locked/.test(`${(error as { code?: unknown }).code} ${(error as Error).message}`) ||
        performance.now() > last
      )
        throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
