import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { addDays, type Day, dayOf, days } from '../src/period.js';
import { createFakeAws } from '../src/playground/aws/fake-aws.js';
import type { LineItem, SampleAccount } from '../src/playground/sample/line-item.js';
import { Asker, type Latencies, percentile } from './load.js';
import type { Outside } from './outside.js';
import { startServer } from './process.js';
import type { Question } from './questions.js';
import type { Measure } from './report.js';
import { botEnvironment, untilQuiet } from './sample-bot.js';

const TEAMS = 500;
/** So that the limit of one message a second and channel is what decides: twenty teams to a channel. */
const CHANNELS = 25;
const HISTORY_DAYS = 50;
const PATIENCE_MS = 90_000;

const name = (index: number): string => `team-${String(index).padStart(3, '0')}`;

/** Five hundred teams that use two models each, every day. */
function manyTeams(today: Day): SampleAccount {
  const models = ['USE1-Claude4.6Opus-input-tokens', 'USE1-NovaLite-input-tokens'];
  const lines: LineItem[] = days({ start: addDays(today, -HISTORY_DAYS), end: addDays(today, 1) }).flatMap((day, at) =>
    Array.from({ length: TEAMS }, (_, index) => index).flatMap((index) =>
      models.map((usageType, model) => {
        const cost = `${1 + ((index * 7 + at * 3 + model) % 40)}.25`;
        return {
          day,
          account: '111122223333',
          principal: `arn:aws:iam::111122223333:role/${name(index)}`,
          tags: { 'iamPrincipal/team': name(index) },
          service: 'Amazon Bedrock',
          productCode: 'AmazonBedrock',
          billingEntity: 'AWS' as const,
          usageType,
          operation: 'InvokeModelInference',
          recordType: 'Usage',
          unit: '1K tokens',
          quantity: '1000',
          cost,
          netCost: cost,
        };
      }),
    ),
  );
  return {
    accounts: [{ id: '111122223333', name: 'main' }],
    activeTags: ['iamPrincipal/team'],
    inactiveTags: [],
    lines: (span) => lines.filter((line) => line.day >= span.start && line.day < span.end),
  };
}

/** Monday morning of five hundred teams: how long their summaries take beside what Slack's limit allows, and whether people who ask meanwhile wait longer. */
export async function monday(o: { folder: string; outside: Outside }): Promise<Measure[]> {
  const now = () => new Date();
  const account = manyTeams(dayOf(now()));
  const fake = createFakeAws({ account, now, pageGroups: 5000 });
  await fake.listen();
  const aws = { fake, account };
  const env = await botEnvironment(o.folder, o.outside, aws);
  await mkdir(o.folder, { recursive: true });
  await writeFile(
    env['AISPEND_CONFIG'] as string,
    stringify({
      spend: { tags: { team: ['iamPrincipal/team'] } },
      teams: Array.from({ length: TEAMS }, (_, index) => ({ name: name(index), channel: `C0MONDAY${index % CHANNELS}`, budget: 5000 })),
      admins: ['U0ADA', 'U0BEN', 'U0CLEO', 'U0DAN', 'U0EVE'],
    }),
  );
  const bot = await startServer('dist/app.js', env);
  const asker = new Asker(o.outside, bot.port, ({ total }, body) => body.includes(total));
  try {
    await untilQuiet(aws);
    const questions: Question[] = Array.from({ length: 40 }, (_, index) => ({
      text: `team ${name(index * 11)} 7d`,
      total: name(index * 11),
    }));
    await asker.run(questions, 200, 2);
    const before = await asker.run(questions, 1000, 2);
    const paid = fake.requests.length;
    const begun = performance.now();
    const said = asker.ask({ text: 'jobs run weekly-chargeback', total: 'weekly-chargeback' });
    const ms: number[] = [];
    const meanwhile = async (): Promise<void> => {
      for (let index = 0; o.outside.posted.length < TEAMS; index++) {
        if (performance.now() - begun > PATIENCE_MS) throw new Error(`only ${o.outside.posted.length} of ${TEAMS} messages were posted`);
        ms.push(await asker.ask(questions[index % questions.length] as Question));
        await pause(20);
      }
    };
    await Promise.all([meanwhile(), meanwhile(), said]);
    const during: Latencies = { ms: ms.sort((a, b) => a - b), perSecond: Number.NaN };
    const last = Math.max(...o.outside.posted.map((one) => one.at));
    const part = 'Monday, 500 teams';
    const slower = (share: number, words: string): Measure => ({
      part,
      what: `a question meanwhile, ${words}`,
      unit: 'ms',
      value: percentile(during, share),
      baseline: { name: 'before', value: percentile(before, share) },
    });
    return [
      {
        part,
        what: 'from the job to the last message',
        unit: 's',
        value: (last - begun) / 1000,
        baseline: { name: "Slack's limit", value: TEAMS / CHANNELS - 1 },
        target: { of: 'ratio', words: 'ratio < 1.1', holds: (ratio) => ratio < 1.1 },
      },
      { part, what: 'posts that came too soon (429)', unit: 'posts', value: o.outside.refused() },
      slower(0.5, 'p50'),
      slower(0.99, 'p99'),
      {
        part,
        what: 'Cost Explorer requests for it',
        unit: 'requests',
        value: fake.requests.length - paid,
        target: { of: 'value', words: '= 0', holds: (count) => count === 0 },
      },
    ];
  } finally {
    asker.close();
    await bot.stop();
    await fake.close();
  }
}
