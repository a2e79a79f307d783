import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createFakeSlack } from '../../src/playground/slack/fake-slack.js';
import type { FakeSlack } from '../../src/playground/slack/fake-slack.types.js';
import { openStore } from '../../src/store/open.js';
import { postgres } from '../contracts/engines.js';

/** So that a lease of a minute takes two seconds, far longer than any call to a Slack on this machine. */
const SPEED = 30;
/** Of the hurried clock, during which replicas die: two due times fall into it. */
const MINUTES = 9;
/** What test/replica.mjs is told. */
interface ReplicaOrders {
  url: string;
  apiUrl: string;
  botToken: string;
  began: number;
  base: number;
  speed: number;
  channels: string[];
}

const root = join(__dirname, '..', '..');

/** The same order of deaths every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const start = (orders: ReplicaOrders): ChildProcess =>
  spawn(process.execPath, [join(root, 'test', 'replica.mjs'), JSON.stringify(orders)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function buried(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

(postgres.there ? describe : describe.skip)('replicas on one Postgres, killed at random', () => {
  let slack: FakeSlack;
  let living: ChildProcess[] = [];
  afterEach(async () => {
    await Promise.all(living.map(buried));
    living = [];
    await slack.close();
  });

  test.each([2, 5])(
    '%i of them: every message of every due time exactly once, although answers of Slack are lost as well',
    async (count) => {
      const time = { began: Date.now(), base: Date.parse('2026-11-23T08:58:00Z'), speed: SPEED };
      const now = () => new Date(time.base + (Date.now() - time.began) * SPEED);
      slack = createFakeSlack({ now });
      await slack.listen();
      const { url = '' } = await postgres.place();
      const store = await openStore({ file: '', url, now });
      // Known before the first due time, however long the replicas take to start.
      await store.jobRuns.seenSince('report', '*/5 * * * * UTC');
      const channels = ['C0ENG', 'C0DATA', 'C0GENERAL', 'U0ADA', 'C0FIN'];
      const orders: ReplicaOrders = { ...time, url, apiUrl: slack.apiUrl, botToken: slack.botToken, channels };
      const random = chance(count);
      living = Array.from({ length: count }, () => start(orders));
      let deaths = 0;
      while (now().getTime() < time.base + MINUTES * 60_000) {
        await pause(300 + random() * 1200);
        if (random() < 0.3) slack.trouble.loseAnswer('chat.postMessage', 1);
        const victim = living[Math.floor(random() * living.length)] as ChildProcess;
        if (random() < 0.5 || victim.exitCode !== null) continue;
        victim.kill('SIGKILL');
        deaths += 1;
        living[living.indexOf(victim)] = start(orders);
      }
      // From here on nobody dies; what was left behind is finished.
      const due = ['09:00', '09:05'].map((at) => `2026-11-23T${at}:00.000Z`);
      const wanted = due.flatMap((at) => channels.map((channel) => `report:${at}:${channel} is here`)).sort();
      const said = () =>
        slack.messages
          .filter((one) => one.from === 'bot' && due.some((at) => one.text.includes(at)))
          .map((one) => one.text)
          .sort();
      const patience = Date.now() + 20_000;
      while ((said().length < wanted.length || (await store.outbox.unfinished()) > 0) && Date.now() < patience) await pause(200);
      expect(said()).toEqual(wanted);
      expect(deaths).toBeGreaterThan(3);
      const runs = await store.jobRuns.recent('report', 20);
      expect(runs.filter((run) => due.includes(run.due)).map((run) => [run.due, run.state])).toEqual(
        [...due].reverse().map((at) => [at, 'done']),
      );
      await store.close();
    },
    90_000,
  );
});
