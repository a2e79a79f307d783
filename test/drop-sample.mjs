import { rmSync } from 'node:fs';

export default function drop() {
  rmSync(process.env.AISPEND_TEST_SAMPLE, { recursive: true, force: true });
}
