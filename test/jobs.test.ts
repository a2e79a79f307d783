import pino from 'pino';
import { Rejected, Unavailable, UsageError } from '../src/errors.js';
import { type Job, type JobContext, TURNS, type Turn } from '../src/jobs/job.js';
import { refresh } from '../src/jobs/refresh.js';
import { JobRunner } from '../src/jobs/runner.js';
import { startJobs } from '../src/jobs/scheduler.js';
import { timetable } from '../src/jobs/timetable.js';
import { openStore, type Store } from '../src/store/open.js';

describe('when a schedule is due', () => {
  const nextThree = (schedule: string, zone: string, after: string): string => {
    const times = timetable(schedule, zone);
    const due: string[] = [];
    let at = new Date(after);
    while (due.length < 3) {
      at = times.next(at) ?? new Date(Number.NaN);
      due.push(at.toISOString().slice(0, 16));
    }
    return due.join(' ');
  };

  test.each([
    [
      'on Mondays, into summer time',
      '0 9 * * 1',
      'Europe/Berlin',
      '2027-03-22T12:00Z',
      '2027-03-29T07:00 2027-04-05T07:00 2027-04-12T07:00',
    ],
    [
      'on Mondays, into winter time',
      '0 9 * * 1',
      'America/New_York',
      '2026-10-26T12:59Z',
      '2026-10-26T13:00 2026-11-02T14:00 2026-11-09T14:00',
    ],
    [
      '02:30 that is skipped is 03:30',
      '30 2 * * *',
      'Europe/Berlin',
      '2027-03-27T12:00Z',
      '2027-03-28T01:30 2027-03-29T00:30 2027-03-30T00:30',
    ],
    [
      '02:30 that is skipped is 03:30',
      '30 2 * * *',
      'America/New_York',
      '2027-03-13T12:00Z',
      '2027-03-14T07:30 2027-03-15T06:30 2027-03-16T06:30',
    ],
    [
      'a gap of half an hour',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T10:00Z',
      '2026-10-03T15:45 2026-10-04T15:15 2026-10-05T15:15',
    ],
    [
      '02:30 that comes twice is once',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      '2026-10-25T00:30 2026-10-26T01:30 2026-10-27T01:30',
    ],
    [
      '01:30 that comes twice is once',
      '30 1 * * *',
      'America/New_York',
      '2026-10-31T12:00Z',
      '2026-11-01T05:30 2026-11-02T06:30 2026-11-03T06:30',
    ],
    [
      'half an hour that comes twice',
      '45 1 * * *',
      'Australia/Lord_Howe',
      '2027-04-03T10:00Z',
      '2027-04-03T14:45 2027-04-04T15:15 2027-04-05T15:15',
    ],
    [
      'every hour goes on through the hour that comes twice',
      '40 * * * *',
      'Europe/Berlin',
      '2026-10-25T00:00Z',
      '2026-10-25T00:40 2026-10-25T01:40 2026-10-25T02:40',
    ],
    [
      'every hour goes on over the hour that is skipped',
      '40 * * * *',
      'Europe/Berlin',
      '2027-03-28T00:00Z',
      '2027-03-28T00:40 2027-03-28T01:40 2027-03-28T02:40',
    ],
    ['half hours from UTC', '0 9 * * *', 'Asia/Kolkata', '2026-11-25T03:29Z', '2026-11-25T03:30 2026-11-26T03:30 2026-11-27T03:30'],
    ['the day there, not in UTC', '30 0 1 * *', 'Asia/Kolkata', '2026-11-30T12:00Z', '2026-11-30T19:00 2026-12-31T19:00 2027-01-31T19:00'],
    [
      '29 February, over the year that has none',
      '0 0 29 2 *',
      'UTC',
      '2092-03-01T00:00Z',
      '2096-02-29T00:00 2104-02-29T00:00 2108-02-29T00:00',
    ],
    [
      'a Monday that is the 29th of February',
      '0 9 29 2 1',
      'UTC',
      '2026-11-25T00:00Z',
      '2044-02-29T09:00 2072-02-29T09:00 2112-02-29T09:00',
    ],
    ['the 31st', '0 9 31 * *', 'Europe/Berlin', '2027-01-31T12:00Z', '2027-03-31T07:00 2027-05-31T07:00 2027-07-31T07:00'],
    ['the last of the month', '0 9 L * *', 'UTC', '2028-01-31T09:00Z', '2028-02-29T09:00 2028-03-31T09:00 2028-04-30T09:00'],
    ['three times a day', '17 5,13,21 * * *', 'UTC', '2026-12-31T13:17Z', '2026-12-31T21:17 2027-01-01T05:17 2027-01-01T13:17'],
  ])('%s: "%s" in %s', (_what, schedule, zone, after, expected) => expect(nextThree(schedule, zone, after)).toBe(expected));

  test.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'])(
    'in %s the latest is the one before the next, and every day of a year has exactly one',
    (zone) => {
      for (const schedule of ['30 2 * * *', '0 0 * * *', '45 1 * * *', '59 23 * * *']) {
        const times = timetable(schedule, zone);
        let at = times.next(new Date('2026-01-01T12:00:00Z'))!;
        for (let day = 1; day <= 370; day++) {
          const next = times.next(at)!;
          expect(times.latest(new Date(next.getTime() - 1))).toEqual(at);
          expect(times.latest(next)).toEqual(next);
          expect(Math.round((next.getTime() - at.getTime()) / 86_400_000)).toBe(1);
          at = next;
        }
      }
    },
  );

  test.each([
    ['61 * * * *', 'UTC', /"61 \* \* \* \*" is not a schedule: .*minute/],
    ['0 9 * *', 'UTC', /expected 5 fields but got 4/],
    ['0 0 30 2 *', 'UTC', /impossible day/],
    ['*/5 * * * * *', 'UTC', /has six fields, and a schedule has five/],
    ['0 9 * * 1 *', 'UTC', /has six fields/],
    ['0 0 31W 2 *', 'UTC', /never due/],
    ['0 9 * * 1', 'Europe/Berln', /"Europe\/Berln" is not a time zone/],
  ])('"%s" in %s is refused in a sentence', (schedule, zone, told) => {
    expect(() => timetable(schedule, zone)).toThrow(UsageError);
    expect(() => timetable(schedule, zone)).toThrow(told);
  });
});

describe('the runner', () => {
  let at: number;
  let store: Store;
  let logged: { level: number; msg: string; reference?: string }[];
  const now = (): Date => new Date(at);
  const set = (iso: string): void => {
    at = Date.parse(iso);
  };
  const pass = (minutes: number): void => {
    at += minutes * 60_000;
  };
  beforeEach(async () => {
    set('2026-11-25T08:00:00Z');
    store = await openStore({ file: ':memory:', now });
    logged = [];
  });
  afterEach(() => store.close());

  const context = { refresh: async () => undefined } as JobContext;
  const runner = (...jobs: Job[]): JobRunner =>
    new JobRunner(jobs, {
      runs: store.jobRuns,
      context,
      now,
      log: pino({ level: 'info' }, { write: (line) => logged.push(JSON.parse(line)) }),
    });
  /** A job at nine every day that keeps for when it ran. */
  function daily(o: Partial<Job> = {}): Job & { ran: string[] } {
    const ran: string[] = [];
    return {
      name: 'daily',
      schedule: '0 9 * * *',
      timeZone: 'UTC',
      missed: 'run-latest',
      maxAgeHours: 24,
      summary: 'Counts',
      run: async (due) => {
        ran.push(due.toISOString().slice(0, 16));
        return 'counted';
      },
      ...o,
      ran,
    };
  }
  const loud = (): string[] => logged.filter((line) => line.level >= 50).map((line) => line.msg);

  test('runs what is due, told when it was due, and looking again changes nothing', async () => {
    const job = daily();
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:01Z');
    await jobs.look();
    await jobs.look();
    await runner(job).look();
    expect(job.ran).toEqual(['2026-11-25T09:00']);
    expect(await store.jobRuns.recent('daily', 5)).toMatchObject([
      {
        due: '2026-11-25T09:00:00.000Z',
        state: 'done',
        attempts: 1,
        startedAt: '2026-11-25T09:00:01.000Z',
        detail: 'counted',
        until: null,
      },
    ]);
    set('2026-11-26T09:00:01Z');
    await jobs.look();
    expect(job.ran).toEqual(['2026-11-25T09:00', '2026-11-26T09:00']);
  });

  test('what is not to wait for its hour begins when it is told to: once over all processes, in the order in which it is due', async () => {
    const order: string[] = [];
    const watch = (name: string, schedule: string): Job =>
      daily({
        name,
        schedule,
        first: true,
        run: async (due, _context, about) => {
          order.push(`${name} ${due.toISOString().slice(0, 16)} ${about?.unwatched ? 'unwatched' : 'watched'}`);
          return '';
        },
      });
    const jobs = [watch('later', '47 5,13,21 * * *'), watch('earlier', '37 5,13,21 * * *'), daily()];
    const processes = [runner(...jobs), runner(...jobs)];
    await Promise.all(processes.map((one) => one.look()));
    expect(order).toEqual([]);
    await Promise.all(processes.map((one) => one.begin()));
    await runner(...jobs).begin();
    expect(order).toEqual(['earlier 2026-11-25T05:37 unwatched', 'later 2026-11-25T05:47 unwatched']);
    set('2026-11-25T13:47:01Z');
    await processes[0]?.look();
    await runner(...jobs).begin();
    expect(order.slice(2).sort()).toEqual(['earlier 2026-11-25T13:37 watched', 'later 2026-11-25T13:47 watched']);
  });

  describe('of several that are due in one look', () => {
    const order: string[] = [];
    const one = (name: string, turn: Turn | undefined, work: () => Promise<unknown> = () => Promise.resolve()): Job =>
      daily({
        name,
        ...(turn === undefined ? {} : { turn }),
        run: async () => {
          order.push(`${name} begins`);
          // Some turns of the event loop, in which another one would begin.
          await store.jobRuns.recent(name, 1);
          await work();
          order.push(`${name} ends`);
          return '';
        },
      });
    const due = async (jobs: JobRunner): Promise<void> => {
      await jobs.look();
      order.length = 0;
      set('2026-11-28T20:00:00Z');
    };
    const impatient = (...jobs: Job[]): JobRunner =>
      new JobRunner(jobs, { runs: store.jobRuns, context, now, log: pino({ level: 'silent' }), patienceMs: 20 });

    test('the bill is read first, then incidents, then budgets, then what reports them; one without a turn waits for nobody', async () => {
      const jobs = runner(
        ...[one('report', TURNS.reports), one('budgets', TURNS.budgets), one('sweep', undefined)],
        ...[one('incidents', TURNS.incidents), one('bill', TURNS.bill)],
      );
      await due(jobs);
      await jobs.look();
      expect(order.filter((words) => !words.startsWith('sweep'))).toEqual(
        ['bill', 'incidents', 'budgets', 'report'].flatMap((name) => [`${name} begins`, `${name} ends`]),
      );
      expect(order.indexOf('sweep begins')).toBeLessThan(order.indexOf('bill ends'));
    });

    test('a look that comes while the bill is being read waits for it too; the report goes out once', async () => {
      let read = (): void => {};
      const reading = new Promise<void>((resolve) => {
        read = resolve;
      });
      const jobs = runner(
        one('bill', TURNS.bill, () => reading),
        one('report', TURNS.reports),
      );
      await due(jobs);
      const first = jobs.look();
      while (order.length === 0) await store.jobRuns.recent('bill', 1);
      pass(1);
      const second = jobs.look();
      for (let turns = 0; turns < 5; turns++) await store.jobRuns.unfinished();
      expect(order).toEqual(['bill begins']);
      read();
      await Promise.all([first, second]);
      expect(order).toEqual(['bill begins', 'bill ends', 'report begins', 'report ends']);
    });

    test('one that hangs does not hold up the others for long, nor once more a minute later', async () => {
      let letGo = (): void => {};
      const hanging = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const minutely = { ...one('report', TURNS.reports), schedule: '* * * * *' };
      const jobs = impatient(
        one('incidents', TURNS.incidents, () => hanging),
        minutely,
      );
      await due(jobs);
      const first = jobs.look();
      while (!order.includes('report ends')) await new Promise(setImmediate);
      expect(order).toEqual(['incidents begins', 'report begins', 'report ends']);
      pass(1);
      await jobs.look();
      expect(order.slice(3)).toEqual(['report begins', 'report ends']);
      letGo();
      await first;
    });
  });

  test('a beginning that fails, or whose process dies, is tried again like any run, and knows that nobody watched', async () => {
    const said: (boolean | undefined)[] = [];
    const job = daily({
      first: true,
      run: async (_due, _context, about) => {
        said.push(about?.unwatched);
        if (said.length === 1) throw new Unavailable('AWS does not answer');
        return '';
      },
    });
    await runner(job).begin();
    pass(2);
    await runner(job).look();
    expect(said).toEqual([true, true]);
  });

  test('by hand it is not run for a time so long ago that all since would follow', async () => {
    const job = daily({ byHandDays: 31 });
    await expect(runner(job).run('daily', { due: new Date('2026-10-24T09:00:00Z') })).rejects.toThrow(
      /^2026-10-24T09:00:00\.000Z is more than 31 days ago; run daily without a due time/,
    );
    expect((await runner(job).run('daily', { due: new Date('2026-10-26T09:00:00Z') })).did).toBe('ran');
    expect(job.ran).toEqual(['2026-10-26T09:00']);
  });

  test('by hand it is left to the bot when it needs to know people and nobody here does; no run is used up', async () => {
    const job = daily({ needsPeople: true });
    const terminal = new JobRunner([job], { runs: store.jobRuns, context, now, log: pino({ level: 'silent' }), knowsPeople: () => false });
    await expect(terminal.run('daily')).rejects.toThrow(
      /^daily asks Slack who is still a member, .* the running bot runs it when it is due\.$/,
    );
    expect(await store.jobRuns.recent('daily', 1)).toEqual([]);
    expect((await runner(job).run('daily')).did).toBe('ran');
  });

  test('a new job is not made up for, nor one whose schedule was changed', async () => {
    const job = daily();
    set('2026-11-25T09:30:00Z');
    await runner(job).look();
    expect(job.ran).toEqual([]);
    pass(24 * 60);
    await runner(job).look();
    expect(job.ran).toEqual(['2026-11-26T09:00']);
    const moved = daily({ schedule: '0 8 * * *' });
    await runner(moved).look();
    expect(moved.ran).toEqual([]);
    pass(23 * 60);
    await runner(moved).look();
    expect(moved.ran).toEqual(['2026-11-27T08:00']);
  });

  test.each([
    ['the latest is made up for, not those before', 'run-latest', 24, '2026-11-28T20:00:00Z', ['2026-11-28T09:00']],
    ['one at its greatest age is', 'run-latest', 11, '2026-11-28T20:00:00Z', ['2026-11-28T09:00']],
    ['one that is older is not', 'run-latest', 10, '2026-11-28T20:00:00Z', []],
    ['one to skip is not', 'skip', 24, '2026-11-28T20:00:00Z', []],
    ['one to skip that is found within two minutes was not missed', 'skip', 24, '2026-11-28T09:02:00Z', ['2026-11-28T09:00']],
  ] as const)('after three days away: %s', async (_what, missed, maxAgeHours, back, ran) => {
    const job = daily({ missed, maxAgeHours });
    await runner(job).look();
    set(back);
    const jobs = runner(job);
    await jobs.look();
    await jobs.look();
    expect(job.ran).toEqual(ran);
  });

  test('what fails is tried again after 1, 5, 15 and 60 minutes, then given up loudly, and not run again', async () => {
    let tries = 0;
    const job = daily({
      run: async () => {
        tries++;
        throw new Unavailable('AWS does not answer.');
      },
    });
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    const seen: number[] = [];
    for (let minute = 0; minute <= 200; minute++, pass(1)) {
      const before = tries;
      await jobs.look();
      if (tries > before) seen.push(minute);
    }
    expect(seen).toEqual([0, 1, 6, 21, 81]);
    const run = await store.jobRuns.find('daily', '2026-11-25T09:00:00.000Z');
    expect(run).toMatchObject({
      state: 'failed',
      attempts: 5,
      detail: 'AWS does not answer.',
      reference: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(loud()).toEqual([
      'job given up after 5 attempts; run it by hand with: aispend job run daily --due 2026-11-25T09:00:00.000Z --again',
    ]);
    expect(logged.at(-1)?.reference).toBe(run?.reference);
  });

  test('one that fails once is done at the second attempt', async () => {
    const job = daily();
    const { run } = job;
    let broken = true;
    job.run = async (due, context) => {
      if (broken) throw new Error('secret inside');
      return run(due, context);
    };
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    await jobs.look();
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'waiting', detail: expect.not.stringContaining('secret') });
    broken = false;
    pass(1);
    await jobs.look();
    expect(job.ran).toEqual(['2026-11-25T09:00']);
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'done', attempts: 2, reference: null, detail: 'counted' });
  });

  test.each([
    ['a UsageError', new UsageError('There is no channel.')],
    ['what was rejected', new Rejected('No such filter.')],
  ])('%s is not tried again', async (_what, error) => {
    const jobs = runner(
      daily({
        run: async () => {
          throw error;
        },
      }),
    );
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    await jobs.look();
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'failed', attempts: 1, detail: error.message });
    expect(loud()).toHaveLength(1);
  });

  test('a process that dies at it five times: given up loudly', async () => {
    const job = daily();
    await runner(job).look();
    set('2026-11-25T09:00:00Z');
    let run = (await store.jobRuns.begin('daily', '2026-11-25T09:00:00.000Z', new Date(at + 60_000).toISOString()))!;
    for (let died = 1; died < 5; died++) {
      pass(2);
      run = (await store.jobRuns.takeUp(run, new Date(at + 60_000).toISOString()))!;
    }
    pass(2);
    await runner(job).look();
    expect(job.ran).toEqual([]);
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'failed', attempts: 5, detail: 'broken off 5 times' });
    expect(loud()[0]).toMatch(/^job given up, broken off 5 times; run it by hand with/);
  });

  test('one that was broken off too long ago is given up', async () => {
    const job = daily({ maxAgeHours: 2 });
    await runner(job).look();
    set('2026-11-25T09:00:00Z');
    await store.jobRuns.begin('daily', '2026-11-25T09:00:00.000Z', new Date(at + 60_000).toISOString());
    pass(121);
    await runner(job).look();
    expect(job.ran).toEqual([]);
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'failed', detail: 'broken off more than 2 hours ago' });
  });

  /** A job that works until it is let go. */
  function slow(o: Partial<Job> = {}): { job: Job & { ran: string[] }; begun: Promise<void>; release(): void } {
    let release = (): void => {};
    let begin = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const job = daily(o);
    const { run } = job;
    job.run = async (due, all) => {
      begin();
      await released;
      return run(due, all);
    };
    return { job, begun, release };
  }

  test('one run of a job at a time, whatever its lease: the next begins when the first has ended', async () => {
    const { job, begun, release } = slow({ schedule: '0 * * * *' });
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    const first = jobs.look();
    await begun;
    set('2026-11-25T10:00:00Z');
    await jobs.look();
    expect((await store.jobRuns.recent('daily', 5)).map((run) => run.state)).toEqual(['running']);
    release();
    await first;
    await jobs.look();
    expect(job.ran).toEqual(['2026-11-25T09:00', '2026-11-25T10:00']);
  });

  test('one job that cannot be run does not hold up the others', async () => {
    const broken = daily({
      name: 'broken',
      run: async () => {
        throw new Error('no');
      },
    });
    const job = daily();
    const jobs = runner(broken, job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    await jobs.look();
    expect(job.ran).toEqual(['2026-11-25T09:00']);
  });

  test('a store that is not there is told loudly and looked at again', async () => {
    const other = await openStore({ file: ':memory:', now });
    const jobs = new JobRunner([daily()], {
      runs: other.jobRuns,
      context,
      now,
      log: pino({}, { write: (line) => logged.push(JSON.parse(line)) }),
    });
    await other.close();
    await jobs.look();
    expect(loud()).toEqual(['jobs could not be looked after; tried again in a minute']);
  });

  test('stopping waits for what runs and begins nothing more', async () => {
    const { job, begun, release } = slow();
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    const looking = jobs.look();
    await begun;
    const stopped = jobs.stop(60_000);
    release();
    await Promise.all([stopped, looking]);
    expect(job.ran).toEqual(['2026-11-25T09:00']);
    set('2026-11-26T09:00:00Z');
    await jobs.look();
    expect(job.ran).toEqual(['2026-11-25T09:00']);
  });

  test('what is still running when patience ends is taken up by the next after its lease', async () => {
    const { job, begun, release } = slow();
    const jobs = runner(job);
    await jobs.look();
    set('2026-11-25T09:00:00Z');
    const looking = jobs.look();
    await begun;
    await jobs.stop(0);
    expect(logged.at(-1)?.msg).toMatch(/^stopped in the middle of a job/);
    const next = daily();
    await runner(next).look();
    expect(next.ran).toEqual([]);
    pass(1.1);
    await runner(next).look();
    expect(next.ran).toEqual(['2026-11-25T09:00']);
    release();
    await looking;
    expect((await store.jobRuns.recent('daily', 1))[0]).toMatchObject({ state: 'done', attempts: 2 });
    expect(logged.map((line) => line.msg)).toContain('the run ended after another process had taken it up');
  });

  describe('by hand', () => {
    test('is for the last due time, once; again only when that is said', async () => {
      const job = daily();
      const jobs = runner(job);
      expect(await jobs.run('daily')).toMatchObject({ did: 'ran', run: { due: '2026-11-24T09:00:00.000Z', state: 'done' } });
      expect(await jobs.run('daily')).toMatchObject({ did: 'already', run: { state: 'done', attempts: 1 } });
      expect(await jobs.run('daily', { again: true })).toMatchObject({ did: 'ran', run: { state: 'done', attempts: 2 } });
      expect(job.ran).toEqual(['2026-11-24T09:00', '2026-11-24T09:00']);
    });

    test('what the clock has run is not run again, and the other way round', async () => {
      const job = daily();
      const jobs = runner(job);
      await jobs.look();
      set('2026-11-25T09:00:00Z');
      await jobs.look();
      expect((await jobs.run('daily')).did).toBe('already');
      set('2026-11-26T09:00:00Z');
      expect((await jobs.run('daily')).did).toBe('ran');
      await jobs.look();
      expect(job.ran).toEqual(['2026-11-25T09:00', '2026-11-26T09:00']);
    });

    test('two at once: one runs, the other is told so', async () => {
      const { job, begun, release } = slow();
      const [one, other] = [runner(job), runner(job)];
      const first = one.run('daily');
      await begun;
      expect((await other.run('daily')).did).toBe('running');
      expect((await other.run('daily', { again: true })).did).toBe('running');
      release();
      expect((await first).did).toBe('ran');
      expect(job.ran).toHaveLength(1);
    });

    test('one that waits to be tried again is tried now', async () => {
      let broken = true;
      const job = daily({
        run: async () => {
          if (broken) throw new Unavailable('AWS does not answer.');
          return 'well';
        },
      });
      const jobs = runner(job);
      expect(await jobs.run('daily')).toMatchObject({ did: 'ran', run: { state: 'waiting', detail: 'AWS does not answer.' } });
      broken = false;
      expect(await jobs.run('daily')).toMatchObject({ did: 'ran', run: { state: 'done', attempts: 2, detail: 'well' } });
    });

    test.each([
      ['dayly', {}, 'There is no job "dayly"; did you mean daily? Jobs: daily.'],
      [
        'daily',
        { due: new Date('2026-11-25T09:00:00Z') },
        '2026-11-25T09:00:00.000Z is still to come; a job is run for a time that has passed.',
      ],
    ])('%s %j is refused in a sentence', (name, o, told) => expect(runner(daily()).run(name, o)).rejects.toEqual(new UsageError(told)));
  });

  test('the list tells the next run and the last ones, the latest first', async () => {
    const job = daily();
    const jobs = runner(job);
    await jobs.run('daily', { due: new Date('2026-11-20T09:00:00Z') });
    await jobs.run('daily');
    expect(await jobs.list()).toMatchObject([
      { name: 'daily', next: '2026-11-25T09:00:00.000Z', runs: [{ due: '2026-11-24T09:00:00.000Z' }, { due: '2026-11-20T09:00:00.000Z' }] },
    ]);
  });
});

describe('the minute', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-25T08:59:30Z') }));
  afterEach(() => jest.useRealTimers());

  test('jobs are looked after at once, every minute, after the process was held up, and not after the stop', async () => {
    const looks: string[] = [];
    let stops = 0;
    const jobs = startJobs({
      look: async () => void looks.push(new Date().toISOString().slice(11, 19)),
      stop: async () => void stops++,
    });
    expect(looks).toEqual(['08:59:30']);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(looks).toEqual(['08:59:30', '09:00:01', '09:01:01']);
    looks.length = 0;
    jest.setSystemTime(new Date('2026-11-25T13:30:20Z'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks[0]?.slice(0, 5)).toBe('13:30');
    await jobs.stop();
    looks.length = 0;
    await jest.advanceTimersByTimeAsync(180_000);
    expect([looks, stops]).toEqual([[], 1]);
  });
});

describe('refresh', () => {
  const due = new Date('2026-11-25T05:17:00Z');
  test.each([
    [undefined, "left out: today's requests to Cost Explorer are used up"],
    [{ months: [], requests: 0, notes: [] }, 'nothing had changed'],
    [{ months: ['2026-11'], requests: 1, notes: [] }, 'read 1 month with 1 paid request'],
    [{ months: ['2026-10', '2026-11'], requests: 9, notes: [] }, 'read 2 months with 9 paid requests'],
  ])('%j: %s', async (report, told) => expect(await refresh.run(due, { refresh: async () => report })).toBe(told));
});
