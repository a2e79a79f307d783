// Compiles src to dist and copies the playground's page beside it: what `npm start`, the tests and the image run.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}tsconfig.build.json`], { stdio: 'inherit', cwd: root });
if (existsSync(`${root}src/playground/page`)) cpSync(`${root}src/playground/page`, `${root}dist/playground/page`, { recursive: true });
