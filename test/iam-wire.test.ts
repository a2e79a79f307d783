import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient, PutRolePolicyCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createIam } from '../src/aws/iam-client.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import { ACTING_ROLES, BOT_ROLE } from '../src/playground/sample/acting-roles.js';
import { PRINCIPALS } from '../src/playground/sample/principals.js';
import { BOUNDED_ROLE } from '../src/playground/sample/roles.js';
import { createSample } from '../src/playground/sample/sample.js';
import { ALLOW, EMPTY, type IamSetup, MEMBER, PAYER, policy, role, startIam } from './iam.setup.js';

const APP = role('App');
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261125/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;

let it: IamSetup;
let client: IAMClient;
beforeEach(async () => {
  it = await startIam();
  it.aws.iam.put({ arn: APP, tags: { team: 'a&b' }, inline: { Base: policy(ALLOW) } });
  client = new IAMClient({ ...it.settings, region: 'us-east-1', maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await it.close();
});

/** The answer as it is on the wire. */
async function wire(
  fields: Record<string, string>,
  authorization = AUTHORIZATION,
): Promise<{ status: number; type: string | null; text: string }> {
  const answer = await fetch(it.aws.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', authorization, 'x-amz-date': '20261125T100000Z' },
    body: new URLSearchParams({ Version: '2010-05-08', ...fields }).toString(),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

describe('as AWS writes it', () => {
  test('a result: namespace, Result, ResponseMetadata, documents URL-encoded', async () => {
    it.aws.iam.put({ arn: APP, inline: { Its: '{"a": "(b)"}' } });
    const { status, type, text } = await wire({ Action: 'GetRolePolicy', RoleName: 'App', PolicyName: 'Its' });
    expect([status, type]).toEqual([200, 'text/xml']);
    expect(text).toMatch(
      /^<GetRolePolicyResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><GetRolePolicyResult><RoleName>App<\/RoleName><PolicyName>Its<\/PolicyName><PolicyDocument>%7B%22a%22%3A%20%22%28b%29%22%7D<\/PolicyDocument><\/GetRolePolicyResult><ResponseMetadata><RequestId>[\w-]+<\/RequestId><\/ResponseMetadata><\/GetRolePolicyResponse>$/,
    );
  });

  test('an action without output has no Result', async () => {
    const { text } = await wire({ Action: 'DeleteRolePolicy', RoleName: 'app', PolicyName: 'none' });
    expect(text).toContain('<Code>NoSuchEntity</Code>');
    const put = await wire({ Action: 'PutRolePolicy', RoleName: 'app', PolicyName: 'p', PolicyDocument: policy(ALLOW) });
    expect(put.text).toMatch(/^<PutRolePolicyResponse xmlns="[^"]+"><ResponseMetadata>/);
    expect(Object.keys(it.aws.iam.entity(APP)?.inline ?? {})).toContain('p');
  });

  test('lists are members, also of one and of none', async () => {
    expect((await wire({ Action: 'ListRoleTags', RoleName: 'App' })).text).toContain(
      '<Tags><member><Key>team</Key><Value>a&amp;b</Value></member></Tags><IsTruncated>false</IsTruncated>',
    );
    expect((await wire({ Action: 'ListAttachedRolePolicies', RoleName: 'App' })).text).toContain('<AttachedPolicies></AttachedPolicies>');
  });

  test.each<[string, Record<string, string>, number, string, string]>([
    ['no such role', { Action: 'GetRole', RoleName: 'None' }, 404, 'NoSuchEntity', 'The role with name None cannot be found.'],
    [
      'no name',
      { Action: 'GetRole' },
      400,
      'ValidationError',
      "Value null at 'roleName' failed to satisfy constraint: Member must not be null",
    ],
    ['a path for a name', { Action: 'GetRole', RoleName: 'teams/App' }, 400, 'ValidationError', 'regular expression pattern: [\\w+=,.@-]+'],
    ['no such action', { Action: 'GetRolls' }, 400, 'InvalidAction', 'Could not find operation GetRolls for version 2010-05-08'],
    ['a bad marker', { Action: 'ListRoleTags', RoleName: 'App', Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
    ['too many items', { Action: 'ListRoleTags', RoleName: 'App', MaxItems: '1001' }, 400, 'ValidationError', 'less than or equal to 1000'],
    [
      'a session to simulate',
      { Action: 'SimulatePrincipalPolicy', PolicySourceArn: `arn:aws:sts::${PAYER}:assumed-role/App/me` },
      400,
      'InvalidInput',
      'Invalid Entity Arn',
    ],
  ])('an error: %s', async (_what, fields, status, code, message) => {
    const answer = await wire(fields);
    expect([answer.status, answer.type]).toEqual([status, 'text/xml']);
    expect(answer.text).toMatch(
      new RegExp(
        `^<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>`,
      ),
    );
    expect(answer.text).toContain(message);
    expect(answer.text).toMatch(/<RequestId>[\w-]+<\/RequestId><\/ErrorResponse>$/);
  });

  test('IAM lies in us-east-1 only', async () => {
    const { status, text } = await wire({ Action: 'GetRole', RoleName: 'App' }, AUTHORIZATION.replace('us-east-1', 'eu-central-1'));
    expect([status, text]).toEqual([403, expect.stringContaining('valid region')]);
  });

  test('a denied call names action and role', async () => {
    it.aws.trouble.deny('PutRolePolicy');
    await expect(
      client.send(new PutRolePolicyCommand({ RoleName: 'App', PolicyName: 'p', PolicyDocument: policy(ALLOW) })),
    ).rejects.toThrow(
      `User: arn:aws:sts::${PAYER}:assumed-role/AispendReader/aispend is not authorized to perform: iam:PutRolePolicy on resource: role App because no identity-based policy allows the iam:PutRolePolicy action`,
    );
  });

  test('the SDK knows its own error classes', async () => {
    await expect(client.send(new GetRoleCommand({ RoleName: 'None' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    const twice = [
      { Key: 'Team', Value: '1' },
      { Key: 'team', Value: '2' },
    ];
    await expect(client.send(new TagRoleCommand({ RoleName: 'App', Tags: twice }))).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
  });
});

describe('assuming a role', () => {
  const there = `arn:aws:iam::${MEMBER}:role/aispend/Acting`;
  let sts: STSClient;
  beforeEach(() => {
    sts = new STSClient({ ...it.settings, maxAttempts: 1 });
    it.aws.iam.put({
      arn: there,
      trust: policy({ Effect: 'Allow', Principal: { AWS: PAYER }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
    });
  });
  afterEach(() => sts.destroy());
  const assume = (more: object = {}) =>
    sts.send(new AssumeRoleCommand({ RoleArn: there, RoleSessionName: 'aispend-U0ADA', SourceIdentity: 'U0ADA', ...more }));

  test('gives keys of a session that is then the caller', async () => {
    const { Credentials, AssumedRoleUser, SourceIdentity } = await assume();
    expect([AssumedRoleUser?.Arn, SourceIdentity]).toEqual([`arn:aws:sts::${MEMBER}:assumed-role/Acting/aispend-U0ADA`, 'U0ADA']);
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const session = new STSClient({
      ...it.settings,
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    });
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: AssumedRoleUser?.Arn, Account: MEMBER });
    session.destroy();
  });

  test.each([
    ['a role that is not there', { RoleArn: `${there}X` }, 'AccessDenied'],
    ['another path', { RoleArn: there.replace('/aispend/', '/') }, 'AccessDenied'],
    ['a session name of one letter', { RoleSessionName: 'x' }, 'ValidationError'],
    ['a session name with a blank', { RoleSessionName: 'Ada L' }, 'ValidationError'],
    ['five minutes', { DurationSeconds: 300 }, 'ValidationError'],
  ])('%s', async (_what, more, name) => {
    await expect(assume(more)).rejects.toMatchObject({ name });
  });
});

describe("the sample company's roles and users", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = createFakeAws({ account: createSample({ seed: 'aispend', today: '2026-11-25' }), now: () => new Date('2026-11-25T10:00:00Z') });
    await aws.listen();
  });
  afterEach(() => aws.close());

  test('every caller of the bill is a role or user of its account with the tags it is billed by', async () => {
    const access = createIam({ ...it.settings, endpoint: aws.endpoint }, it.hooks, { roleToAssume: ACTING_ROLES });
    const all = await access.as('aispend').principals();
    for (const { arn, account, tags } of PRINCIPALS) {
      const [, kind, name] = /:(user|assumed-role)\/([^/]+)/.exec(arn) ?? [];
      const found = all.filter((one) => one.account === account && one.name === name);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ kind: kind === 'user' ? 'user' : 'role', tags });
    }
    expect(all.filter((one) => one.path === '/teams/' && Object.keys(one.tags).length > 0).length).toBeGreaterThan(25);
    expect(all.filter((one) => one.managedByAws === 'identity-center').map((one) => one.path)).toEqual(
      Array(2).fill('/aws-reserved/sso.amazonaws.com/'),
    );
    expect(all.filter((one) => one.managedByAws === 'service-linked')).toHaveLength(3);
    expect(all.filter((one) => one.boundary).map((one) => one.name)).toEqual([BOUNDED_ROLE]);
    expect(
      all
        .filter((one) => one.tags['team'] === undefined && one.path !== '/aispend/' && !one.managedByAws)
        .map((one) => one.name)
        .sort(),
    ).toEqual(['ModelGateway', 'svc-legacy-reports']);
    access.close();
  });

  test('the boundary leaves bedrock-runtime and takes bedrock-mantle', async () => {
    const [arn = ''] = (
      await createIam({ ...it.settings, endpoint: aws.endpoint }, it.hooks, { roleToAssume: ACTING_ROLES })
        .as('aispend')
        .principals()
    )
      .filter((one) => one.name === BOUNDED_ROLE)
      .map((one) => one.arn);
    const entity = aws.iam.entity(arn);
    aws.iam.put({
      ...entity,
      arn,
      inline: { grant: policy({ Effect: 'Allow', Action: ['bedrock:*', 'bedrock-mantle:*'], Resource: '*' }) },
    });
    expect(aws.iam.decides(arn, 'bedrock:InvokeModel', '*')).toBe('allowed');
    expect(aws.iam.decides(arn, 'bedrock-mantle:CreateInference', '*')).toBe('implicitDeny');
  });

  test('the bot runs as a role of the account that pays', async () => {
    const access = createIam({ ...it.settings, endpoint: aws.endpoint }, it.hooks);
    expect(await access.as('aispend').self()).toBe(BOT_ROLE);
    access.close();
  });

  test('what was changed is still so after a restart of the fake', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aispend-iam-'));
    const begin = (): FakeAws => createFakeAws({ account: EMPTY, now: () => new Date(0), iamFile: join(folder, 'state', 'iam.json') });
    const arn = ACTING_ROLES[0] ?? '';
    const first = begin();
    first.iam.put({ arn, inline: { p: policy(ALLOW) } });
    first.iam.remove(BOT_ROLE);
    const second = begin();
    expect(second.iam.entity(arn)?.inline).toEqual({ p: policy(ALLOW) });
    expect(second.iam.entity(BOT_ROLE)).toBeUndefined();
    await rm(folder, { recursive: true });
  });

  test('an organisation does not bind the account that pays', () => {
    const fake = createFakeAws({ account: EMPTY, now: () => new Date(0), iam: { entities: [], managed: {} } });
    for (const account of [PAYER, MEMBER]) fake.iam.put({ arn: role('App', account), inline: { p: policy(ALLOW) } });
    fake.iam.organisation({ Version: '2012-10-17', Statement: [{ ...ALLOW, Effect: 'Deny' }] });
    expect([PAYER, MEMBER].map((account) => fake.iam.decides(role('App', account), 'bedrock:InvokeModel', '*'))).toEqual([
      'allowed',
      'explicitDeny',
    ]);
  });
});
