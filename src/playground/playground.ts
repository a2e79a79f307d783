import { fileURLToPath } from 'node:url';
import type { AwsSettings } from '../aws/client-settings.js';
import type { Config } from '../config.js';
import { fileSchema } from '../config-schema.js';
import { dayOf } from '../period.js';
import { createFakeAws, type FakeAws } from './aws/fake-aws.js';
import { servePlayground } from './page-server.js';
import { createSample } from './sample/sample.js';
import { sampleConfig } from './sample/sample-config.js';
import { createFakeSlack } from './slack/fake-slack.js';

const SEED = 'aispend';

/** The sample organisation in place of AWS, for the playground and the terminal without AWS. */
export interface SampleAws {
  fake: FakeAws;
  settings: AwsSettings;
}

export async function startSampleAws(now: () => Date): Promise<SampleAws> {
  const fake = createFakeAws({ account: createSample({ seed: SEED, today: dayOf(now()) }), now, pageGroups: 5000 });
  await fake.listen();
  return {
    fake,
    settings: { endpoint: fake.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'SAMPLE', secretAccessKey: 'sample' } },
  };
}

/** What the sample company wrote into its aispend.yaml, over what the environment chose. */
export const sampleOver = (config: Config): Config => ({ ...config, ...fileSchema.parse(sampleConfig) });

/** The outside world of the playground: a Slack workspace and an AWS account, both spoken to over real HTTP. */
export async function openPlayground(o: { config: Config; now(): Date }) {
  const aws = await startSampleAws(o.now);
  const slack = createFakeSlack({ now: o.now });
  const page = await servePlayground({
    slack,
    aws: aws.fake,
    now: o.now,
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
    /** The bot listens here; from now on commands and clicks reach it. */
    connect: (port: number) => slack.deliverTo(`http://127.0.0.1:${port}/slack/events`),
    async close() {
      await page.close();
      await aws.fake.close();
    },
  };
}
