import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Compiles the playground's page for the browser into a folder of its own. `page` in it is what the server serves. */
export function compilePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aispend-page-'));
  execFileSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(root, 'tsconfig.page.json'),
    '--outDir',
    folder,
  ]);
  cpSync(join(root, 'src/playground/page'), join(folder, 'page'), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  return folder;
}
