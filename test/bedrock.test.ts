import { BEDROCK_NEEDS, type Bedrock } from '../src/aws/bedrock.js';
import { createBedrock } from '../src/aws/bedrock-client.js';
import { BOT_ROLE } from '../src/playground/sample/acting-roles.js';
import { type IamSetup, MEMBER, PAYER, policy, startIam } from './iam.setup.js';

const MYTHOS = 'anthropic.claude-mythos-preview';
const SONNET = 'anthropic.claude-sonnet-5';
const NOVA = 'amazon.nova-lite-v1:0';
const YES = { entitled: 'yes', inRegion: 'yes', agreement: 'yes', authorized: 'yes' };

let it: IamSetup;
let bedrock: ReturnType<typeof createBedrock>;
beforeEach(async () => {
  it = await startIam();
  bedrock = createBedrock(it.settings, it.hooks);
});
afterEach(async () => {
  bedrock.close();
  await it.close();
});

describe('availability', () => {
  test('an ordinary model is there, in one request to its region', async () => {
    expect(await bedrock.availability('eu-central-1', SONNET)).toEqual(YES);
    expect(it.aws.requests.map((one) => [one.service, one.action, one.input])).toEqual([
      ['bedrock', 'GetFoundationModelAvailability', { modelId: SONNET }],
    ]);
  });

  test('a "no" counts for a model that the region lists', async () => {
    it.aws.bedrock.says(SONNET, { agreement: 'NOT_AVAILABLE', authorization: 'NOT_AUTHORIZED' });
    expect(await bedrock.availability('us-east-1', SONNET)).toEqual({ ...YES, agreement: 'no', authorized: 'no' });
    it.aws.bedrock.says(SONNET, { agreement: 'PENDING' });
    expect(await bedrock.availability('us-east-1', SONNET)).toEqual({ ...YES, agreement: 'pending' });
    it.aws.bedrock.says(SONNET, { agreement: 'ERROR' });
    expect(await bedrock.availability('us-east-1', SONNET)).toEqual({ ...YES, agreement: 'unknown' });
  });

  test('of a model that is served at bedrock-mantle only, a "no" is not known to be one, until AWS opens it', async () => {
    const unknown = { entitled: 'unknown', inRegion: 'yes', agreement: 'unknown', authorized: 'unknown' };
    expect(await bedrock.availability('us-east-1', MYTHOS)).toEqual(unknown);
    expect(await bedrock.availability('us-east-1', MYTHOS, { endpoint: 'bedrock-mantle' })).toEqual(unknown);
    it.aws.bedrock.entitle(MYTHOS);
    expect(await bedrock.availability('us-east-1', MYTHOS)).toEqual(YES);
    it.aws.bedrock.entitle(MYTHOS, { entitled: false });
    expect(await bedrock.availability('us-east-1', MYTHOS)).toEqual(unknown);
  });

  test('a model that AWS has never heard of is unknown', async () => {
    it.aws.bedrock.says(MYTHOS, 'unheard-of');
    const nothing = { entitled: 'unknown', inRegion: 'unknown', agreement: 'unknown', authorized: 'unknown' };
    expect(await bedrock.availability('us-east-1', MYTHOS)).toEqual(nothing);
    expect(await bedrock.availability('us-east-1', 'anthropic.claude-none')).toEqual(nothing);
  });

  test('an allow-listed model is opened account by account', async () => {
    const acting = `arn:aws:iam::${MEMBER}:role/Acting`;
    it.aws.iam.put({
      arn: acting,
      trust: policy({ Effect: 'Allow', Principal: { AWS: PAYER }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
    });
    const there = createBedrock(it.settings, it.hooks, { roleToAssume: acting });
    it.aws.bedrock.entitle(MYTHOS, { account: MEMBER });
    expect(await there.availability('us-east-1', MYTHOS, { account: MEMBER })).toEqual(YES);
    expect(await bedrock.availability('us-east-1', MYTHOS)).toMatchObject({ entitled: 'unknown' });
    there.close();
  });

  test('throttling is waited out; a missing permission is named; an answer that never comes is no answer', async () => {
    it.aws.trouble.throttle('GetFoundationModelAvailability', 2);
    expect(await bedrock.availability('us-east-1', SONNET)).toEqual(YES);
    expect(it.pauses).toHaveLength(2);
    it.aws.trouble.deny('GetFoundationModelAvailability');
    await expect(bedrock.availability('us-east-1', SONNET)).rejects.toThrow(/^AWS refused bedrock:GetFoundationModelAvailability; allow/);
    it.aws.trouble.clear();
    it.aws.trouble.loseAnswer('GetFoundationModelAvailability');
    await expect(bedrock.availability('us-east-1', SONNET)).rejects.toThrow(
      /could not be reached for bedrock:GetFoundationModelAvailability/,
    );
  });
});

describe('inference profiles', () => {
  test('in America: the geography with its three regions, and the global one with the model that has no region', async () => {
    expect(await bedrock.profiles('us-east-1', SONNET)).toEqual([
      {
        arn: `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/us.${SONNET}`,
        id: `us.${SONNET}`,
        models: ['us-east-1', 'us-east-2', 'us-west-2'].map((region) => `arn:aws:bedrock:${region}::foundation-model/${SONNET}`),
      },
      {
        arn: `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/global.${SONNET}`,
        id: `global.${SONNET}`,
        models: [`arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`, `arn:aws:bedrock:::foundation-model/${SONNET}`],
      },
    ]);
  });

  test('in Europe the European one; pages are followed; one profile by id or ARN', async () => {
    it.aws.bedrock.pageItems(2);
    expect((await bedrock.profiles('eu-west-1', SONNET)).map((one) => one.id)).toEqual([`eu.${SONNET}`, `global.${SONNET}`]);
    expect(it.aws.requests.length).toBeGreaterThan(3);
    const one = await bedrock.profile('eu-west-1', `eu.${SONNET}`);
    expect(one?.models).toHaveLength(4);
    expect(await bedrock.profile('eu-west-1', one?.arn ?? '')).toEqual(one);
    expect(await bedrock.profile('eu-west-1', `us.${SONNET}`)).toBeUndefined();
    expect(await bedrock.profiles('us-east-1', MYTHOS)).toEqual([]);
  });

  test('a model whose name begins like another is another', async () => {
    expect((await bedrock.profiles('us-east-1', 'anthropic.claude-sonnet')).map((one) => one.id)).toEqual([]);
  });
});

test('models: which can be called without a profile, by region', async () => {
  expect(await bedrock.direct('us-east-1', NOVA)).toBe(`arn:aws:bedrock:us-east-1::foundation-model/${NOVA}`);
  expect(await bedrock.direct('us-east-1', SONNET)).toBeUndefined();
  expect(await bedrock.direct('us-east-1', 'openai.gpt-oss-120b-1:0')).toBeUndefined();
  expect(await bedrock.direct('us-west-2', 'openai.gpt-oss-120b-1:0')).toContain('us-west-2');
  expect((await bedrock.models('us-east-1')).find((one) => one.id === SONNET)).toEqual({
    arn: `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`,
    id: SONNET,
    name: 'Claude Sonnet 5',
    provider: 'Anthropic',
    onDemand: false,
    legacy: false,
  });
});

test('the use-case form: filed, or never filed; an error is neither', async () => {
  expect(await bedrock.useCaseFiled('us-east-1')).toBe('yes');
  it.aws.bedrock.useCaseForm(undefined);
  expect(await bedrock.useCaseFiled('us-east-1')).toBe('no');
  it.aws.trouble.deny('GetUseCaseForModelAccess');
  await expect(bedrock.useCaseFiled('us-east-1')).rejects.toThrow(/bedrock:GetUseCaseForModelAccess/);
});

test('offers of an agreement, with their terms', async () => {
  expect(await bedrock.offers('us-east-1', SONNET)).toEqual([
    {
      id: 'offer-anthropicclaudesonnet5',
      termsUrl: 'https://aws.amazon.com/legal/bedrock/third-party-models/',
      rates: [{ dimension: 'InputTokenCount', price: '3.00', unit: 'units', description: 'Million input tokens' }],
    },
  ]);
  expect(await bedrock.offers('us-east-1', NOVA)).toEqual([]);
  expect(await bedrock.offers('us-east-1', MYTHOS)).toEqual([]);
});

test('data retention is read and set', async () => {
  expect(await bedrock.dataRetention('us-east-1')).toBe('default');
  expect(await bedrock.setDataRetention('us-east-1', 'provider_data_share')).toBe(it.aws.requests.at(-1)?.requestId);
  expect(await bedrock.dataRetention('us-east-1')).toBe('provider_data_share');
  expect(it.aws.bedrock.retention(PAYER)).toBe('provider_data_share');
});

test('every method asks for the IAM actions it says it needs, and for no other', async () => {
  it.aws.bedrock.says(SONNET, { entitlement: 'NOT_AVAILABLE' });
  const methods: Record<keyof Bedrock, () => unknown> = {
    availability: () => bedrock.availability('us-east-1', SONNET),
    profiles: () => bedrock.profiles('us-east-1', SONNET),
    profile: () => bedrock.profile('us-east-1', `us.${SONNET}`),
    models: () => bedrock.models('us-east-1'),
    direct: () => bedrock.direct('us-east-1', SONNET),
    useCaseFiled: () => bedrock.useCaseFiled('us-east-1'),
    offers: () => bedrock.offers('us-east-1', SONNET),
    dataRetention: () => bedrock.dataRetention('us-east-1'),
    setDataRetention: () => bedrock.setDataRetention('us-east-1', 'none'),
  };
  for (const [name, run] of Object.entries(methods)) {
    const before = it.aws.requests.length;
    await run();
    const asked = it.aws.requests.slice(before).map((one) => `${one.service}:${one.action}`);
    expect([name, [...new Set(asked)].sort()]).toEqual([name, [...BEDROCK_NEEDS[name as keyof Bedrock]].sort()]);
  }
});

test('the sample company has the role that the bot runs as', () => expect(BOT_ROLE).toMatch(/:role\/aispend\/AispendReader$/));
