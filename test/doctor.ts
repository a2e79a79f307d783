import type { Assembly } from '../src/assemble.js';
import { doctor } from '../src/cli/doctor.js';

/** `aispend doctor` over parts that a test put together: its exit code and what it prints. */
export async function aispendDoctor(parts: Assembly): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await doctor({
    parts,
    words: [],
    json: false,
    csv: false,
    due: undefined,
    now: () => new Date(),
    say: (text) => {
      out += `${text}\n`;
    },
    aside: () => undefined,
  });
  return { code, out };
}
