import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type CustomRoute, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../log.js';
import { boltLogger } from './bolt-logger.js';

/** Slack's rule, by the machine's own clock as in Bolt, is |now − timestamp| ≤ 5 minutes; Bolt refuses old requests only (docs.slack.dev, verifying requests). */
const MAX_SKEW_S = 300;
export const EVENTS_PATH = '/slack/events';

export interface Health {
  /** Undefined when ready, else why not. */
  notReady(): string | undefined;
}

/** Slack over HTTP: Bolt's receiver with requests from the future refused as well, and health routes beside it. */
export function httpReceiver(o: { signingSecret: string; port: number; health: Health; log: Log }): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: o.signingSecret,
    port: o.port,
    endpoints: EVENTS_PATH,
    customRoutes: healthRoutes(o.health),
    logger: boltLogger(o.log),
    dispatchErrorHandler: async ({ response }) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    },
  });
  const answer: RequestListener = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const at = Number(request.headers['x-slack-request-timestamp']);
    if (request.method === 'POST' && at - Date.now() / 1000 > MAX_SKEW_S) {
      o.log.warn({ at }, 'refused a request dated in the future');
      response.writeHead(401).end();
      return;
    }
    answer(request, response);
  };
  return receiver;
}

/** Slack by Socket Mode; health routes are served over HTTP all the same. */
export function socketReceiver(o: { appToken: string; apiUrl?: string; port: number; health: Health; log: Log }): Receiver {
  return new SocketModeReceiver({
    appToken: o.appToken,
    logger: boltLogger(o.log),
    customRoutes: healthRoutes(o.health),
    installerOptions: { port: o.port, ...(o.apiUrl ? { clientOptions: { slackApiUrl: o.apiUrl } } : {}) },
  });
}

function healthRoutes(health: Health): CustomRoute[] {
  const say = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  return [
    {
      path: '/healthz',
      method: ['GET', 'HEAD'],
      handler: (_request: IncomingMessage, response: ServerResponse) => say(response, 200, { ok: true }),
    },
    {
      path: '/readyz',
      method: ['GET', 'HEAD'],
      handler: (_request: IncomingMessage, response: ServerResponse) => {
        const reason = health.notReady();
        say(response, reason ? 503 : 200, reason ? { ok: false, reason } : { ok: true });
      },
    },
  ];
}
