import { NotAllowed } from '../src/errors.js';
import { MYTHOS, SONNET } from './access-settings.js';
import { type AccessWorld, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { PAYER } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

const granted = async (): Promise<string> => {
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  await w.pass(30);
  expect((await w.find(id)).state).toBe('Granted');
  return id;
};
const details = async (id: string, what: string) => (await w.access.audit(who('U0EVE'), id)).find((one) => one.what === what)?.details;

describe('a managed policy that held for longer than approved', () => {
  const managedPolicyArn = `arn:aws:iam::${PAYER}:policy/SonnetAccess`;
  const open = async (managed = true) => {
    const model = { id: SONNET, name: 'Sonnet', endpoint: 'bedrock-runtime', stages: ['manager'] };
    w = await openAccessWorld({ access: { models: [managed ? { ...model, managedPolicyArn } : model] } });
    w.aws.iam.managed(managedPolicyArn, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: '*' }],
    });
    return granted();
  };
  const LONGER =
    /^It held until 2026-11-26 14:0\d UTC, 22 h longer than approved, because aispend was not running; a managed policy knows no end\.$/;

  test('because nobody was there to detach it: the closing words, the trail and the admins say so', async () => {
    const id = await open();
    w.clock.set('2026-11-26T14:00:00Z');
    await w.pass(60);
    expect(await w.find(id)).toMatchObject({ state: 'Revoked', ending: { cause: 'time', reason: expect.stringMatching(LONGER) } });
    expect(await details(id, 'revoked')).toMatchObject({ overrun: expect.stringMatching(LONGER) });
    expect([w.heard('U0EVE', ': ended ('), w.heard('U0BEN', ': ended (')]).toEqual([[expect.any(String)], [expect.any(String)]]);
  });

  test('because AWS did not let go of it: that is the reason', async () => {
    const id = await open();
    w.aws.trouble.deny('DetachRolePolicy');
    await w.pass(6 * 3600);
    w.aws.trouble.clear();
    await w.pass(3600);
    expect((await w.find(id)).ending?.reason).toMatch(/because AWS did not let it be taken away/);
  });

  test.each([true, false])('in time, or with an end of its own: nothing is said (managed: %s)', async (managed) => {
    const id = await open(managed);
    if (!managed) w.clock.set('2026-11-26T14:00:00Z');
    await w.pass(5 * 3600);
    expect([(await w.find(id)).state, (await w.find(id)).ending?.reason, w.heard('U0EVE', ': ended (')]).toEqual([
      'Revoked',
      undefined,
      [],
    ]);
    expect(w.aws.iam.entity(ROLE)?.attached ?? []).toEqual([]);
  });
});

describe('broken glass and who reviews it', () => {
  const glass = async (o: Parameters<typeof openAccessWorld>[0], by: string) => {
    w = await openAccessWorld(o);
    const { id } = await w.access.breakGlass({ ...WISH, duration: '1h' }, who(by), 'glass');
    await w.pass(1.5 * 86_400);
    return id;
  };

  test('nobody but the one admin, who broke it: sentences say so, without a hole, and with the cure', async () => {
    const id = await glass({ access: { breakGlass: { people: ['U0EVE'] } } }, 'U0EVE');
    const CURE = 'Nobody else can review this; name others under access.breakGlass.reviewers in aispend.yaml.';
    for (const person of ['U0EVE', 'U0ADA']) {
      const error = await w.access.review(id, who(person), 'justified', 'ok').catch((one: unknown) => one);
      expect(error).toMatchObject({ name: 'NotAllowed', sentence: expect.stringContaining(CURE), message: expect.stringContaining(CURE) });
      expect((await w.access.viewer(id, who(person))).reviews).toBe(false);
    }
    expect(w.said.filter((one) => one.channel === 'U0EVE' && one.key.includes(':review-due:')).map((one) => one.text)).toEqual([
      expect.stringContaining(CURE),
    ]);
    expect(w.heard('U0ADA', 'review-due')).toEqual([]);
  });

  test('those of the rule are told at once and reminded, beside the admins; who may not is not asked', async () => {
    await glass({ access: { breakGlass: { people: ['U0BEN'], reviewers: 'security' } } }, 'U0BEN');
    for (const person of ['U0SUE', 'U0SAM', 'U0EVE'])
      expect([w.heard(person, 'glass-broken').length, w.heard(person, 'review-due').length]).toEqual([1, 1]);
    expect([w.heard('U0ADA', 'review-due'), w.heard('U0BEN', 'review-due')]).toEqual([[], []]);
  });

  test('an admin who has left is not asked', async () => {
    w = await openAccessWorld({ settings: { admins: ['U0EVE', 'U0OLD'] } });
    w.people.set('U0OLD', 'gone');
    await w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0BEN'), 'glass');
    await w.pass(1.5 * 86_400);
    expect([w.heard('U0OLD', 'review-due').length, w.heard('U0EVE', 'review-due').length]).toEqual([0, 1]);
  });
});

test('where nobody can be named a sentence says nobody', () => {
  const { sentence, message } = new NotAllowed('It is for {people}.');
  expect([sentence, message]).toEqual(['It is for nobody.', 'It is for nobody.']);
});

describe('a pause of a role that somebody has access on', () => {
  const pause = (duration = '2h') =>
    w.access.pause({ principal: 'SearchService', duration, reason: 'it runs away' }, who('U0EVE'), `pause ${duration}`);

  test('is told to that person when it begins and when it ends, each once', async () => {
    w = await openAccessWorld();
    await granted();
    await pause();
    await w.pass(60);
    expect(w.heard('U0BEN', 'Pause').map((text) => text.includes(': granted ('))).toEqual([true]);
    await w.pass(2 * 3600);
    expect(w.heard('U0BEN', 'Pause').map((text) => text.includes(': ended ('))).toEqual([false, true]);
  });

  test('nobody else is told', async () => {
    w = await openAccessWorld();
    await pause();
    await w.pass(60);
    expect(w.heard('U0BEN')).toEqual([]);
  });

  test.each(['ask', 'breakGlass'] as const)('%s: refused with whose pause it is, which, and until when', async (verb) => {
    w = await openAccessWorld();
    const { id } = await pause();
    await w.pass(60);
    await expect(w.access[verb]({ ...WISH, duration: '1h' }, who('U0BEN'), 'form')).rejects.toThrow(
      `SearchService is paused by <@U0EVE> until 2026-11-25 14:00 UTC (pause ${id}): ask them to undo it, or ask again when it is over.`,
    );
    await w.access.undoPause(id, who('U0EVE'));
    await w.pass(60);
    expect((await w.access[verb]({ ...WISH, duration: '1h' }, who('U0BEN'), 'form')).kind).toBe('grant');
  });

  test('what was approved meanwhile fails with the pause as its reason', async () => {
    w = await openAccessWorld();
    const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
    const { id: by } = await pause();
    await w.pass(60);
    await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
    await w.pass(60);
    expect((await w.find(id)).state).toBe('Failed');
    expect(w.heard('U0BEN', ': failed (')).toEqual([expect.stringContaining(`It is paused until 2026-11-25 14:00 UTC (pause ${by})`)]);
  });
});

test('who breaks the glass is named for it, and not held up by who may ask for the model', async () => {
  const model = { id: SONNET, endpoint: 'bedrock-runtime', stages: ['manager'], whoMayAsk: ['U0SUE'] };
  w = await openAccessWorld({ access: { models: [model] } });
  await expect(w.access.ask({ ...WISH, duration: '1h' }, who('U0BEN'), 'form')).rejects.toThrow('may be asked for only by');
  const { id } = await w.access.breakGlass({ ...WISH, duration: '1h' }, who('U0BEN'), 'glass');
  await w.pass(60);
  expect((await w.find(id)).state).toBe('Granted');
});

test.each([
  ['aispend.yaml or AWS is to be put right: the admins', () => w.aws.iam.remove(ROLE), 1],
  ['asking again is enough: the person who asked', () => w.aws.iam.put({ arn: ROLE, tags: { team: 'research' } }), 0],
])('what failed is told to whom has the cure: %s', async (_what, happens, admins) => {
  w = await openAccessWorld();
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  happens();
  await w.pass(60);
  expect((await w.find(id)).state).toBe('Failed');
  expect([w.heard('U0BEN', ': failed (').length, w.heard('U0EVE', ': failed (').length]).toEqual([1, admins]);
});

test('of two who wait for the same of AWS one brings the text; the admins hear when AWS has allowed it', async () => {
  w = await openAccessWorld();
  const wish = { ...WISH, model: 'mythos' };
  const { id } = await w.access.ask(wish, who('U0BEN'), 'form-1');
  await w.pass(1);
  const second = await w.access.ask(wish, who('U0SUE'), 'form-2');
  await w.pass(1);
  expect([id, second.id].map((one) => w.said.filter(({ key }) => key.startsWith(`access:${one}:waiting-for-aws`)).length)).toEqual([2, 2]);
  expect((await w.store.access.list({ limit: 2 })).map((row) => JSON.parse(row.body).waiting?.text !== undefined)).toEqual([true, true]);
  const draws = w.heard('U0EVE', 'waiting-for-aws');
  expect(draws.map((text) => text.includes('Please allow'))).toEqual([true, false]);
  w.aws.bedrock.entitle(MYTHOS);
  await w.pass(2 * 86_400);
  expect(w.heard('U0EVE', 'aws-allowed')).toHaveLength(2);
});

describe('what is refused', () => {
  test('done: whoever may not see a request hears the same as of one that is not there', async () => {
    w = await openAccessWorld();
    const id = await granted();
    const said = async (one: string) => ((await w.access.done(one, who('U0CLEO')).catch((error: unknown) => error)) as Error).message;
    expect((await said(id)).replace(id, 'x')).toBe(await said('x'));
    await expect(w.access.find(id, who('U0CLEO'))).rejects.toThrow(await said(id));
    await expect(w.access.done(id, who('U0ADA'))).rejects.toThrow('returned by the person who asked for it; others may revoke it');
  });

  test('unpause: who is not paused, and who may not, are two things; whom it stops is enough to name it', async () => {
    w = await openAccessWorld();
    await expect(w.access.undoPause('SearchService', who('U0CLEO'))).rejects.toThrow('"SearchService" is not paused');
    await w.access.pause({ principal: 'SearchService', duration: '2h', reason: 'it runs away' }, who('U0EVE'), 'pause');
    await expect(w.access.undoPause('SearchService', who('U0CLEO'))).rejects.toThrow(/^This pause was set by an admin.*by <@U0EVE>/);
    expect((await w.access.undoPause('searchservice', who('U0EVE'))).did).toBe('done');
  });

  test('cancel: what is granted is returned by who has it and taken away by an admin', async () => {
    w = await openAccessWorld();
    const id = await granted();
    await expect(w.access.cancel(id, who('U0BEN'))).rejects.toThrow(/so return it with done\.$/);
    await expect(w.access.cancel(id, who('U0EVE'))).rejects.toThrow(/so take it away with revoke\.$/);
  });
});
