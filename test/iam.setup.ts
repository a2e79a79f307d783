import type { AwsCall, AwsHooks } from '../src/aws/aws-calls.js';
import type { Iam } from '../src/aws/iam.js';
import { createIam, type IamAccess } from '../src/aws/iam-client.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import type { IamSeed } from '../src/playground/aws/iam-directory.js';
import type { SampleAccount } from '../src/playground/sample/line-item.js';
import { type Clock, clockAt } from './start.js';

/** An organisation with a bill of nothing: its management account and one member. */
export const PAYER = '111111111111';
export const MEMBER = '222222222222';
export const EMPTY: SampleAccount = {
  accounts: [
    { id: PAYER, name: 'payer' },
    { id: MEMBER, name: 'member' },
  ],
  activeTags: [],
  inactiveTags: [],
  lines: () => [],
};

export const role = (name: string, account = PAYER): string => `arn:aws:iam::${account}:role/teams/${name}`;
export const user = (name: string, account = PAYER): string => `arn:aws:iam::${account}:user/teams/${name}`;
export const ACTING = `arn:aws:iam::${MEMBER}:role/aispend/AispendAccess`;
export const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
export const ALLOW = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' };

export interface IamSetup {
  aws: FakeAws;
  clock: Clock;
  access: IamAccess;
  iam: Iam;
  calls: AwsCall[];
  pauses: number[];
  hooks: AwsHooks;
  settings: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
}

/** IAM of a small organisation that a test fills, spoken to over HTTP. */
export async function startIam(o: { roleToAssume?: string | string[]; iam?: IamSeed } = {}): Promise<IamSetup> {
  const clock = clockAt('2026-11-25T10:00:00Z');
  const aws = createFakeAws({ account: EMPTY, now: clock.now, iam: o.iam ?? { entities: [], managed: {} } });
  await aws.listen();
  const calls: AwsCall[] = [];
  const pauses: number[] = [];
  const hooks: AwsHooks = { pause: async (ms) => void pauses.push(ms), onCall: (call) => calls.push(call) };
  const settings = {
    endpoint: aws.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  };
  const access = createIam(settings, hooks, { roleToAssume: o.roleToAssume });
  return {
    aws,
    clock,
    access,
    iam: access.as('aispend'),
    calls,
    pauses,
    hooks,
    settings,
    async close() {
      access.close();
      await aws.close();
    },
  };
}
