import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleConfig } from '../../src/playground/sample/sample-config.js';
import { openAnomalies, told, words } from '../anomaly-world.js';

let bot: Awaited<ReturnType<typeof openAnomalies>>;
const open = async (o: Parameters<typeof openAnomalies>[0] = {}): Promise<void> => {
  bot = await openAnomalies(o);
};
afterEach(() => bot.close());

describe('an agent runs away', () => {
  test("its team's channel hears of it once, with the dollars, the range, the models and how far the bill reaches", async () => {
    await open();
    expect(told(await bot.runJob('anomaly-watch'))).toEqual([
      expect.stringMatching(/^C0GENERAL: support: \$1,144\.22 above expected on 22–23 Nov 2026\. What to do: /),
    ]);
    expect(words(bot.card())).toMatch(
      /\$1,524\.56 billed, about \$380\.34 expected.*23 Nov 2026 cost \$823\.74; usual for that day is \$158\.83 to \$288\.70.*Very likely.*the same weekdays of the last 6 weeks/,
    );
    expect(words(bot.card())).toMatch(/Driven by.*model Claude Sonnet 5.*model Claude Haiku 4\.5.*Billed in full until 23 Nov 2026/);
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
    bot.clock.set('2026-11-25T14:00:00Z');
    expect(await bot.runJob('anomaly-watch')).toEqual([]);
  });

  test('the next days are told in its thread, once a day, until it is over', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    expect(told(await bot.morning('2026-11-26'))).toEqual([
      expect.stringMatching(
        /^C0GENERAL thread: It goes on: 24 Nov 2026 cost \$[\d,.]+ instead of about \$[\d,.]+\. \$[\d,.]+ above expected so far, \$[\d,.]+ more than last told\./,
      ),
    ]);
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
    expect(bot.card().text).toMatch(/^support: \$1,\d{3}\.\d\d above expected on 22–24 Nov 2026/);
    expect(told(await bot.morning('2026-11-27'))).toEqual([expect.stringMatching(/^C0GENERAL thread: It goes on: 25 Nov 2026/)]);
    expect(told(await bot.morning('2026-11-28'))).toEqual([]);
    expect(told(await bot.morning('2026-11-29'))).toEqual([]);
    expect(told(await bot.morning('2026-11-30'))).toEqual([
      expect.stringMatching(
        /^C0GENERAL thread: It is over\. The last three complete days were within the usual range\. In all \$[\d,.]+ above expected on 22–25 Nov 2026\./,
      ),
    ]);
    expect(words(bot.card())).toMatch(/\*Over\.\*/);
    expect(words(bot.card())).not.toMatch(/It's planned"/);
    expect((await bot.ask('anomalies')).text).toMatch(/^Nothing unusual is open\./);
  });

  test('a process that dies between deciding and saying says it when it is back, once', async () => {
    await open();
    const { put } = bot.parts.outbox;
    bot.parts.outbox.put = async (messages) => {
      if (messages.length > 0) throw new Error('the process is gone');
      return [];
    };
    await expect(bot.runJob('anomaly-watch')).rejects.toThrow(/waiting/);
    bot.parts.outbox.put = put;
    bot.clock.pass(120);
    await bot.parts.jobs.look();
    expect(told(await bot.delivered())).toEqual([expect.stringMatching(/^C0GENERAL: support: \$1,144\.22/)]);
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
  });

  test('an alert that did not arrive: once the channel works the next day is told as a message of its own', async () => {
    await open();
    bot.slack.trouble.fail('chat.postMessage', 'not_in_channel', 1);
    expect(told(await bot.runJob('anomaly-watch')).filter((words) => words.startsWith('C0GENERAL'))).toEqual([]);
    expect(told(await bot.morning('2026-11-26'))).toEqual([expect.stringMatching(/^C0GENERAL: support: \$[\d,.]+ above expected/)]);
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
  });

  test('a team that is renamed meanwhile is the same team: its incident goes on in its thread, and what was announced stays so', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'aispend-'));
    await open({ dataDir });
    await bot.runJob('anomaly-watch');
    await bot.close();
    const renamed = sampleConfig.teams.map((team) => (team.name === 'support' ? { ...team, name: 'care', aliases: ['support'] } : team));
    const { slack } = bot;
    await slack.listen();
    await open({ dataDir, slack, filled: 'empty', at: '2026-11-26T06:00:00Z', config: { teams: renamed } });
    expect(await bot.morning('2026-11-26')).toMatchObject([
      { channel: 'C0GENERAL', text: expect.stringMatching(/^It goes on: 24 Nov 2026/), threadTs: expect.any(String) },
    ]);
    const [row] = await bot.parts.store.incidents.current(bot.clock.now());
    expect(row).toMatchObject({ subject: { kind: 'team', name: 'care' }, team: 'care' });
    await bot.close();

    await open({ dataDir: `${dataDir}-2`, at: '2026-11-24T06:00:00Z' });
    await bot.ask('planned team support from 2026-11-22 until 2026-11-30 "load test"', 'U0EVE', 'C0GENERAL');
    await bot.close();
    await open({ dataDir: `${dataDir}-2`, filled: 'empty', at: '2026-11-26T06:00:00Z', config: { teams: renamed } });
    expect(await bot.morning('2026-11-26')).toEqual([]);
    for (const folder of [dataDir, `${dataDir}-2`]) await rm(folder, { recursive: true, force: true });
  });

  test('a team without a channel: finance hears of it; without finance the admins do, each in a message of their own', async () => {
    await open({ config: { teams: [], chargeback: { financeChannel: 'C0FIN' } } });
    expect((await bot.runJob('anomaly-watch')).map((one) => one.channel)).toEqual(['C0FIN']);
    await bot.close();
    await open({ config: { teams: [], chargeback: {}, admins: ['U0EVE', 'U0ADA'] } });
    expect((await bot.runJob('anomaly-watch')).map((one) => one.channel).sort()).toEqual(['D0ADA', 'D0EVE']);
  });

  test('less than the configured dollars a day is no message', async () => {
    await open({ config: { anomalies: { minimumDollars: 5000 } } });
    expect(await bot.runJob('anomaly-watch')).toEqual([]);
  });

  test('Look closer shows to who pressed the days and what changed', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    const closer = await bot.press('U0BEN', bot.card(), 'Look closer');
    expect(closer.text).toMatch(
      /^support, day by day\. What changed most: Claude Sonnet 5, \$[\d,.]+ on 15–16 Nov 2026, \$[\d,.]+ on 22–23 Nov 2026\.$/,
    );
    expect(words(closer)).toMatch(
      /"23 Nov 2026".*"\$823\.74".*Models that changed most.*\+\$907\.93.*Claude Sonnet 5: \$259\.75 before, \$1,167\.67 now/,
    );
    // The incident's own days stand first, then those before it.
    expect(words(closer)).toMatch(
      /"Usual up to"\}\],\[\{"type":"raw_text","text":"22 Nov 2026".*"23 Nov 2026".*"21 Nov 2026".*"12 Nov 2026"/,
    );
    expect(words(closer)).toMatch(/Who called is not known from Cost Explorer/);
    expect(words(closer)).not.toMatch(/anomaly_pause/);
  });
});

describe('when the bill has been read for the first time', () => {
  test('what is open is told at once, and `anomalies` has an answer; budgets follow', async () => {
    await open();
    expect((await bot.ask('anomalies')).text).toMatch(/not been looked for yet/);
    await bot.parts.jobs.begin();
    const said = told(await bot.delivered());
    expect(said.filter((words) => / above expected/.test(words))).toEqual([expect.stringMatching(/^C0GENERAL: support: \$1,144\.22/)]);
    expect((await bot.ask('anomalies')).text).toMatch(/^1 open incident\./);
    expect((await bot.parts.store.jobRuns.recent('budget-watch', 5)).map((run) => run.state)).toEqual(['done']);
    await bot.parts.jobs.begin();
    expect(await bot.delivered()).toEqual([]);
  });

  test('what is over is told to nobody, then or later, unless it begins again; nor is the budget of a month that is over', async () => {
    await open({ at: '2026-12-02T12:00:00Z' });
    await bot.runJob('refresh', { again: true });
    await bot.parts.jobs.begin();
    const rows = await bot.parts.store.incidents.current(new Date('2026-11-01T00:00:00Z'));
    expect(rows.map((row) => [row.state, row.places])).toEqual([['ended', []]]);
    expect(told(await bot.delivered()).filter((words) => /above expected|November 2026/.test(words))).toEqual([]);
    expect((await bot.ask('anomalies')).text).toMatch(/^Nothing unusual is open\./);
    bot.clock.set('2026-12-02T14:00:00Z');
    for (const job of ['anomaly-watch', 'budget-watch'])
      expect(told(await bot.runJob(job)).filter((words) => /above expected|November 2026/.test(words))).toEqual([]);
  });
});

describe("it's planned", () => {
  test('the manager says so: the thread and the card tell who and until when, and nothing more is said', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    const done = await bot.sayPlanned('U0EVE', bot.card(), '2026-11-28', 'load test of the <!channel> triage');
    expect(done.text).toBe('Done: support is planned until 28 Nov 2026, says <@U0EVE>.');
    expect(told(await bot.delivered())).toEqual([
      expect.stringMatching(
        /^C0GENERAL thread: <@U0EVE> says it is planned until 28 Nov 2026: load test of the &lt;!channel&gt; triage\. Until then nothing more is said/,
      ),
    ]);
    expect(words(bot.card())).toMatch(/Planned until 28 Nov 2026.*<@U0EVE>.*Undo/);
    expect(await bot.morning('2026-11-26')).toEqual([]);
    expect(await bot.morning('2026-11-27')).toEqual([]);
    expect(await bot.morning('2026-12-02')).toEqual([]);
    expect((await bot.ask('anomalies')).text).toMatch(/^Nothing unusual is open\./);
  });

  test('undone, it is watched again and goes on in the same thread', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    await bot.sayPlanned('U0EVE', bot.card(), '2026-12-20', '');
    await bot.delivered();
    expect((await bot.press('U0EVE', bot.card(), 'Undo "planned"')).text).toBe('Done: support is open and watched.');
    expect(told(await bot.delivered())).toEqual([expect.stringMatching(/^C0GENERAL thread: <@U0EVE> took back that it is planned/)]);
    expect(told(await bot.morning('2026-11-26'))).toEqual([expect.stringMatching(/^C0GENERAL thread: It goes on: 24 Nov 2026/)]);
  });

  test('when the time is over and it still goes on, the thread says so', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    await bot.sayPlanned('U0EVE', bot.card(), '2026-11-25', '');
    bot.clock.set('2026-11-25T08:00:00Z');
    await bot.delivered();
    // By the bill of the 27th the 25th is complete, the last wild day; the plan covers it. One that ends a day earlier does not.
    expect(await bot.morning('2026-11-27')).toEqual([]);
    await bot.close();
    await open({ at: '2026-11-24T06:00:00Z' });
    await bot.morning('2026-11-24');
    await bot.sayPlanned('U0EVE', bot.card(), '2026-11-24', '');
    await bot.delivered();
    expect(await bot.morning('2026-11-25')).toEqual([]);
    expect(await bot.morning('2026-11-26')).toEqual([]);
    expect(told(await bot.morning('2026-11-27'))).toEqual([
      expect.stringMatching(/^C0GENERAL thread: The time it was planned for is over, and it goes on: 25 Nov 2026 cost/),
    ]);
  });

  test('who does not answer for the money is told who does', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    const refused = await bot.press('U0BEN', bot.card(), "It's planned");
    expect(refused.text).toMatch(/^Only managers of support and admins can say that it is planned; ask one of them: .*U0EVE/);
    expect(await bot.delivered()).toEqual([]);
    expect(words(bot.card())).toMatch(/What to do:\* if it is meant, a manager of support or an admin presses _It's planned_\./);
  });

  test('two managers at once: one is written down, the other is told', async () => {
    await open({ config: { teams: [{ name: 'support', channel: 'C0GENERAL', managers: ['U0EVE', 'U0ADA'] }] } });
    await bot.runJob('anomaly-watch');
    const first = bot.card();
    const both = await Promise.all([bot.sayPlanned('U0EVE', first, '2026-11-28', 'a'), bot.sayPlanned('U0ADA', first, '2026-11-29', 'b')]);
    expect(both.map((one) => one.text.split(':')[0]).sort()).toEqual(['Done', 'Nothing was changed']);
    expect(await bot.delivered()).toHaveLength(1);
  });
});

describe('announced before it comes', () => {
  test('it is not told; taken back, it is', async () => {
    await open();
    bot.clock.set('2026-11-22T09:00:00Z');
    const announced = await bot.ask('planned team support until friday "load test"', 'U0EVE', 'C0GENERAL');
    expect(announced.text).toMatch(/^Announced: Team support, 22–27 Nov 2026 \(load test\)\. Nothing is said of unusual spend of the team/);
    expect((await bot.ask('planned team support until friday', 'U0EVE', 'C0GENERAL')).text).toMatch(/^Was announced already by <@U0EVE>/);
    expect((await bot.ask('planned', 'U0BEN', 'C0GENERAL')).text).toMatch(/Team support, 22–27 Nov 2026, announced by <@U0EVE>: load test/);
    bot.clock.set('2026-11-25T06:00:00Z');
    expect(await bot.runJob('anomaly-watch')).toEqual([]);
    const id = /planned remove (\w+)/.exec(announced.text)?.[1];
    expect((await bot.ask(`planned remove ${id}`, 'U0BEN')).text).toMatch(/^Only managers of support and admins can take back/);
    expect((await bot.ask(`planned remove ${id}`, 'U0EVE')).text).toMatch(
      /^No longer announced: Team support, 22–27 Nov 2026\. It is watched again\.$/,
    );
    expect(told(await bot.runJob('anomaly-watch', { again: true }))).toEqual([expect.stringMatching(/^C0GENERAL: support: \$1,144\.22/)]);
  });

  test('announced after the alert, the alert ends without a word', async () => {
    await open();
    await bot.runJob('anomaly-watch');
    await bot.ask('planned team support from 2026-11-22 until 2026-11-30', 'U0EVE');
    expect(await bot.morning('2026-11-26')).toEqual([]);
    expect(await bot.morning('2026-11-27')).toEqual([]);
  });

  test.each([
    ['planned tem support until friday', /^What is planned\?/],
    ['planned team support', /^Until when\? Write it like team engineering until friday "load test"\./],
    ['planned team suport until friday', /^There is no team "suport"; did you mean support\?/],
    ['planned team support until 2027-06-01', /^1 Jun 2027 is more than 92 days away/],
    ['planned team support until 2026-11-01', /^1 Nov 2026 is over; write today or a day to come/],
    ['planned team support until someday', /^"someday" is not a day; write friday/],
    ['planned principal TicketTriageAgent until friday', /^Cost Explorer does not tell who called; announce the team/],
    ['planned model claude until friday', /^There is no model "claude"/],
    ['planned remove zzzzzz', /^Nothing that is announced is called "zzzzzz"/],
    ['planned remove', /^Which one\?/],
  ])('%s', async (typed, answer) => {
    await open();
    expect((await bot.ask(typed, 'U0EVE')).text).toMatch(answer);
  });
});
