import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Health {
  /** Undefined when ready, else why not. */
  notReady(): string | undefined;
}

/** /healthz: the process lives. /readyz: it can answer, or why not. True when the request was one of these. */
export function answerHealth(health: Health, request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url?.split('?')[0];
  if ((path !== '/healthz' && path !== '/readyz') || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const reason = path === '/readyz' ? health.notReady() : undefined;
  response
    .writeHead(reason ? 503 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(reason ? { ok: false, reason } : { ok: true }));
  return true;
}

/** Health alone, for Socket Mode, where Slack needs no port of ours. */
export async function serveHealth(health: Health, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (!answerHealth(health, request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  return server;
}
