import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sweep } from '../src/access/sweep.js';
import { createIam } from '../src/aws/iam-client.js';
import { fileSchema } from '../src/config-schema.js';
import { checkOwnRights, type OwnRights } from '../src/own-rights/check.js';
import { type OwnPolicies, policiesFor } from '../src/own-rights/policy.js';
import { SETTINGS, SONNET } from './access-settings.js';
import { type AccessWorld, BOT_ROLE, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { ACTING, MEMBER, PAYER, policy, role, user } from './iam.setup.js';
import { actionOf, allowedBy, notAllowed } from './own-rights.setup.js';
import { withPolicies } from './readme-policy.js';

const MANAGED = `arn:aws:iam::${PAYER}:policy/Mythos`;
const USER = user('svc');
const NAMED = {
  id: 'anthropic.claude-opus-5',
  name: 'Claude Opus 5',
  endpoint: 'bedrock-runtime',
  stages: ['manager'],
  managedPolicyArn: MANAGED,
};
const access = { models: [...SETTINGS.access.models, NAMED] };
const settingsWith = (more: Record<string, unknown> = {}) =>
  fileSchema.parse({ ...SETTINGS, access: { ...SETTINGS.access, ...access, ...more } });

let w: AccessWorld;
const open = async (): Promise<void> => {
  w = await openAccessWorld({ access });
};
afterEach(() => w?.close());

/** Puts policies on a role as an administrator does, beside whatever else is given. */
const install = (arn: string, document: unknown, more: Record<string, string> = {}): void =>
  w.aws.iam.put({ arn, inline: { Aispend: JSON.stringify(document), ...more } });

test('the README shows what the code needs; npx tsx test/write-readme-policy.ts writes it anew', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  expect(readme).toBe(withPolicies(readme));
});

describe('what a configuration needs', () => {
  const sids = (file: Record<string, unknown>) => {
    const { bot, assumed } = policiesFor(fileSchema.parse(file));
    return [bot, assumed?.policy].map((one) => one?.Statement.map(({ Sid }) => Sid).join(' '));
  };
  const READING = 'ReadTheBill ReadAnomalies';
  const models = [{ id: SONNET, endpoint: 'bedrock-runtime', stages: ['manager'] }];
  const acting = 'LookAtPrincipals GrantAndRevoke TagWithTeam LookAtModels';
  test.each<[string, Record<string, unknown>, string | undefined, string | undefined]>([
    ['nothing said', {}, `${READING} KnowItself`, undefined],
    ['files of a bill', { spend: { source: 'cur-files', curFiles: { path: 'x' } } }, 'ReadAnomalies KnowItself', undefined],
    [
      'and nothing else',
      { spend: { source: 'cur-files', curFiles: { path: 'x' } }, anomalies: { awsDetection: false } },
      undefined,
      undefined,
    ],
    [
      'files of a bill, and a model to ask for: tags are asked of AWS all the same',
      { spend: { source: 'cur-files', curFiles: { path: 'x' } }, access: { models } },
      `LookAtTags ReadAnomalies ${acting} KnowItself NeverOutsideThePath NeverAnotherPolicy`,
      undefined,
    ],
    ['same day', { anomalies: { sameDay: { enabled: true } } }, `${READING} CountTokens KnowItself`, undefined],
    ['a model to ask for', { access: { models } }, `${READING} ${acting} KnowItself NeverOutsideThePath NeverAnotherPolicy`, undefined],
    [
      'no IAM tag of teams: none is written',
      { access: { models }, spend: { tags: { team: ['team'] } } },
      `${READING} LookAtPrincipals GrantAndRevoke LookAtModels KnowItself NeverOutsideThePath NeverAnotherPolicy`,
      undefined,
    ],
    [
      'a role to assume',
      { access: { models, roleToAssume: ACTING } },
      `${READING} ActAsSomebody KnowItself`,
      `${acting} NeverOutsideThePath NeverItselfOrProtected NeverAnotherPolicy`,
    ],
  ])('%s', (_what, file, bot, assumed) => expect(sids(file)).toEqual([bot, assumed]));

  test('who may assume: aispend alone, and as nobody but itself or a Slack user', () => {
    expect(policiesFor(settingsWith({ roleToAssume: ACTING }), BOT_ROLE).assumed?.trust.Statement).toEqual([
      expect.objectContaining({
        Principal: { AWS: BOT_ROLE },
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        Condition: { StringLike: { 'sts:SourceIdentity': ['aispend', 'U*', 'W*'] } },
      }),
    ]);
  });
});

describe('access, from asking to the end', () => {
  const grant = async (model: string, principal: string): Promise<void> => {
    const { id } = await w.access.ask({ ...WISH, model, principal }, who('U0BEN'), `form-${w.aws.requests.length}`);
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(60);
    expect([model, principal, (await w.find(id)).state]).toEqual([model, principal, 'Granted']);
    await w.pass(5 * 3600);
    expect((await w.find(id)).state).toBe('Revoked');
  };

  test('takes every action that its policy allows, none that it does not, and each only where it may', async () => {
    await open();
    const bot = policiesFor(settingsWith(), BOT_ROLE).bot as NonNullable<OwnPolicies['bot']>;
    install(BOT_ROLE, bot);
    w.aws.iam.managed(MANAGED, JSON.parse(policy({ Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: '*' })));
    w.aws.iam.put({ arn: USER, tags: { team: 'engineering' } });
    for (const principal of ['SearchService', 'svc']) for (const model of ['sonnet', 'opus']) await grant(model, principal);
    await w.access.pause({ principal: 'SearchService', duration: '1h', reason: 'too dear' }, who('U0ADA'), 'pause');
    await w.pass(7200);
    for (const [kind, arn] of [
      ['role', role('Untagged')],
      ['user', user('untagged')],
    ] as const) {
      w.aws.iam.put({ arn, inline: { Own: policy() } });
      await w.access.tag(arn, 'engineering', who('U0EVE'));
      expect([kind, w.aws.iam.entity(arn)?.tags['team']]).toEqual([kind, 'engineering']);
    }
    await w.access.ask({ ...WISH, model: 'mythos', principal: 'SearchService' }, who('U0BEN'), 'mythos');
    w.aws.iam.put({ arn: ROLE, tags: { team: 'engineering' }, inline: { Base: policy() } });
    w.aws.iam.put({ arn: USER, tags: { team: 'engineering' }, inline: { Base: policy() } });
    for (const principal of ['SearchService', 'svc']) await grant('sonnet', principal);
    await sweep(w.world);
    expect(notAllowed(w.aws, [BOT_ROLE, ROLE, USER, role('Untagged'), user('untagged')])).toEqual([]);
    const called = new Set(w.aws.requests.map(actionOf));
    const billing = /^ce:/;
    expect([...allowedBy(bot.Statement)].filter((action) => !billing.test(action) && !called.has(action))).toEqual([]);
  });

  test('the policy holds even where the code were wrong: itself, outside, protected, and another policy are denied', async () => {
    await open();
    const inside = `arn:aws:iam::${PAYER}:role/teams/aispend/Bot`;
    const everything = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
    const settings = settingsWith({ protectedRoles: ['Billing*', `arn:aws:iam::${PAYER}:role/teams/Exact`] });
    install(inside, policiesFor(settings, inside).bot, { Foolish: everything });
    const decides = (action: string, arn: string, context = {}) => w.aws.iam.decides(inside, action, arn, context);
    const admin = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
    expect(decides('iam:PutRolePolicy', ROLE)).toBe('allowed');
    expect(decides('iam:AttachRolePolicy', ROLE, { 'iam:PolicyARN': MANAGED })).toBe('allowed');
    expect(decides('iam:AttachRolePolicy', ROLE, admin)).toBe('explicitDeny');
    for (const arn of [
      inside,
      `arn:aws:iam::${PAYER}:role/Elsewhere`,
      `arn:aws:iam::${PAYER}:role/Teams/Case`,
      role('BillingExport'),
      `arn:aws:iam::${PAYER}:role/teams/deep/Billing`,
      role('Exact'),
    ])
      for (const action of [
        'iam:PutRolePolicy',
        'iam:AttachRolePolicy',
        'iam:TagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:DeleteRolePolicy',
      ])
        expect([arn, action, decides(action, arn, { 'iam:PolicyARN': MANAGED })]).toEqual([arn, action, 'explicitDeny']);
    expect(decides('iam:CreateAccessKey', `arn:aws:iam::${PAYER}:user/Root`)).toBe('explicitDeny');
  });
});

describe('what is said of its rights', () => {
  const look = async (more: Record<string, unknown> = {}): Promise<OwnRights> => {
    const settings = {
      endpoint: w.aws.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    };
    const hooks = { pause: async () => undefined };
    const config = settingsWith(more);
    const [own, acting] = [createIam(settings, hooks), createIam(settings, hooks, { roleToAssume: config.access.roleToAssume })];
    try {
      return await checkOwnRights(config, own.as('aispend'), acting.as('aispend'));
    } finally {
      own.close();
      acting.close();
    }
  };
  const brief = ({ faults }: OwnRights) => faults.map((one) => `${one.kind}: ${one.actions.join(' ')}`);

  test.each(['by-action', 'by-resource'] as const)('its own policy is neither too little nor too much, answered %s', async (how) => {
    await open();
    w.aws.iam.simulatorAnswers(how);
    install(BOT_ROLE, policiesFor(settingsWith(), BOT_ROLE).bot);
    expect(await look()).toEqual({ needed: true, checked: [BOT_ROLE], faults: [] });
  });

  test('every statement that is taken away is missed, with its actions and what they are for', async () => {
    await open();
    const { Statement } = policiesFor(settingsWith(), BOT_ROLE).bot as NonNullable<OwnPolicies['bot']>;
    const allows = Statement.filter((one) => one.Effect === 'Allow' && one.Sid !== 'KnowItself');
    expect(allows).toHaveLength(7);
    for (const gone of allows) {
      install(BOT_ROLE, { Version: '2012-10-17', Statement: Statement.filter((one) => one !== gone) });
      const { faults } = await look();
      const missing = faults.filter((one) => one.kind === 'missing').flatMap((one) => one.actions);
      // What looks at principals covers itself as well: those two actions stand in both statements.
      const wanted = gone.Sid === 'LookAtPrincipals' ? gone.Action : [...gone.Action];
      expect([gone.Sid, missing.sort()]).toEqual([gone.Sid, [...wanted].sort()]);
      expect(faults[0]?.line).toMatch(/: not allowed\. Needed to /);
    }
  });

  test.each<[string, object, string]>([
    ['everything', { Action: '*', Resource: '*' }, 'on itself'],
    ['all of IAM', { Action: 'iam:*', Resource: '*' }, 'on itself'],
    [
      'itself',
      { Action: 'iam:PutRolePolicy', Resource: BOT_ROLE },
      'iam:PutRolePolicy on itself: allowed, although not needed. It could grant itself any right.',
    ],
    [
      'outside the path',
      { Action: 'iam:PutRolePolicy', Resource: `arn:aws:iam::${PAYER}:role/*` },
      'iam:PutRolePolicy on roles outside /teams/: allowed',
    ],
    ['users outside the path', { Action: 'iam:AttachUserPolicy', Resource: '*' }, 'iam:AttachUserPolicy on users outside /teams/: allowed'],
    [
      'administrators',
      { Action: 'iam:AttachRolePolicy', Resource: 'arn:aws:iam::*:role/teams/*' },
      'iam:AttachRolePolicy with AdministratorAccess: allowed',
    ],
    ['keys', { Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/*' }, 'iam:CreateAccessKey at all: allowed'],
    ['any role', { Action: 'sts:AssumeRole', Resource: '*' }, 'sts:AssumeRole on any role: allowed'],
    ['models', { Action: 'bedrock:*', Resource: '*' }, 'bedrock:InvokeModel, bedrock:PutAccountDataRetention at all: allowed'],
  ])('too wide: %s', async (_what, statement, line) => {
    await open();
    // As somebody does who leaves out what denies.
    const { Statement } = policiesFor(settingsWith(), BOT_ROLE).bot as NonNullable<OwnPolicies['bot']>;
    const mine = { Version: '2012-10-17', Statement: Statement.filter((one) => one.Effect === 'Allow') };
    install(BOT_ROLE, mine, { Foolish: policy({ Effect: 'Allow', ...statement }) });
    const { faults } = await look();
    expect(faults.map((one) => one.kind)).toEqual(faults.map(() => 'too wide'));
    expect(faults.map((one) => one.line).join('\n')).toContain(line);
  });

  test('a boundary or the organisation that stands against it is named', async () => {
    await open();
    const ceiling = `arn:aws:iam::${PAYER}:policy/Ceiling`;
    w.aws.iam.managed(ceiling, JSON.parse(policy({ Effect: 'Allow', Action: ['ce:*', 'iam:*'], Resource: '*' })));
    w.aws.iam.put({ arn: BOT_ROLE, boundary: ceiling, inline: { A: JSON.stringify(policiesFor(settingsWith(), BOT_ROLE).bot) } });
    const { faults } = await look();
    expect(faults).toEqual([
      expect.objectContaining({
        kind: 'missing',
        line: expect.stringMatching(/^bedrock:.*: the permissions boundary does not allow it\. Needed to/),
      }),
    ]);
  });

  test('what cannot be told is said, and is never in order', async () => {
    await open();
    install(BOT_ROLE, policiesFor(settingsWith(), BOT_ROLE).bot);
    w.aws.trouble.deny('SimulatePrincipalPolicy');
    expect(await look()).toEqual({
      needed: true,
      checked: [],
      faults: [
        expect.objectContaining({
          kind: 'not checked',
          of: BOT_ROLE,
          line: expect.stringMatching(/^AWS refused iam:SimulatePrincipalPolicy; allow/),
        }),
      ],
    });
    w.aws.trouble.clear();
    const below = `arn:aws:iam::${PAYER}:role/aispend/AispendReader`;
    install(below, policiesFor(settingsWith(), below).bot);
    w.aws.trouble.deny('GetRole');
    expect((await look()).faults[0]?.line).toMatch(/NoSuchEntity.* If the role has a path, allow iam:GetRole on it\.$/);
    w.aws.trouble.clear();
    w.aws.trouble.deny('GetCallerIdentity');
    expect(brief(await look())).toEqual(['not checked: ']);
  });

  test('roles to assume are looked at as well, each as itself; one that cannot be assumed is named', async () => {
    await open();
    const config = { roleToAssume: ACTING };
    const { bot, assumed } = policiesFor(settingsWith(config), BOT_ROLE);
    install(BOT_ROLE, bot);
    w.aws.iam.put({ arn: ACTING, trust: JSON.stringify(assumed?.trust), inline: { A: JSON.stringify(assumed?.policy) } });
    expect(await look(config)).toEqual({ needed: true, checked: [BOT_ROLE, ACTING], faults: [] });
    const simulations = w.aws.requests.filter((one) => one.action === 'SimulatePrincipalPolicy');
    expect(new Set(simulations.map((one) => one.caller.split(':')[4]))).toEqual(new Set([PAYER, MEMBER]));

    w.aws.iam.put({ arn: ACTING, trust: policy(), inline: { A: JSON.stringify(assumed?.policy) } });
    expect((await look(config)).faults).toEqual([
      expect.objectContaining({ kind: 'not checked', of: ACTING, line: expect.stringMatching(/^AWS did not let aispend assume/) }),
    ]);
    install(BOT_ROLE, assumed?.policy);
    expect(brief(await look(config))).toContain('too wide: iam:PutRolePolicy iam:DeleteRolePolicy iam:TagRole');
  });
});
