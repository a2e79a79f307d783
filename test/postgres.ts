import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';

const HOME = '/usr/lib/postgresql';
/** Postgres refuses to run as root; "nobody" exists everywhere. */
const NOBODY = 65_534;

/** Where Debian puts the newest server it has; undefined on a machine without one. */
export function postgresBinaries(): string | undefined {
  const versions = existsSync(HOME) ? readdirSync(HOME).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(HOME, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

export interface PostgresServer {
  /** A new empty database's address. */
  database(): Promise<string>;
  /** Ends every connection to a database, as a restart or a failover does, and returns when the clients can know. */
  hangUp(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** A throw-away server in a temporary folder, reached by a socket file in it, so that no port is taken. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'aispend-pg-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(folder, NOBODY, NOBODY);
  const as = { cwd: folder, ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}) };
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'], {
    ...as,
    stdio: 'ignore',
  });
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=60'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...as,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(`Postgres did not start:\n${said.join('\n')}`)));
  });

  const urlOf = (name: string): string => `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  let made = 0;
  return {
    async database() {
      const name = `aispend_${++made}`;
      await admin.query(`create database ${name}`);
      return urlOf(name);
    },
    async hangUp(url) {
      const name = new URL(url).pathname.slice(1);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      while ((await admin.query('select 1 from pg_stat_activity where datname = $1', [name])).rowCount) await setImmediate();
      await setImmediate();
    },
    async stop() {
      await admin.end();
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
