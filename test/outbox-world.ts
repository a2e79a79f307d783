import type { FetchFunction } from '@slack/web-api';
import { silentLog } from '../src/log.js';
import type { Broken, OutboxStore } from '../src/outbox/outbox-store.js';
import { createFakeSlack, type FakeSlackOptions } from '../src/playground/slack/fake-slack.js';
import type { FakeSlack, Message } from '../src/playground/slack/fake-slack.types.js';
import { type RunningOutbox, startOutbox } from '../src/slack/outbox-sender.js';
import { openStore, type Store, type StoreOptions } from '../src/store/open.js';
import { type Clock, clockAt } from './start.js';

export interface OfficeOptions {
  store?: OutboxStore;
  fetch?: FetchFunction;
  onBroken?(broken: Broken): Promise<void>;
}

/** A workspace, a store and a clock that moves only from one thing that waits to the next. */
export interface World {
  slack: FakeSlack;
  store: Store;
  clock: Clock;
  broken: Broken[];
  /** Starts a process that sends. */
  office(o?: OfficeOptions): RunningOutbox;
  /** It is dead: nothing of it runs any more, and nobody waits for it. */
  bury(office: RunningOutbox): void;
  /** Lets time pass until everything is sent or has failed; gives how long that took, in ms. */
  untilFinished(): Promise<number>;
  /** Lets time pass up to that many seconds. */
  pass(seconds: number): Promise<void>;
  /** Texts of the bot's messages in a channel, as they stand now. */
  said(channel: string): string[];
  posted(): Message[];
  close(): Promise<void>;
}

const LONGEST_DAYS = 4;

export async function openWorld(o: { slack?: Partial<FakeSlackOptions>; place?: Pick<StoreOptions, 'file' | 'url'> } = {}): Promise<World> {
  const clock = clockAt('2026-11-25T12:00:00Z');
  const slack = createFakeSlack({ now: clock.now, limits: true, ...o.slack });
  await slack.listen();
  const store = await openStore({ file: ':memory:', ...o.place, now: clock.now });
  const offices = new Map<RunningOutbox, Map<object, { at: number; run(): void }>>();
  const broken: Broken[] = [];

  const idle = () => Promise.all([...offices.keys()].map((office) => office.idle()));
  /** Goes to the next moment at which somebody wants to be woken, if it is not after `last`. */
  const wakeNext = (last: number): boolean => {
    const waiting = [...offices.values()].flatMap((timers) => [...timers].map(([key, timer]) => ({ timers, key, timer })));
    const next = waiting.sort((a, b) => a.timer.at - b.timer.at)[0];
    if (!next || next.timer.at > last) return false;
    clock.set(new Date(Math.max(next.timer.at, clock.now().getTime())).toISOString());
    next.timers.delete(next.key);
    next.timer.run();
    return true;
  };
  return {
    slack,
    store,
    clock,
    broken,
    office(options = {}) {
      const timers = new Map<object, { at: number; run(): void }>();
      const office = startOutbox({
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
        store: options.store ?? store.outbox,
        log: silentLog(),
        now: clock.now,
        wake: (ms, run) => {
          const key = {};
          timers.set(key, { at: clock.now().getTime() + ms, run });
          return () => timers.delete(key);
        },
        fetch: options.fetch,
        onBroken: options.onBroken ?? (async (one) => void broken.push(one)),
      });
      offices.set(office, timers);
      return office;
    },
    bury: (office) => void offices.delete(office),
    async untilFinished() {
      const begun = clock.now().getTime();
      await idle();
      while ((await store.outbox.unfinished()) > 0) {
        if (!wakeNext(begun + LONGEST_DAYS * 86_400_000)) throw new Error(`${await store.outbox.unfinished()} messages are never finished`);
        await idle();
      }
      return clock.now().getTime() - begun;
    },
    async pass(seconds) {
      const end = clock.now().getTime() + seconds * 1000;
      await idle();
      while (wakeNext(end)) await idle();
      clock.set(new Date(end).toISOString());
    },
    said: (channel) => slack.messages.filter((it) => it.from === 'bot' && it.channel === channel && !it.files).map(({ text }) => text),
    posted: () => slack.messages.filter((it) => it.from === 'bot'),
    async close() {
      await Promise.all([...offices.keys()].map((office) => office.stop()));
      await store.close();
      await slack.close();
    },
  };
}
