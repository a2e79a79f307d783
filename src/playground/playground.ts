import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AwsSettings } from '../aws/client-settings.js';
import type { Config } from '../config.js';
import { fileSchema } from '../config-schema.js';
import { type Day, dayOf } from '../period.js';
import { createFakeAws, type FakeAws } from './aws/fake-aws.js';
import { letAwsAllow } from './aws-account-team.js';
import { PlaygroundClock } from './clock.js';
import { shortcutsIn } from './manifest-shortcuts.js';
import { servePlayground } from './page-server.js';
import { accountOfTheDay } from './sample/account-of-the-day.js';
import { sampleConfig } from './sample/sample-config.js';
import { suggestionsFor } from './sample/suggestions.js';
import { createFakeSlack } from './slack/fake-slack.js';

const SEED = 'aispend';

/** The sample organisation in place of AWS, for the playground and the terminal without AWS. */
export interface SampleAws {
  fake: FakeAws;
  settings: AwsSettings;
}

/**
 * `runawayUntil`: when the incident of the sample ended; the day of the start unless told. `iamFile` keeps what was granted
 * over restarts.
 */
export async function startSampleAws(now: () => Date, runawayUntil: Day = dayOf(now()), iamFile?: string): Promise<SampleAws> {
  const fake = createFakeAws({ account: accountOfTheDay(SEED, now, runawayUntil), now, pageGroups: 5000, iamFile });
  await fake.listen();
  return {
    fake,
    settings: { endpoint: fake.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'SAMPLE', secretAccessKey: 'sample' } },
  };
}

/** What the sample company wrote into its aispend.yaml, over what the environment chose. */
export const sampleOver = (config: Config): Config => ({ ...config, ...fileSchema.parse(sampleConfig) });

/** Where the playground's AWS keeps its roles and their policies, for the bot and the terminal alike. */
export const iamFileOf = (config: Config): string => join(config.dataDir, 'iam.json');

/** The playground's clock as it was last left in this data folder; `machine` is the clock it runs by. */
export const playgroundClock = (config: Config, machine: () => Date): PlaygroundClock =>
  new PlaygroundClock(machine, sampleOver(config).timezone, join(config.dataDir, 'clock.json'));

/**
 * The outside world of the playground: a Slack workspace and an AWS account, both spoken to over real HTTP, and a clock
 * that people can move forward. Whoever uses it takes its `now`, and looks at what has become due in `onAdvance`.
 */
export async function openPlayground(o: { config: Config; now(): Date }) {
  const clock = playgroundClock(o.config, o.now);
  const aws = await startSampleAws(clock.now, clock.firstDay, iamFileOf(o.config));
  letAwsAllow(aws.fake.bedrock, clock, 'anthropic.claude-mythos-preview');
  // Signatures are checked by the machine's clock.
  const slack = createFakeSlack({ now: clock.now, signingClock: o.now, limits: true });
  let bot: string | undefined;
  const page = await servePlayground({
    slack,
    aws: aws.fake,
    now: clock.now,
    clock,
    suggestionsFor,
    shortcuts: shortcutsIn(fileURLToPath(new URL('../../manifest.yml', import.meta.url))),
    bot: () => bot,
    port: o.config.port,
    pageFolder: fileURLToPath(new URL('./page', import.meta.url)),
  });
  slack.setBase(page.url);
  return {
    config: {
      ...sampleOver(o.config),
      slack: { mode: 'http' as const, botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
    },
    aws: aws.settings,
    url: page.url,
    now: clock.now,
    /** Calls `hook` after every move of the clock, and waits for it before the next is offered; returns how to stop. */
    onAdvance: (hook: () => unknown) => clock.onAdvance(hook),
    /** The bot listens here; from now on commands and clicks reach it. */
    connect(port: number) {
      bot = `http://127.0.0.1:${port}`;
      slack.deliverTo(`${bot}/slack/events`);
    },
    async close() {
      await page.close();
      await aws.fake.close();
    },
  };
}
