import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());

/** Another process that has the database's lock until it is told to let go. */
const HOLDER = `
  import Database from 'libsql';
  const database = new Database(process.env.FILE);
  database.exec('BEGIN IMMEDIATE');
  process.stdout.write('locked');
  process.stdin.once('data', () => { database.exec('COMMIT'); database.close(); process.exit(0); });
`;

async function lockedBy(file: string): Promise<{ letGo(): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER], {
    cwd: join(__dirname, '..', '..'),
    env: { ...process.env, FILE: file },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async letGo() {
      child.stdin.write('now');
      await once(child, 'exit');
    },
  };
}

test('while a terminal holds the database, Slack hears back at once, and the answers come when it lets go', async () => {
  bot = await start();
  await bot.ask('help');
  const terminal = await lockedBy(join(bot.dataDir, 'aispend.db'));
  const before = bot.slack.messages.length;
  const answers = Promise.all([
    bot.slack.nextMessage((message) => message.text.startsWith('All teams')),
    bot.slack.nextMessage((message) => message.text.startsWith('engineering spent')),
  ]);
  for (const [user, text] of [
    ['U0ADA', 'teams'],
    ['U0BEN', 'team engineering'],
    ['U0EVE', 'help'],
  ] as const) {
    const ack = await bot.slack.command(user, 'C0ENG', text);
    expect([ack.status, ack.ms < 1000]).toEqual([200, true]);
  }
  expect((await fetch(`http://127.0.0.1:${bot.bot.port}/healthz`)).status).toBe(200);
  expect(bot.slack.messages.length).toBe(before);
  await terminal.letGo();
  expect((await answers).map((message) => message.onlyFor)).toEqual(['U0ADA', 'U0BEN']);
});
