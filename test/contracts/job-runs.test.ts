import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Job, JobContext } from '../../src/jobs/job.js';
import { JobRunner } from '../../src/jobs/runner.js';
import { silentLog } from '../../src/log.js';
import { openStore, type Store } from '../../src/store/open.js';
import { type Place, postgres, sqlite } from './engines.js';

let at: number;
const now = (): Date => new Date(at);
const set = (iso: string): void => {
  at = Date.parse(iso);
};
const inMs = (ms: number): string => new Date(at + ms).toISOString();
let opened: Store[];
beforeEach(() => {
  set('2026-11-25T08:00:00Z');
  opened = [];
});
afterEach(() => Promise.all(opened.map((one) => one.close())));

const DUE = '2026-11-25T09:00:00.000Z';
const times = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  let store: Store;
  const open = async (): Promise<Store> => {
    const one = await openStore({ ...where, now });
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    where = await place();
    store = await open();
  });

  describe('runs', () => {
    test('of fifty that begin one, one wins, and it is there as it was begun', async () => {
      const won = (await times(50, () => store.jobRuns.begin('a', DUE, inMs(1000)))).filter(Boolean);
      const row = {
        job: 'a',
        due: DUE,
        state: 'running',
        attempts: 1,
        until: '2026-11-25T08:00:01.000Z',
        startedAt: '2026-11-25T08:00:00.000Z',
        endedAt: null,
        reference: null,
        detail: null,
      };
      expect(won).toEqual([row]);
      expect(await store.jobRuns.find('a', DUE)).toEqual(row);
      expect(await store.jobRuns.begin('b', DUE, inMs(1000))).toMatchObject({ job: 'b' });
      expect(await store.jobRuns.find('a', '2026-11-26T09:00:00.000Z')).toBeUndefined();
    });

    test('of fifty that take one up, one wins; the one before can neither prolong nor end it', async () => {
      const first = (await store.jobRuns.begin('a', DUE, inMs(1000)))!;
      at += 2000;
      const won = (await times(50, () => store.jobRuns.takeUp(first, inMs(1000)))).filter((one) => one !== undefined);
      expect(won).toMatchObject([{ state: 'running', attempts: 2, startedAt: '2026-11-25T08:00:02.000Z' }]);
      const outcome = { state: 'done' as const, until: null, reference: null, detail: 'late' };
      expect([await store.jobRuns.prolong(first, inMs(9000)), await store.jobRuns.end(first, outcome)]).toEqual([false, undefined]);
      expect(await store.jobRuns.find('a', DUE)).toEqual(won[0]);
      expect(await store.jobRuns.end(won[0]!, { ...outcome, detail: 'it’s ✓' })).toMatchObject({
        state: 'done',
        detail: 'it’s ✓',
        until: null,
      });
    });

    test('one that was prolonged after it was read is neither taken up nor given up', async () => {
      const run = (await store.jobRuns.begin('a', DUE, inMs(1000)))!;
      expect(await store.jobRuns.prolong(run, inMs(5000))).toBe(true);
      expect([await store.jobRuns.takeUp(run, inMs(9000)), await store.jobRuns.giveUp(run, 'dead')]).toEqual([undefined, undefined]);
      const known = (await store.jobRuns.find('a', DUE))!;
      expect(await store.jobRuns.giveUp(known, 'dead')).toMatchObject({ state: 'failed', detail: 'dead', until: null });
    });

    test('a finished one is taken up once more by one', async () => {
      const run = (await store.jobRuns.begin('a', DUE, inMs(1000)))!;
      const done = (await store.jobRuns.end(run, { state: 'failed', until: null, reference: 'k3m9pq2r', detail: 'no' }))!;
      const won = (await times(20, () => store.jobRuns.takeUp(done, inMs(1000)))).filter(Boolean);
      expect(won).toMatchObject([{ state: 'running', attempts: 2, endedAt: null, reference: null, detail: null }]);
    });

    test('unfinished ones by due time, recent ones the latest first, and old finished ones are forgotten', async () => {
      const due = (day: string): string => `${day}T09:00:00.000Z`;
      const end = { until: null, reference: null, detail: 'x' };
      await store.jobRuns.begin('a', due('2026-11-24'), inMs(1));
      const failing = (await store.jobRuns.begin('b', due('2026-11-23'), inMs(1)))!;
      await store.jobRuns.end(failing, { ...end, state: 'waiting', until: inMs(5) });
      const done = (await store.jobRuns.begin('a', due('2026-11-22'), inMs(1)))!;
      await store.jobRuns.end(done, { ...end, state: 'done' });
      const old = (await store.jobRuns.begin('a', due('2025-10-20'), inMs(1)))!;
      await store.jobRuns.end(old, { ...end, state: 'done' });
      expect((await store.jobRuns.unfinished()).map((run) => [run.job, run.state])).toEqual([
        ['b', 'waiting'],
        ['a', 'running'],
      ]);
      await store.jobRuns.tidy();
      expect((await store.jobRuns.recent('a', 5)).map((run) => run.due)).toEqual([due('2026-11-24'), due('2026-11-22')]);
      expect(await store.jobRuns.recent('a', 1)).toHaveLength(1);
    });
  });

  test('runs that found nothing to do are forgotten after two days', async () => {
    for (const [job, day, detail] of [
      ['idle', '2026-11-22', ''],
      ['idle', '2026-11-24', ''],
      ['busy', '2026-11-22', '1 sent'],
    ] as const) {
      const run = (await store.jobRuns.begin(job, `${day}T09:00:00.000Z`, inMs(1)))!;
      await store.jobRuns.end(run, { state: 'done', until: null, reference: null, detail });
    }
    await store.jobRuns.tidy();
    expect((await store.jobRuns.recent('idle', 5)).map((run) => run.due)).toEqual(['2026-11-24T09:00:00.000Z']);
    expect(await store.jobRuns.recent('busy', 5)).toHaveLength(1);
  });

  test('when a job was first seen is remembered, until its schedule changes', async () => {
    const since = await times(20, () => store.jobRuns.seenSince('a', '0 9 * * * UTC'));
    expect(new Set(since)).toEqual(new Set(['2026-11-25T08:00:00.000Z']));
    at += 1000;
    expect(await store.jobRuns.seenSince('a', '0 9 * * * UTC')).toBe('2026-11-25T08:00:00.000Z');
    expect(await store.jobRuns.seenSince('a', '0 8 * * * UTC')).toBe('2026-11-25T08:00:01.000Z');
    expect(await store.jobRuns.seenSince('b', '0 9 * * * UTC')).toBe('2026-11-25T08:00:01.000Z');
  });

  const job = (run: Job['run'], o: Partial<Job> = {}): Job => ({
    name: 'hourly',
    schedule: '0 * * * *',
    timeZone: 'UTC',
    missed: 'run-latest',
    maxAgeHours: 24,
    summary: 'Counts',
    run,
    ...o,
  });
  const runner = (of: Store, ...jobs: Job[]): JobRunner =>
    new JobRunner(jobs, { runs: of.jobRuns, context: { refresh: async () => undefined } as JobContext, log: silentLog(), now });

  test.each([2, 5])('%i runners on one database: each due time is run by exactly one', async (count) => {
    const ran: string[] = [];
    const runners = await times(count, async () =>
      runner(
        await open(),
        job(async (due) => `${ran.push(due.toISOString())}`),
        job(async (due) => `${ran.push(`other ${due.toISOString()}`)}`, { name: 'other', schedule: '30 9,11 * * *' }),
      ),
    );
    const look = () => Promise.all([...runners, ...runners].map((one) => one.look()));
    await look();
    for (set('2026-11-25T08:55:00Z'); at <= Date.parse('2026-11-25T12:05:00Z'); at += 5 * 60_000) await look();
    expect(ran.sort()).toEqual([
      '2026-11-25T09:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
      '2026-11-25T11:00:00.000Z',
      '2026-11-25T12:00:00.000Z',
      'other 2026-11-25T09:30:00.000Z',
      'other 2026-11-25T11:30:00.000Z',
    ]);
  });

  test('a process killed in the middle of a job: another takes it up after the lease, and it is done once', async () => {
    const script = `
      import { JobRunner } from './src/jobs/runner.ts';
      import { silentLog } from './src/log.ts';
      import { openStore } from './src/store/open.ts';
      let at = Date.parse('2026-11-25T08:00:00Z');
      const now = () => new Date(at);
      const store = await openStore({ ...JSON.parse(process.env.PLACE), now });
      const job = {
        ...JSON.parse(process.env.JOB),
        run: () => new Promise(() => {
          setInterval(() => {}, 1000);
          console.log('in the middle');
        }),
      };
      const runner = new JobRunner([job], { runs: store.jobRuns, context: {}, log: silentLog(), now });
      await runner.look();
      at = Date.parse('2026-11-25T09:00:01Z');
      await runner.look();`;
    const ran: string[] = [];
    const here = job(async (due) => `${ran.push(due.toISOString())}`);
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: join(__dirname, '..', '..'),
      env: { ...process.env, PLACE: JSON.stringify(where), JOB: JSON.stringify(here) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(String((await once(child.stdout, 'data'))[0])).toBe('in the middle\n');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const others = [runner(store, here), runner(await open(), here)];
    const look = () => Promise.all(others.map((one) => one.look()));
    set('2026-11-25T09:01:00Z');
    await look();
    expect(ran).toEqual([]);
    expect((await others[0]!.run('hourly')).did).toBe('running');
    set('2026-11-25T09:01:02Z');
    await look();
    await look();
    expect(ran).toEqual([DUE]);
    expect(await store.jobRuns.recent('hourly', 5)).toMatchObject([{ due: DUE, state: 'done', attempts: 2 }]);
  });
});
