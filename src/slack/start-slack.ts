import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Surface } from '../commands/surface.js';
import type { SlackConfig } from '../config.js';
import type { Log } from '../log.js';
import type { AnswerStore } from '../store/answers.js';
import type { DeliveryStore } from '../store/deliveries.js';
import { boltLogger } from './bolt-logger.js';
import { Desk, type DeskOptions } from './desk.js';
import { serveHealth } from './health.js';
import { Identity } from './identity.js';
import { InFlight } from './in-flight.js';
import { listen } from './listeners.js';
import type { People } from './people.js';
import { peopleOf } from './people-by-token.js';
import { httpReceiver, socketReceiver } from './receiver.js';
import { Replies } from './replies.js';
import type { Rooms } from './rooms.js';
import type { UserGroups } from './user-groups.js';

const DRAIN_MS = 10_000;

export interface SlackOptions {
  config: Exclude<SlackConfig, { mode: 'playground' }>;
  port: number;
  surface: Surface;
  context: DeskOptions['context'];
  deliveries: DeliveryStore;
  answers: AnswerStore;
  log: Log;
  now(): Date;
}

export interface RunningSlack {
  /** The port that is listened on, for Slack or for health alone; 0 in the options means any. */
  port: number;
  /** Resolves when requests can come in: at once over HTTP, in Socket Mode when the socket is open. */
  connected: Promise<void>;
  /** Who is still a member of the workspace, who is in which user group, and who hears what is said in a channel. */
  people: Pick<People, 'state'> & Pick<UserGroups, 'groupMembers'> & Pick<Rooms, 'room'>;
  /** Resolves when everything that was acknowledged has been dealt with. */
  idle(): Promise<unknown>;
  /** Takes no more requests, finishes those that were acknowledged, then closes. */
  stop(): Promise<void>;
}

/**
 * Connects to Slack by HTTP or Socket Mode. Returns as soon as requests can come in over HTTP; the connection to Slack
 * itself is made, and made again, in the background.
 */
export async function startSlack(o: SlackOptions): Promise<RunningSlack> {
  const { config, log } = o;
  const clientOptions = {
    ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    // No connection is kept: one that Slack closes at the moment it is used leaves open whether a post arrived.
    headers: { connection: 'close' },
    logger: boltLogger(log),
  };
  const web = new WebClient(config.botToken, clientOptions);
  const identity = new Identity(web, log);
  const inFlight = new InFlight();
  let connected = false;
  const health = {
    notReady: () => (identity.ready ? (connected ? undefined : 'the connection to Slack is not up yet') : identity.trouble),
  };
  const receiver =
    config.mode === 'http'
      ? httpReceiver({ signingSecret: config.signingSecret, port: o.port, health, log })
      : socketReceiver({ appToken: config.appToken, apiUrl: config.apiUrl, log });
  // Authorised from the token at hand: auth.test before each answer would make every answer wait for Slack.
  const app = new App({
    receiver,
    // Nothing is kept in conversations, and looking for it costs an error with a stack at every request.
    convoStore: false,
    clientOptions,
    logger: boltLogger(log),
    authorize: async () => ({ botToken: config.botToken, botId: identity.botId, botUserId: identity.botUserId, teamId: identity.team }),
  });
  const known = peopleOf(web, identity, o.now);
  const desk = new Desk({
    commands: o.surface.commands,
    context: o.context,
    people: known.asked,
    replies: new Replies(web, log),
    deliveries: o.deliveries,
    answers: o.answers,
    inFlight,
    log,
  });
  listen(app, desk, o.surface, o.now);
  app.error(async (error) => log.error({ err: error }, 'Bolt could not deal with a request'));

  const started = config.mode === 'http' ? app.start(o.port) : undefined;
  const server = ((await started) as Server | undefined) ?? (await serveHealth(health, o.port));
  let stopping = false;
  const connect = async (): Promise<void> => {
    for (let wait = 1000; config.mode === 'socket' && !stopping; wait = Math.min(wait * 2, 60_000)) {
      try {
        await app.start();
        break;
      } catch (error) {
        log.error({ err: error }, 'Socket Mode could not connect; check SLACK_APP_TOKEN (xapp-… with connections:write). Trying again');
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
    connected = true;
  };
  if (receiver instanceof SocketModeReceiver) {
    for (const state of ['reconnecting', 'disconnected']) receiver.client.on(state, () => (connected = false));
    receiver.client.on('connected', () => (connected = true));
  }
  void identity.learn();

  return {
    port: (server.address() as AddressInfo).port,
    connected: connect(),
    people: known,
    idle: () => inFlight.drain(DRAIN_MS),
    async stop() {
      stopping = true;
      identity.stop();
      const closed = app.stop().catch((error: unknown) => log.warn({ err: error }, 'closing the connection to Slack'));
      if (config.mode === 'socket') server.close();
      const left = await inFlight.drain(DRAIN_MS);
      if (left > 0) log.error({ left }, 'stopped with answers unfinished');
      await closed;
    },
  };
}
