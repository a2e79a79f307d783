import { randomUUID } from 'node:crypto';
import { type FetchFunction, WebClient } from '@slack/web-api';
import type { Log } from '../log.js';
import type { Courier } from '../outbox/courier.js';
import { type Outbox, outboxOver } from '../outbox/outbox.js';
import type { OutboxStore } from '../outbox/outbox-store.js';
import { Pump, type PumpOptions } from '../outbox/pump.js';
import { boltLogger } from './bolt-logger.js';
import { upload } from './outbox-file.js';
import { look } from './outbox-look.js';
import { postOrUpdate } from './outbox-post.js';

export interface OutboxOptions extends Pick<PumpOptions, 'onBroken'> {
  botToken: string;
  /** Another base of Slack's API. */
  apiUrl?: string;
  store: OutboxStore;
  log: Log;
  now(): Date;
  /** Calls `run` after `ms`, unless what it returns is called first; the machine's timer unless told. */
  wake?: PumpOptions['wake'];
  /** The way to Slack; the machine's own unless told. */
  fetch?: FetchFunction;
}

export interface RunningOutbox extends Outbox {
  /** Looks now for what is due, as it does by itself when a message is put and when its time has come. */
  kick(): void;
  /** Resolves when no call is under way. What waits for a later time may be left. */
  idle(): Promise<void>;
  /** Begins no more calls and resolves when those under way are over; each takes at most some tens of seconds. */
  stop(): Promise<void>;
}

/**
 * Sends what is put, and what an earlier process left. It has a client of its own: that of the answers would wait with it
 * when Slack asks for patience, and would send a post again whose answer was lost.
 */
export function startOutbox(o: OutboxOptions): RunningOutbox {
  const { store, log, now, onBroken } = o;
  const web = new WebClient(o.botToken, {
    ...(o.apiUrl ? { slackApiUrl: o.apiUrl } : {}),
    ...(o.fetch ? { fetch: o.fetch } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    // No connection is kept: one that Slack closes at the moment it is used leaves open whether a post arrived.
    headers: { connection: 'close' },
    logger: boltLogger(log),
  });
  const courier: Courier = {
    send: (due, note) => (due.kind === 'file' ? upload(web, o.fetch ?? fetch, due, note) : postOrUpdate(web, log, due)),
    look: (due) => look(web, due),
  };
  const pump = new Pump({ store, courier, holder: randomUUID(), now, wake: o.wake ?? machineTimer, onBroken, log });
  pump.kick();
  return { ...outboxOver(store, now, () => pump.kick()), kick: () => pump.kick(), idle: () => pump.idle(), stop: () => pump.stop() };
}

const machineTimer: PumpOptions['wake'] = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};
