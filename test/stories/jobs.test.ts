import { runJob } from '../../src/cli/run-job.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { type Started, start } from '../start.js';

let bot: Started;
beforeEach(async () => {
  bot = await start();
});
afterEach(() => bot.close());

/** Eve is the admin of the sample company. */
const asEve = (text: string): Promise<Message> => bot.ask(text, 'U0EVE');
const paid = (): number => bot.aws.requests.length;

describe('/aispend jobs', () => {
  test('who is no admin is told who may, and nothing runs', async () => {
    const before = paid();
    for (const text of ['jobs', 'jobs run refresh'])
      expect((await bot.ask(text, 'U0ADA')).text).toMatch(/^Only admins may see and run jobs; ask one of them: <@U0EVE> \(reference/);
    expect([paid(), await bot.parts.store.jobRuns.recent('refresh', 5)]).toEqual([before, []]);
  });

  test('without any admin it is told where they are named', async () => {
    await bot.close();
    bot = await start({ config: { admins: [] } });
    expect((await asEve('jobs')).text).toMatch(/list Slack user ids under `admins` in aispend\.yaml/);
  });

  test('an admin sees each job with its next run, before and after it ran', async () => {
    expect((await asEve('jobs')).text).toMatch(
      /^refresh: has not run by the clock yet; the bill was read <!date\^\d+\^[^|]+\|2026-11-25 12:00 UTC>, next <!date\^1795612620\^[^|]+\|2026-11-25 13:17 UTC>\./,
    );
    await bot.parts.jobs.look();
    bot.clock.set('2026-11-25T13:17:01Z');
    await bot.parts.jobs.look();
    const { text, blocks } = await asEve('jobs');
    expect(text).toMatch(/^refresh: done in under 1 s: .*?, next <!date\^\d+\^[^|]+\|2026-11-25 21:17 UTC>\./);
    const table = blocks.find((block) => block.type === 'data_table');
    expect(table.caption).toBe('Last runs, without those that found nothing to do');
    const row = table.rows.find((cells: { text?: string }[]) => cells[0]?.text === 'refresh');
    expect(row.map((cell: { text?: string }) => cell.text)).toEqual([
      'refresh',
      undefined,
      'done',
      'under 1 s',
      '1',
      '–',
      expect.stringMatching(/^(read|nothing)/),
    ]);
    expect(row[1].elements[0].elements[0]).toMatchObject({ type: 'date', fallback: '2026-11-25 13:17 UTC' });
  });

  test('one that was given up is said by status, with the cure, until it has run', async () => {
    expect(JSON.stringify((await bot.ask('status')).blocks)).toContain('Figures are in order');
    const due = '2026-11-25T05:37:00.000Z';
    const run = await bot.parts.store.jobRuns.begin('anomaly-watch', due, '2026-11-25T12:01:00.000Z');
    if (!run) throw new Error('it ran before');
    await bot.parts.store.jobRuns.end(run, { state: 'failed', until: null, reference: 'abc', detail: 'AWS does not answer' });
    const told = await bot.ask('status');
    expect(JSON.stringify(told.blocks)).toContain('1 thing needs attention');
    expect(told.text).toContain(
      'The job anomaly-watch, due 2026-11-25 05:37 UTC, was given up: AWS does not answer. An admin runs it once more with',
    );
    await bot.parts.jobs.run('anomaly-watch', { again: true });
    expect(JSON.stringify((await bot.ask('status')).blocks)).toContain('Figures are in order');
  });

  test('a workspace that does not know tables reads the same times in text', async () => {
    await asEve('jobs run refresh');
    bot.slack.trouble.refuseBlocks('data_table');
    expect(JSON.stringify((await asEve('jobs')).blocks)).toMatch(/refresh +2026-11-25 05:17 UTC +done/);
  });

  test('by hand twice: the second time says so and costs nothing; again runs it once more', async () => {
    expect((await asEve('jobs run refresh')).text).toMatch(/^refresh due .*2026-11-25 05:17 UTC> was run: done in under 1 s: /);
    const before = paid();
    expect((await asEve('jobs run refresh')).text).toMatch(/had been run already and was left alone: done/);
    expect(paid()).toBe(before);
    expect((await asEve('jobs run refresh again')).text).toMatch(/was run: done after 2 attempts/);
    expect(await bot.parts.store.jobRuns.recent('refresh', 5)).toHaveLength(1);
  });

  test('one that fails is told with its reason and when it is tried again', async () => {
    bot.aws.trouble.deny('GetDimensionValues');
    expect((await asEve('jobs run refresh')).text).toMatch(
      /was run: failed \(reference [0-9a-f]{8}\): AWS refused ce:GetDimensionValues.*; tried again <!date\^\d+\^[^|]+\|2026-11-25 12:01 UTC>\.$/,
    );
  });

  test.each([
    ['jobs run refersh', /^There is no job "refersh"; did you mean refresh\? Jobs: refresh, weekly-chargeback, .*\.$/],
    ['jobs run', /takes nothing more or run &lt;name&gt;, so "run" does not fit/],
    ['jobs stop refresh', /"stop refresh" does not fit/],
  ])('%s is answered with a hint', async (text, told) => expect((await asEve(text)).text).toMatch(told));
});

describe('aispend job', () => {
  const terminal = async (words: string[], o: { due?: string; again?: boolean; json?: boolean } = {}) => {
    const [out, err]: string[][] = [[], []];
    const code = await runJob({
      words,
      json: o.json === true,
      csv: false,
      due: o.due,
      again: o.again === true,
      parts: bot.parts,
      now: bot.clock.now,
      say: (text) => out?.push(text),
      aside: (text) => err?.push(text),
    });
    return { code, out: out?.join('\n'), err: err?.join('\n') };
  };

  test('lists jobs, for people and for scripts', async () => {
    await terminal(['run', 'refresh']);
    expect((await terminal(['list'])).out).toMatch(
      /^refresh: Reads the bill again.*\. Next 2026-11-25 13:17 UTC \(17 5,13,21 \* \* \*, UTC\)\n {2}2026-11-25 05:17 UTC {2}done in under 1 s: /,
    );
    expect(JSON.parse((await terminal(['list'], { json: true })).out ?? '')[0]).toMatchObject({
      name: 'refresh',
      next: '2026-11-25T13:17:00.000Z',
      runs: [{ due: '2026-11-25T05:17:00.000Z', state: 'done' }],
    });
  });

  test('runs one for a due time of its own, once unless --again', async () => {
    const due = '2026-11-20T05:17:00Z';
    expect(await terminal(['run', 'refresh'], { due })).toMatchObject({ code: 0, out: 'refresh is done.' });
    expect(await terminal(['run', 'refresh'], { due })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^refresh due 2026-11-20 05:17 UTC was left alone, it has been run already: done/),
    });
    expect(await terminal(['run', 'refresh'], { due, again: true })).toMatchObject({ code: 0, out: 'refresh is done.' });
    expect(JSON.parse((await terminal(['run', 'refresh'], { due, json: true })).out ?? '')).toMatchObject({
      did: 'already',
      run: { attempts: 2 },
    });
  });

  test.each(['5', 'Nov 23', 'monday 9', '2026-02-30T09:00:00Z', '2026-11-23 09:00', '2026-11-23T09:00', '11/23/2026', ''])(
    '--due %j is no time, and nothing runs',
    async (due) => {
      await expect(terminal(['run', 'refresh'], { due })).rejects.toThrow(`"${due}" is not a time; write --due 2026-11-23T09:00:00Z.`);
      expect((await bot.parts.jobs.list())[0]?.runs).toEqual([]);
    },
  );

  test('one that fails is told on stderr with exit code 1', async () => {
    bot.aws.trouble.deny('GetDimensionValues');
    expect(await terminal(['run', 'refresh'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^refresh due 2026-11-25 05:17 UTC: failed in .*, reference [0-9a-f]{8}, tried again 2026-11-25 12:01 UTC: AWS refused/,
      ),
    });
  });

  test.each([[['run']], [['lsit']], [[]]])('%j is answered with what there is', (words) =>
    expect(terminal(words)).rejects.toThrow('Write `aispend job run <name>` or `aispend job list`; jobs: refresh, '),
  );
});
