import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimal, sum } from '../../src/money.js';
import type { LineItem, SampleAccount } from '../../src/playground/sample/line-item.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { accountOf, line } from '../account.js';
import { type Started, start } from '../start.js';

let bot: Started;
const open = async (o: Parameters<typeof start>[0] = {}): Promise<Started> => {
  bot = await start(o);
  return bot;
};
afterEach(() => bot.close());

const DRAFT_DAY = '2026-11-06T09:00:00Z';
const REVIEWED = '2026-11-11T09:00:00Z';
const by = (team: string): LineItem['tags'] => ({ 'iamPrincipal/team': team });
const october = (o: { engineering?: string } = {}): LineItem[] => [
  line({ day: '2026-09-10', cost: '80' }),
  line({ day: '2026-10-01', cost: o.engineering ?? '100.000001' }),
  line({ day: '2026-10-02', cost: '7', tags: by('platform') }),
  line({ day: '2026-10-31', cost: '0.5', tags: {} }),
  line({ day: '2026-10-31', cost: '-20', tags: {}, recordType: 'Credit', usageType: 'Credit', quantity: '0' }),
  line({ day: '2026-11-05', cost: '9' }),
];
const teams = [
  { name: 'engineering', managers: ['U0ADA'], channel: 'C0ENG', budget: 200, costCenter: '4711' },
  { name: 'platform', managers: ['U0EVE'] },
  { name: 'finance', managers: ['U0DAN'], channel: 'C0FIN' },
];
const chargeback = { financeChannel: 'C0FIN' };
const small = (account: { current: SampleAccount }, o: Parameters<typeof start>[0] = {}) =>
  open({ at: DRAFT_DAY, account, config: { teams, chargeback }, ...o });

const shown = (message: Message | undefined): string => JSON.stringify(message?.blocks);
const at = (messages: Message[], channel: string): Message[] => messages.filter((one) => one.channel === channel);
const visible = (channel: string, words: RegExp, user = 'U0EVE'): Message[] =>
  bot.slack.visible(user, channel).filter((one) => words.test(one.text));
const finance = (): Message => visible('C0FIN', /^Statements for October 2026/)[0] as Message;
const pressed = async (user: string, message: Message, button: string): Promise<Message> => {
  const answer = bot.slack.nextMessage((one) => one.onlyFor === user);
  await bot.slack.click(user, message, button);
  return answer;
};
const filled = async (user: string, values: Record<string, string>): Promise<Message> => {
  const answer = bot.slack.nextMessage((one) => one.from === 'bot' && (one.onlyFor === user || one.channel === `D${user.slice(1)}`));
  await bot.slack.submit(user, Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { [field]: { value } }])));
  return answer;
};
const csvOf = async (words: string, user = 'U0EVE'): Promise<string[][]> => {
  const { commands } = await import('../../src/commands/index.js');
  const { parse } = await import('../../src/commands/parse.js');
  const { command, args } = parse(words, commands, bot.clock.now().toISOString().slice(0, 10), '/aispend');
  const reply = await command.run(args, bot.parts.context({ id: user, workspace: 'T0ACME' }, '/aispend'));
  return (reply.lines?.csv ?? '').split('\r\n').map((row) => row.split(','));
};

test('five days after the month every team gets its draft and finance the table that adds up to the bill', async () => {
  await small({ current: accountOf(october()) });
  const said = await bot.runJob('month-close');
  const [eng] = at(said, 'C0ENG');
  expect(eng?.text).toMatch(
    /^Statement: engineering \$100\.00 for October 2026\. As billed: \+25\.0 % against \$80\.00 in September 2026\. Draft, review until/,
  );
  expect(shown(eng)).toMatch(/Budget: \$200\.00, of which 50\.0 % was used/);
  // Ada reads it in the channel; Eve's team has none.
  expect([...at(said, 'D0ADA'), ...at(said, 'D0EVE')].map((one) => one.text)).toEqual([
    expect.stringMatching(/^Statement: platform \$7\.00/),
  ]);
  const [table] = at(said, 'C0FIN');
  expect(table?.text).toMatch(
    /^Statements for October 2026: \$87\.50.*Usage \$107\.50, credits, refunds and tax -\$20\.00: as billed \$87\.50/,
  );
  const rows = table?.blocks
    .find((block) => block.type === 'data_table')
    .rows.map((row: { text: string }[]) => [row[0]?.text, row.at(-1)?.text]);
  expect(rows.slice(1)).toEqual([
    ['engineering', '$100.00'],
    ['platform', '$7.00'],
    ['(unattributed)', '$0.50'],
    ['credits, refunds and tax', '-$20.00'],
    ['Total', '$87.50'],
  ]);
  expect(said.flatMap((one) => one.files ?? []).map((one) => one.name)).toEqual(['statements-2026-10-draft.csv']);
  const amounts = (await csvOf('statement 2026-10')).slice(1).map((row) => decimal(row.at(-1) as string));
  expect(sum(amounts).toFixed()).toBe('87.500001');
  expect(await bot.runJob('month-close', { again: true })).toEqual([]);
});

test('in review it is not closed, after it by finance alone; numbers, hash and the journal follow in the thread', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  expect((await pressed('U0DAN', finance(), 'Close month')).text).toMatch(
    /^October 2026 cannot be closed now\. The review runs until 2026-11-11 08:00 UTC\. An admin may/,
  );
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  const over = await bot.runJob('month-close');
  expect(over.map((one) => [one.channel, one.text])).toEqual([
    ['C0FIN', expect.stringMatching(/^The review of October 2026 is over: close it with the button above/)],
  ]);
  expect((await pressed('U0ADA', finance(), 'Close month')).text).toMatch(
    /^Only those who close the months may do this: <@U0DAN>.*<@U0EVE>/,
  );
  expect((await pressed('U0DAN', finance(), 'Close month')).text).toMatch(
    /^October 2026 is closed: 4 statements · AIS-2026-10-0001 to AIS-2026-10-0004/,
  );
  const told = await bot.delivered();
  const thread = at(told, 'C0FIN').filter((one) => one.threadTs === finance().ts);
  expect(thread.map((one) => one.text).join()).toMatch(/October 2026 is closed: .*by <@U0DAN>/);
  expect(told.flatMap((one) => one.files ?? []).map((one) => one.name)).toEqual(['journal-2026-10.csv']);
  expect(shown(finance())).not.toContain('Close month');
  expect(shown(finance())).toMatch(/\*Closed\* by <@U0DAN>.*engineering, AIS-2026-10-0001.*Content hash [0-9a-f]{64}/);
  const eng = visible('C0ENG', /engineering/)[0];
  expect(eng?.text).toMatch(/^Statement AIS-2026-10-0001: engineering \$100\.00 for October 2026.*Closed by <@U0DAN>/);
  expect(visible('C0ENG', /engineering/)).toHaveLength(1);
  expect(
    at(told, 'C0ENG')
      .filter((one) => one.threadTs === eng?.ts)
      .map((one) => one.text),
  ).toEqual([
    '<@U0ADA> Closed as AIS-2026-10-0001: $100.00 for October 2026, by <@U0DAN>. What changes from now on is a line on the next statement.',
  ]);
  const journal = await csvOf('statement export 2026-10');
  const total = (column: number) => sum(journal.slice(1).map((row) => decimal(row[column] || 0))).toFixed();
  expect([total(3), total(4)]).toEqual(['127.500001', '127.500001']);
  expect(journal[1]).toEqual([
    ...['2026-10-31', 'AIS-2026-10-0001', 'ai-expense', '100.000001', '', '4711', '', 'engineering', 'Amazon Bedrock usage 2026-10', 'USD'],
    expect.stringMatching(/^2026-10 [0-9a-f]{12}$/),
  ]);
  const files = (await bot.delivered()).flatMap((one) => (one.files ?? []).map((file) => [one.channel, file.name]));
  expect(files).toEqual([['D0EVE', 'journal-2026-10.csv']]);
  expect((await bot.ask('statements')).text).toMatch(/^October 2026 \$87\.50 · Closed by <@U0DAN>/);
});

test('two people close at once: one does, the other hears who', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  const answers = await Promise.all(['U0DAN', 'U0EVE'].map((user) => pressed(user, finance(), 'Close month')));
  const texts = answers.map((one) => one.text).sort();
  expect(texts[0]).toMatch(/^October 2026 is closed already, by <@U0(DAN|EVE)>.*nothing was closed twice/);
  expect(texts[1]).toMatch(/^October 2026 is closed: 4 statements/);
  const trail = await bot.parts.store.audit.entries({ after: 0, limit: 10 });
  const who = /<@(\w+)>/.exec(texts[0] ?? '')?.[1];
  expect(trail.map((one) => [one.key, one.who, one.details['lastNumber']])).toEqual([['statement:2026-10:closed', who, 4]]);
  expect((await bot.delivered()).filter((one) => /October 2026 is closed/.test(one.text))).toHaveLength(1);
});

test('an admin may close all the same: a window asks why, and the reason is kept with the month', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  await bot.slack.click('U0EVE', finance(), 'Close month');
  expect(shown({ blocks: (await bot.slack.nextView('U0EVE', 5000, { messages: 0, views: 0 })).view.blocks } as never)).toContain(
    'The review runs until',
  );
  await filled('U0EVE', { reason: 'year-end <!channel>' });
  await bot.delivered();
  expect(shown(finance())).toMatch(/Closed all the same, because: year-end <!channel> \(The review runs until/);
  expect(visible('C0FIN', /is closed/)[0]?.text).toContain('year-end &lt;!channel&gt;');
});

test('a process that dies after closing: messages once from the next one, no second number', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  // The decision lands; the process is gone before a word is said.
  const { books, disputes } = bot.parts.context({ id: 'U0DAN', workspace: 'T0ACME' }, '/aispend').statements;
  await books.close('2026-10', { by: 'U0DAN' });
  await disputes.open({
    month: '2026-10',
    team: 'engineering',
    span: { start: '2026-10-01', end: '2026-11-01' },
    words: 'not ours',
    by: 'U0ADA',
  });
  expect(await bot.delivered()).toEqual([]);
  await bot.bot.stop();
  const next = await start({ at: REVIEWED, dataDir: bot.dataDir, filled: 'empty', slack: bot.slack, config: { teams, chargeback } });
  const said = await next.runJob('statement-messages');
  expect(said.filter((one) => /October 2026 is closed/.test(one.text))).toHaveLength(1);
  expect(said.filter((one) => /disputes what/.test(one.text))).toHaveLength(1);
  expect(await next.runJob('statement-messages', { again: true })).toEqual([]);
  expect((await next.ask('close 2026-10', 'U0EVE')).text).toMatch(/closed already, by <@U0DAN>/);
  expect(await next.delivered()).toEqual([]);
  expect((await next.ask('statement 2026-10', 'U0EVE')).text).toMatch(/Closed by <@U0DAN>/);
  await next.sender.stop();
  await next.bot.stop();
  await next.parts.close();
  await next.aws.close();
});

test('AWS revises a closed month: finance hears it once, and the next statement carries it as its own line', async () => {
  const account = { current: accountOf(october()) };
  await small(account);
  await bot.runJob('month-close');
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  await bot.ask('close 2026-10', 'U0DAN', 'C0FIN');
  await bot.delivered();
  account.current = accountOf(october({ engineering: '112.340001' }));
  bot.clock.set('2026-11-12T09:00:00Z');
  await bot.parts.refresher.refresh();
  const told = await bot.runJob('month-close');
  expect(told.map((one) => one.text)).toEqual([
    expect.stringMatching(
      /^AWS revised October 2026 after it was closed: \+\$12\.34 over 1 statement\. .* statements for November 2026 carry it as lines/,
    ),
  ]);
  bot.clock.set('2026-11-13T09:00:00Z');
  expect(await bot.runJob('month-close')).toEqual([]);
  expect((await bot.ask('statement engineering 2026-10')).text).toMatch(/engineering \$100\.00 for October 2026/);
  bot.clock.set('2026-12-06T09:00:00Z');
  await bot.parts.refresher.refresh();
  const drafts = await bot.runJob('month-close');
  expect(shown(at(drafts, 'C0ENG')[0])).toMatch(/Restatement of 2026-10: \+\$12\.34/);
  expect(at(drafts, 'C0FIN')[0]?.text).toMatch(/Restatement of 2026-10: \+\$12\.34\. Together \$21\.34/);
});

test('AWS moves amounts from team to team, twice: each is told, although nothing changes in all', async () => {
  const moved = (amount: number): LineItem[] => [
    ...october().filter((one) => !one.day.startsWith('2026-10')),
    line({ day: '2026-10-01', cost: `${100 - amount}` }),
    line({ day: '2026-10-02', cost: `${7 + amount}`, tags: by('platform') }),
  ];
  const account = { current: accountOf(moved(0)) };
  await small(account);
  await bot.runJob('month-close');
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  await bot.ask('close 2026-10', 'U0DAN', 'C0FIN');
  await bot.delivered();
  for (const [day, amount] of [
    ['2026-11-12', 3],
    ['2026-11-13', 5],
  ] as const) {
    account.current = accountOf(moved(amount));
    bot.clock.set(`${day}T09:00:00Z`);
    await bot.parts.refresher.refresh();
    expect((await bot.runJob('month-close')).map((one) => one.text)).toEqual([
      expect.stringMatching(
        /^AWS revised October 2026 after it was closed: amounts moved between the lines of 2 statements, in all nothing\./,
      ),
    ]);
    expect(await bot.runJob('month-close', { again: true })).toEqual([]);
  }
});

test('other tag keys in aispend.yaml are no restatement: the closed month is not compared, and the next statement says so', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'aispend-'));
  const both = { 'iamPrincipal/team': 'engineering', team: 'platform' };
  const account = { current: accountOf([...october(), line({ day: '2026-10-03', cost: '5', tags: both })]) };
  await small(account, { dataDir });
  await bot.runJob('month-close');
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  await bot.ask('close 2026-10', 'U0DAN', 'C0FIN');
  await bot.delivered();
  await bot.close();
  await small(account, { dataDir, at: REVIEWED, config: { teams, chargeback, spend: { tags: { team: ['team'] } } } });
  expect(await bot.runJob('month-close', { again: true })).toEqual([]);
  bot.clock.set('2026-12-06T09:00:00Z');
  await bot.parts.refresher.refresh();
  const [table] = at(await bot.runJob('month-close'), 'C0FIN');
  expect(shown(table)).toMatch(/October 2026 was not compared with the ledger: it was closed by other tag keys\./);
  expect(table?.text).not.toMatch(/Restatement/);
  await rm(dataDir, { recursive: true, force: true });
});

test('a dispute goes to finance, is decided there once, and moves money as entries on the next statement', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  const eng = visible('C0ENG', /engineering/, 'U0BEN')[0] as Message;
  await bot.slack.click('U0BEN', eng, 'Dispute');
  await bot.slack.nextView('U0BEN', 5000, { messages: 0, views: 0 });
  expect((await filled('U0BEN', { words: 'The load test was for <platform>' })).text).toMatch(
    /^Your dispute \w{6} about engineering, October 2026, is open/,
  );
  await bot.delivered();
  const card = visible('C0FIN', /disputes what engineering/)[0] as Message;
  expect(card.text).toContain('&lt;platform&gt;');
  expect((await pressed('U0ADA', card, 'Accept…')).text).toMatch(/^Only those who close the months/);
  await bot.slack.click('U0DAN', card, 'Accept…');
  await bot.slack.nextView('U0DAN', 5000, { messages: 0, views: 0 });
  // A slip is told at its field, and the form stays open with what was typed.
  await bot.slack.submit('U0DAN', {
    amount: { amount: { value: '40' } },
    against: { against: { value: 'platfrom' } },
    reason: { reason: { value: 'They are right' } },
  });
  expect(bot.slack.openView('U0DAN')?.errors).toEqual({ against: expect.stringMatching(/There is no team "platfrom".*platform/) });
  expect((await filled('U0DAN', { amount: '40', against: 'platform', reason: 'They are right' })).text).toMatch(
    /was accepted: \$40\.00 move from engineering to platform/,
  );
  const told = await bot.delivered();
  expect(told.map((one) => [one.channel, one.threadTs === card.ts]).sort()).toEqual([
    ['C0FIN', true],
    ['D0BEN', false],
    ['D0EVE', false],
  ]);
  expect(at(told, 'D0EVE')[0]?.text).toBe(
    `platform is charged $40.00 more for October 2026, taken over from engineering: a line on its statement for October 2026, entered by <@U0DAN> as the outcome of dispute ${/dispute (\w{6})/.exec(card.text)?.[1]}. They are right`,
  );
  expect(shown(visible('C0FIN', /engineering, October 2026, was accepted/)[0])).not.toContain('Reject…');
  const [, , ...moved] = (await csvOf('statement engineering 2026-10')).map((row) => [row[3], row.at(-1)]);
  expect(moved).toEqual([['adjustment', '-40']]);
  expect((await bot.ask('statement 2026-10')).text).toMatch(/Adjustments between statements sum to \$0\.00/);
});

test('an adjustment is for finance, on both statements, and lands on the next where the month is closed', async () => {
  await small({ current: accountOf(october()) });
  const typed = 'adjust team engineering -20.50 to "(unattributed)" 2026-10 "nobody\'s"';
  expect((await bot.ask(typed, 'U0ADA')).text).toMatch(/^Only those who close the months may do this/);
  expect((await bot.ask(typed, 'U0DAN', 'C0FIN')).text).toMatch(
    /^Entered for October 2026: \(unattributed\) \+\$20\.50, engineering -\$20\.50\. It is a line on the statement for October 2026, by <@U0DAN>: nobody's/,
  );
  expect((await bot.ask('adjust nobody 5 2026-10 "why so"', 'U0DAN', 'C0FIN')).text).toMatch(/There is no team "nobody"/);
  await bot.ask('close 2026-10 "nothing to wait for"', 'U0EVE');
  await bot.delivered();
  expect((await bot.ask('adjust engineering -1 2026-10 "one more"', 'U0DAN', 'C0FIN')).text).toMatch(/on the statement for November 2026/);
});

test('a team that is charged more by an adjustment hears of it at once, once, and from another process if this one dies', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  await bot.ask('adjust engineering -20.50 to platform 2026-10 "moved to platform"', 'U0DAN', 'C0FIN');
  const told = (await bot.delivered()).filter((one) => /more/.test(one.text));
  expect(told.map((one) => [one.channel, one.text])).toEqual([
    [
      'D0EVE',
      'platform is charged $20.50 more for October 2026, taken over from engineering: a line on its statement for October 2026, entered by <@U0DAN> as an adjustment. moved to platform',
    ],
  ]);
  const { disputes } = bot.parts.context({ id: 'U0DAN', workspace: 'T0ACME' }, '/aispend').statements;
  const move = { month: '2026-10', reason: 'theirs', by: 'U0DAN', amount: decimal('3') };
  await disputes.adjust({ ...move, from: 'unattributed', to: 'team:engineering' });
  expect((await bot.runJob('statement-messages')).map((one) => [one.channel, one.text])).toEqual([
    ['C0ENG', expect.stringMatching(/^engineering is charged \$3\.00 more for October 2026, taken over from \(unattributed\)/)],
  ]);
  expect(await bot.runJob('statement-messages', { again: true })).toEqual([]);
});

test('a statement compares what was billed with what was billed, and a close that differs from the draft names the difference', async () => {
  await small({ current: accountOf(october()) });
  await bot.ask('adjust engineering -1 2026-10 "before the draft"', 'U0DAN', 'C0FIN');
  await bot.runJob('month-close');
  await bot.ask('adjust engineering 51 2026-10 "their share"', 'U0DAN', 'C0FIN');
  await bot.delivered();
  expect(shown(await bot.ask('statement engineering 2026-10'))).toMatch(
    /As billed \$100\.00, without adjustments and restatements: \+25\.0 % against \$80\.00 in September 2026\. Budget: \$200\.00, of which 50\.0 % was used by billed usage of \$100\.00; the other lines do not count\./,
  );
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  const closed = await bot.runJob('month-close');
  const [job] = (await bot.parts.jobs.list()).filter((one) => one.name === 'month-close');
  expect([closed.length, job?.runs[0]?.detail]).toEqual([1, 'told that the review of 2026-10 is over']);
  await bot.ask('close 2026-10', 'U0DAN', 'C0FIN');
  expect(at(await bot.delivered(), 'C0ENG').find((one) => /Closed as/.test(one.text))?.text).toBe(
    '<@U0ADA> Closed as AIS-2026-10-0001: $150.00 for October 2026 (the draft was $99.00: +$51.00 Adjustment: their share), by <@U0DAN>. What changes from now on is a line on the next statement.',
  );
});

test('a team whose figures somebody from elsewhere disputes hears of it; one of its own is told nothing twice', async () => {
  await small({ current: accountOf(october()) });
  await bot.ask('dispute 2026-10 platform "that was not them"', 'U0DAN', 'C0FIN');
  expect((await bot.delivered()).map((one) => [one.channel, one.text.replace(/dispute \w{6}/, 'dispute x')]).sort()).toEqual([
    ['C0FIN', '<@U0DAN> disputes what platform is charged for October 2026 (dispute x). that was not them'],
    ['D0EVE', '<@U0DAN> disputes what platform is charged for October 2026 (dispute x). Finance decides. that was not them'],
  ]);
  await bot.ask('dispute 2026-10 platform "that was not us"', 'U0EVE');
  expect((await bot.delivered()).map((one) => one.channel)).toEqual(['C0FIN']);
});

test('nobody is relieved of more than the statement holds: said at the field, in the command, and to who adjusts without "anyway"', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  await bot.ask('dispute 2026-10 engineering "that was a test"', 'U0ADA');
  await bot.delivered();
  const [open] = await bot.parts.store.statements.disputes();
  const accept = (amount: string) => bot.ask(`dispute accept ${open?.dispute.id} ${amount} "fair enough"`, 'U0DAN', 'C0FIN');
  expect((await accept('100.01')).text).toMatch(
    /^\$100\.01 is more than the statement of engineering for October 2026 holds, which is \$100\.00; accept at most that/,
  );
  await bot.slack.click('U0DAN', visible('C0FIN', /disputes what engineering/)[0] as Message, 'Accept…');
  await bot.slack.nextView('U0DAN', 5000, { messages: 0, views: 0 });
  const fields = { amount: { amount: { value: '1000' } }, reason: { reason: { value: 'fair enough' } } };
  await bot.slack.submit('U0DAN', fields);
  expect(bot.slack.openView('U0DAN')?.errors).toEqual({ amount: 'The statement holds $100.00; accept at most that.' });
  expect((await accept('99')).text).toMatch(/was accepted: \$99\.00 move/);
  await bot.delivered();
  const adjust = 'adjust engineering -5 2026-10 "the rest"';
  expect((await bot.ask(adjust, 'U0DAN', 'C0FIN')).text).toMatch(/^\$5\.00 is more than .* holds, which is \$1\.00\..* write `anyway`/);
  expect((await bot.ask(`${adjust} anyway`, 'U0DAN', 'C0FIN')).text).toMatch(/^Entered for October 2026: .*engineering -\$5\.00/);
});

test('a dispute of a month that never had a statement names the one it lands on', async () => {
  await small({ current: accountOf(october()) });
  await bot.runJob('month-close');
  expect((await bot.ask('dispute 2026-09 engineering "that was a test"', 'U0ADA')).text).toMatch(
    /What is accepted comes as an adjustment on the statement for October 2026, since there is none for September 2026/,
  );
  await bot.delivered();
  const [open] = await bot.parts.store.statements.disputes();
  expect((await bot.ask(`dispute accept ${open?.dispute.id} 10 "fair enough"`, 'U0DAN', 'C0FIN')).text).toMatch(
    /move from engineering to \(unattributed\), as an adjustment on the statement for October 2026, since/,
  );
  expect((await csvOf('statement engineering 2026-10')).at(-1)?.at(-1)).toBe('-10');
});

test('the sample organisation: drafts to the last digit, shared costs, and no question to Cost Explorer', async () => {
  await open({ config: { chargeback: { ...chargeback, shared: { teams: ['platform'], split: 'proportional' } } } });
  const before = bot.aws.requests.length;
  const said = await bot.runJob('month-close');
  expect(at(said, 'C0FIN').some((one) => one.text.startsWith('Statements for October 2026'))).toBe(true);
  expect(bot.aws.requests.length).toBe(before);
  const bill = await bot.parts.spend.everyTeam({ start: '2026-10-01', end: '2026-11-01', label: 'October 2026', compare: 'month' });
  const rows = (await csvOf('statement 2026-10')).slice(1);
  expect(sum(rows.map((row) => decimal(row.at(-1) as string))).toFixed()).toBe(bill.net.toFixed());
  expect(sum(rows.filter((row) => row[3] === 'shared').map((row) => decimal(row.at(-1) as string))).toFixed()).toBe('0');
});

test('it closes by itself where that is wanted, once the review is over and no dispute is open', async () => {
  const config = { teams, chargeback: { ...chargeback, statements: { autoClose: true } } };
  await small({ current: accountOf(october()) }, { config });
  await bot.runJob('month-close');
  const opened = await bot.ask('dispute 2026-10 engineering "the load test was for platform"', 'U0ADA');
  const id = /dispute (\w{6})/.exec(opened.text)?.[1];
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  expect((await bot.runJob('month-close')).map((one) => one.text).join()).toMatch(/1 dispute is open/);
  expect((await bot.ask(`dispute reject ${id} "it was theirs"`, 'U0DAN', 'C0FIN')).text).toMatch(/was rejected/);
  bot.clock.set('2026-11-12T09:00:00Z');
  expect((await bot.runJob('month-close')).map((one) => one.text).join()).toMatch(/October 2026 is closed: 4 statements .* by aispend/);
});

test('drafts that did not arrive: what comes of the month is told in messages of its own, with the journal', async () => {
  await small({ current: accountOf(october()) });
  bot.slack.trouble.fail('chat.postMessage', 'is_archived', 4);
  expect(at(await bot.runJob('month-close'), 'C0FIN')).toEqual([]);
  bot.clock.set(REVIEWED);
  await bot.parts.refresher.refresh();
  expect((await bot.runJob('month-close')).map((one) => one.text)).toEqual([
    'The review of October 2026 is over: close it with /aispend close 2026-10.',
  ]);
  await bot.ask('close 2026-10', 'U0DAN', 'C0FIN');
  const told = await bot.delivered();
  expect(told.map((one) => [one.channel, one.text.slice(0, 45)])).toEqual(
    expect.arrayContaining([
      ['C0ENG', 'Statement AIS-2026-10-0001: engineering $100.'],
      ['C0FIN', 'Statements for October 2026: $87.50. Closed b'],
      ['C0FIN', 'October 2026 is closed: 4 statements · AIS-20'],
    ]),
  );
  expect(told.flatMap((one) => one.files ?? []).map((one) => one.name)).toEqual(['journal-2026-10.csv']);
});

test('a dispute that did not reach finance: what comes of it does', async () => {
  await small({ current: accountOf(october()) });
  bot.slack.trouble.fail('chat.postMessage', 'is_archived', 1);
  await bot.ask('dispute 2026-10 engineering "it was a load test"', 'U0ADA');
  await bot.delivered();
  const [open] = await bot.parts.store.statements.disputes();
  await bot.ask(`dispute reject ${open?.dispute.id} "it was yours"`, 'U0DAN', 'C0FIN');
  expect((await bot.delivered()).map((one) => [one.channel, one.text]).sort()).toEqual([
    ['C0FIN', expect.stringMatching(/was rejected\. By <@U0DAN>.*it was yours/)],
    ['D0ADA', expect.stringMatching(/was rejected\. By <@U0DAN>.*it was yours/)],
  ]);
});

test('a month that nobody has read yet is no draft of nothing: it waits for the bill, and then everybody gets theirs', async () => {
  await small({ current: accountOf(october()) }, { filled: 'empty' });
  expect(await bot.runJob('month-close')).toEqual([]);
  const [job] = (await bot.parts.jobs.list()).filter((one) => one.name === 'month-close');
  expect(job?.runs[0]?.detail).toBe('2026-10 waits: the ledger holds nothing of it yet');
  bot.clock.set('2026-11-07T09:00:00Z');
  await bot.parts.refresher.refresh();
  const said = await bot.runJob('month-close');
  expect(said.filter((one) => one.text).map((one) => one.channel)).toEqual(expect.arrayContaining(['C0ENG', 'D0EVE', 'C0FIN']));
});
