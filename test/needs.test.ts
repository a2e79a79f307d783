import { createActing } from '../src/aws/acting.js';
import { createAnomalyDetection } from '../src/aws/anomaly-detection.js';
import { createCloudWatch } from '../src/aws/cloudwatch.js';
import { createCostExplorer } from '../src/aws/cost-explorer.js';
import { ANOMALY_NEEDS, CLOUDWATCH_NEEDS, COST_EXPLORER_NEEDS, NEEDS } from '../src/aws/needs.js';
import { ACTING, type IamSetup, MEMBER, PAYER, policy, startIam } from './iam.setup.js';

let it: IamSetup;
beforeEach(async () => {
  it = await startIam();
});
afterEach(() => it.close());

test('Cost Explorer is asked for what is said to be needed, and for no other', async () => {
  const nothing = async (): Promise<void> => undefined;
  const explorer = createCostExplorer(it.settings, { beforeRequest: nothing, notBilled: nothing, pause: nothing });
  const span = { start: '2026-11-01', end: '2026-11-03' };
  const methods: Record<keyof typeof COST_EXPLORER_NEEDS, () => unknown> = {
    services: () => explorer.services(span, 'Bedrock'),
    costs: () =>
      explorer.costs({
        span,
        metric: 'UnblendedCost',
        services: ['Amazon Bedrock'],
        groupBy: [{ dimension: 'SERVICE' }, { dimension: 'USAGE_TYPE' }],
      }),
    tagStatus: () => explorer.tagStatus(['team']),
  };
  for (const [name, run] of Object.entries(methods)) {
    const before = it.aws.requests.length;
    await run();
    const asked = it.aws.requests.slice(before).map((one) => `${one.service}:${one.action}`);
    expect([name, asked]).toEqual([name, [...COST_EXPLORER_NEEDS[name as keyof typeof COST_EXPLORER_NEEDS]]]);
  }
});

// CloudWatch signs as "monitoring" and is "cloudwatch" in policies.
const asked = (from: number): string[] => [
  ...new Set(it.aws.requests.slice(from).map((one) => `${one.service.replace('monitoring', 'cloudwatch')}:${one.action}`)),
];

test('Cost Anomaly Detection and CloudWatch likewise', async () => {
  const [MonitorArn, hour] = ['arn:aws:ce::111111111111:anomalymonitor/m', new Date('2026-11-25T09:00:00Z')];
  it.aws.detection.monitors = [{ MonitorArn, MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' }];
  const hooks = { beforeRequest: async () => undefined, notBilled: async () => undefined };
  expect(await createAnomalyDetection(it.settings, hooks).anomalies('2026-11-01', '2026-11-25')).toMatchObject({ state: 'used' });
  expect(asked(0)).toEqual([...ANOMALY_NEEDS.anomalies]);
  it.aws.tokenCounts.add('us-east-1', 'm.one', hour.toISOString(), { input: 7, output: 3 });
  const before = it.aws.requests.length;
  expect(await createCloudWatch(it.settings).tokenHours('us-east-1', hour, it.clock.now())).toHaveLength(2);
  expect(asked(before)).toEqual([...CLOUDWATCH_NEEDS.tokenHours]);
});

test.each(NEEDS.acting.assume)('assuming a role fails without %s in its trust policy', async (missing) => {
  const assume = async (actions: readonly string[]): Promise<unknown> => {
    it.aws.iam.put({ arn: ACTING, trust: policy({ Effect: 'Allow', Principal: { AWS: PAYER }, Action: actions }) });
    const { credentials } = createActing(it.settings, [ACTING]).settings(MEMBER, 'U0ADA');
    return typeof credentials === 'function' ? credentials() : undefined;
  };
  await expect(assume(NEEDS.acting.assume.filter((one) => one !== missing))).rejects.toThrow(
    /allow sts:AssumeRole and sts:SetSourceIdentity/,
  );
  expect(await assume(NEEDS.acting.assume)).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
});

test('every need is an IAM action of a service that is used', () => {
  const all = Object.values(NEEDS).flatMap((port) => Object.values(port).flat());
  expect(all.length).toBeGreaterThan(30);
  for (const action of all) expect(action).toMatch(/^(ce|iam|sts|bedrock|cloudwatch):[A-Z][A-Za-z]+$/);
});
