import { writeFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { frontDoor } from './front-door.js';
import { openOutside } from './outside.js';
import { sampleQuestions } from './questions.js';
import { json, type Measure, table, verdicts } from './report.js';
import { fillSample, openSampleAws } from './sample-bot.js';

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' }, only: { type: 'string' } } });
const quick = values.quick === true;
const work = await mkdtemp(join(tmpdir(), 'aispend-bench-'));
const now = () => new Date();
const measures: Measure[] = [];

const filled = join(work, 'filled');
console.error('filling the sample ledger');
await fillSample(filled, () => new Date(now().getTime() - 86_400_000));
const outside = await openOutside();
const aws = await openSampleAws(now);
const questions = sampleQuestions(aws.account, now());

measures.push(...(await frontDoor({ folder: join(work, 'front-door'), filled, outside, aws, questions, quick })));
console.log(table(measures));
console.log(verdicts(measures));
await outside.close();
await aws.fake.close();
await rm(work, { recursive: true, force: true });
