import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createFakeSlack } from '../../src/playground/slack/fake-slack.js';
import type { FakeSlack } from '../../src/playground/slack/fake-slack.types.js';
import { type Started, start } from '../start.js';

let slack: FakeSlack;
let server: Server;
let bot: Started;
let requests: number;
beforeEach(async () => {
  slack = createFakeSlack({ now: () => new Date('2026-11-25T12:00:00Z'), signingClock: () => new Date() });
  requests = 0;
});
afterEach(async () => {
  await bot.close();
  server.closeAllConnections();
  server.close();
});

/** The workspace behind a server that hears a request only as long as `hears` says so, and closes the connection otherwise. */
async function behind(hears: (socket: Socket) => boolean): Promise<void> {
  server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    requests++;
    if (!hears(req.socket)) req.socket.destroy();
    else slack.handle(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.setBase(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('a server that closes a kept connection at the moment it is used again costs no answer', async () => {
  const used = new WeakSet<Socket>();
  await behind((socket) => {
    const first = !used.has(socket);
    used.add(socket);
    return first;
  });
  bot = await start({ slack });
  for (const user of ['U0ADA', 'U0BEN', 'U0EVE'])
    for (const text of ['teams', 'status', 'help']) expect((await bot.ask(text, user)).onlyFor).toBe(user);
  expect(requests).toBeGreaterThan(9);
});

test('a person is looked up again when the connection breaks, once', async () => {
  await behind(() => true);
  bot = await start({ slack });
  slack.trouble.loseAnswer('users.info', 1);
  expect((await bot.ask('teams')).text).toMatch(/^All teams/);
  slack.trouble.loseAnswer('users.info', 2);
  expect((await bot.ask('teams', 'U0BEN')).text).toMatch(/^Slack does not tell aispend who you are right now/);
});
