import { createFakeSlack } from '../../src/playground/slack/fake-slack.js';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());

test('the same answers over a socket, with no address of our own', async () => {
  bot = await start({ mode: 'socket' });
  const message = await bot.ask('team engineering last month');
  expect(message.text).toMatch(/^engineering spent \$/);
  const opened = bot.slack.nextView('U0ADA');
  await bot.slack.click('U0ADA', message, 'Why?');
  expect((await opened).view.title.text).toBe('Why this number');
  expect((await fetch(`http://127.0.0.1:${bot.bot.port}/readyz`)).status).toBe(200);
});

test('a start while Slack refuses the socket is made good', async () => {
  const slack = createFakeSlack({ now: () => new Date('2026-11-25T12:00:00Z'), signingClock: () => new Date() });
  await slack.listen();
  slack.trouble.fail('apps.connections.open', 'not_authed', 1);
  bot = await start({ mode: 'socket', slack });
  expect((await bot.ask('teams')).text).toMatch(/^All teams/);
});

test('an envelope delivered again is answered once', async () => {
  bot = await start({ mode: 'socket' });
  const reply = bot.slack.nextMessage();
  await bot.slack.command('U0ADA', 'C0ENG', 'teams', { repeat: 3 });
  await reply;
  await bot.ask('help');
  expect(bot.slack.messages.filter((message) => message.text.startsWith('All teams'))).toHaveLength(1);
});
