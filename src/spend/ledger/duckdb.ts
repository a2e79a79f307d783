import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export type Row = Record<string, unknown>;

/** A file path or text as a SQL string literal: paths come from configuration and may hold quotes. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * One embedded DuckDB a process, in memory: the ledger's files are its only data, so nothing is ever locked against
 * another process. Extensions are never downloaded.
 */
export class Duck {
  private instance: Promise<DuckDBInstance> | undefined;
  private idle: DuckDBConnection[] = [];

  constructor(private readonly settings: { memoryLimit: string; threads: number; tempDir: string }) {}

  /** Runs one statement; DECIMAL and DATE columns should be cast to VARCHAR in the SQL, so that values arrive exact. */
  async rows(sql: string, params: Record<string, string> = {}): Promise<Row[]> {
    const connection = this.idle.pop() ?? (await (await this.open()).connect());
    try {
      const reader = await connection.runAndReadAll(sql, params);
      return reader.getRowObjectsJS() as Row[];
    } finally {
      if (this.idle.length < 4) this.idle.push(connection);
      else connection.closeSync();
    }
  }

  close(): void {
    for (const connection of this.idle.splice(0)) connection.closeSync();
    void this.instance?.then((instance) => instance.closeSync());
    this.instance = undefined;
  }

  private open(): Promise<DuckDBInstance> {
    this.instance ??= DuckDBInstance.create(':memory:', {
      memory_limit: this.settings.memoryLimit,
      threads: String(this.settings.threads),
      temp_directory: this.settings.tempDir,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return this.instance;
  }
}
