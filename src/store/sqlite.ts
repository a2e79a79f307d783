import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CompiledQuery, type DatabaseConnection, type QueryResult, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import Database from 'libsql';
import { Unavailable } from '../errors.js';

/** How long a statement waits while another process (the terminal, a second bot) holds the file's lock. */
const PATIENCE_MS = 5000;
/** What is left of it to a statement that stood in the queue while another one waited in vain. */
const LEAST_MS = 100;
/** Short against the patience: another process that writes without a break lets go for moments only. */
const LONGEST_PAUSE_MS = 10;

/**
 * SQLite in a file that several processes share: rollback journal, full synchronous. libsql is synchronous, so its own
 * waiting for a lock would stand still with the whole bot, and Slack would wait for its acknowledgement; here a statement that
 * meets a lock is tried again and the event loop goes on meanwhile.
 * @param patienceMs how long a statement waits for a lock when its turn has come
 * @throws Unavailable when the file stays locked; so does every statement later.
 */
export function sqlite(file: string, patienceMs = PATIENCE_MS): SqliteDialect {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  try {
    // Waiting comes first: switching the journal mode already needs the lock, and nobody waits for the bot yet.
    for (const pragma of [
      `busy_timeout = ${patienceMs}`,
      'journal_mode = TRUNCATE',
      'synchronous = FULL',
      'foreign_keys = ON',
      'busy_timeout = 0',
    ])
      database.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    database.close();
    throw isLocked(error) ? stillLocked(error) : error;
  }
  return new (class extends SqliteDialect {
    override createDriver(): PatientDriver {
      return new PatientDriver(database, patienceMs);
    }
  })({ database: database as unknown as SqliteDatabase });
}

/** Kysely gives one caller at a time the one connection, so what stands between begin and commit is one caller's. */
class PatientDriver extends SqliteDriver {
  private connection: DatabaseConnection | undefined;
  private inTransaction = false;
  /** That of the caller who has the connection. */
  private patience = 0;
  /** When a statement waited in vain for the last time, until one gets the lock to write. */
  private inVain = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database.Database,
    private readonly patienceMs: number,
  ) {
    super({ database: database as unknown as SqliteDatabase });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const asked = performance.now();
    const bare = await super.acquireConnection();
    this.patience = asked < this.inVain ? Math.min(LEAST_MS, this.patienceMs) : this.patienceMs;
    this.connection ??= {
      executeQuery: <R>(query: CompiledQuery) => this.execute<R>(bare, query),
      streamQuery: bare.streamQuery.bind(bare),
    };
    return this.connection;
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
    this.rollBack();
  }

  /**
   * A statement that writes is put between a begin that takes the lock and a commit: only these two can meet a lock, and both
   * can be tried again without doing anything twice. (A RETURNING statement of its own may give its rows and then fail to commit.)
   */
  private async execute<R>(bare: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.inTransaction) return bare.executeQuery<R>(query);
    if (!WRITES.test(query.sql)) return this.read(() => bare.executeQuery<R>(query));
    await this.begin();
    try {
      const result = await bare.executeQuery<R>(query);
      await this.commit();
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /**
   * A statement that reads is put between a begin that takes the lock to read and a commit. Meeting a lock by itself it would
   * stay half stepped until its object is collected as garbage, for which SQLite keeps this process's lock to read after every
   * later statement (a statement that is not reset counts as reading), and no other process could commit meanwhile.
   */
  private async read<R>(run: () => Promise<R>): Promise<R> {
    await this.patiently(async () => {
      this.database.exec('BEGIN');
      try {
        this.database.exec('SELECT 1 FROM sqlite_schema LIMIT 1');
      } catch (error) {
        this.rollBack();
        throw error;
      }
    });
    try {
      return await run();
    } finally {
      this.database.exec('COMMIT');
    }
  }

  private async begin(): Promise<void> {
    await this.patiently(async () => this.database.exec('BEGIN IMMEDIATE'));
    this.inVain = Number.NEGATIVE_INFINITY;
  }

  private commit(): Promise<unknown> {
    return this.patiently(async () => this.database.exec('COMMIT'));
  }

  /** Some errors, such as a full disk, have SQLite roll back by itself. */
  private rollBack(): void {
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
  }

  private async patiently<R>(run: () => Promise<R>): Promise<R> {
    const last = performance.now() + this.patience;
    for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        // Async, so that what the driver throws at once is a rejection as well.
        return await (async () => run())();
      } catch (error) {
        if (!isLocked(error)) throw error;
        if (performance.now() > last) {
          this.inVain = performance.now();
          throw stillLocked(error);
        }
      }
      // Not all at the same beat.
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    }
  }
}

const WRITES = /^\s*(insert|update|delete|replace|create|alter|drop|with)\b/i;

const isLocked = (error: unknown): boolean =>
  /SQLITE_BUSY|database is locked/.test(`${(error as { code?: unknown }).code} ${(error as Error).message}`);

const stillLocked = (cause: unknown): Unavailable =>
  new Unavailable(
    "Another process (a terminal, a backup, a second bot) has kept aispend's database locked for too long; try again in a minute.",
    { cause },
  );
