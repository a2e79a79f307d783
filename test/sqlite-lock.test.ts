import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import Database from 'libsql';
import { sqlite } from '../src/store/sqlite.js';
import { emptyFolder } from './process.js';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a read that met a lock in vain leaves none behind: others commit as before, without waiting for garbage collection', async () => {
  const file = join(folder, 'aispend.db');
  const db = new Kysely<Record<string, never>>({ dialect: sqlite(file, 20) });
  const other = new Database(file);
  other.exec('CREATE TABLE numbers (n)');
  const read = () => sql<{ n: number }>`select n from numbers`.execute(db);
  expect((await read()).rows).toEqual([]);
  other.exec('BEGIN EXCLUSIVE');
  await expect(read()).rejects.toThrow(/locked for too long/);
  await expect(sql`insert into numbers values (7)`.execute(db)).rejects.toThrow(/locked for too long/);
  other.exec('COMMIT');
  expect((await read()).rows).toEqual([]);
  other.exec('INSERT INTO numbers VALUES (1)');
  await sql`insert into numbers values (2)`.execute(db);
  other.exec('INSERT INTO numbers VALUES (3)');
  expect((await read()).rows.map((row) => row.n)).toEqual([1, 2, 3]);
  other.close();
  await db.destroy();
});
