import pino from 'pino';
import { accountOf, line } from '../account.js';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());

/** A log that can be read back, line by line. */
function kept() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (text: string) => void lines.push(JSON.parse(text)) });
  return { log, lines };
}

test('a usage type that nobody knows counts, is shown, and is logged once over questions and restarts', async () => {
  const { log, lines } = kept();
  const account = accountOf([line({ day: '2026-11-03', cost: '5', usageType: 'USE1-Frobnication-Quux' })]);
  bot = await start({ account, log });
  expect((await bot.ask('team engineering')).text).toContain('Unclassified: USE1-Frobnication-Quux $5.00');
  await bot.ask('team engineering 2026-11');
  await bot.ask('teams');
  expect(lines.filter((one) => one['usageType'] === 'USE1-Frobnication-Quux')).toHaveLength(1);
});

test('every failure carries a reference that is in the log, and nothing of its inside', async () => {
  const { log, lines } = kept();
  bot = await start({ account: accountOf([line({ day: '2026-11-03', cost: '5' })]), log });
  await bot.parts.store.close();
  const { text } = await bot.ask('teams');
  const reference = /\(reference ([a-z2-9]{6})\)$/.exec(text)?.[1];
  expect(text).toMatch(/^Something went wrong inside aispend and nothing was changed; try again/);
  expect(lines).toContainEqual(expect.objectContaining({ reference, level: 50, msg: 'a fault in aispend' }));
  bot.parts.store.close = async () => undefined;
});

test('no token or secret is ever logged', async () => {
  const { log, lines } = kept();
  bot = await start({ account: accountOf([line({ day: '2026-11-03', cost: '5' })]), log });
  bot.slack.trouble.fail('response_url', 'expired_url');
  bot.slack.trouble.fail('chat.postEphemeral', 'invalid_auth');
  await bot.ask('teams');
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of [bot.slack.botToken, bot.slack.signingSecret]) expect(JSON.stringify(lines)).not.toContain(secret);
});

test('what a person can put right or may not do is logged as such, without a stack', async () => {
  const { log, lines } = kept();
  bot = await start({ account: accountOf([line({ day: '2026-11-03', cost: '5' })]), log });
  const refused = (await bot.ask('jobs')).text;
  await bot.ask('teams', 'U0OUT');
  await bot.ask('jobs frobnicate', 'U0EVE');
  const said = lines.filter((one) => 'said' in one);
  expect(said.map((one) => [one['level'], one['msg'], 'err' in one])).toEqual([
    [30, 'refused', false],
    [30, 'refused', false],
    [30, 'answered with a hint', false],
  ]);
  expect(refused).toContain(said[0]?.['reference']);
  expect(JSON.stringify(lines)).not.toContain('"stack"');
});
