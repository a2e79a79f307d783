import { viewerOf } from '../src/access/viewer.js';
import { Unavailable } from '../src/errors.js';
import { SONNET } from './access-settings.js';
import { type AccessWorld, BOT_ROLE, OTHER_ROLE, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { ACTING, MEMBER, PAYER, role } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

const teams = (more: Record<string, unknown>) => ({ teams: [{ name: 'engineering', members: ['U0BEN', 'U0ADA'], ...more }] });
/** Slack does not tell who is in a group, until `speak`. */
const silence = (group: string) => w.silent.add(group);
const speak = () => [w.silent, w.people].map((one) => one.clear());
const ask = (person = 'U0BEN', wish = WISH) => w.access.ask(wish, who(person), `form-${person}`);
const approve = (id: string, person: string, stage = 0) => w.access.decide(id, who(person), 'approve', { stage });

describe('who decides', () => {
  test('nobody decides their own request: not as manager, not as admin, not as a delegate, not when it is escalated', async () => {
    w = await openAccessWorld({
      settings: { ...teams({ managers: ['U0ADA', 'U0BEN'] }), admins: ['U0BEN', 'U0EVE'] },
      access: { escalateTo: ['U0BEN'], delegates: [{ for: 'U0ADA', to: 'U0BEN' }] },
    });
    const { id } = await ask();
    await expect(approve(id, 'U0BEN')).rejects.toThrow(
      'Nobody decides their own request; <@U0ADA> decides this stage (manager), and you can cancel it.',
    );
    await w.pass(5 * 3600);
    await expect(approve(id, 'U0BEN')).rejects.toThrow('Nobody decides their own request');
    expect(await w.access.whyApprover(id, who('U0BEN'))).toMatchObject({ may: false, people: ['U0ADA'] });
    expect((await w.find(id)).decisions).toEqual([]);
    expect((await w.world.audit.read(id)).filter((one) => one.what === 'refused to approve')).toHaveLength(1);
  });

  test('whoever stands in for the person who asked does not decide it either', async () => {
    w = await openAccessWorld({
      settings: teams({ managers: ['U0BEN', 'U0ADA'] }),
      access: { delegates: [{ for: 'U0BEN', to: 'U0DAN' }] },
    });
    const { id } = await ask();
    await expect(approve(id, 'U0DAN')).rejects.toThrow('You stand in for <@U0BEN>, who asked, and so do not decide it; <@U0ADA> decides');
    expect((await approve(id, 'U0ADA')).did).toBe('done');
  });

  test.each([
    ['as manager, escalated or not', { managers: ['U0ADA'] }, { escalateTo: ['U0ADA'] }],
    ['as admin', { managers: ['U0SUE'] }, { escalateTo: ['U0ADA'] }],
  ])('nor by another right of her own, %s: the admins step in', async (_what, team, access) => {
    w = await openAccessWorld({
      settings: { ...teams(team), admins: ['U0ADA', 'U0EVE'] },
      access: { ...access, delegates: [{ for: 'U0BEN', to: 'U0ADA', until: '2026-11-25' }] },
    });
    w.people.set('U0SUE', 'gone');
    const { id } = await ask();
    const refused = 'You stand in for <@U0BEN>, who asked, and so do not decide it; <@U0EVE> decides this stage (manager).';
    await expect(approve(id, 'U0ADA')).rejects.toThrow(refused);
    await w.pass(5 * 3600);
    await expect(approve(id, 'U0ADA')).rejects.toThrow(refused);
    w.clock.set('2026-11-26T00:00:00Z');
    expect((await approve(id, 'U0ADA')).did).toBe('done');
  });

  test('whoever has come to stand in for the person who asked since she approved: it has to be decided again', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    w.world.settings.access.delegates = [{ for: 'U0BEN', to: 'U0ADA' }];
    await w.pass(30);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Pending', 0]);
    expect((await approve(id, 'U0EVE')).did).toBe('done');
  });

  test('a stand-in decides within its days and not outside of them', async () => {
    w = await openAccessWorld({ access: { delegates: [{ for: 'U0ADA', to: 'U0DAN', from: '2026-11-26', until: '2026-11-26' }] } });
    const { id } = await ask();
    await expect(approve(id, 'U0DAN')).rejects.toThrow(/^Only .* this stage \(manager\); you can ask them\.$/);
    w.clock.set('2026-11-26T23:59:59Z');
    expect(await w.access.whyApprover(id, who('U0DAN'))).toEqual({ may: true, why: 'stands in for <@U0ADA> (manager of engineering)' });
    w.clock.set('2026-11-27T00:00:00Z');
    await expect(approve(id, 'U0DAN')).rejects.toThrow(/^Only .* this stage \(manager\); you can ask them\.$/);
  });

  test('members of a user group decide, and the reason says so', async () => {
    w = await openAccessWorld({ access: { approvers: { manager: ['S0SEC'], security: ['U0SUE'] } } });
    w.groups.set('S0SEC', ['U0SAM', 'U0BEN']);
    const { id } = await ask();
    await expect(approve(id, 'U0ADA')).rejects.toThrow(/^Only .* this stage \(manager\); you can ask them\.$/);
    expect((await approve(id, 'U0SAM')).request.decisions[0]?.why).toBe('member of the group named as manager');
  });

  test.each(['guest', 'gone'] as const)('a %s neither decides nor asks, and holds nothing up: the admins stand in', async (state) => {
    w = await openAccessWorld();
    w.people.set('U0ADA', state);
    const { id } = await ask();
    await expect(approve(id, 'U0ADA')).rejects.toThrow(
      'Only full members of this workspace decide; <@U0EVE> decides this stage (manager).',
    );
    expect(await w.access.whyApprover(id, who('U0EVE'))).toEqual({
      may: true,
      why: 'admin, standing in because too few can decide as manager',
    });
    expect((await approve(id, 'U0EVE')).request.state).toBe('Approved');
    await w.pass(30);
    expect((await w.find(id)).state).toBe('Granted');
    w.people.set('U0BEN', state);
    await expect(w.access.ask({ ...WISH, principal: 'IndexService' }, who('U0BEN'), 'x')).rejects.toThrow('Only full members');
  });

  test('while Slack does not know a person, nothing is decided and nothing is refused for good', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    w.people.set('U0ADA', 'unknown');
    await expect(approve(id, 'U0ADA')).rejects.toThrow('try again in a minute');
    w.people.set('U0ADA', 'member');
    expect((await approve(id, 'U0ADA')).did).toBe('done');
  });

  test.each([
    ['a group that decides cannot be read', ['S0SEC'], () => silence('S0SEC')],
    ['those who decide are not known', ['U0SUE', 'U0SAM'], () => ['U0SUE', 'U0SAM'].map((id) => w.people.set(id, 'unknown'))],
  ])('%s: no admin stands in meanwhile, and nobody is refused for good', async (_what, security, hush) => {
    w = await openAccessWorld({ access: { approvers: { manager: security, security } } });
    w.groups.set('S0SEC', ['U0SUE', 'U0SAM']);
    const { id } = await ask();
    hush();
    for (const person of ['U0EVE', 'U0SUE']) await expect(approve(id, person)).rejects.toThrow('try again in a minute');
    expect((await w.find(id)).decisions).toEqual([]);
    expect((await w.world.audit.read(id)).filter((one) => one.what.startsWith('refused'))).toEqual([]);
    speak();
    expect((await approve(id, 'U0SUE')).did).toBe('done');
  });

  test('with nobody to decide the request is not opened, and says what to do', async () => {
    w = await openAccessWorld({ settings: { ...teams({ managers: ['U0BEN'] }), admins: ['U0BEN'] } });
    await expect(ask()).rejects.toThrow('Stage manager takes 1 and nobody can decide');
  });

  test('after four hours without a decision others are asked, once, and may decide', async () => {
    w = await openAccessWorld({ access: { escalateTo: ['U0SAM'] } });
    const { id } = await ask();
    await expect(approve(id, 'U0SAM')).rejects.toThrow(/^Only .* this stage \(manager\); you can ask them\.$/);
    await w.pass(4 * 3600);
    await w.pass(3600);
    expect(w.heard('U0SAM', ': escalated (')).toHaveLength(1);
    expect((await approve(id, 'U0SAM')).request.decisions[0]?.why).toBe('asked because nobody had decided in time');
  });

  test('a user group that is asked then: each member is told, sees it and may decide', async () => {
    w = await openAccessWorld({ access: { escalateTo: ['S0OPS'], directMessages: ['S0OPS'] } });
    w.groups.set('S0OPS', ['U0DAN', 'U0SAM', 'U0BEN']);
    const { id } = await ask();
    await w.pass(5 * 3600);
    expect(w.said.filter((one) => one.text.includes(': escalated (')).map((one) => one.channel)).toEqual(['C0ACCESS', 'U0DAN', 'U0SAM']);
    expect((await w.access.find(id, who('U0DAN'))).id).toBe(id);
    expect((await approve(id, 'U0DAN')).did).toBe('done');
  });

  test('undecided after three days it is Expired, and a click on the old card decides nothing', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await w.pass(3 * 86_400);
    expect((await w.find(id)).state).toBe('Expired');
    expect(await approve(id, 'U0ADA')).toMatchObject({ did: 'already', request: { state: 'Expired', decisions: [] } });
  });

  test('a click on a card of another stage decides nothing', async () => {
    w = await openAccessWorld({
      access: {
        models: [{ id: 'anthropic.claude-sonnet-5', endpoint: 'bedrock-runtime', name: 'Sonnet', stages: ['manager', 'security'] }],
      },
    });
    const { id } = await ask();
    expect(await approve(id, 'U0SUE', 1)).toMatchObject({ did: 'already', request: { stage: 0, decisions: [] } });
    await approve(id, 'U0ADA');
    expect(await approve(id, 'U0ADA')).toMatchObject({ did: 'already', by: 'U0ADA', request: { stage: 1 } });
  });

  test('denied with a reason, without one not', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await expect(w.access.decide(id, who('U0ADA'), 'deny', { stage: 0, reason: '  ' })).rejects.toThrow('Say why');
    await w.access.decide(id, who('U0ADA'), 'deny', { stage: 0, reason: 'use <!channel> & Sonnet' });
    await w.engine.tick();
    expect(w.heard('U0BEN', ': denied (')[0]).toContain('use &lt;!channel&gt; &amp; Sonnet');
    expect(w.calls('PutRolePolicy')).toBe(0);
  });

  test('claimed and asked back without deciding', async () => {
    w = await openAccessWorld({ settings: teams({ managers: ['U0ADA', 'U0DAN'] }) });
    const { id } = await ask();
    expect(await w.access.claim(id, who('U0ADA'))).toMatchObject({ did: 'done' });
    expect(await w.access.claim(id, who('U0DAN'))).toMatchObject({ did: 'already', by: 'U0ADA' });
    for (const _ of [1, 2]) await w.access.askBack(id, who('U0DAN'), 'for which index?', 'q1');
    await w.engine.tick();
    expect(w.heard('U0BEN', ': question (')).toEqual([expect.stringContaining('for which index?')]);
    await expect(w.access.askBack(id, who('U0BEN'), 'hm', 'q2')).rejects.toThrow('Nobody decides their own request');
    expect((await approve(id, 'U0DAN')).did).toBe('done');
  });
});

test('what a person is offered is what she may: deciding once, taking away, reviewing what another broke the glass for', async () => {
  w = await openAccessWorld({
    settings: teams({ managers: ['U0ADA', 'U0DAN'] }),
    access: {
      models: [{ id: SONNET, name: 'Sonnet', endpoint: 'bedrock-runtime', stages: [{ name: 'manager', quorum: 2 }] }],
      breakGlass: { people: ['U0EVE'], reviewers: 'security' },
    },
  });
  const { id } = await ask();
  const nothing = { decides: false, ends: false, reviews: false };
  const of = async (request: string, ...people: string[]) => {
    const row = await w.find(request);
    return Promise.all(people.map((one) => viewerOf(w.world, row, one)));
  };
  expect(await of(id, 'U0ADA', 'U0BEN', 'U0SAM')).toEqual([
    { ...nothing, id: 'U0ADA', decides: true },
    { ...nothing, id: 'U0BEN' },
    { ...nothing, id: 'U0SAM' },
  ]);
  await approve(id, 'U0ADA');
  expect((await of(id, 'U0ADA', 'U0DAN')).map((one) => one.decides)).toEqual([false, true]);
  await approve(id, 'U0DAN');
  await w.pass(30);
  expect((await of(id, 'U0ADA', 'U0EVE', 'U0SAM')).map((one) => one.ends)).toEqual([true, true, false]);
  const glass = await w.access.breakGlass({ ...WISH, duration: '1h', principal: 'IndexService' }, who('U0EVE'), 'g');
  expect((await of(glass.id, 'U0EVE', 'U0SUE', 'U0ADA')).map((one) => one.reviews)).toEqual([false, true, false]);
  await expect(w.access.review(glass.id, who('U0ADA'), 'justified', 'ok')).rejects.toThrow(
    /^Only .*<@U0SUE>.* review what was done by breaking the glass; you can ask them\.$/,
  );
});

describe('authority is looked at again when it is executed', () => {
  test.each([
    ['left the company', () => w.people.set('U0ADA', 'gone'), 'no longer a full member'],
    ['is no longer manager', () => (w.world.settings.teams[0]!.managers = ['U0DAN']), 'no longer one of those who decide'],
  ])('who approved %s meanwhile: it is Pending again, and somebody else decides', async (_what, change, why) => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    change();
    await w.engine.tick();
    expect(await w.find(id)).toMatchObject({
      state: 'Pending',
      stage: 0,
      decisions: [{ by: 'U0ADA', void: expect.stringContaining(why) }],
    });
    expect(w.calls('PutRolePolicy')).toBe(0);
    const [next] = w.world.settings.teams[0]!.managers.includes('U0DAN') ? ['U0DAN'] : ['U0EVE'];
    await approve(id, next!);
    await w.pass(30);
    expect((await w.find(id)).state).toBe('Granted');
  });

  test('who asked has left: cancelled', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    w.people.set('U0BEN', 'gone');
    await w.engine.tick();
    expect((await w.find(id)).state).toBe('Cancelled');
  });

  test.each([
    ['left the team', () => (w.world.settings.teams[0]!.members = []), 'The person who asked no longer belongs to engineering.'],
    [
      'is no longer among those who may ask',
      () => (w.world.settings.access.models[0]!.whoMayAsk = ['U0SUE']),
      'may no longer be asked for',
    ],
  ])('who asked %s meanwhile: cancelled', async (_what, change, why) => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    change();
    await w.pass(30);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Cancelled', 0]);
    expect(w.heard('U0BEN', ': cancelled (')[0]).toContain(why);
  });

  test.each([
    ['left the team', () => (w.world.settings.teams[0]!.members = []), 'Cancelled', ['manager', 'security']],
    [
      'is as she was, and a stage was added',
      () => w.world.settings.access.models[1]!.stages.push('manager'),
      'Pending',
      ['manager', 'security', 'manager'],
    ],
    [
      'is as she was, and the model is called from elsewhere',
      () => w.world.settings.access.models[1]!.regions.push('us-west-2'),
      'Cancelled',
      ['manager', 'security'],
    ],
  ])('AWS allows the model when who asked %s', async (_what, change, state, stages) => {
    w = await openAccessWorld();
    const { id } = await ask('U0BEN', { ...WISH, model: 'mythos' });
    change();
    w.world.settings.access.models[1]!.allowListed = false;
    w.clock.set('2026-11-26T12:00:00Z');
    await w.engine.tick();
    const found = await w.find(id);
    expect([found.state, found.stages.map((one) => one.name)]).toEqual([state, stages]);
  });

  test('while Slack is silent nothing is granted; when it speaks again, it is', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    w.people.set('U0ADA', 'unknown');
    await w.pass(60);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Approved', 0]);
    w.people.set('U0ADA', 'member');
    await w.pass(600);
    expect((await w.find(id)).state).toBe('Granted');
  });

  test('while a group cannot be read, the approval of its member neither counts nor is lost', async () => {
    w = await openAccessWorld({ access: { approvers: { manager: ['S0SEC'], security: ['U0SUE'] } } });
    w.groups.set('S0SEC', ['U0SAM']);
    const { id } = await ask();
    await approve(id, 'U0SAM');
    silence('S0SEC');
    await w.pass(60);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Approved', 0]);
    speak();
    await w.pass(600);
    expect((await w.find(id)).state).toBe('Granted');
  });

  test('a pause by a member of a group that cannot be read just now waits and is not cancelled', async () => {
    w = await openAccessWorld({ access: { mayPause: ['S0SEC'] } });
    w.groups.set('S0SEC', ['U0SAM']);
    const pause = (person: string, key: string) =>
      w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'INC-7' }, who(person), key);
    const { id } = await pause('U0SAM', 'first');
    silence('S0SEC');
    await w.engine.tick();
    expect((await w.find(id)).state).toBe('Approved');
    await expect(pause('U0SAM', 'second')).rejects.toThrow('Slack does not tell just now who is in a user group');
    speak();
    await w.pass(60);
    expect((await w.find(id)).state).toBe('Granted');
  });

  test.each([
    [
      'the model is configured anew',
      () => (w.world.settings.access.models[0]!.regions = ['eu-central-1']),
      'aispend.yaml says something else',
    ],
    ['the model takes a stage more', () => w.world.settings.access.models[0]!.stages.push('security'), 'aispend.yaml says something else'],
    ['the model is taken out', () => w.world.settings.access.models.splice(0, 1), 'aispend.yaml says something else'],
    ['the role moves to another team', () => w.aws.iam.put({ arn: ROLE, tags: { team: 'research' } }), 'no longer belongs to engineering'],
    [
      'the role becomes an administrator',
      () => w.aws.iam.put({ arn: ROLE, tags: { team: 'engineering' }, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      'administrator rights',
    ],
    ['the path is narrowed', () => (w.world.settings.access.rolePath = '/other/'), 'is not below the path /other/'],
    ['the role becomes protected', () => w.world.settings.access.protectedRoles.push('Search*'), 'is protected'],
  ])('%s between approval and grant: nothing is granted', async (_what, change, why) => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    change();
    await w.pass(30);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Failed', 0]);
    expect(w.heard('U0BEN', ': failed (')[0]).toContain(why);
  });
});

describe('what is never granted to', () => {
  test.each([
    ['a role outside the path', { arn: `arn:aws:iam::${PAYER}:role/Outside` }],
    ['a role whose path only begins alike', { arn: `arn:aws:iam::${PAYER}:role/teams-of-others/Outside` }],
    ['a role of IAM Identity Center', { arn: `arn:aws:iam::${PAYER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_1` }],
    ['an administrator by AWS policy', { arn: role('Boss'), attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
    [
      'an administrator by a policy of its own',
      { arn: role('Boss'), inline: { All: '{"Statement":{"Effect":"Allow","Action":["s3:Get*","*"],"Resource":"*"}}' } },
    ],
    [
      'whoever may give itself rights',
      { arn: role('Boss'), inline: { Iam: '{"Statement":[{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}]}' } },
    ],
    [
      'what allows all but a few things',
      { arn: role('Boss'), inline: { Not: '{"Statement":[{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}]}' } },
    ],
    ['a protected role', { arn: role('Payments-api') }],
  ])('%s', async (_what, entity) => {
    w = await openAccessWorld({ access: { protectedRoles: ['Payments-*'] } });
    w.aws.iam.put({ tags: { team: 'engineering' }, ...entity });
    expect((await w.access.forPrincipalChoices(who('U0BEN'))).map((one) => one.arn)).toEqual([OTHER_ROLE, ROLE]);
    const name = entity.arn.split('/').at(-1) ?? '';
    await expect(ask('U0BEN', { ...WISH, principal: name })).rejects.toThrow('is not among the roles and users you may ask for');
    await expect(w.access.pause({ principal: entity.arn, duration: '1h', reason: 'x' }, who('U0EVE'), 'p')).rejects.toThrow(name);
    expect(w.aws.requests.filter((one) => /^(Put|Attach)/.test(one.action))).toEqual([]);
  });

  test.each([
    ['over everything', '*'],
    ['over itself', ROLE],
    ['over the role of the bot', BOT_ROLE],
  ])('an administrator by a managed policy of the company, %s', async (_what, Resource) => {
    w = await openAccessWorld();
    const arn = `arn:aws:iam::${PAYER}:policy/PlatformAdmins`;
    w.aws.iam.managed(arn, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'i*:Put*', Resource }] });
    w.aws.iam.put({ arn: ROLE, tags: { team: 'engineering' }, attached: [arn] });
    await expect(ask()).rejects.toThrow('SearchService may change the rights of others');
  });

  test('whoever IAM does not tell to be none: nothing is put until it does', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    const { rights } = w.world;
    const simulate: ReturnType<typeof rights>['simulate'] = async (asked) =>
      asked.actions.some((one) => one.startsWith('iam:'))
        ? Promise.reject(new Unavailable('AWS is throttling.'))
        : rights('aispend').simulate(asked);
    w.world.rights = (actor) => ({ ...rights(actor), simulate });
    expect((await w.access.preflight(WISH, who('U0BEN'))).findings).toContainEqual(
      expect.objectContaining({ check: 'principal', level: 'unknown', line: expect.stringContaining('could not be found out') }),
    );
    await w.pass(60);
    expect([(await w.find(id)).state, w.calls('PutRolePolicy')]).toEqual(['Approved', 0]);
    w.world.rights = rights;
    await w.pass(300);
    expect((await w.find(id)).state).toBe('Granted');
  });

  test('the bot itself, also when its role is below the path', async () => {
    w = await openAccessWorld({ access: { rolePath: '/teams/' } });
    w.aws.iam.remove(BOT_ROLE);
    w.aws.iam.put({ arn: role('AispendReader'), tags: { team: 'engineering' } });
    await expect(ask('U0BEN', { ...WISH, principal: 'AispendReader' })).rejects.toThrow('is not among');
    await expect(w.access.pause({ principal: 'AispendReader', duration: '1h', reason: 'x' }, who('U0EVE'), 'p')).rejects.toThrow(
      'what aispend itself acts as',
    );
  });

  test('the roles of other teams, whatever is typed; the admins ask for any', async () => {
    w = await openAccessWorld();
    w.aws.iam.put({ arn: role('Papers'), tags: { team: 'research' } });
    await expect(ask('U0BEN', { ...WISH, principal: role('Papers') })).rejects.toThrow('is not among');
    expect((await w.access.forPrincipalChoices(who('U0EVE'))).map((one) => one.name)).toEqual(['IndexService', 'Papers', 'SearchService']);
    expect((await w.access.forPrincipalChoices(who('U0CLEO'))).map((one) => one.name)).toEqual(['Papers']);
    await expect(w.access.ask({ ...WISH, principal: '' }, who('U0SAM'), 'x')).rejects.toThrow(
      'There is no IAM role or user you may ask for',
    );
  });

  test('a model for those who are named, and no longer than it may be', async () => {
    w = await openAccessWorld({
      access: {
        models: [
          { id: 'anthropic.claude-opus-5', endpoint: 'bedrock-runtime', stages: ['manager'], maxDuration: '2h', whoMayAsk: ['S0OPUS'] },
        ],
      },
    });
    const wish = { ...WISH, model: 'opus' };
    await expect(ask('U0BEN', wish)).rejects.toThrow('may be asked for only by the people named');
    w.groups.set('S0OPUS', ['U0BEN']);
    await expect(ask('U0BEN', wish)).rejects.toThrow('4 h is too long; at most 2 h');
    await expect(ask('U0BEN', { ...wish, duration: '1w' })).rejects.toThrow('is not a duration');
    await expect(ask('U0BEN', { ...wish, duration: '1h', reason: ' ' })).rejects.toThrow('Say what it is for');
    expect((await ask('U0BEN', { ...wish, duration: '1h30m' })).minutes).toBe(90);
  });
});

describe('who sees and ends what', () => {
  test('the people it concerns see a request; strangers are told there is none', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    const seen = async (person: string) => (await w.access.list(who(person))).map((one) => one.id);
    expect([await seen('U0BEN'), await seen('U0ADA'), await seen('U0EVE'), await seen('U0CLEO'), await seen('U0SAM')]).toEqual([
      [id],
      [id],
      [id],
      [],
      [],
    ]);
    await expect(w.access.find(id, who('U0CLEO'))).rejects.toThrow('There is no access request');
    await expect(w.access.audit(who('U0CLEO'), id)).rejects.toThrow('There is no access request');
    await expect(w.access.audit(who('U0ADA'))).rejects.toThrow('The whole audit trail is for the admins');
    await expect(w.access.auditFile(who('U0BEN'), 'csv')).rejects.toThrow('for the admins');
    await w.engine.tick();
    const file = await w.access.auditFile(who('U0EVE'), 'csv');
    expect([file.name, file.verdict.intact, file.content.split('\r\n').length]).toEqual(['aispend-audit-2026-11-25.csv', true, 3]);
    expect((await w.access.find(` #${id.toUpperCase()} `, who('U0BEN'))).id).toBe(id);
  });

  test('taken away by those who decide it and nobody else, with a reason, in the name of who did it', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await approve(id, 'U0ADA');
    await w.pass(30);
    await expect(w.access.revoke(id, who('U0CLEO'), 'mine')).rejects.toThrow('Access is taken away by those who may decide it');
    await w.access.revoke(id, who('U0EVE'), 'budget');
    await w.pass(5);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked', ending: { by: 'U0EVE', cause: 'revoked', reason: 'budget' } });
    expect(await w.access.revoke(id, who('U0ADA'), 'x')).toMatchObject({ did: 'already', by: 'U0EVE' });
  });

  test('whoever stood in for a manager once neither sees nor takes away what is decided now', async () => {
    const delegates = [{ for: 'U0ADA', to: 'U0DAN', until: '2026-11-25' }];
    w = await openAccessWorld({ access: { delegates } });
    const { id } = await ask();
    await approve(id, 'U0ADA');
    await w.pass(30);
    expect((await w.access.find(id, who('U0DAN'))).state).toBe('Granted');
    delegates[0]!.until = '2026-11-24';
    w.world.settings.access.delegates = delegates;
    await expect(w.access.find(id, who('U0DAN'))).rejects.toThrow('There is no access request');
    await expect(w.access.revoke(id, who('U0DAN'), 'mine')).rejects.toThrow('Access is taken away by those who may decide it');
  });

  test('a request is cancelled by who asked or an admin, before it is granted', async () => {
    w = await openAccessWorld();
    const { id } = await ask();
    await expect(w.access.cancel(id, who('U0ADA'))).rejects.toThrow("Taking back somebody else's request is for the admins");
    expect(await w.access.cancel(id, who('U0BEN'))).toMatchObject({ did: 'done', request: { state: 'Cancelled' } });
    expect(await w.access.cancel(id, who('U0BEN'))).toMatchObject({ did: 'already' });
    await expect(w.access.done(id, who('U0BEN'))).rejects.toThrow('It is Cancelled; there is nothing to take back');
  });

  test.each([
    ['an admin', 'U0EVE', 'an admin, or somebody named to pause: it is undone, or replaced by a longer one, by <@U0EVE> and those named'],
    ['somebody named to pause', 'U0SAM', 'an admin, or somebody named to pause: .* by <@U0SAM> and <@U0EVE> and those named'],
  ])('what %s has paused no manager of the team starts again, nor is offered to', async (_what, setter, said) => {
    w = await openAccessWorld({ settings: teams({ managers: ['U0ADA', 'U0DAN'] }), access: { mayPause: ['U0SAM', 'U0SUE'] } });
    const { id } = await w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'INC-7' }, who(setter), 'p');
    await expect(w.access.undoPause(id, who('U0ADA'))).rejects.toThrow(new RegExp(said));
    await w.pass(30);
    await expect(w.access.undoPause(id, who('U0ADA'))).rejects.toThrow(new RegExp(said));
    const ends = async (person: string) => (await viewerOf(w.world, await w.find(id), person)).ends;
    expect([await ends('U0ADA'), await ends('U0SUE'), await ends('U0EVE'), await ends(setter)]).toEqual([false, true, true, true]);
    expect((await w.access.undoPause(id, who('U0SUE'))).did).toBe('done');
  });

  test('what a manager has paused the other managers of the team undo, and those of other teams do not', async () => {
    w = await openAccessWorld({ settings: teams({ managers: ['U0ADA', 'U0DAN'] }) });
    const { id } = await w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'INC-7' }, who('U0ADA'), 'p');
    await expect(w.access.undoPause(id, who('U0CLEO'))).rejects.toThrow('set by a manager of engineering: it is undone');
    expect((await w.access.undoPause(id, who('U0DAN'))).request.state).toBe('Cancelled');
  });

  test('whoever may pause does not tag: a role of nobody, or of another team, does not come to her own that way', async () => {
    const research = { name: 'research', managers: ['U0CLEO'], members: ['U0SAM'] };
    w = await openAccessWorld({ settings: { ...teams({ managers: ['U0ADA'] }) }, access: { mayPause: ['U0SAM'] } });
    w.world.settings.teams.push({ ...w.world.settings.teams[0]!, ...research });
    w.aws.iam.put({ arn: role('Untagged') });
    for (const arn of [ROLE, role('Untagged')])
      await expect(w.access.tag(arn, 'research', who('U0SAM'))).rejects.toThrow('is tagged by the admins and the managers of its team');
    expect([w.aws.iam.entity(ROLE)?.tags, w.calls('TagRole')]).toEqual([{ team: 'engineering' }, 0]);
  });

  test('a tag is put by the managers of the team, and not over the tag of another team', async () => {
    w = await openAccessWorld();
    w.aws.iam.put({ arn: role('Untagged') });
    await expect(w.access.tag(role('Untagged'), 'engineering', who('U0BEN'))).rejects.toThrow('tagged by the admins');
    await w.access.tag(role('Untagged'), 'engineering', who('U0ADA'));
    expect(w.aws.iam.entity(role('Untagged'))?.tags).toEqual({ team: 'engineering' });
    await expect(w.access.tag(role('Untagged'), 'research', who('U0CLEO'))).rejects.toThrow('tagged by the admins');
    expect((await w.world.audit.read()).map((one) => [one.what, one.who])).toEqual([['tagged', 'U0ADA']]);
  });
});

test('acting in another account through a role: CloudTrail names the person, an SCP is found before anybody is asked', async () => {
  const there = role('SearchService', MEMBER);
  w = await openAccessWorld({ access: { roleToAssume: ACTING } });
  w.aws.iam.put({
    arn: ACTING,
    trust: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PAYER}:root` }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] },
      ],
    }),
  });
  w.aws.iam.put({ arn: there, tags: { team: 'engineering' } });
  w.aws.iam.organisation({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }] });
  await expect(ask()).rejects.toThrow('A policy of the organisation (SCP) does not allow bedrock:InvokeModel to SearchService');
  w.aws.iam.organisation(undefined);
  const { id } = await ask();
  await approve(id, 'U0ADA');
  await w.pass(30);
  expect(w.policies(there)).toEqual([`aispend-${id}`]);
  await w.access.done(id, who('U0BEN'));
  await w.pass(30);
  const acted = (action: string) => w.aws.requests.filter((one) => one.action === action).map((one) => one.sourceIdentity);
  expect([acted('PutRolePolicy'), acted('DeleteRolePolicy')]).toEqual([['U0ADA'], ['U0BEN']]);
});
