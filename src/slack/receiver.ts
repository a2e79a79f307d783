import type { RequestListener } from 'node:http';
import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../log.js';
import { boltLogger } from './bolt-logger.js';
import { answerHealth, type Health } from './health.js';

/** Slack's rule, by the machine's own clock as in Bolt, is |now − timestamp| ≤ 5 minutes; Bolt refuses old requests only (docs.slack.dev, verifying requests). */
const MAX_SKEW_S = 300;
export const EVENTS_PATH = '/slack/events';

/** Slack over HTTP: Bolt's receiver with requests from the future refused as well, and health routes beside it. */
export function httpReceiver(o: { signingSecret: string; port: number; health: Health; log: Log }): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: o.signingSecret,
    port: o.port,
    endpoints: EVENTS_PATH,
    logger: boltLogger(o.log),
    dispatchErrorHandler: async ({ response }) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    },
  });
  const answer: RequestListener = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    if (answerHealth(o.health, request, response)) return;
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

/** Slack by Socket Mode. Bolt's own HTTP server cannot be started twice, so health is served beside it. */
export const socketReceiver = (o: { appToken: string; apiUrl?: string; log: Log }): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken: o.appToken,
    logger: boltLogger(o.log),
    installerOptions: o.apiUrl ? { clientOptions: { slackApiUrl: o.apiUrl } } : {},
  });
