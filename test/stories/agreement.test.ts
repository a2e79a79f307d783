import { accountOf, line } from '../account.js';
import { aispendDoctor } from '../doctor.js';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());
const november = { start: '2026-11-01', end: '2026-11-26', label: 'month to date', compare: 'month' as const };

test('a tag that is there but empty: the team is right, and the answer says that its model split needs the CUR', async () => {
  bot = await start({
    account: accountOf([
      line({ day: '2026-11-03', cost: '5', tags: { 'iamPrincipal/team': '', team: 'support' } }),
      line({ day: '2026-11-03', cost: '7', tags: { 'iamPrincipal/team': 'engineering' } }),
      line({ day: '2026-11-04', cost: '0.25', tags: { 'iamPrincipal/team': '' } }),
    ]),
  });
  const teams = await bot.parts.spend.everyTeam(november);
  expect([...teams.teams.map((one) => `${one.team} ${one.cost}`), `unattributed ${teams.unattributed.cost}`, `${teams.total}`]).toEqual([
    'engineering 7',
    'support 5',
    'unattributed 0.25',
    '12.25',
  ]);
  const message = await bot.ask('team support');
  expect(message.text).toMatch(/^support spent \$5\.00/);
  expect(message.text).toContain(
    'Spend named only by the tag team is split by team but not by model for Amazon Bedrock Service: that breakdown needs CUR.',
  );
  expect(teams.why.checks).toEqual([]);
});

test('cuts of the same money that do not agree are said with the answer and shown by doctor, to the last digit', async () => {
  const account = { current: accountOf([line({ day: '2026-11-03', cost: '5' })]) };
  bot = await start({ account, filled: 'empty' });
  // AWS restates between two requests of one refresh.
  const stop = bot.aws.onChange(() => {
    const last = bot.aws.requests.at(-1);
    if (last?.action !== 'GetCostAndUsage') return;
    account.current = accountOf([line({ day: '2026-11-03', cost: '5.0000001' })]);
    stop();
  });
  await bot.parts.refresher.refresh();
  expect((await bot.ask('team engineering')).text).toMatch(/does not agree with the bill's control total for Amazon Bedrock Service/);
  const told = await aispendDoctor(bot.parts);
  expect(told).toMatchObject({
    code: 1,
    out: expect.stringContaining('WRONG  2026-11 Amazon Bedrock Service: split by team it differs from the control total by 0.0000001 USD'),
  });
  await bot.parts.refresher.refresh();
  expect((await aispendDoctor(bot.parts)).out).not.toContain('WRONG');
});
