import { createAnomalyDetection } from '../src/aws/anomaly-detection.js';
import { createCloudWatch } from '../src/aws/cloudwatch.js';
import type { FakeAnomaly, FakeMonitor } from '../src/playground/aws/anomaly-findings.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import { bedrockPart } from '../src/spend/anomalies/aws-bedrock.js';
import { sampleOf } from './start.js';

let aws: FakeAws;
const now = (): Date => new Date('2026-11-25T12:30:00Z');
const settings = () => ({ endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' } });
beforeEach(async () => {
  aws = createFakeAws({ account: sampleOf('2026-11-25'), now });
  await aws.listen();
});
afterEach(() => aws.close());

describe('Cost Anomaly Detection, on the wire', () => {
  let counted: number;
  const detection = () =>
    createAnomalyDetection(settings(), {
      beforeRequest: async () => void counted++,
      notBilled: async () => void counted--,
    });
  const monitor = (name: string, dimension: FakeMonitor['MonitorDimension'] = 'SERVICE'): FakeMonitor => ({
    MonitorArn: `arn:aws:ce::111122223333:anomalymonitor/${name}`,
    MonitorName: name,
    MonitorType: 'DIMENSIONAL',
    ...(dimension && { MonitorDimension: dimension }),
  });
  const anomaly = (id: string, o: Partial<FakeAnomaly> = {}): FakeAnomaly => ({
    AnomalyId: id,
    AnomalyStartDate: '2026-11-22T00:00:00Z',
    AnomalyEndDate: '2026-11-23T00:00:00Z',
    DimensionValue: 'Amazon Bedrock',
    RootCauses: [
      {
        Service: 'Amazon Bedrock',
        LinkedAccount: '222233334444',
        UsageType: 'USE1-Claude5Sonnet-output-tokens',
        Impact: { Contribution: 80.5 },
      },
    ],
    AnomalyScore: { MaxScore: 1, CurrentScore: 1 },
    Impact: { MaxImpact: 100, TotalImpact: 123.456789 },
    MonitorArn: monitor('services').MonitorArn,
    ...o,
  });
  beforeEach(() => {
    counted = 0;
  });

  test('every page is read and counted, and only anomalies that ended in the time asked for', async () => {
    aws.detection.monitors = [monitor('services')];
    aws.detection.anomalies = [
      ...Array.from({ length: 150 }, (_, index) => anomaly(`a${index}`)),
      anomaly('old', { AnomalyEndDate: '2026-10-01T00:00:00Z' }),
    ];
    const found = await detection().anomalies('2026-11-01', '2026-11-25');
    if (found.state !== 'used') throw new Error(found.state);
    expect(found.anomalies.map((one) => one.id)).toEqual(aws.detection.anomalies.slice(0, 150).map((one) => one.AnomalyId));
    expect(found.anomalies[0]).toMatchObject({ monitor: 'services', dimension: 'SERVICE', from: '2026-11-22', until: '2026-11-23' });
    expect(found.anomalies[0]?.impact.toFixed()).toBe('123.46');
    expect(counted).toBe(3);
  });

  test('without a monitor nothing more is asked; a refusal is told with its cure and not counted', async () => {
    expect(await detection().anomalies('2026-11-01', '2026-11-25')).toEqual({ state: 'none' });
    expect(counted).toBe(1);
    aws.trouble.deny('GetAnomalyMonitors');
    expect(await detection().anomalies('2026-11-01', '2026-11-25')).toEqual({
      state: 'denied',
      line: expect.stringMatching(/^AWS refused ce:GetAnomalyMonitors; allow the action/),
    });
    expect(counted).toBe(1);
    aws.trouble.clear();
    aws.detection.monitors = [monitor('services')];
    aws.trouble.loseAnswer('GetAnomalies');
    expect(await detection().anomalies('2026-11-01', '2026-11-25')).toEqual({
      state: 'unavailable',
      line: expect.stringMatching(/could not be reached/),
    });
  });

  test("Bedrock's part: its causes alone, the models they name, the tag that is watched", async () => {
    aws.detection.monitors = [monitor('services'), monitor('teams', 'TAG')];
    const ec2 = { Service: 'Amazon Elastic Compute Cloud - Compute', Impact: { Contribution: 500 } };
    const sold = {
      Service: 'Claude Opus 4.6 (Amazon Bedrock Edition)',
      UsageType: 'USE1-MP:USE1_OutputTokenCount-Units',
      Impact: { Contribution: 90 },
    };
    aws.detection.anomalies = [
      anomaly('bedrock'),
      anomaly('mixed', { RootCauses: [ec2, ...anomaly('x').RootCauses] }),
      anomaly('ec2', { RootCauses: [ec2], DimensionValue: ec2.Service }),
      anomaly('bare', { RootCauses: [] }),
      anomaly('team', { RootCauses: [sold], DimensionValue: 'support', MonitorArn: monitor('teams').MonitorArn }),
    ];
    const found = await detection().anomalies('2026-11-01', '2026-11-25');
    if (found.state !== 'used') throw new Error(found.state);
    const parts = found.anomalies.flatMap((one) => bedrockPart(one) ?? []);
    expect(parts.map(({ anomaly: { id }, impact, models, tagValue }) => [id, impact.toFixed(), models.join(), tagValue])).toEqual([
      ['bedrock', '123.46', 'Claude Sonnet 5', undefined],
      ['mixed', '80.5', 'Claude Sonnet 5', undefined],
      ['bare', '123.46', '', undefined],
      ['team', '123.46', 'Claude Opus 4.6', 'support'],
    ]);
  });
});

describe('CloudWatch, on the wire', () => {
  const cloudWatch = () => createCloudWatch(settings());
  const day = (hour: number): string => `2026-11-25T${String(hour).padStart(2, '0')}:00:00Z`;
  const read = async (region = 'us-east-1') =>
    (await cloudWatch().tokenHours(region, new Date('2026-11-24T00:00:00Z'), new Date(day(12)))).map(
      (one) => `${one.modelId} ${one.kind} ${one.hour.slice(8, 13)} ${one.tokens.toFixed()}`,
    );

  test('hours of models that are in use now, input and output apart, to the last token', async () => {
    aws.tokenCounts.add('us-east-1', 'm.one', day(11), { input: 9_007_199_254_740_991, output: 3 });
    aws.tokenCounts.add('us-east-1', 'm.one', '2026-11-24T05:10:00Z', { input: 7 });
    aws.tokenCounts.add('us-east-1', 'm.idle', '2026-11-24T05:00:00Z', { input: 7 });
    aws.tokenCounts.add('us-east-1', 'm.one', day(12), { input: 1 });
    aws.tokenCounts.add('eu-west-1', 'm.two', day(11), { input: 5, output: 5 });
    expect(await read()).toEqual(['m.one input 24T05 7', 'm.one input 25T11 9007199254740991', 'm.one output 25T11 3']);
    expect(await read('eu-west-1')).toEqual(['m.two input 25T11 5', 'm.two output 25T11 5']);
    expect(await read('us-west-2')).toEqual([]);
  });

  test('many models take several questions', async () => {
    for (let index = 0; index < 620; index++) aws.tokenCounts.add('us-east-1', `m.${index}`, day(11), { input: index + 1, output: 1 });
    expect(await read()).toHaveLength(1240);
    expect(aws.requests.map((one) => one.action)).toEqual([
      'ListMetrics',
      'ListMetrics',
      ...Array.from({ length: 13 }, () => 'GetMetricData'),
    ]);
  });

  test('a refusal says which action is missing', async () => {
    aws.trouble.deny('ListMetrics');
    await expect(read()).rejects.toThrow(/^AWS refused cloudwatch:ListMetrics; allow the action/);
  });
});
