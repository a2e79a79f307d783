import { Unavailable } from '../src/errors.js';
import { MYTHOS, SONNET } from './access-settings.js';
import { type AccessWorld, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { PAYER, role } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

const look = (wish = WISH) => w.access.preflight(wish, who('U0BEN'));
const finding = async (check: string, wish = WISH) => (await look(wish)).findings.filter((one) => one.check === check);

test('all is well: each thing that was looked at is a line, and nothing is changed', async () => {
  w = await openAccessWorld();
  const looked = await look();
  expect(looked).toMatchObject({ blocked: false, waits: false, minutes: 240, team: 'engineering', principal: { arn: ROLE } });
  expect(looked.findings.map((one) => [one.check, one.level])).toEqual([
    ['entitlement', 'ok'],
    ['boundary', 'ok'],
    ['tag', 'ok'],
    ['cost', 'note'],
  ]);
  expect(w.aws.requests.filter((one) => /^(Put|Attach|Tag|Create)/.test(one.action))).toEqual([]);
  expect(await w.world.store.list({ limit: 10 })).toEqual([]);
});

test.each([
  [
    'the account lacks the model',
    () => w.aws.bedrock.says(SONNET, { entitlement: 'NOT_AVAILABLE' }),
    'entitlement',
    'blocking',
    'has not allowed this account',
  ],
  [
    'the region lacks it',
    () => w.aws.bedrock.says(SONNET, { region: 'NOT_AVAILABLE' }),
    'region',
    'blocking',
    'not available in us-east-1',
  ],
  ['no agreement', () => w.aws.bedrock.says(SONNET, { agreement: 'NOT_AVAILABLE' }), 'agreement', 'blocking', 'has not been accepted'],
  [
    'an agreement being set up',
    () => w.aws.bedrock.says(SONNET, { agreement: 'PENDING' }),
    'agreement',
    'warning',
    'still setting the agreement up',
  ],
  ['the form was never filed', () => w.aws.bedrock.useCaseForm(undefined), 'use-case', 'blocking', 'was never filed'],
  [
    'the key is not activated',
    () => (w.world.bill.tagActive = async () => 'no'),
    'activation',
    'warning',
    'is not active as a cost allocation tag',
  ],
  ['nobody knows whether it is', () => (w.world.bill.tagActive = async () => 'unknown'), 'activation', 'unknown', 'could not be found out'],
  [
    'no history to estimate from',
    () => (w.world.bill.expected = async () => ({ why: 'never used.' })),
    'cost',
    'unknown',
    'cannot be estimated: never used.',
  ],
  [
    'an explicit deny',
    () => put({ inline: { Deny: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"*"}]}' } }),
    'boundary',
    'blocking',
    'explicit deny',
  ],
  [
    'no room',
    () =>
      put({
        inline: {
          Long: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'x'.repeat(9900)}` }],
          }),
        },
      }),
    'room',
    'blocking',
    'leave no room',
  ],
  [
    'a simulator that may not be asked',
    () => w.aws.trouble.deny('SimulatePrincipalPolicy'),
    'boundary',
    'unknown',
    'could not be simulated',
  ],
] as const)('%s', async (_what, change, check, level, line) => {
  w = await openAccessWorld();
  change();
  const [found] = await finding(check);
  expect(found).toMatchObject({ level, line: expect.stringContaining(line) });
  if (level === 'blocking') {
    expect(found?.cure).toMatch(/\w/);
    await expect(w.access.ask(WISH, who('U0BEN'), 'form')).rejects.toThrow(line);
    expect(await w.world.store.list({ limit: 10 })).toEqual([]);
  }
});
const put = (more: object) => w.aws.iam.put({ arn: ROLE, tags: { team: 'engineering' }, ...more });

test('a deny in a region that calls are sent to stands against it, when asked and while it is granted', async () => {
  w = await openAccessWorld();
  const statement = (effect: string, resource: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: effect, Action: 'bedrock:*', Resource: resource }] });
  put({ inline: { West: statement('Deny', 'arn:aws:bedrock:us-west-2::*') } });
  const line = 'A policy with an explicit deny does not allow bedrock:InvokeModel on the model in us-west-2 to SearchService.';
  expect(await finding('boundary')).toMatchObject([{ level: 'blocking', line }]);
  put({ inline: {} });
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.engine.tick();
  put({ inline: { ...w.aws.iam.entity(ROLE)?.inline, West: statement('Deny', 'arn:aws:bedrock:us-west-2::*') } });
  await w.pass(30);
  expect([(await w.find(id)).state, w.policies()]).toEqual(['Failed', []]);
});

test('a region in which the model cannot be called is said: what is granted holds in the others', async () => {
  w = await openAccessWorld({
    access: {
      models: [{ id: SONNET, name: 'Sonnet', endpoint: 'bedrock-runtime', stages: ['manager'], regions: ['us-east-1', 'ap-south-2'] }],
    },
  });
  const line = 'Sonnet cannot be called in ap-south-2; what is granted holds in us-east-1.';
  expect(await finding('region')).toMatchObject([{ level: 'warning', line }]);
});

test('without a tag the fix is offered, and the admin who asks takes it', async () => {
  w = await openAccessWorld({ settings: { teams: [{ name: 'engineering', managers: ['U0ADA', 'U0EVE'] }] } });
  w.aws.iam.put({ arn: role('Untagged') });
  const wish = { ...WISH, principal: 'Untagged' };
  const { findings } = await w.access.preflight(wish, who('U0EVE'));
  expect(findings.find((one) => one.check === 'tag')).toMatchObject({
    level: 'warning',
    fix: { kind: 'tag', key: 'team', value: 'engineering' },
  });
  await w.access.tag(role('Untagged'), 'engineering', who('U0EVE'));
  expect((await w.access.preflight(wish, who('U0EVE'))).findings.find((one) => one.check === 'tag')).toMatchObject({ level: 'ok' });
});

describe('a model that is called from several regions', () => {
  const regions = ['us-east-1', 'us-west-2'];
  const open = (id = SONNET, endpoint = 'bedrock-runtime') =>
    openAccessWorld({ access: { models: [{ id, name: 'Sonnet', endpoint, regions, stages: ['manager'] }] } });
  /** What AWS says in one region; in the others the account has it. */
  const says = (where: string, no: object) => {
    const { availability } = w.world.models;
    w.world.models.availability = async (region, ...rest) => ({
      ...(await availability(region, ...rest)),
      ...(region === where ? no : {}),
    });
  };
  const allowed = { entitled: 'yes', inRegion: 'yes', agreement: 'yes', authorized: 'yes' };

  test.each(regions)('what the account lacks in %s only is a warning, wherever that stands in the list', async (where) => {
    w = await open();
    says(where, { entitled: 'no' });
    const other = regions.find((one) => one !== where);
    expect(await finding('entitlement')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          level: 'warning',
          line: `In ${where}: AWS has not allowed this account to use Sonnet.`,
          cure: expect.stringContaining(`What is granted works in ${other};`),
        }),
        expect.objectContaining({ level: 'ok', line: `The account has Sonnet in ${other}.` }),
      ]),
    );
    expect((await w.access.ask(WISH, who('U0BEN'), 'form')).state).toBe('Pending');
  });

  test('what it lacks in all of them stands against it, said once', async () => {
    w = await open();
    for (const one of regions) says(one, { agreement: 'no' });
    expect(await finding('agreement')).toMatchObject([{ level: 'blocking', line: expect.stringMatching(/^The agreement for Sonnet/) }]);
  });

  test('one that AWS has allowed in the second region waits no longer', async () => {
    w = await open(MYTHOS, 'bedrock-mantle');
    expect((await look()).waits).toBe(true);
    says('us-west-2', allowed);
    expect((await look()).waits).toBe(false);
  });
});

test('terms and consent are shown, agreed to and recorded', async () => {
  const model = {
    id: MYTHOS,
    name: 'Mythos',
    endpoint: 'bedrock-mantle',
    stages: ['manager'],
    terms: 'Only for defence.',
    consent: 'provider_data_share',
  };
  w = await openAccessWorld({ access: { models: [model] } });
  w.aws.bedrock.entitle(MYTHOS);
  const wish = { ...WISH, model: 'mythos' };
  expect(await finding('terms', wish)).toMatchObject([
    { level: 'blocking', line: 'Only for defence. Asking consents to provider_data_share.' },
    { level: 'warning', line: `The account's data retention in us-east-1 is "default"; Mythos asks for provider_data_share.` },
  ]);
  await expect(w.access.ask(wish, who('U0BEN'), 'form')).rejects.toThrow('Agree to this');
  const { id } = await w.access.ask({ ...wish, agrees: true }, who('U0BEN'), 'form');
  await w.engine.tick();
  expect(await w.find(id)).toMatchObject({ consent: { to: 'provider_data_share', by: 'U0BEN', at: '2026-11-25T12:00:00.000Z' } });
  expect((await w.world.audit.read(id))[0]?.details).toMatchObject({ consent: 'provider_data_share' });
});

test('while Bedrock cannot be asked, a model that waits for AWS is neither asked for nor taken for allowed', async () => {
  w = await openAccessWorld();
  const wish = { ...WISH, model: 'mythos' };
  const { id } = await w.access.ask(wish, who('U0BEN'), 'form');
  const { availability } = w.world.models;
  w.world.models.availability = () => Promise.reject(new Unavailable('AWS could not be reached.'));
  await expect(w.access.ask({ ...wish, principal: 'IndexService' }, who('U0BEN'), 'form-2')).rejects.toThrow('AWS could not be reached');
  await w.pass(25 * 3600);
  expect(await w.find(id)).toMatchObject({ state: 'Waiting for AWS' });
  expect(w.heard('U0BEN', ': aws-allowed (')).toEqual([]);
  w.world.models.availability = availability;
  w.world.settings.access.models[1]!.allowListed = false;
  await w.pass(3600);
  expect((await w.find(id)).state).toBe('Pending');
});

test('a model that AWS does not speak of goes on without waiting when the configuration says so', async () => {
  const model = { id: MYTHOS, name: 'Mythos', endpoint: 'bedrock-mantle', stages: ['manager'] };
  w = await openAccessWorld({ access: { models: [model] } });
  const wish = { ...WISH, model: 'mythos' };
  const { id } = await w.access.ask(wish, who('U0BEN'), 'form');
  expect((await w.find(id)).state).toBe('Waiting for AWS');
  w.world.settings.access.models[0]!.allowListed = false;
  await w.pass(86_400);
  expect((await w.find(id)).state).toBe('Pending');
});

describe('a pre-made managed policy', () => {
  const managedPolicyArn = `arn:aws:iam::${PAYER}:policy/SonnetAccess`;
  const open = async () => {
    w = await openAccessWorld({
      access: { models: [{ id: SONNET, name: 'Sonnet', endpoint: 'bedrock-runtime', stages: ['manager'], managedPolicyArn }] },
    });
    w.aws.iam.managed(managedPolicyArn, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: '*' }],
    });
  };
  const attached = () => w.aws.iam.entity(ROLE)?.attached;

  test('is attached and detached; the card says that it knows no end', async () => {
    await open();
    expect(await finding('time-limit')).toMatchObject([{ level: 'warning' }]);
    const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(30);
    expect([(await w.find(id)).state, attached(), w.policies()]).toEqual(['Granted', [managedPolicyArn], []]);
    await w.pass(4 * 3600);
    expect([(await w.find(id)).state, attached()]).toEqual(['Revoked', []]);
  });

  test('that somebody else attached is not ours to take away: it is not asked for', async () => {
    await open();
    put({ attached: [managedPolicyArn] });
    await expect(w.access.ask(WISH, who('U0BEN'), 'form')).rejects.toThrow('has the policy of Sonnet already');
  });

  test('that another grant still holds stays until that one ends', async () => {
    await open();
    const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(30);
    const more = await w.access.extend(id, who('U0BEN'), '2h', 'more', 'form-2');
    await w.access.decide(more.id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(4 * 3600);
    expect([(await w.find(id)).state, (await w.find(more.id)).state, attached()]).toEqual(['Revoked', 'Granted', [managedPolicyArn]]);
    await w.pass(2 * 3600);
    expect([(await w.find(more.id)).state, attached()]).toEqual(['Revoked', []]);
  });
});
