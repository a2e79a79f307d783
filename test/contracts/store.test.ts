import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'libsql';
import { openStore, type Store } from '../../src/store/open.js';
import { hangUp, type Place, postgres, sqlite } from './engines.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const engines = [
  { ...sqlite, shared: true },
  { name: 'SQLite in memory', shared: false, there: true, place: async (): Promise<Place> => ({ file: ':memory:' }) },
  { ...postgres, shared: true },
];
const there = engines.filter((one) => one.there);

let at: number;
const now = (): Date => new Date(at);
const pass = (ms: number): void => {
  at += ms;
};
let opened: Store[];
beforeEach(() => {
  at = Date.parse('2026-11-25T12:00:00Z');
  opened = [];
});
afterEach(() => Promise.all(opened.map((one) => one.close())));
async function open(place: Place): Promise<Store> {
  const store = await openStore({ ...place, now });
  opened.push(store);
  return store;
}
const trues = (list: boolean[]): number => list.filter((one) => one).length;
const times = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

describe.each(there)('$name', ({ place, shared }) => {
  let where: Place;
  let store: Store;
  beforeEach(async () => {
    where = await place();
    store = await open(where);
  });

  describe('paid requests', () => {
    test('are counted by day, up to the ceiling', async () => {
      expect(await store.requests.sent('2026-11-25')).toBe(0);
      expect([
        await store.requests.take('2026-11-25', 2),
        await store.requests.take('2026-11-25', 2),
        await store.requests.take('2026-11-25', 2),
      ]).toEqual([true, true, false]);
      expect(await store.requests.sent('2026-11-25')).toBe(2);
      expect(await store.requests.take('2026-11-26', 2)).toBe(true);
      expect([await store.requests.sent('2026-11-25'), await store.requests.sent('2026-11-26')]).toEqual([2, 1]);
    });
    test('a raised ceiling lets more through, a lowered one takes none back', async () => {
      await store.requests.take('2026-11-25', 1);
      expect(await store.requests.take('2026-11-25', 2)).toBe(true);
      expect(await store.requests.take('2026-11-25', 1)).toBe(false);
      expect(await store.requests.sent('2026-11-25')).toBe(2);
    });
    test('a hundred at once under a ceiling of sixty are exactly sixty', async () => {
      expect(trues(await times(100, () => store.requests.take('2026-11-25', 60)))).toBe(60);
      expect(await store.requests.sent('2026-11-25')).toBe(60);
    });
  });

  describe('deliveries', () => {
    test('the first with a key has it, whatever the key', async () => {
      for (const key of ['T1:Ev1', 'T1:Ev2', "'; drop table delivery; --", 'ключ ✓', 'x'.repeat(2000)]) {
        expect(await store.deliveries.claim(key)).toBe(true);
        expect(await store.deliveries.claim(key)).toBe(false);
      }
    });
    test('of fifty at once exactly one wins', async () => expect(trues(await times(50, () => store.deliveries.claim('T1:Ev1')))).toBe(1));
    test('are forgotten after a day, not before', async () => {
      await store.deliveries.claim('old');
      pass(DAY);
      await store.deliveries.claim('young');
      await store.deliveries.tidy();
      expect(await store.deliveries.claim('old')).toBe(false);
      pass(1);
      await store.deliveries.tidy();
      await store.deliveries.tidy();
      expect([await store.deliveries.claim('old'), await store.deliveries.claim('young')]).toEqual([true, false]);
    });
  });

  describe('answers', () => {
    const answer = (id: string) => ({
      id,
      asker: 'U0ADA',
      workspace: 'T0',
      question: '{"team":"R&D ✓"}',
      answer: JSON.stringify({ total: '0.00008826', said: "it's \u0001 \\ 💸" }),
    });
    test('come back as they were given, with their time', async () => {
      await store.answers.keep(answer('a1'));
      expect(await store.answers.find('a1')).toEqual({ ...answer('a1'), at: '2026-11-25T12:00:00.000Z', sharedAt: null });
      expect(await store.answers.find('A1')).toBeUndefined();
    });
    test('one that is kept is not overwritten', async () => {
      await store.answers.keep(answer('a1'));
      await expect(store.answers.keep({ ...answer('a1'), answer: 'other' })).rejects.toThrow(/unique/i);
      expect((await store.answers.find('a1'))?.answer).toBe(answer('a1').answer);
    });
    test('are shared once, and again only when the post surely did not happen', async () => {
      await store.answers.keep(answer('a1'));
      pass(1000);
      expect([await store.answers.startSharing('a1'), await store.answers.startSharing('a1')]).toEqual([true, false]);
      expect((await store.answers.find('a1'))?.sharedAt).toBe('2026-11-25T12:00:01.000Z');
      await store.answers.notShared('a1');
      await store.answers.notShared('a1');
      expect((await store.answers.find('a1'))?.sharedAt).toBeNull();
      expect([await store.answers.startSharing('a1'), await store.answers.startSharing('a1')]).toEqual([true, false]);
    });
    test('one that nobody was given is not shared', async () => {
      expect(await store.answers.startSharing('nobody')).toBe(false);
      await store.answers.notShared('nobody');
      expect(await store.answers.find('nobody')).toBeUndefined();
    });
    test('of fifty clicks at once exactly one shares', async () => {
      await store.answers.keep(answer('a1'));
      await store.answers.keep(answer('a2'));
      expect(trues(await times(50, () => store.answers.startSharing('a1')))).toBe(1);
      expect((await store.answers.find('a2'))?.sharedAt).toBeNull();
    });
    test('are forgotten after thirty days, not before', async () => {
      await store.answers.keep(answer('old'));
      pass(30 * DAY);
      await store.answers.keep(answer('young'));
      await store.answers.tidy();
      expect(await store.answers.find('old')).toBeDefined();
      pass(1);
      await store.answers.tidy();
      await store.answers.tidy();
      expect([await store.answers.find('old'), (await store.answers.find('young'))?.id]).toEqual([undefined, 'young']);
    });
  });

  describe('unclassified usage types', () => {
    test('are new once for each service', async () => {
      const first = (service: string, usageType: string) => store.unclassified.firstTime(service, usageType);
      expect([await first('Amazon Bedrock', 'USE1-New'), await first('Amazon Bedrock', 'USE1-New')]).toEqual([true, false]);
      expect([
        await first('Amazon Bedrock', 'use1-new'),
        await first('Claude (Amazon Bedrock Edition)', 'USE1-New'),
        await first('', ''),
      ]).toEqual([true, true, true]);
    });
    test('of fifty at once exactly one is the first', async () =>
      expect(trues(await times(50, () => store.unclassified.firstTime('s', 'u')))).toBe(1));
  });

  describe('leases', () => {
    test('one holder at a time, who may prolong and give back', async () => {
      expect(await store.leases.take('refresh', 'a', HOUR)).toBe(true);
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(false);
      expect(await store.leases.take('tidy', 'b', HOUR)).toBe(true);
      pass(HOUR - 1);
      expect(await store.leases.take('refresh', 'a', HOUR)).toBe(true);
      pass(HOUR - 1);
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(false);
      await store.leases.giveBack('refresh', 'a');
      await store.leases.giveBack('refresh', 'a');
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(true);
    });
    test('giving back what another holds changes nothing', async () => {
      await store.leases.take('refresh', 'a', HOUR);
      await store.leases.giveBack('refresh', 'b');
      await store.leases.giveBack('never taken', 'b');
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(false);
    });
    test('one whose holder died ends by itself, and the dead cannot give it back', async () => {
      await store.leases.take('refresh', 'dead', HOUR);
      pass(HOUR);
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(false);
      pass(1);
      expect(await store.leases.take('refresh', 'b', HOUR)).toBe(true);
      await store.leases.giveBack('refresh', 'dead');
      expect(await store.leases.take('refresh', 'dead', HOUR)).toBe(false);
    });
    test('of fifty at once exactly one wins, a free one and an expired one alike', async () => {
      expect(trues(await times(50, (index) => store.leases.take('refresh', `p${index}`, HOUR)))).toBe(1);
      pass(HOUR + 1);
      expect(trues(await times(50, (index) => store.leases.take('refresh', `q${index}`, HOUR)))).toBe(1);
    });
  });

  (shared ? test : test.skip)('what is kept is there for the next to open it, and opening it migrates nothing twice', async () => {
    await store.deliveries.claim('T1:Ev1');
    await store.requests.take('2026-11-25', 60);
    await store.close();
    opened = [];
    const [one, other] = [await open(where), await open(where)];
    expect(await one.deliveries.claim('T1:Ev1')).toBe(false);
    expect(await one.requests.take('2026-11-25', 2)).toBe(true);
    expect(await other.requests.sent('2026-11-25')).toBe(2);
    expect(await other.requests.take('2026-11-25', 2)).toBe(false);
  });
});

test('each store in memory is its own', async () => {
  const [one, other] = [await open({ file: ':memory:' }), await open({ file: ':memory:' })];
  expect([await one.deliveries.claim('k'), await other.deliveries.claim('k')]).toEqual([true, true]);
});

describe.each(there.filter((one) => one.shared))('$name between processes', ({ place }) => {
  /** Opens an empty store when told to, at the same moment as its siblings, and takes forty of sixty requests. */
  const script = `
    import { openStore } from './src/store/open.ts';
    const now = () => new Date('2026-11-25T12:00:00Z');
    console.log('ready');
    process.stdin.once('data', async () => {
      const store = await openStore({ ...JSON.parse(process.env.PLACE), now });
      const took = await Promise.all(Array.from({ length: 40 }, () => store.requests.take('2026-11-25', 60)));
      const lease = await store.leases.take('refresh', String(process.pid), 1000);
      const claimed = await store.deliveries.claim('T1:Ev1');
      await store.close();
      console.log(JSON.stringify({ took: took.filter(Boolean).length, lease, claimed }));
      process.exit(0);
    });`;

  test('three open an empty store at once, and together take what one may', async () => {
    const where = await place();
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: join(__dirname, '..', '..'),
        env: { ...process.env, PLACE: JSON.stringify(where) },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    );
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const outcomes = children.map(async (child) => {
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return err === '' ? (JSON.parse(out) as { took: number; lease: boolean; claimed: boolean }) : Promise.reject(new Error(err));
    });
    for (const child of children) child.stdin.write('go\n');
    const told = await Promise.all(outcomes);
    expect(told.reduce((all, one) => all + one.took, 0)).toBe(60);
    expect([trues(told.map((one) => one.lease)), trues(told.map((one) => one.claimed))]).toEqual([1, 1]);
    expect(await (await open(where)).requests.sent('2026-11-25')).toBe(60);
  });

  test('ten open an empty store at once in one process', async () => {
    const where = await place();
    const stores = await times(10, () => open(where));
    expect(trues(await Promise.all(stores.map((one) => one.deliveries.claim('T1:Ev1'))))).toBe(1);
  });
});

(postgres.there ? describe : describe.skip)('Postgres far away', () => {
  test('connections that the server ends are made anew, and nobody dies of it', async () => {
    const where = await postgres.place();
    const store = await open(where);
    await times(8, (index) => store.deliveries.claim(`k${index}`));
    await hangUp(where.url!);
    expect(await store.deliveries.claim('k0')).toBe(false);
    expect(await store.deliveries.claim('new')).toBe(true);
  });

  test('one that is not there is an error in time, not silence', async () => {
    const nowhere = (await postgres.place()).url!.replace(/\/aispend_\d+\?/, '/nowhere?');
    await expect(openStore({ file: '', url: nowhere, now })).rejects.toThrow('database "nowhere" does not exist');
  });
});

/** Whether the lock was free. */
function tookLock(database: Database.Database): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch {
    return false;
  }
}

describe('SQLite locked by another process', () => {
  let where: Place;
  let store: Store;
  let other: Database.Database;
  beforeEach(async () => {
    where = await sqlite.place();
    store = await openStore({ ...where, now, patienceMs: 300 });
    opened.push(store);
    other = new Database(where.file as string);
  });
  afterEach(() => other.close());

  test('the statement that meets the lock waits and lands afterwards; everything else goes on', async () => {
    other.exec('BEGIN IMMEDIATE');
    const claims = times(3, (index) => store.deliveries.claim(`k${index}`));
    const taken = store.requests.take('2026-11-25', 5);
    // A wait of libsql's own would have stood still with the event loop, and nobody could have let go.
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    other.exec('COMMIT');
    expect(await Promise.all([claims, taken])).toEqual([[true, true, true], true]);
  });

  test('readers of another process hold up a commit, which is done once', async () => {
    other.exec('BEGIN');
    other.prepare('select * from ce_request').all();
    const taken = store.requests.take('2026-11-25', 5);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    other.exec('COMMIT');
    expect([await taken, await store.requests.sent('2026-11-25')]).toEqual([true, 1]);
  });

  test('one that is not let go is said, soon to those who queue behind as well, and forgotten when it is over', async () => {
    other.exec('BEGIN IMMEDIATE');
    const began = performance.now();
    const asked = [...Array.from({ length: 8 }, () => store.requests.take('2026-11-25', 5)), store.deliveries.claim('k')];
    for (const outcome of await Promise.allSettled(asked))
      expect(outcome).toMatchObject({
        reason: { name: 'Unavailable', message: expect.stringContaining("kept aispend's database locked") },
      });
    // One after the other they would have waited nine times as long as one may.
    expect(performance.now() - began).toBeLessThan(2500);
    other.exec('ROLLBACK');
    expect(await store.deliveries.claim('k')).toBe(true);
    expect(await store.requests.sent('2026-11-25')).toBe(0);
  });

  test('many that queue while the lock changes hands all get their turn', async () => {
    const patient = await openStore({ ...where, now, patienceMs: 1000 });
    opened.push(patient);
    other.exec('BEGIN IMMEDIATE');
    let through = (): void => undefined;
    let left = 12;
    const taken = times(left, () =>
      patient.requests.take('2026-11-25', 100).finally(() => {
        left--;
        through();
      }),
    );
    // None waits longer than a quarter of a second for its turn; all together they take longer than one may wait.
    let turns = 0;
    for (; left > 0; turns++) {
      const next = new Promise<void>((resolve) => {
        through = resolve;
      });
      await new Promise((resolve) => setTimeout(resolve, 250));
      other.exec('COMMIT');
      await next;
      while (!tookLock(other)) await undefined;
    }
    other.exec('COMMIT');
    expect(trues(await taken)).toBe(12);
    expect(turns).toBeGreaterThan(5);
  });

  test('a store that cannot be opened for it says so', async () => {
    other.exec('BEGIN EXCLUSIVE');
    await expect(openStore({ ...where, now, patienceMs: 20 })).rejects.toThrow("kept aispend's database locked");
  });
});
