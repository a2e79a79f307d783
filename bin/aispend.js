#!/usr/bin/env node
// The terminal's way in. `npm ci` builds dist (the `prepare` script); without it, say the cure instead of a stack trace.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = new URL('../dist/cli.js', import.meta.url);
if (!existsSync(fileURLToPath(cli))) {
  console.error('aispend is not built yet: run `npm run build` in its folder first.');
  process.exit(2);
}
await import(cli.href);
