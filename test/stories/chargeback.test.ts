import { sum } from '../../src/money.js';
import { sampleConfig } from '../../src/playground/sample/sample-config.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { accountOf, line } from '../account.js';
import { type Started, start } from '../start.js';

let bot: Started;
const open = async (o: Parameters<typeof start>[0] = {}): Promise<Started> => {
  bot = await start({ at: '2026-11-25T12:00:00Z', ...o });
  return bot;
};
afterEach(() => bot.close());

const inChannel = (messages: Message[], channel: string): Message[] => messages.filter((one) => one.channel === channel);
const table = (message: Message, index = 0) =>
  message.blocks
    .filter((block) => block.type === 'data_table')
    [index].rows.map((row: { value?: number; text: string }[]) => row.map((cell) => cell.text));
const dollars = (text: string): number => Math.round(Number(text.replace(/[$,]/g, '')) * 100);

describe('Monday morning', () => {
  test('each team hears of its week in its channel, or its managers directly; finance gets all teams and a CSV', async () => {
    await open();
    const said = await bot.runJob('weekly-chargeback');
    const eng = inChannel(said, 'C0ENG');
    expect(eng.map((one) => one.text)).toEqual([
      expect.stringMatching(/^Weekly chargeback: engineering spent \$[\d,.]+ on Amazon Bedrock, last week \(16–22 Nov 2026, UTC\)/),
    ]);
    expect(eng[0]?.blocks[0].text.text).toMatch(/^engineering: \$/);
    expect(JSON.stringify(eng[0]?.blocks)).toMatch(/November 2026 so far: \$[\d,.]+ of a budget of \$18,000\.00/);
    // Ada reads her team's channel and Cleo that of data-science; research has none.
    expect(inChannel(said, 'D0ADA')).toEqual([]);
    expect(inChannel(said, 'D0CLEO').map((one) => /: (\S+) spent/.exec(one.text)?.[1])).toEqual(['research']);
    const finance = inChannel(said, 'C0FIN').filter((one) => one.text.startsWith('Weekly chargeback. All teams'));
    expect(finance).toHaveLength(1);
    const rows = table(finance[0] as Message).slice(1);
    const total = /All teams: (\$[\d,.]+)/.exec(JSON.stringify(finance[0]?.blocks))?.[1] ?? '';
    expect(Math.abs(rows.reduce((all: number, row: string[]) => all + dollars(row[1] as string), 0) - dollars(total))).toBeLessThanOrEqual(
      rows.length / 2,
    );
    expect(rows.at(-1)?.[0]).toBe('(unattributed)');
    const file = said.flatMap((one) => one.files ?? []);
    expect(file.map((one: { name: string }) => one.name)).toEqual(['chargeback-2026-11-16.csv']);
  });

  test('run again, or by another process that took it up, it says nothing twice', async () => {
    await open();
    expect((await bot.runJob('weekly-chargeback')).length).toBeGreaterThan(5);
    expect(await bot.runJob('weekly-chargeback', { again: true })).toEqual([]);
  });

  test('it asks Cost Explorer nothing, whatever the number of teams', async () => {
    await open();
    const before = bot.aws.requests.length;
    await bot.runJob('weekly-chargeback');
    expect(bot.aws.requests.length).toBe(before);
  });

  test('after days of downtime the bill is read before the report', async () => {
    await open({ at: '2026-11-25T12:00:00Z' });
    bot.clock.set('2026-11-30T08:00:10Z');
    const before = bot.aws.requests.length;
    const said = await bot.runJob('weekly-chargeback');
    expect(bot.aws.requests.length).toBeGreaterThan(before);
    expect(inChannel(said, 'C0ENG')[0]?.text).toMatch(/as of 2026-11-30 08:0\d UTC/);
  });

  test('where Monday comes before it does in UTC, the report is of the week that has just ended there', async () => {
    const account = accountOf(['2026-11-14', '2026-11-18', '2026-11-22'].map((day) => line({ day, cost: '10' })));
    await open({ at: '2026-11-22T20:00:00Z', account, config: { timezone: 'Pacific/Auckland' } });
    const [finance] = inChannel(await bot.runJob('weekly-chargeback'), 'C0FIN');
    expect(finance?.text).toMatch(/last week \(16–22 Nov 2026, UTC\).*not complete yet: .*22 Nov 2026/);
  });

  test('a week without spend is one line, or nothing where the config says so', async () => {
    const teams = [
      { name: 'nobody', channel: 'C0ENG' },
      { name: 'engineering', channel: 'C0DATA' },
    ];
    await open({ config: { teams, chargeback: {} } });
    expect((await bot.runJob('weekly-chargeback')).map((one) => one.text)).toEqual([
      expect.stringMatching(/^nobody spent nothing on Amazon Bedrock, last week .*, and nothing the week before\.$/),
      expect.stringMatching(/^Weekly chargeback: engineering/),
    ]);
    await bot.close();
    await open({ config: { teams, chargeback: { nothingToSay: 'skip' } } });
    expect((await bot.runJob('weekly-chargeback')).map((one) => one.channel)).toEqual(['C0DATA']);
  });

  test('shared teams are split among the others, to the last digit, and shown beside the table', async () => {
    await open({
      config: {
        chargeback: { financeChannel: 'C0FIN', shared: { teams: ['plattform'], split: 'proportional' } },
        teams: sampleConfig.teams.map((team) => (team.name === 'platform' ? { ...team, aliases: ['plattform'] } : team)),
      },
    });
    const said = await bot.runJob('weekly-chargeback');
    const finance = inChannel(said, 'C0FIN').find((one) => one.text.startsWith('Weekly chargeback. All teams')) as Message;
    expect(JSON.stringify(finance.blocks)).toMatch(/what platform spent .* falls to the other teams like this/);
    expect(JSON.stringify(inChannel(said, 'C0ENG')[0]?.blocks)).toMatch(/part of the shared teams' spend, not in the figures above: \$/);
  });

  test('Details shows the whole week to who pressed; Settings says who hears what and how to change it', async () => {
    await open();
    const said = await bot.runJob('weekly-chargeback');
    const card = inChannel(said, 'C0ENG')[0] as Message;
    const next = bot.slack.nextMessage((one) => one.onlyFor === 'U0BEN');
    await bot.slack.click('U0BEN', card, 'Details');
    expect((await next).text).toMatch(/^engineering spent \$[\d,.]+ on Amazon Bedrock, that week \(16–22 Nov 2026, UTC\)/);
    const settings = bot.slack.nextMessage((one) => one.onlyFor === 'U0BEN');
    await bot.slack.click('U0BEN', card, 'Settings');
    expect(JSON.stringify((await settings).blocks)).toMatch(/0 9 \* \* 1.*Europe\/Berlin.*<@U0EVE>/);
  });

  test('a channel that takes no messages is told to the admins once, with the cure; the others hear', async () => {
    await open({
      config: {
        teams: [
          { name: 'engineering', channel: 'C0GONE' },
          { name: 'support', channel: 'C0GENERAL' },
        ],
      },
    });
    const said = await bot.runJob('weekly-chargeback');
    expect(inChannel(said, 'C0GENERAL')).toHaveLength(1);
    expect([...said, ...(await bot.delivered())].filter((one) => one.channel === 'D0EVE').map((one) => one.text)).toEqual([
      expect.stringMatching(/^Messages of aispend do not reach <#C0GONE>: Slack says `channel_not_found`\. Check the id in aispend\.yaml/),
    ]);
    bot.clock.set('2026-11-30T08:00:00Z');
    const later = await bot.runJob('weekly-chargeback');
    expect(later.filter((one) => one.channel === 'D0EVE')).toEqual([]);
  });
});

describe('budgets', () => {
  const budgets = (support: number) => ({
    teams: [{ name: 'support', channel: 'C0GENERAL', managers: ['U0EVE'], budget: support }],
    chargeback: { financeChannel: 'C0FIN' },
  });

  test('a threshold is told once a month; a raise arms it anew', async () => {
    await open({ config: budgets(100) });
    const said = await bot.runJob('budget-watch');
    expect(said.map((one) => [one.channel, one.text])).toEqual(
      ['C0GENERAL', 'C0FIN'].map((place) => [
        place,
        expect.stringMatching(/^support has used up its budget for November 2026: \$[\d,.]+ of \$100\.00 \([\d,.]+ %\)\.$/),
      ]),
    );
    bot.clock.set('2026-11-26T06:00:00Z');
    expect(await bot.runJob('budget-watch')).toEqual([]);
    const dataDir = bot.dataDir;
    const raised = await start({ at: '2026-11-26T06:30:00Z', dataDir, filled: 'empty', config: budgets(200), slack: bot.slack });
    expect((await raised.runJob('budget-watch', { again: true })).map((one) => one.channel).sort()).toEqual(['C0FIN', 'C0GENERAL']);
    await raised.sender.stop();
    await raised.bot.stop();
    await raised.parts.close();
    await raised.aws.close();
  });

  test('a team that is renamed and keeps its old name as an alias has the same budget: nothing is said again', async () => {
    await open({ at: '2026-11-25T06:00:00Z', config: budgets(100) });
    expect(await bot.runJob('budget-watch')).toHaveLength(2);
    const config = budgets(100);
    const teams = config.teams.map((team) => (team.name === 'support' ? { ...team, name: 'care', aliases: ['support'] } : team));
    const { dataDir, slack } = bot;
    const renamed = await start({ at: '2026-11-25T14:00:00Z', dataDir, filled: 'empty', config: { ...config, teams }, slack });
    expect(await renamed.runJob('budget-watch')).toEqual([]);
    expect((await renamed.parts.store.jobRuns.recent('budget-watch', 1))[0]?.detail).toMatch(/nothing new/);
    await renamed.sender.stop();
    await renamed.bot.stop();
    await renamed.parts.close();
    await renamed.aws.close();
  });

  test('five hundred teams that all have passed a threshold, with five to be told of each, are not too many for one run', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `team-${index}`);
    const managers = ['U0ADA', 'U0EVE', 'U0DAN', 'U0CLEO'];
    await open({
      at: '2026-11-20T12:00:00Z',
      account: accountOf(names.map((name) => line({ day: '2026-11-03', cost: '0.9', tags: { 'iamPrincipal/team': name } }))),
      config: { teams: names.map((name) => ({ name, managers, channel: 'C0NONE', budget: 1 })), chargeback: {} },
    });
    // Nobody knows who is in the channel, so its managers are told directly, too.
    const { run } = await bot.parts.jobs.run('budget-watch');
    expect(run).toMatchObject({ state: 'done', detail: '2500 alerts' });
  });

  test('the pace is a forecast and says on which day the budget will be passed, beside what was billed', async () => {
    await open();
    const month = await bot.parts.breakdowns.daily({ start: '2026-11-01', end: '2026-11-26' });
    const spent = sum(month.get('support')?.values() ?? []);
    const budget = Number(spent.times('1.05').toFixed(0));
    await bot.close();
    await open({ config: budgets(budget) });
    const [first] = await bot.runJob('budget-watch');
    expect(first?.text).toMatch(/^support has used 80 % of its budget/);
    const will = bot.slack.messages.find((one) => one.text.startsWith('support will pass its budget on'));
    expect(will?.text).toMatch(/^support will pass its budget on 2[5-9] Nov 2026: /);
    expect(JSON.stringify(will?.blocks)).toMatch(/billed of .* left; 6 days to go, 25–30 Nov 2026.*Forecast for November 2026: about \$/);
  });
});
