import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf } from '../src/period.js';
import { anomalies } from './anomalies.js';
import { cur } from './cur.js';
import { disk } from './disk.js';
import { frontDoor } from './front-door.js';
import { monday } from './monday.js';
import { openOutside } from './outside.js';
import { type Question, sampleQuestions } from './questions.js';
import { json, type Measure, table, verdicts } from './report.js';
import { requests } from './requests.js';
import { fillSample, openSampleAws } from './sample-bot.js';
import { start } from './start.js';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'string' }, only: { type: 'string', multiple: true } },
});
const quick = values.quick === true;
const now = () => new Date();
const work = await mkdtemp(join(tmpdir(), 'aispend-bench-'));
const measures: Measure[] = [];

/** Runs a part, unless others were asked for by `--only`. */
async function part(name: string, run: () => Promise<Measure[]>): Promise<void> {
  if (values.only && !values.only.includes(name)) return;
  const begun = performance.now();
  measures.push(...(await run()));
  console.error(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

try {
  const filled = join(work, 'filled');
  const [outside, aws] = [await openOutside(), await openSampleAws(now)];
  const questions = sampleQuestions(aws.account, now());
  // As a bot that was last up yesterday left it.
  await fillSample(filled, () => new Date(now().getTime() - 86_400_000));
  const folder = (name: string) => join(work, name);
  await part('disk', () => disk(folder('disk')));
  await part('question', () => frontDoor({ folder: folder('question'), filled, outside, aws, questions, quick }));
  await part('start', () =>
    start({ folder: folder('start'), filled, outside, aws, question: questions[0] as Question, times: quick ? 3 : 7 }),
  );
  await part('requests', () => requests({ folder: folder('requests'), filled, today: dayOf(now()), questions, many: 1000 }));
  await part('monday', () => monday({ folder: folder('monday'), outside }));
  await part('anomalies', () => anomalies());
  await part('cur', () => cur({ folder: folder('cur-1'), lines: 1_000_000, now: now(), loading: false }));
  if (!quick) await part('cur', () => cur({ folder: folder('cur-10'), lines: 10_000_000, now: now(), loading: true }));
  await outside.close();
  await aws.fake.close();
} finally {
  await rm(work, { recursive: true, force: true });
}

const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism(), at: now().toISOString(), quick };
console.log(`${table(measures)}\n\n${verdicts(measures)}`);
if (values.json) await writeFile(values.json, json(measures, machine));
