import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, assemble } from '../src/assemble.js';
import { surface } from '../src/commands/index.js';
import type { Config } from '../src/config.js';
import { type FileConfig, fileSchema } from '../src/config-schema.js';
import { type Log, silentLog } from '../src/log.js';
import { tellOfBroken } from '../src/outbox/broken.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import type { SampleAccount } from '../src/playground/sample/line-item.js';
import { createSample } from '../src/playground/sample/sample.js';
import { sampleConfig } from '../src/playground/sample/sample-config.js';
import { createFakeSlack } from '../src/playground/slack/fake-slack.js';
import type { FakeSlack, Message } from '../src/playground/slack/fake-slack.types.js';
import { type RunningOutbox, startOutbox } from '../src/slack/outbox-sender.js';
import { type RunningSlack, startSlack } from '../src/slack/start-slack.js';

/** A clock that stands until a test moves it. */
export interface Clock {
  now(): Date;
  set(iso: string): void;
  pass(seconds: number): void;
}

export function clockAt(iso: string): Clock {
  let at = Date.parse(iso);
  return {
    now: () => new Date(at),
    set: (to) => {
      at = Date.parse(to);
    },
    pass: (seconds) => {
      at += seconds * 1000;
    },
  };
}

export interface Started {
  slack: FakeSlack;
  aws: FakeAws;
  parts: Assembly;
  clock: Clock;
  bot: RunningSlack;
  sender: RunningOutbox;
  dataDir: string;
  config: Config;
  /** Types `/aispend …` as a person and gives the first message that comes back. */
  ask(text: string, user?: string, channel?: string): Promise<Message>;
  /**
   * Sends what has been put into the outbox, moving the clock by the rests that Slack's limits ask for, and gives what the
   * bot has said of its own accord since the last call.
   */
  delivered(): Promise<Message[]>;
  /** Runs a job as if the clock had called it, and delivers what it said. @throws Error when the job did not end well. */
  runJob(name: string, o?: { due?: string; again?: boolean }): Promise<Message[]>;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Over what the sample company wrote into its aispend.yaml. */
  config?: Partial<Record<keyof FileConfig, unknown>>;
  account?: SampleAccount | { current: SampleAccount };
  at?: string;
  dataDir?: string;
  /**
   * `copy` (unless told): the sample year as it was filled before the stories began. `pull`: the bill is read before the
   * first question, which an account of one's own needs. `empty`: nothing is read.
   */
  filled?: 'copy' | 'pull' | 'empty';
  mode?: 'http' | 'socket';
  log?: Log;
  pageGroups?: number;
  slack?: FakeSlack;
}

export const SAMPLE_DAY = '2026-11-25';
const samples = new Map<string, SampleAccount>();

/** The sample organisation of one day, made once per test file. */
export function sampleOf(today: string): SampleAccount {
  const known = samples.get(today) ?? createSample({ seed: 'aispend', today });
  samples.set(today, known);
  return known;
}

export const testConfig = (dataDir: string, file: StartOptions['config'] = {}): Config => ({
  // What is told of guests and other organisations has stories of its own.
  ...fileSchema.parse({ ...sampleConfig, allowOutsiders: ['C0ENG', 'C0GENERAL'], ...file }),
  slack: { mode: 'playground' },
  sample: false,
  port: 0,
  dataDir,
  logLevel: 'silent',
  choices: [],
  warnings: [],
});

/** The bot as it runs in production, with Slack and AWS replaced at the wire and a clock that a test moves. */
export async function start(o: StartOptions = {}): Promise<Started> {
  const filled = o.filled ?? (o.account ? 'pull' : 'copy');
  const clock = clockAt(o.at ?? `${SAMPLE_DAY}T12:00:00Z`);
  const dataDir = o.dataDir ?? (await mkdtemp(join(tmpdir(), 'aispend-')));
  if (filled === 'copy') await cp(process.env['AISPEND_TEST_SAMPLE'] ?? '', dataDir, { recursive: true });
  const slack = o.slack ?? createFakeSlack({ now: clock.now, signingClock: () => new Date() });
  const aws = createFakeAws({
    account: o.account ?? sampleOf(clock.now().toISOString().slice(0, 10)),
    now: clock.now,
    pageGroups: o.pageGroups ?? 5000,
  });
  if (!o.slack) await slack.listen();
  await aws.listen();
  const config = testConfig(dataDir, o.config);
  const log = o.log ?? silentLog();
  const parts = await assemble({
    config,
    log,
    now: clock.now,
    aws: { endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' } },
    pause: async () => undefined,
    // What becomes due is found when a test looks, not when a real timer rings.
    wake: () => () => undefined,
  });
  if (filled === 'pull') await parts.refresher.refresh();
  const bot = await startSlack({
    config:
      o.mode === 'socket'
        ? { mode: 'socket', botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl }
        : { mode: 'http', botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
    port: 0,
    surface,
    context: parts.context,
    deliveries: parts.store.deliveries,
    answers: parts.store.answers,
    log,
    now: clock.now,
  });
  await bot.connected;
  parts.knowPeopleBy(bot.people);
  parts.access.engine.start();
  const timers = new Map<object, { at: number; run(): void }>();
  const sender = startOutbox({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    store: parts.store.outbox,
    onBroken: async (broken) => tellOfBroken(broken, config.admins, parts.outbox, log, await parts.store.subscriptions.at(broken.channel)),
    log,
    now: clock.now,
    wake: (ms, run) => {
      const key = {};
      timers.set(key, { at: clock.now().getTime() + ms, run });
      return () => timers.delete(key);
    },
  });
  parts.sendBy(sender.kick);
  let seen = slack.messages.length;
  const delivered = async (): Promise<Message[]> => {
    await bot.idle();
    await parts.access.engine.tick();
    await settle(sender, parts, timers, clock);
    const said = slack.messages.slice(seen).filter((message) => message.from === 'bot' && !message.onlyFor);
    seen = slack.messages.length;
    return said;
  };
  if (o.mode !== 'socket') slack.deliverTo(`http://127.0.0.1:${bot.port}/slack/events`);
  return {
    slack,
    aws,
    parts,
    clock,
    bot,
    sender,
    dataDir,
    config,
    async ask(text, user = 'U0ADA', channel = 'C0ENG') {
      const reply = slack.nextMessage((message) => message.from === 'bot');
      const ack = await slack.command(user, channel, text);
      if (ack.status !== 200) throw new Error(`the command was answered ${ack.status}`);
      return reply;
    },
    delivered,
    async runJob(name, how = {}) {
      const { run } = await parts.jobs.run(name, { ...(how.due ? { due: new Date(how.due) } : {}), again: how.again === true });
      if (run.state !== 'done') throw new Error(`${name}: ${run.state}, ${run.detail}`);
      return delivered();
    },
    async close() {
      await sender.stop();
      await bot.stop();
      await parts.close();
      await slack.close();
      await aws.close();
      if (!o.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Goes from one moment at which the outbox wants to be woken to the next, for an hour at most, until nothing is left that is due. */
async function settle(
  sender: RunningOutbox,
  parts: Assembly,
  timers: Map<object, { at: number; run(): void }>,
  clock: Clock,
): Promise<void> {
  const last = clock.now().getTime() + 3_600_000;
  sender.kick();
  await sender.idle();
  while ((await parts.store.outbox.unfinished()) > 0) {
    const [key, timer] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    if (!key || !timer || timer.at > last) return;
    timers.delete(key);
    clock.set(new Date(Math.max(timer.at, clock.now().getTime())).toISOString());
    timer.run();
    await sender.idle();
  }
}
