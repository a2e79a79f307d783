import type { Principal } from '../src/access/ports.js';
import { protectedBecause } from '../src/access/protection.js';
import { fileSchema } from '../src/config-schema.js';
import { type AccessWorld, BOT_ROLE, openAccessWorld, WISH, who } from './access-world.js';
import { MEMBER, PAYER, policy, role } from './iam.setup.js';

const SELF = `arn:aws:iam::${PAYER}:role/teams/aispend/Bot`;
const SESSION = `arn:aws:sts::${PAYER}:assumed-role/Bot/aispend`;
const { access: PLAIN } = fileSchema.parse({ access: { rolePath: '/teams/', protectedRoles: ['Billing*', 'Payroll', role('Exact')] } });
const principal = (path: string, name: string, more: Partial<Principal> = {}): Principal => ({
  arn: `arn:aws:iam::${more.account ?? PAYER}:${more.kind ?? 'role'}${path}${name}`,
  kind: 'role',
  account: PAYER,
  name,
  path,
  tags: {},
  inline: [],
  attached: [],
  ...more,
});
const inline = (...statements: object[]) => ({ inline: [{ name: 'p', document: policy(...statements) }] });
const allow = (Action: unknown, more: object = {}) => inline({ Effect: 'Allow', Action, Resource: '*', ...more });

describe('what is never touched', () => {
  test.each<[string, Principal, RegExp]>([
    ['itself', principal('/teams/aispend/', 'Bot'), /is what aispend itself acts as/],
    ['itself, whatever the case of its name', principal('/teams/aispend/', 'BOT'), /is what aispend itself acts as/],
    ['outside the path', principal('/', 'App'), /is not below the path \/teams\//],
    ['beside the path', principal('/teams-old/', 'App'), /is not below the path/],
    ['above the path', principal('/x/teams/', 'App'), /is not below the path/],
    ['the path in another case', principal('/Teams/', 'App'), /is not below the path/],
    ['dots that seem to lead out', principal('/teams/../', 'App'), /is not plain/],
    ['a dot', principal('/teams/./', 'App'), /is not plain/],
    ['two slashes', principal('/teams//', 'App'), /is not plain/],
    ['another account', principal('/teams/', 'App', { account: MEMBER }), /is in account 222222222222, where aispend does not act/],
    ['its namesake in another account', principal('/teams/aispend/', 'Bot', { account: MEMBER }), /where aispend does not act/],
    ['Identity Center', principal('/aws-reserved/sso.amazonaws.com/', 'AWSReservedSSO_Dev'), /belongs to AWS/],
    ['protected by name', principal('/teams/', 'Payroll'), /is protected/],
    ['protected by name in another case', principal('/teams/', 'payroll'), /is protected/],
    ['protected by the beginning of its name', principal('/teams/deep/', 'BillingExport'), /is protected/],
    ['protected by ARN', principal('/teams/', 'Exact'), /is protected/],
    ['AdministratorAccess', principal('/teams/', 'App', { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), /administrator/],
    [
      'AdministratorAccess in China',
      principal('/teams/', 'App', { attached: ['arn:aws-cn:iam::aws:policy/AdministratorAccess'] }),
      /administrator/,
    ],
    [
      'a user with IAMFullAccess',
      principal('/teams/', 'svc', { kind: 'user', attached: ['arn:aws:iam::aws:policy/IAMFullAccess'] }),
      /administrator/,
    ],
    ...['*', '*:*', 'iam:*', 'IAM:*', 'i*', 'iam:Put*', 'iam:?utRolePolicy', 'iam:*RolePolicy', ['s3:GetObject', 'iam:PassRole']].map(
      (action): [string, Principal, RegExp] => [`allowed ${action}`, principal('/teams/', 'App', allow(action)), /administrator/],
    ),
    [
      'allowed all but something',
      principal('/teams/', 'App', inline({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })),
      /administrator/,
    ],
    ['a document nobody can read', principal('/teams/', 'App', { inline: [{ name: 'p', document: '{' }] }), /administrator/],
  ])('%s', (_what, one, reason) => expect(protectedBecause(one, PLAIN, SELF)).toMatch(reason));

  test.each<[string, Principal]>([
    ['an ordinary role', principal('/teams/', 'App', allow(['bedrock:InvokeModel', 'iam:GetRole', 'iam:List*']))],
    ['deeper below the path', principal('/teams/ai/', 'App')],
    ['a name that only holds a protected one', principal('/teams/', 'NoBilling')],
    ['denied everything in IAM', principal('/teams/', 'App', inline({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }))],
    ['dots within a name', principal('/teams/v1..2/', 'App')],
  ])('may be: %s', (_what, one) => expect(protectedBecause(one, PLAIN, SELF)).toBeUndefined());

  test('a session of itself is itself, and so is every role it assumes; their accounts are where it acts', () => {
    const acting = { ...PLAIN, roleToAssume: `arn:aws:iam::${MEMBER}:role/teams/Act` };
    expect(protectedBecause(principal('/teams/aispend/', 'Bot'), PLAIN, SESSION)).toMatch(/itself/);
    expect(protectedBecause(principal('/teams/', 'Act', { account: MEMBER }), acting, SELF)).toMatch(/itself/);
    expect(protectedBecause(principal('/teams/', 'App', { account: MEMBER }), acting, SELF)).toBeUndefined();
    expect(protectedBecause(principal('/teams/', 'App'), acting, SELF)).toMatch(/where aispend does not act/);
  });
});

describe('settings that would let it', () => {
  const problem = (access: object): string | undefined => fileSchema.safeParse({ access }).error?.issues[0]?.message;
  test.each([
    '/',
    '/teams',
    'teams/',
    '//',
    '/teams//',
    '/teams/../',
    '/../',
    '/teams/./x/',
    '/aws-reserved/',
    '/service-role/x/',
    '/te*ms/',
  ])('the path %s is refused', (rolePath) => expect(problem({ rolePath })).toMatch(/^(must|belongs)/));
  test.each(['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'])('%s is granted by no model', (name) => {
    const model = { id: 'x', endpoint: 'bedrock-runtime', stages: ['manager'], managedPolicyArn: `arn:aws:iam::aws:policy/${name}` };
    expect(problem({ models: [model] })).toBe('makes an administrator, which aispend never does; name a policy for this model alone');
  });
});

describe('by way of a request', () => {
  let w: AccessWorld;
  afterEach(() => w.close());
  const ask = (principal: string) => w.access.ask({ ...WISH, principal }, who('U0BEN'), `form-${principal}`);
  const BELOW = `arn:aws:iam::${PAYER}:role/teams/AispendReader`;

  test('it can be asked for neither by name nor by ARN, and nothing is sent', async () => {
    w = await openAccessWorld();
    const tags = { team: 'engineering' };
    const foreign = role('Foreign', MEMBER);
    const outside = `arn:aws:iam::${PAYER}:role/other/Outside`;
    // IAM has one role of a name in an account: the bot's own, moved below the path.
    w.aws.iam.remove(BOT_ROLE);
    w.aws.iam.put({ arn: BELOW, tags });
    for (const arn of [foreign, outside, role('Admin')]) w.aws.iam.put({ arn, tags });
    w.aws.iam.put({ arn: role('Admin'), tags, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    const tricky = `arn:aws:iam::${PAYER}:role/teams/../teams/SearchService`;
    for (const arn of [BELOW, foreign, outside, role('Admin'), tricky, role('searchservice')]) {
      await expect(ask(arn)).rejects.toThrow('is not among the roles and users you may ask for: IndexService, SearchService.');
      const pause = w.access.pause({ principal: arn, duration: '1h', reason: 'x' }, who('U0EVE'), `pause-${arn}`);
      await expect(pause).rejects.toThrow(/^There is no role or user|acts as|outside it|administrators/);
      await expect(w.access.tag(arn, 'research', who('U0EVE'))).rejects.toThrow(
        /^There is no role or user|acts as|outside it|administrators/,
      );
    }
    for (const name of ['AispendReader', 'Foreign', 'Outside', 'Admin'])
      await expect(ask(name)).rejects.toThrow('is not among the roles and users');
    await w.pass(60);
    expect(w.calls('PutRolePolicy') + w.calls('AttachRolePolicy') + w.calls('TagRole')).toBe(0);
  });

  test('who becomes an administrator after the approval is not granted anything', async () => {
    w = await openAccessWorld();
    const { id } = await ask('SearchService');
    w.aws.iam.put({
      arn: role('SearchService'),
      tags: { team: 'engineering' },
      attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    });
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(60);
    expect(await w.find(id)).toMatchObject({ state: 'Failed' });
    expect(w.policies(role('SearchService'))).toEqual([]);
  });
});
