import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { NewEntry } from '../../src/audit/audit.js';
import { auditCsv, auditJson } from '../../src/audit/export.js';
import { auditOver } from '../../src/audit/trail.js';
import { openStore, type Store } from '../../src/store/open.js';
import { sqlite as sqliteDialect } from '../../src/store/sqlite.js';
import { type Place, postgres, sqlite } from './engines.js';

const now = () => new Date('2026-11-25T12:00:00Z');
const entry = (key: string, more: Partial<NewEntry> = {}): NewEntry => ({
  key,
  at: '2026-11-25T12:00:00.000Z',
  about: 'a',
  what: 'approved',
  who: 'U0ADA',
  authority: 'manager of engineering',
  details: { b: 1, a: ['ü', null, { z: true, y: 'x' }] },
  ...more,
});

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  let opened: Store[];
  const open = async (): Promise<Store> => {
    const store = await openStore({ ...where, now });
    opened.push(store);
    return store;
  };
  /** Somebody with the database's password, past our own code. */
  const behind = async (statement: string): Promise<void> => {
    const db = new Kysely({
      dialect: where.url ? new PostgresDialect({ pool: new pg.Pool({ connectionString: where.url, max: 1 }) }) : sqliteDialect(where.file),
    });
    try {
      await sql.raw(statement).execute(db);
    } finally {
      await db.destroy();
    }
  };
  const unlock = () =>
    behind(where.url ? 'ALTER TABLE audit DISABLE TRIGGER audit_no_change' : 'DROP TRIGGER audit_no_update').then(() =>
      where.url ? undefined : behind('DROP TRIGGER audit_no_delete'),
    );
  beforeEach(async () => {
    opened = [];
    where = await place();
  });
  afterEach(() => Promise.all(opened.map((one) => one.close())));

  test('sixty entries written at once over three connections are one chain, and an entry written again is there once', async () => {
    const trails = await Promise.all([0, 1, 2].map(async () => auditOver((await open()).audit)));
    const writes = Array.from({ length: 60 }, (_, index) => trails[index % 3]!.write([entry(`k${index}`), entry(`k${(index + 7) % 60}`)]));
    await Promise.all(writes);
    const all = await trails[0]!.read();
    expect(all.map((one) => one.seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(new Set(all.map((one) => one.key)).size).toBe(60);
    expect(all[0]?.details).toEqual(entry('').details);
    expect(await trails[1]!.verify()).toEqual({ intact: true, head: { seq: 60, hash: all[59]?.hash } });
  });

  test('entries about one request, and a trail longer than a page', async () => {
    const trail = auditOver((await open()).audit);
    await trail.write(Array.from({ length: 601 }, (_, index) => entry(`k${index}`, { about: index % 200 === 0 ? 'rare' : 'a' })));
    expect((await trail.read('rare')).map((one) => one.seq)).toEqual([1, 201, 401, 601]);
    expect(await trail.read()).toHaveLength(601);
    expect(await trail.verify()).toMatchObject({ intact: true, head: { seq: 601 } });
  });

  test('the database refuses to change or delete entries', async () => {
    await auditOver((await open()).audit).write([entry('k1')]);
    await expect(behind(`UPDATE audit SET who = 'U0EVIL'`)).rejects.toThrow('append-only');
    await expect(behind('DELETE FROM audit')).rejects.toThrow('append-only');
  });

  test.each([
    [`UPDATE audit SET who = 'U0EVIL' WHERE seq = 2`, { intact: false, at: 2, wrong: 'entry 2 was changed after it was written' }],
    [`UPDATE audit SET details = '{"b":2}' WHERE seq = 1`, { intact: false, at: 1, wrong: 'entry 1 was changed after it was written' }],
    ['DELETE FROM audit WHERE seq = 2', { intact: false, at: 3, wrong: 'entry 2 is missing' }],
    ['DELETE FROM audit WHERE seq = 4', { intact: false, at: 4, wrong: 'the trail ends at entry 3; entries up to 4 were cut off' }],
    ['DELETE FROM audit', { intact: false, at: 4, wrong: 'the trail ends at entry 0; entries up to 4 were cut off' }],
  ])('whoever has the password and does "%s" is found out', async (statement, verdict) => {
    const trail = auditOver((await open()).audit);
    await trail.write(['k1', 'k2', 'k3', 'k4'].map((key) => entry(key)));
    const known = await trail.verify();
    if (!known.intact || !known.head) throw new Error('it was intact');
    await unlock();
    await behind(statement);
    expect(await trail.verify(known.head)).toEqual(verdict);
  });

  test('an end that was noted is found again after more was written', async () => {
    const trail = auditOver((await open()).audit);
    await trail.write([entry('k1')]);
    const known = await trail.verify();
    await trail.write([entry('k2')]);
    expect(await trail.verify(known.intact ? known.head : undefined)).toMatchObject({ intact: true, head: { seq: 2 } });
    expect(await trail.verify({ seq: 1, hash: 'f'.repeat(64) })).toMatchObject({
      intact: false,
      at: 1,
      wrong: 'entry 1 is not the one that was noted',
    });
  });
});

test('as CSV with quotes and formulas made harmless, as JSON with all that a check needs', () => {
  const made = { ...entry('k1', { authority: '=cmd()', details: { reason: 'a "b",\nc' } }), seq: 1, prev: '0', hash: '1' };
  expect(auditCsv([made])).toBe(
    'seq,at,about,what,who,authority,details,key,prev,hash\r\n1,2026-11-25T12:00:00.000Z,a,approved,U0ADA,\'=cmd(),"{""reason"":""a \\""b\\"",\\nc""}",k1,0,1\r\n',
  );
  expect(JSON.parse(auditJson([made]))).toEqual([made]);
});
