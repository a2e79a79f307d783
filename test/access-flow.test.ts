import { MYTHOS } from './access-settings.js';
import { type AccessWorld, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { PAYER } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

test('asked, approved, granted, reminded of, revoked at the second, closed with what was spent', async () => {
  w = await openAccessWorld();
  const asked = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  expect(asked).toMatchObject({ state: 'Pending', minutes: 240, team: 'engineering', principal: ROLE });
  await w.engine.tick();
  expect(w.heard('C0ACCESS')[0]).toContain('may decide: U0ADA (manager of engineering)');
  expect(w.calls('PutRolePolicy')).toBe(0);

  const approved = await w.access.decide(asked.id, who('U0ADA'), 'approve', { stage: 0 });
  expect(approved).toMatchObject({ did: 'done', request: { state: 'Approved' } });
  await w.engine.tick();
  expect(await w.find(asked.id)).toMatchObject({ state: 'Granting' });
  expect(w.heard('U0BEN', 'granted')).toEqual([]);
  await w.pass(20);
  const granted = await w.find(asked.id);
  expect(granted).toMatchObject({ state: 'Granted', endsAt: '2026-11-25T16:00:00.000Z', grantedAt: '2026-11-25T12:00:20.000Z' });
  expect(w.heard('U0BEN', 'granted')).toHaveLength(1);
  const profile = `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/us.anthropic.claude-sonnet-5`;
  const allowed = () => w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', profile);
  expect(allowed()).toBe('allowed');
  expect(w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', profile.replace('sonnet', 'opus'))).toBe('implicitDeny');

  w.clock.set('2026-11-25T15:45:00Z');
  await w.engine.tick();
  expect(w.heard('U0BEN', 'reminder')).toHaveLength(1);
  w.clock.set('2026-11-25T15:59:59Z');
  await w.engine.tick();
  expect(allowed()).toBe('allowed');
  expect(await w.find(asked.id)).toMatchObject({ state: 'Granted' });
  w.clock.set('2026-11-25T16:00:00Z');
  expect(allowed()).toBe('implicitDeny');
  await w.engine.tick();
  expect(await w.find(asked.id)).toMatchObject({ state: 'Revoked', endedAt: '2026-11-25T16:00:00.000Z' });
  expect(w.policies()).toEqual([]);
  expect(w.heard('U0BEN', 'ended')).toEqual([expect.stringContaining('12.5 USD')]);
  expect(w.calls('PutRolePolicy')).toBe(1);

  const trail = await w.access.audit(who('U0EVE'), asked.id);
  expect(trail.map((one) => [one.what, one.who])).toEqual([
    ['asked', 'U0BEN'],
    ['approved', 'U0ADA'],
    ['executing', 'aispend'],
    ['policy put', 'U0ADA'],
    ['granted', 'aispend'],
    ['time is over', 'aispend'],
    ['revoked', 'aispend'],
    ['spent', 'aispend'],
  ]);
  expect(trail[2]?.details).toMatchObject({ document: granted.policy?.document, until: '2026-11-25T16:00:00.000Z' });
  expect(trail[3]?.details['awsRequestId']).toMatch(/\w/);
  expect(trail[1]?.authority).toBe('manager of engineering');
  expect(await w.access.verifyAudit(who('U0EVE'))).toMatchObject({ intact: true, head: { seq: 8 } });
});

test('two stages of different people; the model at bedrock-mantle waits for AWS until the account is allowed', async () => {
  w = await openAccessWorld();
  const asked = await w.access.ask({ ...WISH, model: 'mythos' }, who('U0BEN'), 'form-1');
  expect(asked.state).toBe('Waiting for AWS');
  await w.engine.tick();
  expect(w.heard('U0EVE', 'waiting-for-aws')[0]).toContain(`Please allow AWS account ${PAYER} to use ${MYTHOS}`);
  await w.pass(3 * 86_400);
  expect(await w.find(asked.id)).toMatchObject({ state: 'Waiting for AWS', waiting: { checkAt: '2026-11-29T12:00:00.000Z' } });
  w.aws.bedrock.entitle(MYTHOS);
  await w.pass(86_400);
  expect(await w.find(asked.id)).toMatchObject({ state: 'Pending', stage: 0 });
  expect(w.heard('U0BEN', 'aws-allowed')).toHaveLength(1);

  await w.access.decide(asked.id, who('U0ADA'), 'approve', { stage: 0 });
  await expect(w.access.decide(asked.id, who('U0ADA'), 'approve', { stage: 1 })).rejects.toThrow(
    'You have approved it as manager; this stage (security) takes somebody else: <@U0SUE> and <@U0SAM>.',
  );
  const second = await w.access.decide(asked.id, who('U0SAM'), 'approve', { stage: 1 });
  expect(second.request.state).toBe('Approved');
  await w.pass(30);
  expect(await w.find(asked.id)).toMatchObject({ state: 'Granted' });
  const project = `arn:aws:bedrock-mantle:us-east-1:${PAYER}:project/default`;
  const decides = (action: string, model?: string) =>
    w.aws.iam.decides(ROLE, `bedrock-mantle:${action}`, project, model ? { 'bedrock-mantle:Model': model } : {});
  expect([decides('CreateInference', MYTHOS), decides('CreateInference', 'anthropic.claude-mythos-5'), decides('ListModels')]).toEqual([
    'allowed',
    'implicitDeny',
    'allowed',
  ]);
});

test('returned early, extended by a new decision, and the extension ends with it', async () => {
  w = await openAccessWorld();
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  await expect(w.access.ask(WISH, who('U0BEN'), 'form-2')).rejects.toThrow(`already: it is Pending; \`access show ${id}\``);
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(20);
  const more = await w.access.extend(id, who('U0BEN'), '2h', 'not done yet', 'form-3');
  expect(more).toMatchObject({ state: 'Pending', extends: id });
  await w.access.decide(more.id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(20);
  expect(await w.find(more.id)).toMatchObject({ state: 'Granted', endsAt: '2026-11-25T18:00:00.000Z' });
  await expect(w.access.done(id, who('U0ADA'))).rejects.toThrow('returned by the person who asked');
  expect(await w.access.done(id, who('U0BEN'))).toMatchObject({ did: 'done', request: { state: 'Revoking' } });
  await w.engine.tick();
  expect([(await w.find(id)).state, (await w.find(more.id)).state]).toEqual(['Revoked', 'Revoked']);
  expect(w.policies()).toEqual([]);
  expect(await w.access.done(id, who('U0BEN'))).toMatchObject({ did: 'already', by: 'U0BEN' });
});

test('a pause denies at once, ends by itself, and is undone', async () => {
  w = await openAccessWorld();
  w.aws.iam.put({
    arn: ROLE,
    tags: { team: 'engineering' },
    inline: { Base: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }] }) },
  });
  const decides = () =>
    w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5');
  await expect(w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'runaway' }, who('U0BEN'), 'p0')).rejects.toThrow(
    'paused by the admins',
  );
  const paused = await w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'runaway' }, who('U0ADA'), 'p1');
  await w.pass(20);
  expect(await w.find(paused.id)).toMatchObject({ state: 'Granted', kind: 'pause' });
  expect(decides()).toBe('explicitDeny');
  expect(w.heard('U0ADA', 'granted')).toHaveLength(1);
  await w.access.undoPause(paused.id, who('U0EVE'));
  await w.engine.tick();
  expect([decides(), (await w.find(paused.id)).state]).toEqual(['allowed', 'Revoked']);
  const again = await w.access.pause({ principal: ROLE, duration: '1h', reason: 'again' }, who('U0ADA'), 'p2');
  await w.pass(3600);
  expect([decides(), (await w.find(again.id)).state]).toEqual(['allowed', 'Revoked']);
});

describe('a pause is made longer', () => {
  const pause = (duration: string, person: string, key: string) =>
    w.access.pause({ principal: 'SearchService', duration, reason: 'runaway' }, who(person), key);
  const decides = () =>
    w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5');
  const changes = () => w.aws.requests.filter((one) => /^(Put|Delete)RolePolicy$/.test(one.action)).map((one) => one.action);

  test('by another that is in force before the first is taken away; undone, nothing of either is left', async () => {
    w = await openAccessWorld();
    const first = await pause('1h', 'U0ADA', 'p1');
    await w.pass(30);
    await expect(pause('1h', 'U0EVE', 'p2')).rejects.toThrow(
      `SearchService is paused already (${first.id}, until 2026-11-25 13:00 UTC); a pause for longer than that takes its place without a gap.`,
    );
    const longer = await pause('3h', 'U0ADA', 'p3');
    await w.engine.tick();
    expect([(await w.find(first.id)).state, (await w.find(longer.id)).state]).toEqual(['Granted', 'Granting']);
    await w.pass(30);
    expect([(await w.find(first.id)).ending, (await w.find(longer.id)).state]).toEqual([
      { cause: 'replaced', by: 'U0ADA', at: '2026-11-25T12:00:50.000Z', into: 'Revoked' },
      'Granted',
    ]);
    expect([w.policies(), changes()]).toEqual([[`aispend-${longer.id}`], ['PutRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy']]);
    await w.pass(3600);
    expect(decides()).toBe('explicitDeny');
    await w.access.undoPause(longer.id, who('U0ADA'));
    await w.pass(5);
    expect([w.policies(), decides()]).toEqual([[], 'implicitDeny']);
  });

  test('and not by the manager of the team, where an admin has set it', async () => {
    w = await openAccessWorld();
    await pause('1h', 'U0EVE', 'p1');
    await expect(pause('3h', 'U0ADA', 'p2')).rejects.toThrow('it is undone, or replaced by a longer one, by <@U0EVE> and those named');
    expect((await pause('3h', 'U0EVE', 'p3')).state).toBe('Approved');
  });

  test('several at the same instant: the longest stays alone, and what an admin has set stays beside a longer one of a manager', async () => {
    w = await openAccessWorld();
    // Each looked before the others were kept.
    const first = await pause('1h', 'U0ADA', 'a');
    const admin = { asker: 'U0EVE', pausedAs: 'admin (aispend.yaml)' };
    const all = [
      first,
      { ...first, id: 'alike' },
      { ...first, ...admin, id: 'longer', minutes: 120 },
      { ...first, id: 'longest', minutes: 180 },
    ];
    for (const one of all.slice(1)) await w.world.store.add(one);
    await w.pass(60);
    const states = await Promise.all(all.map(async ({ id }) => (await w.find(id)).state));
    expect(states).toEqual(['Revoked', 'Revoked', 'Granted', 'Granted']);
    await w.access.undoPause('longest', who('U0ADA'));
    await w.pass(5);
    expect(decides()).toBe('explicitDeny');
  });

  test('the longer one that AWS refuses leaves the first as it was', async () => {
    w = await openAccessWorld();
    const first = await pause('1h', 'U0ADA', 'p1');
    await w.pass(30);
    w.aws.trouble.fail('PutRolePolicy', 'LimitExceeded', 'Maximum policy size of 10240 bytes exceeded', undefined, 409);
    const longer = await pause('3h', 'U0ADA', 'p2');
    await w.pass(60);
    expect([(await w.find(first.id)).state, (await w.find(longer.id)).state, decides()]).toEqual(['Granted', 'Failed', 'explicitDeny']);
  });
});

test('breaking glass: at once, short, loud, reviewed by somebody else', async () => {
  w = await openAccessWorld();
  await expect(w.access.breakGlass({ ...WISH, duration: '2h' }, who('U0BEN'), 'b0')).rejects.toThrow('at most 1 h');
  await expect(w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0ADA'), 'b1')).rejects.toThrow(
    'Only the people named in access.breakGlass',
  );
  const broken = await w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0BEN'), 'b2');
  await w.pass(20);
  expect(await w.find(broken.id)).toMatchObject({ state: 'Granted', decisions: [] });
  for (const place of ['U0EVE', 'U0ADA']) expect(w.heard(place, 'glass-broken')).toHaveLength(1);
  await w.pass(86_400);
  expect(await w.find(broken.id)).toMatchObject({ state: 'Revoked' });
  expect(w.heard('U0EVE', 'review-due')).toHaveLength(1);
  await expect(w.access.review(broken.id, who('U0BEN'), 'justified', 'it was me')).rejects.toThrow(
    'Nobody reviews what they did themselves',
  );
  expect(await w.access.review(broken.id, who('U0EVE'), 'justified', 'the outage')).toMatchObject({ did: 'done' });
  expect(await w.access.review(broken.id, who('U0EVE'), 'not-justified', 'x')).toMatchObject({ did: 'already', by: 'U0EVE' });
});

test('the same glass is broken once at a time; what was asked for in the ordinary way holds nobody up', async () => {
  w = await openAccessWorld();
  await w.access.ask(WISH, who('U0BEN'), 'ordinary');
  const wish = { ...WISH, duration: '1h' };
  const { id } = await w.access.breakGlass(wish, who('U0BEN'), 'first');
  await expect(w.access.breakGlass(wish, who('U0BEN'), 'second')).rejects.toThrow(
    'You have asked for Claude Sonnet 5 for SearchService already',
  );
  await w.pass(30);
  expect(w.policies()).toEqual([`aispend-${id}`]);
  await w.pass(3600);
  await w.access.breakGlass(wish, who('U0BEN'), 'third');
  await w.pass(30);
  expect(w.policies()).toHaveLength(1);
});

test('whoever has broken glass that should have been reviewed breaks no other, until it is; others do', async () => {
  w = await openAccessWorld({ access: { breakGlass: { people: ['U0BEN', 'U0SUE'], reviewers: 'security' } } });
  const wish = { ...WISH, duration: '1h' };
  const { id } = await w.access.breakGlass(wish, who('U0BEN'), 'first');
  await w.pass(86_399);
  const other = { ...wish, principal: 'IndexService' };
  await w.access.breakGlass(other, who('U0BEN'), 'within its day');
  await w.pass(86_400);
  await expect(w.access.breakGlass(wish, who('U0BEN'), 'second')).rejects.toThrow(
    'should have been reviewed by 2026-11-27: ask <@U0SUE>, <@U0SAM> and <@U0EVE> to review that first, or ask for access the ordinary way.',
  );
  await w.access.breakGlass(wish, who('U0SUE'), 'of another');
  for (const one of await w.access.list(who('U0EVE')))
    if (one.asker === 'U0BEN') await w.access.review(one.id, who('U0EVE'), 'justified', 'ok');
  expect((await w.access.breakGlass(other, who('U0BEN'), 'third')).state).toBe('Approved');
  expect((await w.find(id)).breakGlass?.review?.by).toBe('U0EVE');
});

test('broken glass that nobody reviews is reminded of daily for two weeks, then once more to the admins, then no more', async () => {
  w = await openAccessWorld();
  const { id } = await w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0BEN'), 'glass');
  const heard = (place: string) => ['review-due', 'review-left'].map((event) => w.heard(place, `: ${event} (`).length);
  for (let day = 1; day <= 14; day++) {
    await w.pass(86_400);
    expect([day, heard('U0EVE'), heard('C0ACCESS')]).toEqual([day, [day, 0], [day, 0]]);
  }
  await w.pass(20 * 86_400);
  expect([heard('U0EVE'), heard('C0ACCESS'), heard('U0BEN')]).toEqual([
    [14, 1],
    [14, 0],
    [0, 0],
  ]);
  expect((await w.world.audit.read(id)).at(-1)).toMatchObject({ what: 'review left undone', who: 'aispend' });
});

test('an engine that was away for days reminds once of what should have been reviewed, and not of what has been', async () => {
  w = await openAccessWorld();
  const { id } = await w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0BEN'), 'glass');
  await w.pass(3600);
  w.clock.pass(9 * 86_400);
  await w.pass(3600);
  expect(w.heard('U0EVE', ': review-due (')).toHaveLength(1);
  await w.access.review(id, who('U0EVE'), 'justified', 'ok');
  await w.pass(3 * 86_400);
  expect(w.heard('U0EVE', ': review-due (')).toHaveLength(1);
});

test('terms that have changed since are not consented to by extending', async () => {
  w = await openAccessWorld();
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(30);
  w.world.settings.access.models[0]!.consent = 'provider_data_share';
  await expect(w.access.extend(id, who('U0BEN'), '2h', 'more', 'form-2')).rejects.toThrow('The terms of Claude Sonnet 5 have changed');
});

test('whoever asked long ago finds it in the list, however much others have asked since', async () => {
  w = await openAccessWorld();
  const asked = await w.access.ask(WISH, who('U0BEN'), 'form');
  for (let n = 0; n < 501; n++) await w.world.store.add({ ...asked, id: `other${n}`, asker: 'U0SUE', askedAt: '2026-11-25T12:00:01.000Z' });
  expect((await w.access.list(who('U0BEN'))).map((one) => one.id)).toEqual([asked.id]);
});
