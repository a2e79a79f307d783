import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers /healthz and /readyz with the bot's own word, whose address is known once it listens. False for any other path.
 */
export async function answerAsBot(bot: string | undefined, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = (req.url ?? '').split('?')[0];
  if ((path !== '/healthz' && path !== '/readyz') || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
  const said = (status: number, body: string): true => {
    res.writeHead(status, { 'content-type': 'application/json' }).end(body);
    return true;
  };
  try {
    if (bot === undefined) return said(503, JSON.stringify({ ok: false, reason: 'the bot is still starting' }));
    const answer = await fetch(`${bot}${path}`, { signal: AbortSignal.timeout(2000) });
    return said(answer.status, await answer.text());
  } catch {
    return said(503, JSON.stringify({ ok: false, reason: 'the bot does not answer' }));
  }
}
