import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Serves "/" and "/assets/<name>" out of one flat folder, read anew each time so that a rebuild shows on reload. */
export async function serveAsset(path: string, folder: string, res: ServerResponse): Promise<void> {
  const name = path === '/' ? 'index.html' : /^\/assets\/([a-z0-9-]+\.(?:js|css|svg))$/.exec(path)?.[1];
  const body = name && (await readFile(join(folder, name)).catch(() => undefined));
  if (!name || !body) {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n');
    return;
  }
  res.writeHead(200, { 'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)], 'cache-control': 'no-store' }).end(body);
}
