import type { FakeAnomaly } from '../../src/playground/aws/anomaly-findings.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { openAnomalies, told, words } from '../anomaly-world.js';

let bot: Awaited<ReturnType<typeof openAnomalies>>;
const open = async (o: Parameters<typeof openAnomalies>[0] = {}): Promise<void> => {
  bot = await openAnomalies(o);
};
afterEach(() => bot.close());

describe('AWS Cost Anomaly Detection', () => {
  const monitor = {
    MonitorArn: 'arn:aws:ce::111122223333:anomalymonitor/m1',
    MonitorName: 'Services',
    MonitorType: 'DIMENSIONAL',
    MonitorDimension: 'SERVICE',
  } as const;
  const anomaly = (o: Partial<FakeAnomaly> & { service?: string; usageType?: string } = {}): FakeAnomaly => ({
    AnomalyId: 'a1',
    AnomalyStartDate: '2026-11-22T00:00:00Z',
    AnomalyEndDate: '2026-11-23T00:00:00Z',
    DimensionValue: o.service ?? 'Amazon Bedrock',
    RootCauses: [
      {
        Service: o.service ?? 'Amazon Bedrock',
        LinkedAccountName: 'business',
        ...(o.usageType && { UsageType: o.usageType }),
        Impact: { Contribution: 1010.1 },
      },
    ],
    AnomalyScore: { MaxScore: 0.9, CurrentScore: 0.9 },
    Impact: { MaxImpact: 600, TotalImpact: 1010.1 },
    MonitorArn: monitor.MonitorArn,
    ...o,
  });
  const withAws = async (...anomalies: FakeAnomaly[]): Promise<void> => {
    await open();
    bot.aws.detection.monitors = [monitor];
    bot.aws.detection.anomalies = anomalies;
  };

  test('the same days and service as one of ours are noted with it, and there is one message', async () => {
    await withAws(anomaly());
    expect(told(await bot.runJob('anomaly-watch'))).toEqual([expect.stringMatching(/^C0GENERAL: support/)]);
    expect(words(bot.card())).toMatch(
      /AWS Cost Anomaly Detection sees it too: about \$1,010\.10 above what AWS expected on 22–23 Nov 2026 \(AWS's estimate\)/,
    );
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
  });

  test('what only AWS has seen is told as its word, to finance; other services never', async () => {
    await withAws(
      anomaly({
        AnomalyId: 'old',
        AnomalyStartDate: '2026-11-10',
        AnomalyEndDate: '2026-11-20',
        DimensionValue: 'Amazon Bedrock Service',
        service: 'Amazon Bedrock Service',
      }),
      anomaly({ AnomalyId: 'ec2', AnomalyStartDate: '2026-11-10', service: 'Amazon Elastic Compute Cloud - Compute' }),
      anomaly({
        AnomalyId: 'small',
        AnomalyStartDate: '2026-11-10',
        AnomalyEndDate: '2026-11-20',
        Impact: { MaxImpact: 3, TotalImpact: 3 },
      }),
    );
    const said = await bot.runJob('anomaly-watch');
    expect(told(said).sort()).toEqual([
      expect.stringMatching(/^C0FIN: AWS reports unusual Bedrock spend: about \$1,010\.10 above expected/),
      expect.stringMatching(/^C0GENERAL: support/),
    ]);
    const own = said.find((one) => one.channel === 'C0FIN') as Message;
    expect(words(own)).toMatch(/AWS's estimate.*Monitor: Services.*aispend's own reading of the bill does not show it/);
    expect(await bot.runJob('anomaly-watch', { again: true })).toEqual([]);
  });

  test('AWS was first: what the bill shows a day later goes into the same thread', async () => {
    await open({ at: '2026-11-23T06:00:00Z' });
    bot.aws.detection.monitors = [monitor];
    bot.aws.detection.anomalies = [anomaly({ AnomalyEndDate: '2026-11-22' })];
    expect(told(await bot.morning('2026-11-23'))).toEqual([
      expect.stringMatching(/^C0FIN: AWS reports unusual Bedrock spend: about \$1,010\.10/),
    ]);
    const said = told(await bot.morning('2026-11-24'));
    expect(said.filter((one) => one.startsWith('C0FIN'))).toEqual([
      expect.stringMatching(/^C0FIN thread: The bill shows it now: \$[\d,.]+ above expected on 22 Nov 2026/),
    ]);
    expect(said.filter((one) => one.startsWith('C0GENERAL:'))).toEqual([expect.stringMatching(/^C0GENERAL: support: \$/)]);
  });

  test.each([
    ['no monitor', (): void => undefined, /has no monitor in this account/],
    ['denied', () => bot.aws.trouble.deny('GetAnomalyMonitors'), /is not read: AWS refused ce:GetAnomalyMonitors; allow the action/],
    ['throttled', () => bot.aws.trouble.throttle('GetAnomalyMonitors'), /is not read: AWS is throttling/],
  ])('%s: it is left out, and the list says so', async (_, trouble, answer) => {
    await open();
    trouble();
    expect(told(await bot.runJob('anomaly-watch'))).toHaveLength(1);
    expect(words(await bot.ask('anomalies'))).toMatch(answer);
  });

  test('it is asked once a day, and each request counts against the ceiling', async () => {
    await withAws(anomaly());
    const asked = () => bot.aws.requests.filter((one) => /Anomal/.test(one.action)).length;
    const before = await bot.parts.store.requests.sent('2026-11-25');
    await bot.runJob('anomaly-watch');
    await bot.runJob('anomaly-watch', { again: true });
    expect(asked()).toBe(2);
    expect(await bot.parts.store.requests.sent('2026-11-25')).toBe(before + 2);
  });
});

describe('the same day, by an estimate', () => {
  const SONNET = 'us.anthropic.claude-sonnet-5-v1:0';
  const config = { anomalies: { sameDay: { enabled: true } } };
  /** A million tokens at nine o'clock on each day, and `millions` today. */
  const used = (millions: number): void => {
    for (let back = 0; back <= 28; back++)
      bot.aws.tokenCounts.add('us-east-1', SONNET, new Date(Date.parse('2026-11-25T09:00:00Z') - back * 86_400_000).toISOString(), {
        input: (back === 0 ? millions : 1) * 1_000_000,
        output: 100_000,
      });
  };

  test('finance hears once of a model and a day, in a line of its own that says it is an estimate', async () => {
    await open({ config, at: '2026-11-25T10:30:00Z' });
    used(60);
    const said = await bot.runJob('same-day-watch');
    expect(told(said)).toEqual([
      expect.stringMatching(
        /^C0FIN: Estimate, not billed yet: Claude Sonnet 5 costs about \$[\d,.]+ today until 10:00 UTC, usually about \$\d+\.\d\d by then\.$/,
      ),
    ]);
    expect(words(said[0] as Message)).toMatch(/\*Estimate:\*.*until <!date\^.*on none of the last 28 days was it more than/);
    bot.clock.set('2026-11-25T11:30:00Z');
    expect(await bot.runJob('same-day-watch')).toEqual([]);
  });

  test('usual use is no message; what is announced for the model neither; a region that refuses is a job that failed', async () => {
    await open({ config, at: '2026-11-25T10:30:00Z' });
    used(1);
    expect(await bot.runJob('same-day-watch')).toEqual([]);
    await bot.close();
    await open({ config, at: '2026-11-25T10:30:00Z' });
    used(60);
    expect((await bot.ask('planned model Claude Sonnet 5 until friday', 'U0EVE')).text).toMatch(/^Announced: Model Claude Sonnet 5/);
    expect(await bot.runJob('same-day-watch')).toEqual([]);
    bot.aws.trouble.deny('ListMetrics');
    await expect(bot.runJob('same-day-watch', { again: true })).rejects.toThrow(
      /us-east-1: AWS refused cloudwatch:ListMetrics; allow the action/,
    );
  });

  test('off, as it is unless aispend.yaml says otherwise, there is no such job', async () => {
    await open();
    await expect(bot.runJob('same-day-watch')).rejects.toThrow(/There is no job "same-day-watch"/);
  });
});
