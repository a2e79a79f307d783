import type { IncomingMessage, ServerResponse } from 'node:http';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Nothing from elsewhere, no inline script or style: text in messages cannot become code even if it were to become HTML. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function setSafetyHeaders(res: ServerResponse): void {
  res.setHeader('content-security-policy', POLICY);
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'no-referrer');
  res.setHeader('cross-origin-opener-policy', 'same-origin');
  res.setHeader('cross-origin-resource-policy', 'same-origin');
}

/**
 * Why a request to the page must not be answered, or undefined. The page acts for everybody in the workspace without a
 * password, so a web site open in the same browser must not reach it: a foreign name in Host means DNS rebinding, a
 * foreign Origin or a form's content type means a request forged by another site.
 */
export function refusal(req: IncomingMessage): string | undefined {
  const host = req.headers.host ?? '';
  if (!LOCAL.has(host.replace(/:\d+$/, '').toLowerCase())) return 'Open the playground as localhost.';
  const site = req.headers['sec-fetch-site'];
  if (req.method === 'GET' || req.method === 'HEAD')
    return site === 'cross-site' && req.headers['sec-fetch-mode'] !== 'navigate' ? 'Another site asked.' : undefined;
  if (req.headers.origin !== undefined && req.headers.origin !== `http://${host}`) return 'Another site asked.';
  if (site !== undefined && site !== 'same-origin') return 'Another site asked.';
  return req.headers['content-type']?.split(';')[0]?.trim() === 'application/json' ? undefined : 'Send application/json.';
}
