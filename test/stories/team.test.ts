import { decimal, exact, sum, usd, ZERO } from '../../src/money.js';
import type { LineItem } from '../../src/playground/sample/line-item.js';
import { readPeriod } from '../../src/spend/period-grammar.js';
import { answerJson } from '../../src/views/json.js';
import { SAMPLE_DAY, type Started, sampleOf, start } from '../start.js';

/** Told independently of the product: what the sample's own lines say of a team, tag by tag. */
const MODEL_USAGE = new Set(['AmazonBedrock', 'AmazonBedrockService', 'AmazonBedrockAgentCore']);
const isBedrock = (one: LineItem): boolean => MODEL_USAGE.has(one.productCode) || / \(Amazon Bedrock Edition\)$/.test(one.service);
const billed = (span: { start: string; end: string }, team: (value: string | undefined) => boolean): string =>
  exact(
    sum(
      sampleOf(SAMPLE_DAY)
        .lines(span)
        .filter(
          (one) => one.recordType === 'Usage' && isBedrock(one) && team(one.tags['iamPrincipal/team'] || one.tags['team'] || undefined),
        )
        .map((one) => decimal(one.cost)),
    ),
  );
const engineering = (value: string | undefined): boolean => value === 'engineering' || value === 'eng';

let bot: Started;
beforeAll(async () => {
  bot = await start();
});
afterAll(() => bot.close());

const json = async (team: string, words: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: the JSON as a script would read it
  answerJson(await bot.parts.spend.team(team, readPeriod(words, SAMPLE_DAY)!)) as any;

test('a person asks for a team and reads the right number', async () => {
  const total = billed({ start: '2026-11-01', end: '2026-11-26' }, engineering);
  const before = billed({ start: '2026-10-01', end: '2026-10-26' }, engineering);
  const message = await bot.ask('team engineering');
  expect(message.onlyFor).toBe('U0ADA');
  expect(message.text).toContain(`engineering spent ${usd(decimal(total))} on Amazon Bedrock, month to date (1–25 Nov 2026, UTC)`);
  expect(message.text).toContain(`against ${usd(decimal(before))} on 1–25 Oct 2026`);
  expect(message.blocks.map((block) => block.type)).toEqual([
    'header',
    'section',
    'data_table',
    'data_visualization',
    'context',
    'actions',
  ]);
  expect(message.blocks[0].text.text).toBe(`engineering: ${usd(decimal(total))}`);
});

test.each([
  ['last month', { start: '2026-10-01', end: '2026-11-01' }],
  ['7d', { start: '2026-11-18', end: '2026-11-25' }],
  ['2026-03', { start: '2026-03-01', end: '2026-04-01' }],
  ['2025-12-30..2026-01-02', { start: '2025-12-30', end: '2026-01-03' }],
  ['yesterday', { start: '2026-11-24', end: '2026-11-25' }],
])('%s is exact to the last digit, and its lines add up', async (words, span) => {
  const answer = await json('eng', words);
  expect(answer.total).toBe(billed(span, engineering));
  expect(answer.total).not.toBe('0');
  const adds = (list: { cost: string }[]) => exact(list.reduce((all, one) => all.plus(one.cost), ZERO));
  expect(adds(answer.models)).toBe(answer.total);
  expect(adds(answer.daily)).toBe(answer.total);
});

test('teams and unattributed add up to the organisation, and impostors are not in it', async () => {
  const span = { start: '2026-10-01', end: '2026-11-01' };
  const answer = answerJson(await bot.parts.spend.everyTeam(readPeriod('last month', SAMPLE_DAY)!)) as {
    total: string;
    teams: { team: string; cost: string }[];
    unattributed: { cost: string };
    otherRecords: { recordType: string; cost: string }[];
  };
  expect(answer.total).toBe(billed(span, () => true));
  expect(answer.unattributed.cost).toBe(billed(span, (value) => value === undefined));
  expect(exact(answer.teams.reduce((all, one) => all.plus(one.cost), decimal(answer.unattributed.cost)))).toBe(answer.total);
  const credits = sampleOf(SAMPLE_DAY)
    .lines(span)
    .filter((one) => one.recordType === 'Credit' && isBedrock(one));
  expect(answer.otherRecords.find((one) => one.recordType === 'Credit')?.cost).toBe(exact(sum(credits.map((one) => decimal(one.cost)))));
});

test('unclassified usage counts, is shown, and is named', async () => {
  const answer = answerJson(await bot.parts.spend.everyTeam(readPeriod('last month', SAMPLE_DAY)!)) as { unclassified: string };
  const lines = sampleOf(SAMPLE_DAY)
    .lines({ start: '2026-10-01', end: '2026-11-01' })
    .filter((one) => one.usageType.includes('PromptRouter'));
  expect(lines.length).toBeGreaterThan(0);
  expect(answer.unclassified).toBe(exact(sum(lines.map((one) => decimal(one.cost)))));
});

test('an unknown team is not $0: the nearest is named and all are listed', async () => {
  const message = await bot.ask('team enginering');
  expect(message.text).toMatch(/^There is no team "enginering"; did you mean engineering\? Teams: .*data-science.*legal/);
});

test('a team that stopped says so and since when', async () => {
  const message = await bot.ask('team legal');
  expect(message.blocks[0].text.text).toBe('legal: $0.00');
  expect(message.text).toContain('Last spend: 30 Jun 2026.');
});

test('a manager who names no team gets her own', async () => {
  expect((await bot.ask('team', 'U0DAN', 'C0FIN')).text).toMatch(/^finance spent \$/);
  expect((await bot.ask('team last month', 'U0ADA')).text).toMatch(/^engineering spent \$.* last month/);
  expect((await bot.ask('team', 'U0BEN')).text).toMatch(/^Which team\? Write `\/aispend team &lt;name&gt; \[period\]`\. Teams: /);
});

test('whoever means a team that is called like a month is told how to write it', async () => {
  expect((await bot.ask('team may', 'U0BEN')).text).toMatch(/If that is a team's name, put it in quotes: `\/aispend team "may"`\. Teams: /);
});

test('this week is compared with the same days of the week before, and today with the same weekday', async () => {
  const before = billed({ start: '2026-11-16', end: '2026-11-19' }, engineering);
  expect((await bot.ask('team engineering this week')).text).toContain(`against ${usd(decimal(before))} on 16–18 Nov 2026, a week before`);
  expect((await json('engineering', 'today')).before).toMatchObject({ start: '2026-11-18', end: '2026-11-19' });
});

test('a quarter and a year to date are exact too, and say what the ledger holds of them', async () => {
  expect((await json('engineering', 'Q3')).total).toBe(billed({ start: '2026-07-01', end: '2026-10-01' }, engineering));
  const year = await bot.ask('team engineering 2025');
  expect(year.text).toContain('2025 (1 Jan – 31 Dec 2025, UTC), of which the ledger holds 1 Oct – 31 Dec 2025');
});

test('usage and money of other kinds come to the net, and every kind is named', async () => {
  const answer = await bot.parts.spend.everyTeam(readPeriod('last month', SAMPLE_DAY)!);
  expect(answer.otherRecords.length).toBeGreaterThan(0);
  expect(exact(answer.net)).toBe(exact(sum([answer.total, ...answer.otherRecords.map((one) => one.cost)])));
  expect(exact(sum(answer.unclassifiedUsage.map((one) => one.cost)))).toBe(exact(answer.unclassified));
  const said = JSON.stringify((await bot.ask('teams last month')).blocks);
  expect(said).toContain(`*Net of these: ${usd(answer.net)}*`);
  expect(said).toContain(`aispend does not know ${answer.unclassifiedUsage[0]?.usageType}`);
});

test('the statements behind every number are kept with the answer, and only those that ran', async () => {
  const purposes = async (words: string) => {
    const [team, all] = await Promise.all([
      bot.parts.spend.team('engineering', readPeriod(words, SAMPLE_DAY)!),
      bot.parts.spend.everyTeam(readPeriod(words, SAMPLE_DAY)!),
    ]);
    return [team.why.queries.map((one) => one.purpose), all.why.queries.map((one) => one.purpose)];
  };
  const restated = 'days that AWS may restate';
  expect(await purposes('last month')).toEqual([
    ['by model, day and principal', 'the span before', "the organisation's total and what no team owns", restated],
    ['by team', 'the span before, by team', 'credits, refunds and tax', restated],
  ]);
  // There is nothing before the first month to compare with.
  expect(await purposes('2025-10')).toEqual([
    ['by model, day and principal', "the organisation's total and what no team owns", restated],
    ['by team', 'credits, refunds and tax', restated],
  ]);
});

test('how fresh it is: the month is provisional, the last two days are not complete', async () => {
  const answer = await json('engineering', 'mtd');
  expect(answer).toMatchObject({ asOf: '2026-11-25T12:00:00.000Z', provisional: true, incompleteDays: ['2026-11-24', '2026-11-25'] });
  expect(answer.provisionalDays).toHaveLength(25);
  expect(await json('engineering', '2026-06')).toMatchObject({ provisional: false, incompleteDays: [] });
});

test('no question costs a request to Cost Explorer', async () => {
  const before = bot.aws.requests.length;
  for (const question of ['team engineering', 'team support 7d', 'teams', 'team research 2026-04']) await bot.ask(question);
  expect(bot.aws.requests).toHaveLength(before);
});

test('every example in help is answered', async () => {
  const { commands } = await import('../../src/commands/index.js');
  for (const example of commands.flatMap((command) => command.examples)) {
    // As an admin, who may ask everything. Some open a window instead of saying something.
    const opened = bot.slack.nextView('U0EVE', 10_000).then(({ view }) => ({ text: String(view.title.text), blocks: view.blocks }));
    const said = bot.ask(example, 'U0EVE');
    for (const late of [opened, said]) late.catch(() => undefined);
    const message = await Promise.any([opened, said]);
    // What an example with an id or a pause is about is not there now.
    if (/^(unpause|unsubscribe|access|close|dispute|statement|adjust)\b/.test(example) && /There is no/.test(message.text)) continue;
    expect([example, message.text]).not.toEqual([example, expect.stringMatching(/reference|There is no|does not fit|is not a period/)]);
    expect(message.blocks.length).toBeGreaterThan(0);
  }
}, 60_000);
