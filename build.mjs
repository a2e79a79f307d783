// Compiles src to dist, the playground's page for the browser, and copies the page's other files beside it.
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
for (const project of ['tsconfig.build.json', 'tsconfig.page.json'])
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}${project}`], { stdio: 'inherit', cwd: root });
const page = 'playground/page';
cpSync(`${root}src/${page}`, `${root}dist/${page}`, { recursive: true, filter: (file) => !file.endsWith('.ts') });
