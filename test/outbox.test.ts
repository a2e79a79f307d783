import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchFunction } from '@slack/web-api';
import fc from 'fast-check';
import { silentLog } from '../src/log.js';
import { tellOfBroken } from '../src/outbox/broken.js';
import type { Outcome } from '../src/outbox/courier.js';
import { type Due, effectsOf } from '../src/outbox/effect.js';
import type { OutgoingMessage } from '../src/outbox/message.js';
import { nextStep } from '../src/outbox/next-step.js';
import { createFakeSlack, dmOf } from '../src/playground/slack/fake-slack.js';
import type { Message } from '../src/playground/slack/fake-slack.types.js';
import { Life } from './outbox-mortal.js';
import { openWorld, type World } from './outbox-world.js';

const NOON = new Date('2026-11-25T12:00:00Z');
const afterNoon = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000);
const message = (key: string, channel = 'C0ENG', more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key,
  channel,
  text: key,
  ...more,
});
const keyOf = (posted: Message): string => posted.metadata?.event_payload.key;

describe('what is to be done', () => {
  test.each<[string, Partial<OutgoingMessage>, object[]]>([
    ['a message', {}, [{ key: 'm', kind: 'post', notBefore: NOON }]],
    ['a reply', { thread: 'r' }, [{ key: 'm', kind: 'post', parent: 'r' }]],
    ['an edit', { update: 'r' }, [{ key: 'm', kind: 'update', parent: 'r' }]],
    [
      'a message for later, with a file',
      { notBefore: afterNoon(9), file: { name: 'a.csv', content: 'a' } },
      [
        { key: 'm', kind: 'post', notBefore: afterNoon(9) },
        { key: 'm/file', kind: 'file', parent: 'm', notBefore: afterNoon(9) },
      ],
    ],
  ])('%s', (_what, more, effects) => expect(effectsOf(message('m', 'C0ENG', more), NOON)).toMatchObject(effects));

  test('a message cannot be a reply and an edit', () =>
    expect(() => effectsOf(message('m', 'C0ENG', { thread: 'a', update: 'b' }), NOON)).toThrow('both a reply and an edit'));
});

describe('what comes after a turn', () => {
  const place = { channel: 'C0ENG', ts: '1.000001' };
  const DAY = 86_400;
  test.each<[string, Partial<Due>, Outcome, number, object]>([
    ['sent', {}, { kind: 'sent', place }, 0, { state: 'sent', place }],
    ['found', { look: true }, { kind: 'sent', place }, 0, { state: 'sent', place }],
    ['refused', {}, { kind: 'refused', word: 'is_archived' }, 0, { state: 'failed', word: 'is_archived', report: true }],
    [
      'may not look',
      { look: true },
      { kind: 'refused', word: 'not_in_channel' },
      0,
      { state: 'failed', word: 'unconfirmed: not_in_channel' },
    ],
    ['not there', { look: true, tries: 3 }, { kind: 'absent' }, 5, { state: 'waiting', actAt: afterNoon(5), tries: 3 }],
    ['not there after a day', { look: true, word: 'http_503' }, { kind: 'absent' }, DAY, { state: 'failed', word: 'http_503' }],
    [
      'asked to wait',
      { tries: 3 },
      { kind: 'later', word: 'ratelimited', afterMs: 7000 },
      0,
      { state: 'waiting', actAt: afterNoon(7), tries: 3 },
    ],
    ['first failure', {}, { kind: 'later', word: 'unreachable' }, 0, { state: 'waiting', actAt: afterNoon(2), tries: 1 }],
    ['fourth failure', { tries: 3 }, { kind: 'later', word: 'unreachable' }, 0, { state: 'waiting', actAt: afterNoon(16), tries: 4 }],
    ['hundredth failure', { tries: 99 }, { kind: 'later', word: 'unreachable' }, 0, { state: 'waiting', actAt: afterNoon(300) }],
    ['failing for almost a day', { tries: 99 }, { kind: 'later', word: 'x' }, DAY - 1, { state: 'waiting' }],
    ['failing for a day', { tries: 99 }, { kind: 'later', word: 'x' }, DAY, { state: 'failed', word: 'x', report: true }],
    ['answer lost', {}, { kind: 'unsure', word: 'unreachable' }, 0, { state: 'unsure', actAt: afterNoon(15), tries: 1 }],
    ['answer lost after a day', {}, { kind: 'unsure', word: 'unreachable' }, DAY, { state: 'unsure' }],
    ['answer to a look lost', { look: true }, { kind: 'unsure', word: 'unreachable' }, 0, { state: 'unsure', actAt: afterNoon(2) }],
    ['look failing for a day', { look: true }, { kind: 'later', word: 'x' }, DAY, { state: 'failed', word: 'unconfirmed: x' }],
    ['answer to an edit lost', { kind: 'update' }, { kind: 'unsure', word: 'x' }, 0, { state: 'waiting', actAt: afterNoon(2) }],
  ])('%s', (_what, more, outcome, seconds, expected) => {
    const due: Due = { ...effectsOf(message('m'), NOON)[0]!, turn: 1, tries: 0, firstTried: NOON, look: false, ...more };
    expect(nextStep(due, outcome, afterNoon(seconds))).toMatchObject(expected);
  });
});

describe('a process that dies', () => {
  const messages = [
    message('root', 'C0ENG', { file: { name: 'costs.csv', content: 'a,b\n' } }),
    message('lost', 'C0NOWHERE'),
    message('reply', 'C0ENG', { thread: 'root' }),
    message('card', 'U0DAN'),
    message('edit', 'C0ENG', { update: 'root', text: 'root, decided' }),
    message('last', 'C0ENG'),
  ];
  /** Lives once, dies at that step, and is followed by a second that does the same; true when the first lived to the end. */
  async function twoLives(world: World, life: Life): Promise<boolean> {
    const office = world.office({ store: life.store(world.store.outbox), fetch: life.fetch(fetch) });
    const done = office.put(messages).then(() => world.untilFinished());
    const survived = await Promise.race([done.then(() => true), life.over.then(() => false)]);
    if (survived) return true;
    world.bury(office);
    await world.office().put(messages);
    await world.untilFinished();
    return false;
  }
  function expectAllOnce(world: World): void {
    const posted = world.posted();
    expect(posted.filter((it) => it.channel === 'C0ENG' && !it.files).map((it) => [keyOf(it), it.text])).toEqual([
      ['root', 'root, decided'],
      ['reply', 'reply'],
      ['last', 'last'],
    ]);
    expect(world.said(dmOf('U0DAN'))).toEqual(['card']);
    expect(posted.filter((it) => it.files)).toMatchObject([{ threadTs: posted.find((it) => keyOf(it) === 'root')?.ts }]);
    expect(new Set(world.broken.map((one) => `${one.channel} ${one.word} ${one.since}`)).size).toBe(1);
  }

  test.each(['before', 'after'] as const)('%s any step it takes loses nothing and repeats nothing', async (moment) => {
    let survived = false;
    let step = 0;
    while (!survived) {
      const world = await openWorld();
      survived = await twoLives(world, new Life(++step, moment));
      expectAllOnce(world);
      await world.close();
    }
    expect(step).toBeGreaterThan(40);
  });

  test('by SIGKILL while Slack answers, three times over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aispend-outbox-'));
    const channels = Array.from({ length: 8 }, (_, index) => `C${index}`);
    const wanted = channels.flatMap((channel) => [1, 2, 3].map((number) => `${channel} ${number}`));
    let base = NOON.getTime();
    const slack = createFakeSlack({
      now: () => new Date(base + performance.now()),
      channels: channels.map((id) => ({ id, name: id.toLowerCase(), botIsMember: true, members: [] })),
    });
    await slack.listen();
    const script = `
      import { silentLog } from './src/log.ts';
      import { startOutbox } from './src/slack/outbox-sender.ts';
      import { openStore } from './src/store/open.ts';
      const { base, file, botToken, apiUrl, wanted } = JSON.parse(process.env.TASK);
      const now = () => new Date(base + performance.now());
      const store = await openStore({ file, now });
      const office = startOutbox({ botToken, apiUrl, store: store.outbox, log: silentLog(), now, onBroken: async () => {} });
      await office.put(wanted.map((key) => ({ key, channel: key.split(' ')[0], text: key })));
      process.stdin.on('data', () => office.stop().then(() => process.exit(0)));`;
    const life = (until: number, end: (child: ChildProcess) => void): Promise<string> => {
      const task = { base, file: join(folder, 'state.db'), botToken: slack.botToken, apiUrl: slack.apiUrl, wanted };
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: join(__dirname, '..'),
        env: { ...process.env, TASK: JSON.stringify(task) },
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      const stop = slack.onChange(() => {
        if (slack.messages.length < until) return;
        stop();
        end(child);
      });
      return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))));
    };
    for (const until of [1, 9, 18]) {
      expect(await life(until, (child) => child.kill('SIGKILL'))).toBe('SIGKILL');
      // Longer than a lease.
      base += 120_000;
    }
    expect(await life(wanted.length, (child) => child.stdin?.write('stop\n'))).toBe('0');
    expect(slack.messages.map(keyOf).sort()).toEqual([...wanted].sort());
    for (const channel of channels)
      expect(slack.messages.filter((it) => it.channel === channel).map(keyOf)).toEqual(
        wanted.filter((key) => key.startsWith(`${channel} `)),
      );
    await slack.close();
    rmSync(folder, { recursive: true });
  });
});

describe('any weather', () => {
  const FAULTS = ['lost', 'refused', 'limited', 'down', 'down after it', 'error after it', 'dies before', 'dies after'] as const;
  type Fault = (typeof FAULTS)[number] | 'none';
  const CHANNELS = ['C0ENG', 'C0FIN', 'U0ADA'];
  const answer = (status: number, body: object): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', 'retry-after': '3' } });
  const broken = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

  const wire =
    (life: Life, next: () => Fault, flights: Set<Promise<unknown>>): FetchFunction =>
    async (url, init) => {
      const fault = next();
      if (fault === 'refused') throw broken('ECONNREFUSED');
      if (fault === 'limited') return answer(429, { ok: false, error: 'ratelimited' });
      if (fault === 'down') return answer(503, {});
      if (fault === 'dies before') return life.die();
      const flight = fetch(url, init);
      flights.add(flight);
      const real = await flight;
      if (fault === 'lost') throw broken('ECONNRESET');
      if (fault === 'down after it') return answer(503, {});
      if (fault === 'error after it') return answer(200, { ok: false, error: 'internal_error' });
      return fault === 'dies after' ? life.die() : real;
    };

  test('every message is there once, and in order in its channel', async () => {
    const faults = fc.array(fc.oneof({ arbitrary: fc.constant<Fault>('none'), weight: 3 }, fc.constantFrom<Fault>(...FAULTS)), {
      minLength: 100,
      maxLength: 300,
    });
    const where = fc.array(fc.constantFrom(...CHANNELS), { minLength: 60, maxLength: 90 });
    const story = fc.asyncProperty(where, faults, async (channels, weather) => {
      const world = await openWorld();
      const left = [...weather];
      const wanted = channels.map((channel, index) => message(`m${index}`, channel));
      await world.store.outbox.put(wanted.flatMap((one) => effectsOf(one, world.clock.now())));
      for (let survived = false; !survived; ) {
        const life = new Life();
        const flights = new Set<Promise<unknown>>();
        const office = world.office({
          store: life.store(world.store.outbox),
          fetch: life.fetch(wire(life, () => left.shift() ?? 'none', flights)),
        });
        survived = await Promise.race([world.untilFinished().then(() => true), life.over.then(() => false)]);
        if (survived) continue;
        // What the dead process had sent arrives within its lease; here the clock does not wait for the network, so we do.
        await Promise.allSettled(flights);
        world.bury(office);
      }
      for (const channel of CHANNELS) {
        const at = channel === 'U0ADA' ? dmOf(channel) : channel;
        expect(
          world
            .posted()
            .filter((it) => it.channel === at)
            .map(keyOf),
        ).toEqual(wanted.filter((it) => it.channel === channel).map((it) => it.key));
      }
      expect(world.broken).toEqual([]);
      await world.close();
    });
    await fc.assert(story, { numRuns: 12, endOnFailure: true });
  });
});

test.each([
  ['C0FIN', '<#C0FIN>'],
  ['U0DAN', '<@U0DAN>'],
  ['#finance', '`#finance`'],
  ['Unicorns', '`Unicorns`'],
])('the admins are told of %s as %s: only an id is mentioned', async (channel, shown) => {
  const put: OutgoingMessage[] = [];
  const outbox = { put: async (messages: OutgoingMessage[]) => void put.push(...messages) } as never;
  await tellOfBroken({ channel, word: 'channel_not_found', since: NOON.toISOString() }, ['U0EVE'], outbox, silentLog());
  expect(put.map(({ text }) => text)).toEqual([expect.stringContaining(`do not reach ${shown}: Slack says`)]);
});
