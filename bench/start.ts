import { join } from 'node:path';
import { Asker } from './load.js';
import type { Outside } from './outside.js';
import { startServer } from './process.js';
import { carriesTotal, type Question } from './questions.js';
import { below, type Measure } from './report.js';
import { botEnvironment, echoEnvironment, type SampleAws } from './sample-bot.js';

const PART = 'start';

interface Start {
  readyMs: number;
  answerMs: number;
}

/** From the start of the process to `/readyz` and to the first answer; medians over `times` starts. */
export async function start(o: {
  folder: string;
  filled: string;
  outside: Outside;
  aws: SampleAws;
  question: Question;
  times: number;
}): Promise<Measure[]> {
  const [echo, full, empty]: [Start[], Start[], Start[]] = [[], [], []];
  for (let time = 0; time < o.times; time++) {
    const folder = (name: string) => join(o.folder, `${name}-${time}`);
    echo.push(await once('bench/echo-app.mjs', echoEnvironment(o.outside), o, (_, body) => body.includes('echo')));
    full.push(await once('dist/app.js', await botEnvironment(folder('full'), o.outside, o.aws, o.filled), o, carriesTotal));
  }
  empty.push(await once('dist/app.js', await botEnvironment(join(o.folder, 'empty'), o.outside, o.aws), o, carriesTotal));
  const bare = { ready: middle(echo, 'readyMs'), answer: middle(echo, 'answerMs') };
  const against = (value: number) => ({ name: 'echo', value });
  return [
    {
      part: PART,
      what: 'filled ledger: ready',
      unit: 'ms',
      value: middle(full, 'readyMs'),
      baseline: against(bare.ready),
      target: below('value', 1500, 'ms'),
    },
    { part: PART, what: 'filled ledger: first answer', unit: 'ms', value: middle(full, 'answerMs'), baseline: against(bare.answer) },
    {
      part: PART,
      what: 'empty ledger: ready',
      unit: 'ms',
      value: middle(empty, 'readyMs'),
      baseline: against(bare.ready),
      target: below('value', 1500, 'ms'),
    },
    {
      part: PART,
      what: 'empty ledger: first answer, the bill read first',
      unit: 'ms',
      value: middle(empty, 'answerMs'),
      baseline: against(bare.answer),
    },
  ];
}

async function once(
  script: string,
  env: Record<string, string>,
  o: { outside: Outside; question: Question },
  right: (question: Question, body: string) => boolean,
): Promise<Start> {
  const server = await startServer(script, env);
  const asker = new Asker(o.outside, server.port, right);
  try {
    // Ready was seen a moment before the question goes out; its own time is added to that of the start.
    return { readyMs: server.readyMs, answerMs: server.readyMs + (await asker.ask(o.question)) };
  } finally {
    asker.close();
    await server.stop();
  }
}

const middle = (starts: Start[], of: keyof Start): number =>
  starts.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(starts.length / 2)] ?? Number.NaN;
