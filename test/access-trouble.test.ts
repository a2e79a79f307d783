import { checkTrail } from '../src/access/check-trail.js';
import { sweep } from '../src/access/sweep.js';
import { SONNET } from './access-settings.js';
import { type AccessWorld, OTHER_ROLE, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { PAYER } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

async function approved(access: Record<string, unknown> = {}): Promise<string> {
  w = await openAccessWorld({ access });
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  return id;
}
const granted = async (): Promise<string> => {
  const id = await approved();
  await w.pass(30);
  expect(await w.find(id)).toMatchObject({ state: 'Granted' });
  return id;
};

describe('IAM says no to the grant: nothing is left behind, and one sentence says why', () => {
  test.each([
    ['NoSuchEntity', 'The role with name SearchService cannot be found.', 404, /no longer exists|cannot be found|not exist/],
    ['LimitExceeded', 'Maximum policy size of 10240 bytes exceeded for role SearchService', 409, /quota|room|limit|size/i],
    ['MalformedPolicyDocument', 'Syntax errors in policy.', 400, /policy|document/i],
    ['UnmodifiableEntity', 'Cannot perform the operation on the protected role', 400, /protect|AWS/],
    ['AccessDenied', 'not authorized to perform: iam:PutRolePolicy', 403, /iam:PutRolePolicy/],
  ])('%s', async (code, message, status, said) => {
    const id = await approved();
    w.aws.trouble.fail('PutRolePolicy', code, message, undefined, status);
    await w.pass(600);
    expect([(await w.find(id)).state, w.policies()]).toEqual(['Failed', []]);
    const heard = w.heard('U0BEN', ': failed (');
    expect(heard).toEqual([expect.stringMatching(said)]);
    expect((heard[0] ?? '').split('\n').slice(1).join('\n')).not.toMatch(/\n/);
    expect(w.heard('U0BEN', ': granted (')).toEqual([]);
    await w.pass(86_400);
    expect(w.heard('U0BEN', ': failed (')).toHaveLength(1);
  });

  test('what cannot be simulated is not left in force unsaid', async () => {
    const id = await approved();
    await w.engine.tick();
    expect(w.policies()).toHaveLength(1);
    w.aws.trouble.deny('SimulatePrincipalPolicy');
    await w.pass(900);
    expect([(await w.find(id)).state, w.policies()]).toEqual(['Failed', []]);
    expect(w.heard('U0BEN', ': failed (')[0]).toContain('iam:SimulatePrincipalPolicy');
  });

  test('the role is deleted between the approval and the grant', async () => {
    const id = await approved();
    w.aws.iam.remove(ROLE);
    await w.pass(60);
    expect(await w.find(id)).toMatchObject({ state: 'Failed' });
    expect(w.heard('U0BEN', ': failed (')[0]).toContain('no longer exists');
  });

  test('a boundary that comes while it is being granted: taken back, then said', async () => {
    const id = await approved({ settleSeconds: 60 });
    await w.engine.tick();
    expect(w.policies()).toHaveLength(1);
    w.aws.iam.managed(`arn:aws:iam::${PAYER}:policy/Narrow`, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    });
    const entity = w.aws.iam.entity(ROLE);
    w.aws.iam.put({ ...entity, arn: ROLE, boundary: `arn:aws:iam::${PAYER}:policy/Narrow` });
    await w.pass(120);
    expect([(await w.find(id)).state, w.policies()]).toEqual(['Failed', []]);
    expect(w.heard('U0BEN', ': failed (')[0]).toContain('permissions boundary');
  });
});

describe('IAM stumbles: it gets there, and nobody is bothered', () => {
  test('throttled for a while', async () => {
    const id = await approved();
    w.aws.trouble.throttle('PutRolePolicy', 12);
    await w.pass(120);
    expect(await w.find(id)).toMatchObject({ state: 'Granted' });
    expect(w.heard('U0EVE')).toEqual([]);
  });

  test.each(['PutRolePolicy', 'DeleteRolePolicy'])(
    'the answer to %s is lost after it was carried out: it is not done twice, nor told twice',
    async (action) => {
      const id = await approved();
      w.aws.trouble.loseAnswer(action, 1);
      await w.pass(60);
      expect(await w.find(id)).toMatchObject({ state: 'Granted' });
      await w.pass(4 * 3600);
      expect([(await w.find(id)).state, w.policies()]).toEqual(['Revoked', []]);
      expect(w.calls('PutRolePolicy')).toBe(1);
      for (const event of ['granted', 'ended']) expect(w.heard('U0BEN', `: ${event} (`)).toHaveLength(1);
    },
  );

  test('a change is seen only after half a minute: granted is said no earlier, and revoked neither', async () => {
    const id = await approved();
    w.aws.iam.spreadsIn(30_000);
    await w.pass(28);
    expect(await w.find(id)).toMatchObject({ state: 'Granting' });
    expect(w.heard('U0BEN', ': granted (')).toEqual([]);
    await w.pass(30);
    expect(await w.find(id)).toMatchObject({ state: 'Granted' });
    expect(w.calls('PutRolePolicy')).toBe(1);
    await w.access.done(id, who('U0BEN'));
    await w.pass(20);
    expect(await w.find(id)).toMatchObject({ state: 'Revoking' });
    await w.pass(30);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked' });
  });

  test('IAM is away for an hour: the admins hear once, and the grant comes when it is back', async () => {
    const id = await approved();
    w.aws.trouble.fail('*', 'ServiceFailure', 'down', undefined, 500);
    await w.pass(3600);
    expect((await w.find(id)).state).toBe('Approved');
    expect(w.heard('U0EVE', ': trouble (')).toHaveLength(1);
    w.aws.trouble.clear();
    await w.pass(600);
    expect(await w.find(id)).toMatchObject({ state: 'Granted' });
  });
});

describe('the revoke does not go through', () => {
  test.each([
    ['UnmodifiableEntity', 400],
    ['AccessDenied', 403],
    ['ServiceFailure', 500],
  ])('%s: tried until it does; the admins hear once; meanwhile the policy allows nothing', async (code, status) => {
    const id = await granted();
    w.aws.trouble.fail('DeleteRolePolicy', code, 'no', undefined, status);
    await w.pass(5 * 3600);
    expect(await w.find(id)).toMatchObject({ state: 'Revoking' });
    expect(w.policies()).toHaveLength(1);
    expect(
      w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/us.anthropic.claude-sonnet-5`),
    ).toBe('implicitDeny');
    expect(w.heard('U0EVE', ': trouble (')).toEqual([expect.stringContaining('allows nothing after its end')]);
    w.aws.trouble.clear();
    await w.pass(600);
    expect([(await w.find(id)).state, w.policies()]).toEqual(['Revoked', []]);
  });

  test('the role is gone: that is revoked', async () => {
    const id = await granted();
    w.aws.iam.remove(ROLE);
    await w.pass(4 * 3600);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked' });
    expect(w.heard('U0EVE')).toEqual([]);
  });
});

test('a clock that is put back an hour after the approval holds nothing up', async () => {
  const id = await approved();
  w.clock.set('2026-11-25T11:00:00Z');
  await w.pass(30);
  expect(await w.find(id)).toMatchObject({ state: 'Granted', endsAt: '2026-11-25T15:00:00.000Z' });
});

describe('a revoke that IAM does not show', () => {
  test('the role was deleted and made anew below another path, with a copy of its policies: that is another role, and left alone', async () => {
    const id = await granted();
    const { inline } = w.aws.iam.entity(ROLE) ?? {};
    w.aws.iam.remove(ROLE);
    const moved = `arn:aws:iam::${PAYER}:role/others/SearchService`;
    w.aws.iam.put({ arn: moved, inline: { ...inline } });
    await w.pass(4 * 3600);
    expect([(await w.find(id)).state, w.policies(moved), w.heard('U0EVE')]).toEqual(['Revoked', [`aispend-${id}`], []]);
  });

  test('it still shows the policy after five minutes: the admins hear once, and it is looked at until it is gone', async () => {
    const id = await granted();
    w.aws.iam.spreadsIn(900_000);
    await w.access.done(id, who('U0BEN'));
    await w.pass(290);
    expect([(await w.find(id)).state, w.heard('U0EVE')]).toEqual(['Revoking', []]);
    await w.pass(400);
    expect(w.heard('U0EVE', ': trouble (')).toEqual([expect.stringContaining('AWS took the order and still shows it.')]);
    await w.pass(900);
    expect([(await w.find(id)).state, w.heard('U0EVE', ': trouble (').length]).toEqual(['Revoked', 1]);
  });
});

describe('a sweep finds what differs from the record', () => {
  const keeper = () => sweep(w.world);

  test('all as recorded', async () => {
    await granted();
    expect(await keeper()).toEqual({ looked: 1, lines: [] });
  });

  test('a policy of ours that no request put there is told and left alone', async () => {
    await granted();
    const entity = w.aws.iam.entity(ROLE);
    w.aws.iam.put({ ...entity, arn: ROLE, inline: { ...entity?.inline, 'aispend-somebodyelse': '{}' } });
    expect((await keeper()).lines).toEqual([expect.stringContaining('aispend-somebodyelse, which no request of ours put there')]);
    await keeper();
    expect(w.policies()).toHaveLength(2);
    expect(w.heard('U0EVE')).toHaveLength(1);
  });

  test('what a request that is over left behind is deleted', async () => {
    const id = await granted();
    const left = w.aws.iam.entity(ROLE);
    await w.access.done(id, who('U0BEN'));
    await w.pass(10);
    if (left) w.aws.iam.put({ ...left, arn: ROLE });
    // IAM may list for a while what has been deleted; that is nobody's alarm.
    expect((await keeper()).lines).toEqual([]);
    await w.pass(300);
    if (left) w.aws.iam.put({ ...left, arn: ROLE });
    expect((await keeper()).lines).toEqual([expect.stringContaining('it has been deleted')]);
    expect(w.policies()).toEqual([]);
    expect((await w.world.audit.read(id)).at(-1)).toMatchObject({ what: 'stray policy deleted', who: 'aispend' });
  });

  test('a grant whose policy somebody removed is over; the person hears it', async () => {
    const id = await granted();
    const entity = w.aws.iam.entity(ROLE);
    w.aws.iam.put({ ...entity, arn: ROLE, inline: {} });
    await keeper();
    await w.pass(10);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked', ending: { cause: 'removed-outside' } });
    expect(w.heard('U0BEN', ': ended (')).toHaveLength(1);
  });

  test('a grant that is returned while the sweep is at work is told to nobody as removed', async () => {
    const id = await granted();
    const { store } = w.world;
    const slow = w.office((world) => ({
      ...world,
      store: {
        ...store,
        async list(o) {
          const rows = await store.list(o);
          if (o.states?.includes('Granted')) {
            await w.access.done(id, who('U0BEN'));
            await w.pass(10);
          }
          return rows;
        },
      },
    }));
    expect((await sweep(slow.world)).lines).toEqual([]);
    expect([await w.find(id), w.heard('U0EVE')]).toMatchObject([{ state: 'Revoked', ending: { cause: 'done' } }, []]);
  });

  test('a managed policy that is there after the last grant of it is told, because it has no end', async () => {
    const managedPolicyArn = `arn:aws:iam::${PAYER}:policy/Sonnet`;
    w = await openAccessWorld({
      access: { models: [{ id: SONNET, endpoint: 'bedrock-runtime', stages: ['manager'], managedPolicyArn }] },
    });
    w.aws.iam.managed(managedPolicyArn, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: '*' }],
    });
    w.aws.iam.put({ arn: OTHER_ROLE, tags: { team: 'engineering' }, attached: [managedPolicyArn] });
    const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(30);
    expect((await keeper()).lines).toEqual([]);
    await w.access.done(id, who('U0BEN'));
    await w.pass(600);
    expect((await keeper()).lines).toEqual([]);
    await w.world.rights('aispend').attach(ROLE, managedPolicyArn);
    expect((await keeper()).lines).toEqual([expect.stringContaining('SearchService still has the policy')]);
    expect(w.heard('U0EVE')).toHaveLength(1);
  });

  test('a policy that somebody changed gets back what was approved', async () => {
    const id = await granted();
    const entity = w.aws.iam.entity(ROLE);
    const wider = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    w.aws.iam.put({ ...entity, arn: ROLE, inline: { [`aispend-${id}`]: wider } });
    await keeper();
    expect(w.aws.iam.entity(ROLE)?.inline[`aispend-${id}`]).toBe((await w.find(id)).policy?.document);
    expect(await w.find(id)).toMatchObject({ state: 'Granted' });
  });
});

test('a trail that somebody changed is told to the admins once a day', async () => {
  await granted();
  expect(await checkTrail(w.world)).toBeUndefined();
  const broken = {
    ...w.world,
    audit: { ...w.world.audit, verify: async () => ({ intact: false as const, at: 2, wrong: 'entry 2 is missing' }) },
  };
  for (const _ of [1, 2]) expect(await checkTrail(broken)).toContain('entry 2 is missing');
  expect(w.heard('U0EVE', 'not intact')).toHaveLength(1);
});

test.each(['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z', '2026-12-31T22:00:00Z', '2028-02-28T22:00:00Z'])(
  'four hours are four hours across changing clocks and calendars: asked at %s',
  async (at) => {
    w = await openAccessWorld({ at, settings: { timezone: 'Europe/Berlin' } });
    const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.engine.tick();
    expect(Date.parse((await w.find(id)).endsAt ?? '') - Date.parse(at)).toBe(4 * 3_600_000);
    await w.pass(4 * 3600 - 1);
    expect((await w.find(id)).state).toBe('Granted');
    await w.pass(1);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked', endedAt: new Date(Date.parse(at) + 4 * 3_600_000).toISOString() });
  },
);

test('a bot that was away over the end: nobody is reminded of what is over, and the revoke is done when it is back', async () => {
  const id = await granted();
  w.clock.set('2026-11-27T08:00:00Z');
  expect(
    w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/us.anthropic.claude-sonnet-5`),
  ).toBe('implicitDeny');
  await w.office().engine.tick();
  expect(await w.find(id)).toMatchObject({ state: 'Revoked' });
  expect(w.heard('U0BEN', ': reminder (')).toEqual([]);
});

test('what was spent follows when the bill is complete', async () => {
  w = await openAccessWorld();
  w.bill.final = false;
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(5 * 3600);
  expect(w.heard('U0BEN', ': ended (')).toEqual([expect.not.stringContaining('Spent')]);
  w.bill.final = true;
  await w.pass(86_400);
  expect(w.heard('U0BEN', ': spent (')).toEqual([expect.stringContaining('Spent: 12.5 USD')]);
});

test('without callers in the bill nothing is said to have cost nothing', async () => {
  w = await openAccessWorld();
  w.bill.spent = { start: '2026-11-25', end: '2026-11-26', why: 'Cost Explorer does not know who called' };
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(5 * 3600);
  expect(w.heard('U0BEN', ': ended (')).toEqual([expect.stringContaining('Cost Explorer does not know who called')]);
});
