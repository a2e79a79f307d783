import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../src/store/open.js';
import { type PostgresServer, postgresBinaries, startPostgres } from '../postgres.js';

/** Where a store is: a file, or an address. */
export type Place = Pick<StoreOptions, 'file' | 'url'>;

/** A database that store contracts are run on; `place` is a new, empty one. */
export interface Engine {
  name: string;
  there: boolean;
  place(): Promise<Place>;
}

const bin = postgresBinaries();
// CI insists on it, so that a missing server is not mistaken for a passed test.
if (!bin && process.env['AISPEND_REQUIRE_POSTGRES']) throw new Error('There is no Postgres server on this machine.');
if (!bin)
  console.warn('No Postgres server on this machine (Debian: apt-get install postgresql): its half of the store contracts is skipped.');

let server: PostgresServer | undefined;
let folder: string;
let files = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aispend-store-'));
  if (bin) server = await startPostgres(bin);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

export const sqlite: Engine = {
  name: 'SQLite in a file',
  there: true,
  place: async () => ({ file: join(folder, `${++files}`, 'state.db') }),
};
export const postgres: Engine = {
  name: 'Postgres',
  there: bin !== undefined,
  place: async () => ({ file: '', url: await server?.database() }),
};

/** Ends every connection to a database, as a restart of its server would. */
export const hangUp = async (url: string): Promise<void> => server?.hangUp(url);
