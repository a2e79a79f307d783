import {
  CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  GetDimensionValuesCommand,
  GetTagsCommand,
  type GroupDefinition,
  ListCostAllocationTagsCommand,
} from '@aws-sdk/client-cost-explorer';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createCostExplorer } from '../src/aws/cost-explorer.js';
import { Unavailable } from '../src/errors.js';
import { decimal, exact, sum } from '../src/money.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import type { LineItem, SampleAccount } from '../src/playground/sample/line-item.js';
import { createSample } from '../src/playground/sample/sample.js';

const now = (): Date => new Date('2026-11-25T10:00:00Z');
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

const line = (day: string, cost: string, more: Partial<LineItem> = {}): LineItem => ({
  day,
  account: '111111111111',
  principal: null,
  tags: {},
  service: 'Amazon Bedrock',
  productCode: 'AmazonBedrock',
  billingEntity: 'AWS',
  usageType: 'USE1-NovaPro-input-tokens',
  operation: 'InvokeModelInference',
  recordType: 'Usage',
  unit: '1K tokens',
  quantity: '10',
  cost,
  netCost: cost,
  ...more,
});
const team = (name: string): Partial<LineItem> => ({ tags: { 'iamPrincipal/team': name, 'iamPrincipal/owner': 'somebody' } });

/** A bill small enough to add up in one's head. */
const LINES = [
  line('2026-10-30', '100', team('engineering')),
  line('2026-11-01', '0.1', { ...team('engineering'), netCost: '0.092' }),
  line('2026-11-01', '0.2', team('engineering')),
  line('2026-11-01', '0.00008826', team('legal "EU" $2')),
  line('2026-11-01', '3', {
    service: 'Amazon Bedrock AgentCore',
    usageType: 'USE1-Runtime-vCPU-Hours',
    unit: 'vCPU-Hours',
    quantity: '0.5',
  }),
  line('2026-11-01', '-2', { recordType: 'Credit', unit: '', quantity: '0', usageType: 'Credit' }),
  line('2026-11-03', '7', {
    service: 'Amazon Simple Storage Service',
    usageType: 'EUC1-TimedStorage-ByteHrs',
    account: '222222222222',
    tags: { 'iamPrincipal/team': '' },
  }),
];
const SMALL: SampleAccount = {
  accounts: [
    { id: '111111111111', name: 'payer' },
    { id: '222222222222', name: 'member' },
  ],
  activeTags: ['iamPrincipal/team', 'team'],
  inactiveTags: ['iamPrincipal/owner'],
  lines: (span) => LINES.filter((one) => one.day >= span.start && one.day < span.end),
};

let aws: FakeAws;
let ce: CostExplorerClient;
const november = { Start: '2026-11-01', End: '2026-11-04' };
const byTeam: GroupDefinition = { Type: 'TAG', Key: 'iamPrincipal/team' };
const byService: GroupDefinition = { Type: 'DIMENSION', Key: 'SERVICE' };

async function start(account: SampleAccount, pageGroups?: number): Promise<void> {
  aws = createFakeAws({ account, now, pageGroups });
  await aws.listen();
  ce = new CostExplorerClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 });
}
const ask = (input: Partial<GetCostAndUsageCommandInput> = {}) =>
  ce.send(new GetCostAndUsageCommand({ TimePeriod: november, Granularity: 'DAILY', Metrics: ['UnblendedCost'], ...input }));
/** "SERVICE|…": cost of every group of a span. */
async function groups(input: Partial<GetCostAndUsageCommandInput>): Promise<Record<string, string | undefined>> {
  const answer = await ask({ Granularity: 'MONTHLY', ...input });
  return Object.fromEntries(
    (answer.ResultsByTime ?? []).flatMap((r) => (r.Groups ?? []).map((g) => [(g.Keys ?? []).join('|'), g.Metrics?.UnblendedCost?.Amount])),
  );
}
const total = async (Filter: Expression): Promise<string | undefined> =>
  (await ask({ Granularity: 'MONTHLY', Filter })).ResultsByTime?.[0]?.Total?.UnblendedCost?.Amount;
const is = (Key: 'SERVICE' | 'RECORD_TYPE' | 'LINKED_ACCOUNT' | 'REGION', ...Values: string[]): Expression => ({
  Dimensions: { Key, Values },
});

afterEach(async () => {
  ce.destroy();
  await aws.close();
});

describe('GetCostAndUsage over a small bill', () => {
  beforeEach(() => start(SMALL));

  test('grouped: no Total, sparse groups, days without data listed, exact sums', async () => {
    const answer = await ask({ GroupBy: [byTeam, byService], Metrics: ['UnblendedCost', 'NetUnblendedCost', 'UsageQuantity'] });
    expect(answer.GroupDefinitions).toEqual([byTeam, byService]);
    expect(answer.ResultsByTime?.map((r) => [r.TimePeriod, r.Total, r.Estimated, r.Groups?.length])).toEqual([
      [{ Start: '2026-11-01', End: '2026-11-02' }, {}, true, 4],
      [{ Start: '2026-11-02', End: '2026-11-03' }, {}, true, 0],
      [{ Start: '2026-11-03', End: '2026-11-04' }, {}, true, 1],
    ]);
    expect(answer.ResultsByTime?.[0]?.Groups?.find((g) => g.Keys?.[0] === 'iamPrincipal/team$engineering')).toEqual({
      Keys: ['iamPrincipal/team$engineering', 'Amazon Bedrock'],
      Metrics: {
        UnblendedCost: { Amount: '0.3', Unit: 'USD' },
        NetUnblendedCost: { Amount: '0.292', Unit: 'USD' },
        UsageQuantity: { Amount: '20', Unit: '1K tokens' },
      },
    });
  });

  test('not grouped: a Total for each day and no Groups; mixed quantities have no unit', async () => {
    const answer = await ask({ Metrics: ['UnblendedCost', 'UsageQuantity'] });
    expect(answer.ResultsByTime?.map((r) => r.Groups)).toEqual([[], [], []]);
    expect(answer.ResultsByTime?.map((r) => r.Total)).toEqual([
      { UnblendedCost: { Amount: '1.30008826', Unit: 'USD' }, UsageQuantity: { Amount: '30.5', Unit: 'N/A' } },
      { UnblendedCost: { Amount: '0', Unit: 'USD' }, UsageQuantity: { Amount: '0', Unit: 'N/A' } },
      { UnblendedCost: { Amount: '7', Unit: 'USD' }, UsageQuantity: { Amount: '10', Unit: '1K tokens' } },
    ]);
  });

  test('months are cut at the ends of the period, and End is exclusive', async () => {
    const answer = await ask({ Granularity: 'MONTHLY', TimePeriod: { Start: '2026-10-15', End: '2026-11-03' } });
    expect(answer.ResultsByTime?.map((r) => [r.TimePeriod?.Start, r.TimePeriod?.End, r.Total?.UnblendedCost?.Amount, r.Estimated])).toEqual(
      [
        ['2026-10-15', '2026-11-01', '100', false],
        ['2026-11-01', '2026-11-03', '1.30008826', true],
      ],
    );
  });

  test.each<[string, GroupDefinition[], Record<string, string>]>([
    [
      'a tag, its empty value and none alike',
      [byTeam],
      { 'iamPrincipal/team$': '8', 'iamPrincipal/team$engineering': '0.3', 'iamPrincipal/team$legal "EU" $2': '0.00008826' },
    ],
    ['a tag that is not activated', [{ Type: 'TAG', Key: 'iamPrincipal/owner' }], { 'iamPrincipal/owner$': '8.30008826' }],
    ['a tag nobody knows', [{ Type: 'TAG', Key: 'tema' }], { tema$: '8.30008826' }],
    ['record types', [{ Type: 'DIMENSION', Key: 'RECORD_TYPE' }], { Credit: '-2', Usage: '10.30008826' }],
    ['accounts', [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }], { '111111111111': '1.30008826', '222222222222': '7' }],
    ['regions', [{ Type: 'DIMENSION', Key: 'REGION' }], { NoRegion: '-2', 'eu-central-1': '7', 'us-east-1': '3.30008826' }],
  ])('groups by %s', async (_, GroupBy, expected) => {
    expect(await groups({ GroupBy })).toEqual(expected);
  });

  test.each<[string, Expression, string]>([
    ['a dimension', is('SERVICE', 'Amazon Bedrock'), '-1.69991174'],
    ['several values', is('SERVICE', 'Amazon Bedrock AgentCore', 'Amazon Simple Storage Service'), '10'],
    ['And', { And: [is('SERVICE', 'Amazon Bedrock'), is('RECORD_TYPE', 'Usage')] }, '0.30008826'],
    ['Or', { Or: [is('RECORD_TYPE', 'Credit'), is('LINKED_ACCOUNT', '222222222222')] }, '5'],
    ['Not', { Not: is('RECORD_TYPE', 'Credit') }, '10.30008826'],
    ['a tag value with "$"', { Tags: { Key: 'iamPrincipal/team', Values: ['legal "EU" $2'] } }, '0.00008826'],
    ['an absent tag, which an empty one is not', { Tags: { Key: 'iamPrincipal/team', MatchOptions: ['ABSENT'] } }, '1'],
    ['the case of a value', { Tags: { Key: 'iamPrincipal/team', Values: ['Engineering'] } }, '0'],
    ['a key nobody knows', { Tags: { Key: 'tema', Values: ['engineering'] } }, '0'],
    ['a key that is not activated', { Tags: { Key: 'iamPrincipal/owner', Values: ['somebody'] } }, '0'],
  ])('filters by %s', async (_, filter, expected) => {
    expect(await total(filter)).toBe(expected);
  });

  test('what matches nothing has no unit', async () => {
    const answer = await ask({ Filter: is('SERVICE', 'Amazon Bedrok') });
    expect(answer.ResultsByTime?.[0]?.Total?.UnblendedCost).toEqual({ Amount: '0', Unit: 'N/A' });
  });

  const november25 = { Start: '2026-11-25', End: '2026-11-26' };
  test.each<[string, object, string, RegExp]>([
    [
      'an empty period',
      { TimePeriod: { Start: '2026-11-01', End: '2026-11-01' } },
      'ValidationException',
      /^Start date \(and hour\) should be before end date/,
    ],
    [
      'an end after the first of next month',
      { TimePeriod: { Start: '2026-11-01', End: '2026-12-02' } },
      'ValidationException',
      /end date past the beginning of next month/,
    ],
    [
      'a day too many of history',
      { TimePeriod: { Start: '2025-09-30', End: '2026-11-01' } },
      'ValidationException',
      /historical data beyond 14 months/,
    ],
    [
      'a day that is none',
      { TimePeriod: { Start: '2026-11-31', End: '2026-12-01' } },
      'ValidationException',
      /valid format is: yyyy-MM-dd/,
    ],
    [
      'hours for days',
      { TimePeriod: { Start: '2026-11-24T00:00:00Z', End: '2026-11-25T00:00:00Z' } },
      'ValidationException',
      /^Hourly timePeriod is not supported/,
    ],
    ['hourly data', { Granularity: 'HOURLY', TimePeriod: november25 }, 'AccessDeniedException', /Hourly/],
    ['an unknown granularity', { Granularity: 'WEEKLY' }, 'ValidationException', /at 'granularity' failed to satisfy constraint/],
    ['no metric', { Metrics: [] }, 'ValidationException', /Metrics/],
    ['the forecast spelling of a metric', { Metrics: ['UNBLENDED_COST'] }, 'ValidationException', /UNBLENDED_COST/],
    ['three groups', { GroupBy: [byTeam, byService, { Type: 'DIMENSION', Key: 'REGION' }] }, 'ValidationException', /must not exceed 2/],
    [
      'a dimension that cannot group',
      { GroupBy: [{ Type: 'DIMENSION', Key: 'IAM_PRINCIPAL' }] },
      'ValidationException',
      /^Group Definition dimension is invalid/,
    ],
    [
      'two roots',
      { Filter: { Not: is('SERVICE', 'x'), ...is('SERVICE', 'y') } },
      'ValidationException',
      /^Expression has more than one roots/,
    ],
    ['no root', { Filter: {} }, 'ValidationException', /roots/],
    ['an And of one', { Filter: { And: [is('SERVICE', 'x')] } }, 'ValidationException', /^And expression must have at least 2 operands$/],
    [
      'two roots further down',
      { Filter: { Not: { And: [], ...is('SERVICE', 'y') } } },
      'ValidationException',
      /^Expression has more than one roots/,
    ],
    [
      'CONTAINS on a dimension',
      { Filter: { Dimensions: { Key: 'SERVICE', Values: ['Bedrock'], MatchOptions: ['CONTAINS'] } } },
      'ValidationException',
      /^MatchOptions contain not allowed match option/,
    ],
    [
      'STARTS_WITH on a tag',
      { Filter: { Tags: { Key: 'team', Values: ['eng'], MatchOptions: ['STARTS_WITH'] } } },
      'ValidationException',
      /Allowed MatchOptions:CASE_SENSITIVE, EQUALS, ABSENT/,
    ],
    [
      'ABSENT with values',
      { Filter: { Tags: { Key: 'team', Values: ['eng'], MatchOptions: ['ABSENT'] } } },
      'ValidationException',
      /ABSENT/,
    ],
    [
      'a dimension for cost-category rules',
      { Filter: { Dimensions: { Key: 'SERVICE_CODE', Values: ['x'] } } },
      'ValidationException',
      /^Dimension SERVICE_CODE is not allowed\.$/,
    ],
    ['a filter without values', { Filter: { Dimensions: { Key: 'SERVICE' } } }, 'ValidationException', /Values/],
  ])('refuses %s', async (_, input, name, message) => {
    await expect(ask(input as Partial<GetCostAndUsageCommandInput>)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('takes the end of history and the first of next month, which are the last ones allowed', async () => {
    const answer = await ask({ TimePeriod: { Start: '2025-10-01', End: '2026-12-01' }, Granularity: 'MONTHLY' });
    expect(answer.ResultsByTime).toHaveLength(14);
  });

  test('last month stays estimated until the fifth', async () => {
    const estimatedOn = async (day: string): Promise<boolean | undefined> => {
      const other = createFakeAws({ account: SMALL, now: () => new Date(`${day}T00:00:00Z`) });
      await other.listen();
      const client = new CostExplorerClient({ region: 'us-east-1', endpoint: other.endpoint, credentials });
      const TimePeriod = { Start: '2026-10-30', End: '2026-10-31' };
      const answer = await client.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics: ['UnblendedCost'] }));
      client.destroy();
      await other.close();
      return answer.ResultsByTime?.[0]?.Estimated;
    };
    expect(await estimatedOn('2026-11-04')).toBe(true);
    expect(await estimatedOn('2026-11-05')).toBe(false);
  });
});

describe('pages', () => {
  beforeEach(() => start(SMALL, 2));

  test('a day may be cut in two, and all pages together are everything once', async () => {
    const pages = [];
    let token: string | undefined;
    do {
      const answer = await ask({ GroupBy: [byTeam, { Type: 'DIMENSION', Key: 'RECORD_TYPE' }], NextPageToken: token });
      pages.push(answer.ResultsByTime?.map((r) => [r.TimePeriod?.Start, r.Groups?.length]));
      token = answer.NextPageToken;
    } while (token);
    expect(pages).toEqual([
      [['2026-11-01', 2]],
      [['2026-11-01', 2]],
      [
        ['2026-11-02', 0],
        ['2026-11-03', 1],
      ],
    ]);
  });

  test('a token fits only the request it was given for', async () => {
    const token = (await ask({ GroupBy: [byTeam] })).NextPageToken;
    expect(token).toBeDefined();
    await expect(ask({ GroupBy: [byService], NextPageToken: token })).rejects.toMatchObject({ name: 'RequestChangedException' });
    await expect(ask({ GroupBy: [byTeam], NextPageToken: 'abc' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });
});

describe('what there is to ask for', () => {
  beforeEach(() => start(SMALL));

  test('services by any part of the name in any case', async () => {
    const answer = await ce.send(new GetDimensionValuesCommand({ TimePeriod: november, Dimension: 'SERVICE', SearchString: 'bedrock' }));
    expect(answer).toMatchObject({
      ReturnSize: 2,
      TotalSize: 2,
      DimensionValues: [{ Value: 'Amazon Bedrock', Attributes: {} }, { Value: 'Amazon Bedrock AgentCore' }],
    });
  });

  test('accounts with their names, page by page', async () => {
    const input = { TimePeriod: november, Dimension: 'LINKED_ACCOUNT' as const, MaxResults: 1 };
    const first = await ce.send(new GetDimensionValuesCommand(input));
    expect(first).toMatchObject({
      ReturnSize: 1,
      TotalSize: 2,
      DimensionValues: [{ Value: '111111111111', Attributes: { description: 'payer' } }],
    });
    const second = await ce.send(new GetDimensionValuesCommand({ ...input, NextPageToken: first.NextPageToken }));
    expect(second).toMatchObject({ DimensionValues: [{ Value: '222222222222' }] });
    expect(second.NextPageToken).toBeUndefined();
    await expect(
      ce.send(new GetDimensionValuesCommand({ ...input, SearchString: 'x', SortBy: [{ Key: 'UnblendedCost' }] })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('tag keys in use, the values of one, and none of a key that is not activated', async () => {
    const tags = async (TagKey?: string) => (await ce.send(new GetTagsCommand({ TimePeriod: november, TagKey }))).Tags;
    expect(await tags()).toEqual(['iamPrincipal/team']);
    expect(await tags('iamPrincipal/team')).toEqual(['', 'engineering', 'legal "EU" $2']);
    expect(await tags('iamPrincipal/owner')).toEqual([]);
  });

  test('cost allocation tags with their status; an unknown key is left out', async () => {
    const found = await ce.send(new ListCostAllocationTagsCommand({ TagKeys: ['iamPrincipal/team', 'iamPrincipal/owner', 'tema'] }));
    expect(found.CostAllocationTags?.map((tag) => [tag.TagKey, tag.Type, tag.Status])).toEqual([
      ['iamPrincipal/team', 'UserDefined', 'Active'],
      ['iamPrincipal/owner', 'UserDefined', 'Inactive'],
    ]);
    const inactive = await ce.send(new ListCostAllocationTagsCommand({ Status: 'Inactive' }));
    expect(inactive.CostAllocationTags).toHaveLength(1);
    await expect(ce.send(new ListCostAllocationTagsCommand({ MaxResults: 1001 }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('STS says in XML who is asking', async () => {
    const sts = new STSClient({ region: 'eu-central-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 });
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
      Account: '111111111111',
      Arn: 'arn:aws:sts::111111111111:assumed-role/AispendReader/aispend',
    });
    aws.trouble.tokensExpired();
    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
      $metadata: { httpStatusCode: 403 },
    });
    sts.destroy();
  });
});

describe('trouble', () => {
  beforeEach(() => start(SMALL));

  test('throttling passes after so many times', async () => {
    aws.trouble.throttle('GetCostAndUsage', 2);
    for (let time = 0; time < 2; time++)
      await expect(ask()).rejects.toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 400 } });
    await expect(ask()).resolves.toBeDefined();
    expect(aws.requests.map((request) => request.error)).toEqual(['LimitExceededException', 'LimitExceededException', undefined]);
  });

  test('a denied action is named, and others go on', async () => {
    aws.trouble.deny('ce:GetCostAndUsage');
    await expect(ask()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /^User: arn:\S+ is not authorized to perform: ce:GetCostAndUsage on resource: \S+ because no identity-based policy allows the ce:GetCostAndUsage action$/,
      ),
    });
    await expect(ce.send(new ListCostAllocationTagsCommand({}))).resolves.toBeDefined();
    aws.trouble.clear();
    await expect(ask()).resolves.toBeDefined();
  });

  test('a lost answer was carried out: the connection breaks, and the request is on record', async () => {
    aws.trouble.loseAnswer('GetCostAndUsage', 1);
    await expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(aws.requests).toMatchObject([
      { at: '2026-11-25T10:00:00.000Z', service: 'ce', action: 'GetCostAndUsage', status: 0, input: { TimePeriod: november } },
    ]);
  });

  test('any other failure, a young account, and tokens that have expired', async () => {
    aws.trouble.fail('GetCostAndUsage', 'InternalServerError', 'try later', 1, 500);
    await expect(ask()).rejects.toMatchObject({ name: 'InternalServerError', message: 'try later', $metadata: { httpStatusCode: 500 } });
    aws.trouble.historyBegins('2026-11-01');
    await expect(ask({ TimePeriod: { Start: '2026-10-31', End: '2026-11-02' } })).rejects.toMatchObject({
      name: 'DataUnavailableException',
    });
    await expect(ask()).resolves.toBeDefined();
    aws.trouble.tokensExpired();
    await expect(ask()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  test('tells of every request until told to stop', async () => {
    let seen = 0;
    const stop = aws.onChange(() => seen++);
    await ask();
    stop();
    await ask();
    expect(seen).toBe(1);
  });
});

describe('requests that no SDK would send', () => {
  beforeEach(() => start(SMALL));

  const signed = (scope: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20261125/${scope}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20261125T100000Z',
  });
  const target = { 'x-amz-target': 'AWSInsightsIndexService.GetCostAndUsage' };
  const good = signed('us-east-1/ce');
  const body = JSON.stringify({ TimePeriod: november, Granularity: 'DAILY', Metrics: ['UnblendedCost'] });

  test.each<[string, Record<string, string>, string, number, string | null]>([
    ['a well-made one, for comparison', { ...target, ...good }, body, 200, null],
    ['no signature', target, body, 400, 'MissingAuthenticationTokenException'],
    ['half a signature', { ...target, authorization: 'AWS4-HMAC-SHA256 Credential=AKIA' }, body, 400, 'IncompleteSignatureException'],
    ['another service in the signature', { ...target, ...signed('us-east-1/sts') }, body, 403, 'InvalidSignatureException'],
    ['another region in the signature', { ...target, ...signed('eu-central-1/ce') }, body, 403, 'InvalidSignatureException'],
    ['another day in the date', { ...target, ...good, 'x-amz-date': '20261124T100000Z' }, body, 400, 'InvalidSignatureException'],
    ['an unknown action', { 'x-amz-target': 'AWSInsightsIndexService.GetCosts', ...good }, body, 400, 'UnknownOperationException'],
    ['an unknown service', { 'x-amz-target': 'AWSNothing.GetCosts', ...good }, body, 400, 'UnknownOperationException'],
    ['no JSON', { ...target, ...good }, '{', 400, 'SerializationException'],
    ['a list for a map', { ...target, ...good }, '[]', 400, 'SerializationException'],
    ['no period', { ...target, ...good }, '{"Granularity":"DAILY","Metrics":[]}', 400, 'ValidationException'],
  ])('%s', async (_, headers, sent, status, code) => {
    const reply = await fetch(aws.endpoint, { method: 'POST', headers, body: sent });
    expect([reply.status, reply.headers.get('x-amzn-errortype')]).toEqual([status, code]);
    expect(reply.headers.get('content-type')).toBe('application/x-amz-json-1.1');
  });
});

describe('the whole sample, asked by our own client', () => {
  const sample = createSample({ seed: 'halden', today: '2026-11-25' });
  const year = { start: '2025-10-01', end: '2026-11-26' };

  test('every way to group is the same money', async () => {
    await start(sample);
    let requests = 0;
    const ours = createCostExplorer(
      { endpoint: aws.endpoint, credentials },
      { notBilled: async () => undefined, beforeRequest: async () => void requests++, pause: async () => {} },
    );
    const services = await ours.services(year, 'bedrock');
    expect(services).toContain('Claude Opus 5 (Amazon Bedrock Edition)');
    expect(services).toContain('Observability for Amazon Bedrock');
    expect(services).not.toContain('Amazon Simple Storage Service');

    const base = { span: year, metric: 'UnblendedCost' as const, services };
    const tagged = await ours.costs({ ...base, groupBy: [{ tag: 'iamPrincipal/team' }, { dimension: 'USAGE_TYPE' }] });
    const control = await ours.costs({ ...base, groupBy: [{ dimension: 'SERVICE' }, { dimension: 'RECORD_TYPE' }] });
    const truth = sample.lines(year).filter((one) => services.includes(one.service));
    const expected = exact(sum(truth.map((one) => decimal(one.cost))));
    expect(exact(sum(tagged.map((group) => decimal(group.cost))))).toBe(expected);
    expect(exact(sum(control.map((group) => decimal(group.cost))))).toBe(expected);
    expect(requests).toBe(aws.requests.length);
    expect(requests).toBeGreaterThan(3);

    expect(await ours.tagStatus(['iamPrincipal/team', 'iamPrincipal/owner', 'nobody'])).toEqual(
      new Map([
        ['iamPrincipal/team', 'Active'],
        ['iamPrincipal/owner', 'Inactive'],
      ]),
    );
  });

  test('it tries again when throttled or out of order, and explains a refusal', async () => {
    await start(SMALL);
    const waits: number[] = [];
    const ours = createCostExplorer(
      { endpoint: aws.endpoint, credentials },
      { notBilled: async () => undefined, beforeRequest: async () => {}, pause: async (ms) => void waits.push(ms) },
    );
    aws.trouble.throttle('GetDimensionValues', 1);
    aws.trouble.fail('GetDimensionValues', 'InternalServerError', 'try later', 1, 500);
    expect(await ours.services({ start: '2026-11-01', end: '2026-11-04' }, 'AgentCore')).toEqual(['Amazon Bedrock AgentCore']);
    expect(waits).toHaveLength(2);
    await expect(ours.services({ start: '2025-09-01', end: '2026-11-04' }, 'x')).rejects.toThrow('historical data beyond 14 months');
    aws.trouble.deny('*');
    await expect(ours.services({ start: '2026-11-01', end: '2026-11-04' }, 'x')).rejects.toBeInstanceOf(Unavailable);
  });
});
