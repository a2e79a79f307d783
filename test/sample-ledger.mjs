// Before the stories: one ledger with the sample year, filled through Cost Explorer's front door; each story starts from a copy.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export default function fill() {
  const dataDir = mkdtempSync(join(tmpdir(), 'aispend-sample-'));
  execFileSync(
    process.execPath,
    ['--no-warnings', '--import', 'tsx', fileURLToPath(new URL('./fill-sample.ts', import.meta.url)), dataDir],
    { stdio: 'inherit' },
  );
  process.env.AISPEND_TEST_SAMPLE = dataDir;
}
