import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ZodError } from 'zod';
import { pageActions } from './page-actions.js';
import { serveAsset } from './page-assets.js';
import { PageEvents, type World } from './page-events.js';
import { refusal, setSafetyHeaders } from './page-guard.js';
import { answerAsBot } from './page-health.js';
import { Reads } from './page-reads.js';
import { exchangeOf } from './page-traffic.js';
import { Typed } from './page-typed.js';
import type { FakeSlack } from './slack/fake-slack.types.js';
import { CannotAct } from './slack/slack-error.js';

export interface PlaygroundPage extends World {
  /** 0 picks a free one. */
  port: number;
  /** Folder of index.html, the stylesheets and the compiled scripts. */
  pageFolder: string;
  /** Where the bot listens, once it does: whether it lives and is ready is its own word. */
  bot?(): string | undefined;
  /** Address to listen on; only this machine by default. The page still answers to localhost names only. */
  host?: string;
}

const BODY_LIMIT = 1_000_000;

/**
 * Serves the playground's page and, on the same port, the workspace's own API (`/api/*`, `/response/*`, `/files/*`, Socket Mode's `/link`).
 * Rejects when the port is taken. `url` is what people open; the workspace is told its base on the loopback address.
 */
export async function servePlayground(page: PlaygroundPage): Promise<{ url: string; close(): Promise<void> }> {
  const { slack, aws, now, pageFolder } = page;
  const reads = new Reads(slack, () => events.changed());
  const events: PageEvents = new PageEvents(page, () => typed, reads);
  const typed = new Typed(slack, now, () => events.changed());
  const actions = pageActions(page, typed, reads);

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    if (/^\/(api|response|files)\//.test(url.pathname) && slack.handle(req, res)) return;
    setSafetyHeaders(res);
    if (await answerAsBot(page.bot?.(), req, res)) return;
    const refused = refusal(req);
    if (refused) return json(res, 403, { ok: false, problem: refused });
    const name = url.pathname.startsWith('/playground/') ? url.pathname.slice('/playground/'.length) : undefined;
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (req.method === 'POST' && action) return json(res, 200, await action(JSON.parse(await bodyOf(req))));
    if (req.method !== 'GET' && req.method !== 'HEAD') return json(res, 405, { ok: false, problem: 'There is nothing to do here.' });
    if (name === 'events') return events.open(personAsked(slack, url.searchParams.get('as')), res);
    if (name === 'exchange') return json(res, 200, exchangeOf(url.searchParams.get('key') ?? '', slack, aws) ?? null);
    return serveAsset(url.pathname, pageFolder, res);
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      if (res.headersSent) return void res.end();
      const malformed = error instanceof ZodError || error instanceof SyntaxError || error instanceof RangeError;
      const status = malformed ? 400 : error instanceof CannotAct ? 409 : 500;
      json(res, status, { ok: false, problem: error instanceof Error ? error.message : String(error) });
    });
  });
  server.on('upgrade', (req, socket, head) => {
    if (!slack.handleUpgrade(req, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(page.port, page.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  slack.setBase(`http://127.0.0.1:${port}`);

  return {
    url: `http://localhost:${port}`,
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The person asked for, or else the first one who may sign in. */
function personAsked(slack: FakeSlack, id: string | null): string {
  const people = slack.people.filter((person) => !person.is_bot);
  return (people.find((person) => person.id === id) ?? people.find((person) => !person.deleted))?.id ?? '';
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new RangeError('That is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
