// Compiles src to dist, the playground's page for the browser, and copies the page's other files beside it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const compiler = `${root}node_modules/typescript/bin/tsc`;
if (!existsSync(compiler)) {
  // Installed without development dependencies (NODE_ENV=production): what was built before is run as it is.
  if (existsSync(`${root}dist/app.js`)) process.exit(0);
  console.error('aispend is not built and the compiler is not installed; run `npm ci --include=dev` once.');
  process.exit(1);
}
for (const project of ['tsconfig.build.json', 'tsconfig.page.json'])
  execFileSync(process.execPath, [compiler, '-p', `${root}${project}`], { stdio: 'inherit', cwd: root });
const page = 'playground/page';
cpSync(`${root}src/${page}`, `${root}dist/${page}`, { recursive: true, filter: (file) => !file.endsWith('.ts') });
