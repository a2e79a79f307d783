import { type Started, start } from '../start.js';

let bot: Started | undefined;
afterEach(() => bot?.close());

test('the same answers over a socket, with no address of our own', async () => {
  bot = await start({ mode: 'socket' });
  const message = await bot.ask('team engineering last month');
  expect(message.text).toMatch(/^engineering spent \$/);
  const opened = bot.slack.nextView('U0ADA');
  await bot.slack.click('U0ADA', message, 'Why?');
  expect((await opened).view.title.text).toBe('Why this number');
});
