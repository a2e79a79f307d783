import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { assemble } from '../src/assemble.js';
import type { Config } from '../src/config.js';
import { type FileConfig, fileSchema } from '../src/config-schema.js';
import { silentLog } from '../src/log.js';
import { dayOf } from '../src/period.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import type { SampleAccount } from '../src/playground/sample/line-item.js';
import { createSample } from '../src/playground/sample/sample.js';
import { sampleConfig } from '../src/playground/sample/sample-config.js';
import { BOT_TOKEN, type Outside, SIGNING_SECRET } from './outside.js';

const KEYS = { accessKeyId: 'BENCH', secretAccessKey: 'bench' };
const REGION = 'us-east-1';

export interface SampleAws {
  fake: FakeAws;
  account: SampleAccount;
}

/** The playground's organisation behind a Cost Explorer that listens. */
export async function openSampleAws(now: () => Date): Promise<SampleAws> {
  const account = createSample({ seed: 'aispend', today: dayOf(now()) });
  const fake = createFakeAws({ account, now, pageGroups: 5000 });
  await fake.listen();
  return { fake, account };
}

/** The bot's parts in this process, by a clock that is handed in. */
export const assembleFor = (o: { dataDir: string; now(): Date; aws?: SampleAws; file?: Partial<Record<keyof FileConfig, unknown>> }) => {
  const config: Config = {
    ...fileSchema.parse({ ...sampleConfig, ...o.file }),
    slack: { mode: 'playground' },
    sample: false,
    port: 0,
    dataDir: o.dataDir,
    logLevel: 'silent',
    choices: [],
    warnings: [],
  };
  const aws = o.aws && { endpoint: o.aws.fake.endpoint, region: REGION, credentials: KEYS };
  return assemble({ config, log: silentLog(), now: o.now, aws, pause: async () => undefined });
};

/** A data folder with the sample year read as of `now`. */
export async function fillSample(dataDir: string, now: () => Date): Promise<void> {
  const aws = await openSampleAws(now);
  const parts = await assembleFor({ dataDir, now, aws });
  await parts.refresher.refresh();
  await parts.close();
  await aws.fake.close();
}

/** Environment of a bot in production over its own copy of `filled` (or over nothing), in `folder`. */
export async function botEnvironment(folder: string, outside: Outside, aws: SampleAws, filled?: string): Promise<Record<string, string>> {
  const dataDir = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  if (filled) await cp(filled, dataDir, { recursive: true });
  const file = join(folder, 'aispend.yaml');
  await writeFile(file, stringify(sampleConfig));
  return {
    ...echoEnvironment(outside),
    AISPEND_CONFIG: file,
    AISPEND_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    AWS_ENDPOINT_URL: aws.fake.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
  };
}

export const echoEnvironment = (outside: Outside): Record<string, string> => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: outside.apiUrl,
});

/** Resolves when the bot has asked Cost Explorer nothing for a second: its first refresh is over. */
export async function untilQuiet(aws: SampleAws): Promise<void> {
  for (let seen = -1; seen !== aws.fake.requests.length; ) {
    seen = aws.fake.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
