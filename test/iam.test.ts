import { IAM_NEEDS, type Iam } from '../src/aws/iam.js';
import { createIam } from '../src/aws/iam-client.js';
import { UsageError } from '../src/errors.js';
import { ACTING, ALLOW, type IamSetup, MEMBER, PAYER, policy, role, startIam, user } from './iam.setup.js';

const APP = role('App');
const MANAGED = `arn:aws:iam::${PAYER}:policy/Mythos`;
const DOCUMENT = policy(ALLOW);

let it: IamSetup;
beforeEach(async () => {
  it = await startIam();
  it.aws.iam.put({
    arn: APP,
    tags: { team: 'engineering', 'odd key': 'a/b & <c>' },
    inline: { Base: policy({ ...ALLOW, Sid: 'Umlaut', Resource: 'arn:aws:bedrock:*::foundation-model/größe (1)*' }) },
    attached: [MANAGED],
    boundary: 'arn:aws:iam::111111111111:policy/Ceiling',
    lastUsed: { at: '2026-11-24T09:30:00Z', region: 'us-east-1' },
  });
  it.aws.iam.put({ arn: user('svc'), inline: { Own: DOCUMENT } });
  it.aws.iam.put({ arn: 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_5b1f' });
  it.aws.iam.put({ arn: 'arn:aws:iam::111111111111:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport' });
  it.aws.iam.managed(MANAGED, { Version: '2012-10-17', Statement: [] });
});
afterEach(() => it.close());

describe('reading', () => {
  const wanted = {
    arn: APP,
    kind: 'role',
    account: PAYER,
    name: 'App',
    path: '/teams/',
    tags: { team: 'engineering', 'odd key': 'a/b & <c>' },
    boundary: 'arn:aws:iam::111111111111:policy/Ceiling',
    inline: [{ name: 'Base', document: policy({ ...ALLOW, Sid: 'Umlaut', Resource: 'arn:aws:bedrock:*::foundation-model/größe (1)*' }) }],
    attached: [MANAGED],
    lastUsed: '2026-11-24T09:30:00.000Z',
  };

  test('every role and user with what IAM knows of it, over as many pages as it takes', async () => {
    it.aws.iam.pageItems(1);
    const all = await it.iam.principals();
    expect(all.map((one) => [one.name, one.kind, one.managedByAws])).toEqual([
      ['svc', 'user', undefined],
      ['AWSReservedSSO_Dev_5b1f', 'role', 'identity-center'],
      ['AWSServiceRoleForSupport', 'role', 'service-linked'],
      ['App', 'role', undefined],
    ]);
    expect(all.at(-1)).toEqual(wanted);
    expect(it.aws.requests.map((one) => one.action)).toEqual(Array(4).fill('GetAccountAuthorizationDetails'));
  });

  test('one principal, fresh, says the same', async () => {
    expect(await it.iam.principal(APP)).toEqual(wanted);
    expect(await it.iam.principal(user('svc'))).toEqual(
      expect.objectContaining({ kind: 'user', path: '/teams/', inline: [{ name: 'Own', document: DOCUMENT }], attached: [], tags: {} }),
    );
    expect(await it.iam.principal(role('Nobody'))).toBeUndefined();
  });

  test('policies and tags in pages', async () => {
    it.aws.iam.pageItems(2);
    const inline = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`P${index}`, DOCUMENT]));
    it.aws.iam.put({ arn: role('Many'), inline, tags: { a: '1', b: '2', c: '3' } });
    expect((await it.iam.principal(role('Many')))?.inline.map((one) => one.name)).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
    expect(await it.iam.tags(role('Many'))).toEqual({ a: '1', b: '2', c: '3' });
    expect(await it.iam.tags(role('Nobody'))).toBeUndefined();
    expect(await it.iam.policy(role('Many'), 'P3')).toBe(DOCUMENT);
    expect(await it.iam.policy(role('Many'), 'P9')).toBeUndefined();
    expect(await it.iam.attached(APP)).toEqual([MANAGED]);
    expect(await it.iam.attached(role('Nobody'))).toEqual([]);
  });

  test('throttling and lost answers are tried again with growing pauses; then one sentence says what failed', async () => {
    it.aws.trouble.throttle('GetRolePolicy', 2);
    it.aws.trouble.loseAnswer('GetRolePolicy', 1);
    expect(await it.iam.policy(APP, 'Base')).toContain('Umlaut');
    expect(it.pauses).toHaveLength(3);
    expect(it.pauses[2]).toBeGreaterThan(it.pauses[0] as number);
    it.aws.trouble.throttle('GetRolePolicy');
    await expect(it.iam.policy(APP, 'Base')).rejects.toMatchObject({
      name: 'Unavailable',
      message: 'AWS is throttling iam:GetRolePolicy; aispend tries again.',
    });
  });

  test('a missing permission is named', async () => {
    it.aws.trouble.deny('GetAccountAuthorizationDetails');
    await expect(it.iam.principals()).rejects.toThrow(/^AWS refused iam:GetAccountAuthorizationDetails; allow the action/);
  });

  test('what is no role or user is said to be none, a session included', async () => {
    for (const arn of ['', 'App', `arn:aws:sts::${PAYER}:assumed-role/App/me`, `arn:aws:iam::${PAYER}:group/teams/Team`])
      await expect(it.iam.principal(arn)).rejects.toThrow(UsageError);
  });

  test('who the bot is: the role of its session, with the path that sessions leave out', async () => {
    it.aws.iam.put({ arn: `arn:aws:iam::${PAYER}:role/aispend/AispendReader` });
    expect(await it.iam.self()).toBe(`arn:aws:iam::${PAYER}:role/aispend/AispendReader`);
    it.aws.trouble.deny('GetRole');
    expect(await it.iam.self()).toBe(`arn:aws:iam::${PAYER}:role/AispendReader`);
  });
});

describe.each([
  ['role', APP],
  ['user', user('svc')],
])('changing a %s', (_kind, arn) => {
  test('a policy is put, replaced, read back as it was put, and removed; each answer has the request id AWS gave', async () => {
    expect(await it.iam.putPolicy(arn, 'aispend-k3m9', DOCUMENT)).toEqual({ did: 'done', requestId: lastRequestId() });
    const spaced = JSON.stringify(JSON.parse(DOCUMENT), null, 2);
    expect(await it.iam.putPolicy(arn, 'aispend-k3m9', spaced)).toMatchObject({ did: 'done' });
    const read = (await it.iam.policy(arn, 'aispend-k3m9')) ?? '';
    expect(read).toBe(spaced);
    expect(it.iam.same(read, DOCUMENT)).toBe(true);
    expect(await it.iam.deletePolicy(arn, 'aispend-k3m9')).toEqual({ did: 'done', requestId: lastRequestId() });
    expect(await it.iam.policy(arn, 'aispend-k3m9')).toBeUndefined();
  });

  test('removing what is gone is success, and putting on what is gone says so', async () => {
    expect(await it.iam.deletePolicy(arn, 'aispend-none')).toMatchObject({ did: 'gone' });
    expect(await it.iam.detach(arn, 'arn:aws:iam::111111111111:policy/Other')).toMatchObject({ did: 'gone' });
    it.aws.iam.remove(arn);
    expect(await it.iam.putPolicy(arn, 'aispend-k3m9', DOCUMENT)).toMatchObject({ did: 'gone' });
    expect(await it.iam.deletePolicy(arn, 'aispend-k3m9')).toMatchObject({ did: 'gone' });
    expect(await it.iam.tag(arn, { team: 'legal' })).toMatchObject({ did: 'gone' });
  });

  test('managed policies are attached and detached; twice is once', async () => {
    it.aws.iam.put({ arn });
    expect(await it.iam.attach(arn, MANAGED)).toMatchObject({ did: 'done' });
    expect(await it.iam.attach(arn, MANAGED)).toMatchObject({ did: 'done' });
    expect(await it.iam.attached(arn)).toEqual([MANAGED]);
    expect(await it.iam.detach(arn, MANAGED)).toMatchObject({ did: 'done' });
    expect(await it.iam.attached(arn)).toEqual([]);
    expect(await it.iam.attach(arn, 'arn:aws:iam::111111111111:policy/None')).toMatchObject({ did: 'refused', code: 'NoSuchEntity' });
  });

  test('tags are set beside the others, whatever the case of their keys, and taken away', async () => {
    it.aws.iam.put({ arn, tags: { Team: 'legal', owner: 'ada' } });
    expect(await it.iam.tag(arn, { team: 'engineering' })).toMatchObject({ did: 'done' });
    expect(await it.iam.tags(arn)).toEqual({ owner: 'ada', team: 'engineering' });
    expect(await it.iam.untag(arn, ['TEAM', 'none'])).toMatchObject({ did: 'done' });
    expect(await it.iam.tags(arn)).toEqual({ owner: 'ada' });
  });
});

const lastRequestId = (): string | undefined => it.aws.requests.at(-1)?.requestId;

describe('when IAM does not do it', () => {
  const big = (size: number): string => policy({ ...ALLOW, Resource: `arn:aws:bedrock:us-east-1::foundation-model/${'x'.repeat(size)}` });

  test.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['no room', () => it.iam.putPolicy(APP, 'p', big(10_300)), 'LimitExceeded', /^App has no room for another inline policy .*10240/],
    [
      'no policy',
      () => it.iam.putPolicy(APP, 'p', '{"Version":"2012-10-17"}'),
      'MalformedPolicyDocument',
      /^IAM did not accept the policy for App/,
    ],
    [
      'no name',
      () => it.iam.putPolicy(APP, 'a b', DOCUMENT),
      'ValidationError',
      /^IAM refused iam:PutRolePolicy on App: 1 validation error/,
    ],
    ['aws: tag', () => it.iam.tag(APP, { 'aws:team': 'x' }), 'InvalidInput', /reserved/],
    [
      'no managed policy',
      () => it.iam.attach(APP, `${MANAGED}X`),
      'NoSuchEntity',
      /does not exist or is not attachable\); check access\.models/,
    ],
  ])('%s: refused, in one sentence, and not tried again', async (_what, change, code, line) => {
    const refused = await change();
    expect(refused).toEqual({ did: 'refused', code, line: expect.stringMatching(line), requestId: lastRequestId() });
    expect(it.pauses).toEqual([]);
    expect(it.aws.requests).toHaveLength(2);
  });

  test('fifty tags and ten managed policies are the most', async () => {
    it.aws.iam.put({ arn: APP, tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, 'x'])) });
    expect(await it.iam.tag(APP, { t7: 'y' })).toMatchObject({ did: 'done' });
    expect(await it.iam.tag(APP, { another: 'y' })).toMatchObject({
      did: 'refused',
      code: 'LimitExceeded',
      line: expect.stringContaining('TagsPerRole: 50'),
    });
    it.aws.iam.put({ arn: APP, attached: Array.from({ length: 10 }, (_, index) => `arn:aws:iam::111111111111:policy/P${index}`) });
    expect(await it.iam.attach(APP, MANAGED)).toMatchObject({ did: 'refused', code: 'LimitExceeded' });
  });

  test.each([
    ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_5b1f'],
    ['aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport'],
  ])('roles that belong to AWS stay as they are: %s', async (path) => {
    const arn = `arn:aws:iam::${PAYER}:role/${path}`;
    const wanted = { did: 'refused', code: 'UnmodifiableEntity', line: expect.stringContaining('choose a role of your own') };
    expect(await it.iam.putPolicy(arn, 'p', DOCUMENT)).toMatchObject(wanted);
    expect(await it.iam.tag(arn, { team: 'legal' })).toMatchObject(wanted);
  });

  test('throttled and contended changes are tried again, and end as "later" when that does not help', async () => {
    it.aws.trouble.throttle('PutRolePolicy', 3);
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({ did: 'done' });
    it.aws.trouble.fail('TagRole', 'ConcurrentModification', 'Concurrent access to the entity', 1, 409);
    expect(await it.iam.tag(APP, { team: 'legal' })).toMatchObject({ did: 'done' });
    expect(it.pauses).toHaveLength(4);
    it.aws.trouble.throttle('PutRolePolicy');
    expect(await it.iam.putPolicy(APP, 'q', DOCUMENT)).toMatchObject({ did: 'later', line: expect.stringContaining('tries again') });
    expect(it.aws.iam.entity(APP)?.inline['q']).toBeUndefined();
  });

  test('an answer that is lost is unknown: sent once, carried out, and reading tells', async () => {
    it.aws.trouble.loseAnswer('PutRolePolicy', 1);
    const lost = await it.iam.putPolicy(APP, 'p', DOCUMENT);
    expect(lost).toEqual({ did: 'unknown', line: 'The answer to iam:PutRolePolicy on App was lost; aispend reads IAM to find out.' });
    expect(it.aws.requests.filter((one) => one.action === 'PutRolePolicy')).toHaveLength(1);
    expect(await it.iam.policy(APP, 'p')).toBe(DOCUMENT);
    expect(it.calls).toContainEqual({ action: 'iam:PutRolePolicy', error: 'lost' });
  });

  test('a change that never arrived is unknown just the same, and reading tells', async () => {
    it.aws.trouble.loseRequest('PutRolePolicy', 1);
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({ did: 'unknown' });
    expect(await it.iam.policy(APP, 'p')).toBeUndefined();
  });

  test('a fault of IAM itself is unknown as well', async () => {
    it.aws.trouble.fail('DeleteRolePolicy', 'ServiceFailure', 'Something went wrong', 1, 500);
    expect(await it.iam.deletePolicy(APP, 'Base')).toMatchObject({ did: 'unknown' });
  });

  test('a denied change names the action; expired keys are for later', async () => {
    it.aws.trouble.deny('PutRolePolicy');
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({
      did: 'refused',
      code: 'AccessDenied',
      line: 'AWS refused iam:PutRolePolicy; allow the action iam:PutRolePolicy in the IAM policy of the role aispend runs as.',
    });
    it.aws.trouble.clear();
    it.aws.trouble.deny('GetRole');
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({
      did: 'refused',
      code: 'AccessDenied',
      line: expect.stringContaining('iam:GetRole'),
    });
    it.aws.trouble.clear();
    it.aws.trouble.fail('PutRolePolicy', 'ExpiredToken', 'The security token included in the request is expired', 1, 403);
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({ did: 'later', line: expect.stringContaining('credentials') });
  });

  test('nobody there: surely not carried out', async () => {
    const nobody = createIam({ ...it.settings, endpoint: 'http://127.0.0.1:9' }, it.hooks);
    expect(await nobody.as('aispend').putPolicy(APP, 'p', DOCUMENT)).toMatchObject({ did: 'later' });
    nobody.close();
  });

  test('a role of the same name elsewhere is not the one that was meant', async () => {
    const meant = `arn:aws:iam::${PAYER}:role/other/App`;
    expect(await it.iam.putPolicy(meant, 'p', DOCUMENT)).toEqual({ did: 'gone' });
    expect(await it.iam.putPolicy(role('App', MEMBER), 'p', DOCUMENT)).toEqual({ did: 'gone' });
    expect(await it.iam.principal(meant)).toBeUndefined();
    expect([await it.iam.policy(meant, 'Base'), await it.iam.policy(APP, 'Base')]).toEqual([undefined, expect.stringContaining('Umlaut')]);
    await it.iam.attach(APP, MANAGED);
    expect([await it.iam.attached(meant), await it.iam.attached(APP)]).toEqual([[], [MANAGED]]);
    expect(Object.keys(it.aws.iam.entity(APP)?.inline ?? {})).toEqual(['Base']);
  });

  test('what was written is seen only after a while', async () => {
    it.aws.iam.spreadsIn(20_000);
    expect(await it.iam.putPolicy(APP, 'p', DOCUMENT)).toMatchObject({ did: 'done' });
    expect(await it.iam.policy(APP, 'p')).toBeUndefined();
    it.clock.pass(20);
    expect(await it.iam.policy(APP, 'p')).toBe(DOCUMENT);
  });
});

describe('acting in the name of a person', () => {
  let acting: IamSetup;
  beforeEach(async () => {
    acting = await startIam({ roleToAssume: ACTING });
    const trust = policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PAYER}:root` },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    });
    acting.aws.iam.put({ arn: ACTING, trust });
    acting.aws.iam.put({ arn: role('App', MEMBER) });
  });
  afterEach(() => acting.close());

  test('the Slack user is session name and source identity of everything done for her, and of nothing else', async () => {
    expect(await acting.access.as('U0ADA').putPolicy(role('App', MEMBER), 'p', DOCUMENT)).toMatchObject({ did: 'done' });
    expect(await acting.access.as('U0EVE').tag(role('App', MEMBER), { team: 'legal' })).toMatchObject({ did: 'done' });
    expect((await acting.iam.principals()).map((one) => one.name)).toEqual(['AispendAccess', 'App']);
    const changes = acting.aws.requests.filter((one) => one.service === 'iam' && one.action !== 'GetRole');
    expect(changes.map((one) => [one.action, one.caller, one.sourceIdentity])).toEqual([
      ['PutRolePolicy', `arn:aws:sts::${MEMBER}:assumed-role/AispendAccess/aispend-U0ADA`, 'U0ADA'],
      ['TagRole', `arn:aws:sts::${MEMBER}:assumed-role/AispendAccess/aispend-U0EVE`, 'U0EVE'],
      ['GetAccountAuthorizationDetails', `arn:aws:sts::${MEMBER}:assumed-role/AispendAccess/aispend`, 'aispend'],
    ]);
  });

  test('one session serves several changes of a person', async () => {
    await acting.access.as('U0ADA').putPolicy(role('App', MEMBER), 'p', DOCUMENT);
    await acting.access.as('U0ADA').deletePolicy(role('App', MEMBER), 'p');
    expect(acting.aws.requests.filter((one) => one.action === 'AssumeRole')).toHaveLength(1);
  });

  test('a trust policy that forgets the source identity is named, and nothing was changed', async () => {
    acting.aws.iam.put({ arn: ACTING, trust: policy({ Effect: 'Allow', Principal: { AWS: PAYER }, Action: 'sts:AssumeRole' }) });
    const line = expect.stringMatching(/allow sts:AssumeRole and sts:SetSourceIdentity on it, in its trust policy as well\.$/);
    expect(await acting.access.as('U0ADA').putPolicy(role('App', MEMBER), 'p', DOCUMENT)).toEqual({ did: 'later', line });
    expect(acting.aws.iam.entity(role('App', MEMBER))?.inline).toEqual({});
  });

  test('accounts without a role to assume are out of reach', async () => {
    await expect(acting.iam.principal(role('App'))).rejects.toThrow(/^aispend has no role to assume in account 111111111111;/);
    expect(await acting.iam.putPolicy(role('App'), 'p', DOCUMENT)).toMatchObject({ did: 'later' });
  });
});

test('every method asks for the IAM actions it says it needs, and for no other', async () => {
  it.aws.iam.put({ arn: `arn:aws:iam::${PAYER}:role/aispend/AispendReader` });
  for (const arn of [APP, user('svc')]) it.aws.iam.put({ arn, inline: { Base: DOCUMENT }, attached: [MANAGED] });
  const both = (run: (arn: string) => Promise<unknown>) => async (): Promise<void> => {
    await run(APP);
    await run(user('svc'));
  };
  const { iam } = it;
  const methods: Record<keyof Iam, () => unknown> = {
    principals: () => iam.principals(),
    principal: both((arn) => iam.principal(arn)),
    policy: both((arn) => iam.policy(arn, 'Base')),
    attached: both((arn) => iam.attached(arn)),
    tags: both((arn) => iam.tags(arn)),
    putPolicy: both((arn) => iam.putPolicy(arn, 'x', DOCUMENT)),
    deletePolicy: both((arn) => iam.deletePolicy(arn, 'x')),
    attach: both((arn) => iam.attach(arn, MANAGED)),
    detach: both((arn) => iam.detach(arn, MANAGED)),
    tag: both((arn) => iam.tag(arn, { team: 'x' })),
    untag: both((arn) => iam.untag(arn, ['team'])),
    simulate: () => iam.simulate({ principal: APP, actions: ['bedrock:InvokeModel'], resources: [], context: [] }),
    self: () => iam.self(),
    room: () => iam.room({ kind: 'role', inline: [] }, { name: 'x', document: DOCUMENT }),
    same: () => iam.same('{}', '{ }'),
  };
  for (const [name, run] of Object.entries(methods)) {
    const before = it.aws.requests.length;
    await run();
    const asked = it.aws.requests.slice(before).map((one) => `${one.service}:${one.action}`);
    expect([name, [...new Set(asked)].sort()]).toEqual([name, [...IAM_NEEDS[name as keyof Iam]].sort()]);
  }
});
