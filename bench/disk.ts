import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../src/store/open.js';
import type { Measure } from './report.js';

const TIMES = 60;
/** About what an answer takes as JSON. */
const ANSWER = 'x'.repeat(20_000);

/**
 * What every question writes to the store, claiming its delivery and keeping its answer, beside appending as much to a
 * file and waiting for the disk once. It tells how much of a question is this machine's disk.
 */
export async function disk(folder: string): Promise<Measure[]> {
  await mkdir(folder, { recursive: true });
  const store = await openStore({ file: join(folder, 'aispend.db'), now: () => new Date() });
  const file = openSync(join(folder, 'appended'), 'a');
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let index = 0; index < TIMES; index++) {
    const begun = performance.now();
    await store.deliveries.claim(`delivery-${index}`);
    await store.answers.keep({ id: `answer-${index}`, asker: 'U0ADA', workspace: 'T0BENCH', question: 'team', answer: ANSWER });
    const kept = performance.now();
    writeSync(file, ANSWER);
    fsyncSync(file);
    ours.push(kept - begun);
    bare.push(performance.now() - kept);
  }
  closeSync(file);
  await store.close();
  return [
    {
      part: 'disk',
      what: "a question's two writes: p50",
      unit: 'ms',
      value: middle(ours),
      baseline: { name: 'one append with fsync', value: middle(bare) },
    },
  ];
}

const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
