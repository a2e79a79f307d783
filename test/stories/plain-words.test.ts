import { parse } from 'yaml';
import { commands } from '../../src/commands/index.js';
import { decimal, percentOf } from '../../src/money.js';
import { wholeMonth } from '../../src/period.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { validateBlocks } from '../../src/playground/slack/validate-blocks.js';
import { openAnomalies } from '../anomaly-world.js';
import type { start } from '../start.js';

let bot: Awaited<ReturnType<typeof openAnomalies>>;
const open = async (o: Parameters<typeof openAnomalies>[0] = {}): Promise<void> => {
  bot = await openAnomalies({ at: '2026-11-25T12:00:00Z', ...o });
};
afterEach(() => bot.close());

const said = async (text: string, user?: string): Promise<string> => (await bot.ask(text, user)).text;
const words = (message: Message | undefined): string => JSON.stringify(message?.blocks);
const support = (budget: number) => ({ teams: [{ name: 'support', managers: ['U0EVE'], budget }], chargeback: {} });

describe('a budget', () => {
  test('that was half used before aispend was there is not told; one that is nearly used is', async () => {
    await open();
    const texts = (await bot.runJob('budget-watch')).map((one) => one.text);
    expect(texts).toContainEqual(expect.stringMatching(/^support has used up its budget for November 2026/));
    expect(texts.filter((text) => /50 %/.test(text))).toEqual([]);
    expect(await bot.runJob('budget-watch', { again: true })).toEqual([]);
  });

  test('that was below a half when it was first looked at is told at a half, once', async () => {
    await open({ config: support(12_000) });
    await bot.parts.store.budgets.first(new Map([['budget:2026-11:support:12000', 0]]));
    expect((await bot.runJob('budget-watch')).map((one) => one.text)).toEqual([
      expect.stringMatching(/^support has used 50 % of its budget for November 2026/),
    ]);
    expect(await bot.runJob('budget-watch', { again: true })).toEqual([]);
  });

  test('with an open incident says what its forecast makes of it', async () => {
    await open({ config: support(8000) });
    await bot.runJob('anomaly-watch');
    const [alert] = await bot.runJob('budget-watch');
    expect(words(alert)).toMatch(
      /left; 6 days to go, 25–30 Nov 2026\..*Forecast for November 2026: about \$[\d,.]+ .*It includes the unusual \$1,144\.22 billed since 22 Nov 2026, and expects no more of it\./,
    );
  });
});

describe('the weekly report', () => {
  test('names the incident of its week, still open or over, and nothing that only changed a little', async () => {
    await open({ at: '2026-11-25T06:00:00Z' });
    await bot.runJob('anomaly-watch');
    bot.clock.set('2026-11-25T12:00:00Z');
    const reports = await bot.runJob('weekly-chargeback');
    const of = (all: Message[], channel: string) =>
      words(all.find((one) => one.channel === channel && /^Weekly chargeback: /.test(one.text)));
    expect(of(reports, 'C0GENERAL')).toContain('*Unusual:* $1,144.22 above expected since 22 Nov 2026, still open.');
    expect(of(reports, 'C0ENG')).not.toMatch(/Unusual|What stood out/);
    await bot.morning('2026-11-28');
    await bot.morning('2026-11-30');
    bot.clock.set('2026-11-30T08:00:00Z');
    expect(of(await bot.runJob('weekly-chargeback'), 'C0GENERAL')).toMatch(
      /\*Unusual:\* \$[\d,.]+ above expected on 22–25 Nov 2026, over by now\./,
    );
  }, 60_000);
});

describe('digest', () => {
  test('of another month has the budgets of that month as they ended, of a quarter none', async () => {
    await open();
    const budgets = async (text: string) => /Budgets: .*?(?=\. Unusual now)/.exec(await said(text))?.[0];
    const october = sumOf(await bot.parts.breakdowns.daily(wholeMonth('2026-10')), 'support');
    expect(await budgets('digest last month')).toMatch(
      /^Budgets: October 2026, whole month: support .* 2 more at 80 % or more; 2 below 80 %$/,
    );
    expect(await budgets('digest last month')).toContain(`support ${percentOf(october, decimal(6500))} used;`);
    expect(await budgets('digest mtd')).toMatch(/^Budgets: November 2026 so far: support/);
    expect(await budgets('digest last week')).toMatch(/^Budgets: November 2026 so far: support/);
    expect(await budgets('digest last quarter')).toBeUndefined();
  });

  test('alone is the last week, as its help says', async () => {
    await open();
    expect(await said('digest')).toBe(await said('digest last week'));
    expect(await said('help digest')).toMatch(/Without one it is last week\.$/);
    expect(await said('coverage')).toBe(await said('coverage mtd'));
    expect(await said('help coverage')).toMatch(/Without one it is the month to date\.$/);
    expect(await said('statement')).toBe(await said('statement last month'));
    expect(await said('help statement')).toMatch(/Without one it is last month\.$/);
  });
});

test('two spellings of a team are hinted at, and the YAML that coverage shows makes them one', async () => {
  await open();
  expect(await said('status')).toMatch(
    /Counted as different teams: data-science and Data-Science\. If they are one, `coverage` shows the alias/,
  );
  const message = await bot.ask('coverage');
  expect(words(message)).toMatch(/These are counted as different teams:.*data-science \(\$[\d,.]+\), Data-Science \(\$[\d,.]+\)/);
  const shown = message.blocks
    .filter((block) => block.type === 'rich_text')
    .flatMap((block) => block.elements)
    .find((element: { type: string }) => element.type === 'rich_text_preformatted');
  const { teams } = parse(shown.elements[0].text);
  expect(teams).toEqual([{ name: 'data-science', aliases: ['Data-Science'] }]);
  expect(words(await bot.ask('teams'))).toMatch(/Data-Science/);
  await bot.close();
  await open({ config: { teams } });
  expect(words(await bot.ask('coverage'))).not.toMatch(/counted as different/);
  expect(await said('status')).not.toMatch(/Counted as different/);
  expect(words(await bot.ask('teams'))).not.toMatch(/Data-Science/);
});

describe('help', () => {
  const calls = (message: Message): string[] =>
    [...words(message).matchAll(/`\/aispend ([a-z]+)[^`]*` {2}/g)].map((match) => match[1] as string);

  test.each([
    ['U0BEN', 'C0ENG', []],
    ['U0DAN', 'C0FIN', ['close', 'adjust']],
    ['U0EVE', 'C0FIN', ['close', 'adjust', 'jobs']],
  ])(
    'to %s in %s it lists what everybody may ask, the most used first, and of administration %j',
    async (user, channel, administration) => {
      await open();
      const message = await bot.ask('help', user, channel);
      expect(calls(message).slice(0, 3)).toEqual(['team', 'teams', 'digest']);
      const all = commands.map(({ name }) => name).filter((name) => name !== 'help');
      expect(calls(message)).toEqual([...all.filter((name) => !['close', 'adjust', 'jobs'].includes(name)), ...administration]);
      expect(words(message)).toMatch(/\*Spend\*.*\*Reports\*.*\*Access\*/);
      expect(/\*Administration\*/.test(words(message))).toBe(administration.length > 0);
      expect(validateBlocks(message.blocks, 'message')).toEqual([]);
      // A wall is not read: one line each, on a screen.
      expect(message.blocks.length).toBeLessThan(10);
      const lines = message.blocks.flatMap((block) => (block.type === 'section' ? block.text.text.split('\n') : []));
      expect(lines.filter((line: string) => line.length > 120)).toEqual([]);
    },
  );

  test('of one command says what it is, its examples and its period', async () => {
    await open();
    expect(await said('help close', 'U0BEN')).toBe(
      '/aispend close &lt;month&gt; ["reason", when something stands against it]: Closes a month: its statements are frozen and numbered. For finance and admins.\nExamples: /aispend close 2026-10',
    );
    expect(await said('help team')).toMatch(/^\/aispend team .*\nExamples: .*\nPeriods: .*\. Without one it is the month to date\.$/);
  });
});

const sumOf = (daily: Awaited<ReturnType<Awaited<ReturnType<typeof start>>['parts']['breakdowns']['daily']>>, team: string) =>
  [...(daily.get(team)?.values() ?? [])].reduce((all, one) => all.plus(one), decimal(0));
