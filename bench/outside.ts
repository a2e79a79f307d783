import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const BOT_TOKEN = 'xoxb-bench';
export const SIGNING_SECRET = 'bench-signing-secret';
export const WORKSPACE = 'T0BENCH';

/** How long an answer may take before the run counts as broken. */
const PATIENCE_MS = 60_000;

/** An answer that came to a response_url: its body, and when it was complete (`performance.now()`). */
export interface Arrived {
  body: string;
  at: number;
}

/** A message that was posted: where, and when (`performance.now()`). */
export interface Posted {
  channel: string;
  at: number;
}

/**
 * The least of Slack that a bot needs: auth.test, users.info, response_urls that take everything, and chat.postMessage at one
 * message a second and channel (docs.slack.dev, rate limits), with 429 for what comes sooner. The playground's
 * FakeSlack checks every block and would be most of what is measured.
 */
export interface Outside {
  apiUrl: string;
  responseUrl(id: string): string;
  /** What was posted, and how often a post came too soon. */
  readonly posted: Posted[];
  refused(): number;
  /** The answer to come at that response_url. Rejects when there is none within a minute. */
  answer(id: string): Promise<Arrived>;
  close(): Promise<void>;
}

export async function openOutside(): Promise<Outside> {
  const waiting = new Map<string, (arrived: Arrived) => void>();
  const posted: Posted[] = [];
  const last = new Map<string, number>();
  let refused = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = performance.now();
      const url = request.url ?? '';
      const body = Buffer.concat(chunks).toString('utf8');
      if (url.startsWith('/reply/')) {
        response.end('ok');
        waiting.get(url.slice('/reply/'.length))?.({ body, at });
      } else if (url.endsWith('/chat.postMessage')) {
        const channel = channelOf(body);
        if (at - (last.get(channel) ?? -1000) < 1000) {
          refused += 1;
          response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }).end('{"ok":false,"error":"ratelimited"}');
          return;
        }
        last.set(channel, at);
        posted.push({ channel, at });
        const ts = `${(Date.now() / 1000).toFixed(0)}.${String(posted.length).padStart(6, '0')}`;
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, channel, ts }));
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(webApi(url, body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${base}/api/`,
    posted,
    refused: () => refused,
    responseUrl: (id) => `${base}/reply/${id}`,
    answer: (id) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no answer to ${id} within ${PATIENCE_MS} ms`)), PATIENCE_MS);
        waiting.set(id, (arrived) => {
          clearTimeout(late);
          waiting.delete(id);
          resolve(arrived);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Slack's client sends a form or JSON. */
const channelOf = (body: string): string =>
  body.startsWith('{') ? String((JSON.parse(body) as { channel: string }).channel) : (new URLSearchParams(body).get('channel') ?? '');

function webApi(url: string, body: string): object {
  if (url.endsWith('/auth.test'))
    return { ok: true, team_id: WORKSPACE, team: 'bench', user_id: 'U0BOT', user: 'aispend', bot_id: 'B0BOT' };
  if (url.endsWith('/users.info'))
    return { ok: true, user: { id: new URLSearchParams(body).get('user'), team_id: WORKSPACE, deleted: false, is_bot: false, tz: 'UTC' } };
  return { ok: false, error: 'unknown_method' };
}
