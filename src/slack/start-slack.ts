import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Command } from '../commands/command.js';
import type { SlackConfig } from '../config.js';
import type { Log } from '../log.js';
import type { AnswerStore } from '../store/answers.js';
import type { DeliveryStore } from '../store/deliveries.js';
import { boltLogger } from './bolt-logger.js';
import { Desk, type DeskOptions } from './desk.js';
import { Identity } from './identity.js';
import { InFlight } from './in-flight.js';
import { listen } from './listeners.js';
import { People } from './people.js';
import { httpReceiver, socketReceiver } from './receiver.js';
import { Replies } from './replies.js';

const DRAIN_MS = 10_000;

export interface SlackOptions {
  config: Exclude<SlackConfig, { mode: 'playground' }>;
  port: number;
  commands: Command[];
  context: DeskOptions['context'];
  deliveries: DeliveryStore;
  answers: AnswerStore;
  log: Log;
  now(): Date;
}

export interface RunningSlack {
  /** The port that is listened on; 0 in the options means any. */
  port: number | undefined;
  /** Resolves when requests can come in: at once over HTTP, in Socket Mode when the socket is open. */
  connected: Promise<void>;
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
    logger: boltLogger(log),
  };
  const web = new WebClient(config.botToken, clientOptions);
  const identity = new Identity(web, log);
  const inFlight = new InFlight();
  let connected = config.mode === 'http';
  const health = {
    notReady: () => (identity.ready ? (connected ? undefined : 'the Socket Mode connection is not up yet') : identity.trouble),
  };
  const receiver =
    config.mode === 'http'
      ? httpReceiver({ signingSecret: config.signingSecret, port: o.port, health, log })
      : socketReceiver({ appToken: config.appToken, apiUrl: config.apiUrl, port: o.port, health, log });
  // Authorised from the token at hand: auth.test before each answer would make every answer wait for Slack.
  const app = new App({
    receiver,
    // Nothing is kept in conversations, and looking for it costs an error with a stack at every request.
    convoStore: false,
    clientOptions,
    logger: boltLogger(log),
    authorize: async () => ({ botToken: config.botToken, botId: identity.botId, botUserId: identity.botUserId, teamId: identity.team }),
  });
  const desk = new Desk({
    commands: o.commands,
    context: o.context,
    people: new People(web, () => identity.team, o.now),
    replies: new Replies(web, log),
    deliveries: o.deliveries,
    answers: o.answers,
    inFlight,
    log,
  });
  listen(app, desk, o.now);
  app.error(async (error) => log.error({ err: error }, 'Bolt could not deal with a request'));

  let stopping = false;
  const connect = async (): Promise<unknown> => {
    for (let wait = 1000; !stopping; wait = Math.min(wait * 2, 60_000)) {
      try {
        const server = await app.start(o.port);
        connected = true;
        return server;
      } catch (error) {
        if (config.mode === 'http') throw error;
        log.warn({ err: error }, 'Socket Mode could not connect; trying again');
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
    return undefined;
  };
  const started = connect();
  const server = config.mode === 'http' ? await started : undefined;
  void identity.learn();
  const address = (server as { address?(): { port: number } | string | null } | undefined)?.address?.();

  return {
    port: typeof address === 'object' ? address?.port : undefined,
    connected: started.then(() => undefined),
    async stop() {
      stopping = true;
      identity.stop();
      const closed = app.stop().catch((error: unknown) => log.warn({ err: error }, 'closing the connection to Slack'));
      const left = await inFlight.drain(DRAIN_MS);
      if (left > 0) log.error({ left }, 'stopped with answers unfinished');
      await closed;
    },
  };
}
