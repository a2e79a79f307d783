import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Asker, type Latencies, percentile } from './load.js';
import type { Outside } from './outside.js';
import { startServer } from './process.js';
import { carriesTotal, type Question } from './questions.js';
import { below, type Measure } from './report.js';
import { botEnvironment, echoEnvironment, type SampleAws, untilQuiet } from './sample-bot.js';

const PART = 'question';

/** A signed question to the answer at its response_url, beside a bare Bolt app; and what the bot weighs afterwards. */
export async function frontDoor(o: {
  folder: string;
  filled: string;
  outside: Outside;
  aws: SampleAws;
  questions: Question[];
  quick: boolean;
}): Promise<Measure[]> {
  const env = await botEnvironment(o.folder, o.outside, o.aws, o.filled);
  const [echo, bot] = [await startServer('bench/echo-app.mjs', echoEnvironment(o.outside)), await startServer('dist/app.js', env)];
  const echoes = new Asker(o.outside, echo.port, (_, body) => body.includes('echo'));
  const answers = new Asker(o.outside, bot.port, carriesTotal);
  try {
    await untilQuiet(o.aws);
    const measures: Measure[] = [];
    const count = o.quick ? 600 : 3000;
    for (const asker of [echoes, answers]) await asker.run(o.questions, 300, 4);
    for (const concurrency of [1, 16]) {
      const [bare, ours] = [await echoes.run(o.questions, count, concurrency), await answers.run(o.questions, count, concurrency)];
      measures.push(...compare(`remembered, ${concurrency} at a time`, ours, bare, true));
    }
    const misses = await firstQuestions(answers, o.questions, env['AISPEND_DATA_DIR'] as string, o.quick ? 60 : 300);
    const bare = await echoes.run(o.questions, misses.ms.length, 1);
    measures.push(...compare('first after a refresh, 1 at a time', misses, bare, false));
    measures.push({
      part: 'memory',
      what: `resident after ${answers.count} questions`,
      unit: 'MB',
      value: bot.residentMb(),
      baseline: { name: 'echo', value: echo.residentMb() },
      target: below('value', 250, 'MB'),
    });
    return measures;
  } finally {
    for (const asker of [echoes, answers]) asker.close();
    await Promise.all([echo.stop(), bot.stop()]);
  }
}

/** A refresh gives a month file a new time, and everything that was remembered is forgotten. */
async function firstQuestions(asker: Asker, questions: Question[], dataDir: string, count: number): Promise<Latencies> {
  const all = join(dataDir, 'ledger');
  const ledger = join(all, (await readdir(all)).find((name) => name.startsWith('cost-explorer')) as string);
  const newest = (await readdir(ledger))
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .at(-1) as string;
  const ms: number[] = [];
  for (let index = 0; index < count; index++) {
    const at = new Date(Date.now() + index);
    await utimes(join(ledger, newest), at, at);
    ms.push(await asker.ask(questions[index % questions.length] as Question));
  }
  return { perSecond: 1000 / (ms.reduce((all, one) => all + one, 0) / count), ms: ms.sort((a, b) => a - b) };
}

function compare(how: string, ours: Latencies, bare: Latencies, promised: boolean): Measure[] {
  const against = (value: number) => ({ name: 'echo', value });
  return [
    { part: PART, what: `${how}: p50`, unit: 'ms', value: percentile(ours, 0.5), baseline: against(percentile(bare, 0.5)) },
    {
      part: PART,
      what: `${how}: p99`,
      unit: 'ms',
      value: percentile(ours, 0.99),
      baseline: against(percentile(bare, 0.99)),
      target: promised ? below('ratio', 3) : undefined,
    },
    { part: PART, what: `${how}: rate`, unit: '/s', value: ours.perSecond, baseline: against(bare.perSecond) },
  ];
}
