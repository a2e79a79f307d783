import { sweep } from '../src/access/sweep.js';
import { type AccessWorld, openAccessWorld, WISH, who } from './access-world.js';
import { PAYER } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

const USER = `arn:aws:iam::${PAYER}:user/teams/SearchBot`;
const allowed = () =>
  w.aws.iam.decides(USER, 'bedrock:InvokeModel', `arn:aws:bedrock:us-east-1:${PAYER}:inference-profile/us.anthropic.claude-sonnet-5`);
const approve = (id: string) => w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
const state = async (id: string) => (await w.find(id)).state;

/** A grant until 16:00 to a user, which has room for one such policy and no second one, and its extension until 18:00. */
async function extended(): Promise<{ base: string; more: string }> {
  w = await openAccessWorld();
  w.aws.iam.put({ arn: USER, tags: { team: 'engineering' } });
  const base = await w.access.ask({ ...WISH, principal: 'SearchBot' }, who('U0BEN'), 'form-1');
  await approve(base.id);
  await w.pass(30);
  const more = await w.access.extend(base.id, who('U0BEN'), '2h', 'not done yet', 'form-2');
  await approve(more.id);
  return { base: base.id, more: more.id };
}

test('a user, with 2048 characters for all inline policies, is extended: the same policy with the later end', async () => {
  const { base, more } = await extended();
  await w.pass(30);
  expect([await state(base), await state(more), w.policies(USER)]).toEqual(['Granted', 'Granted', [`aispend-${base}`]]);
  expect((await sweep(w.world)).lines).toEqual([]);
  await w.pass(4 * 3600);
  expect([await state(base), await state(more), allowed()]).toEqual(['Revoked', 'Granted', 'allowed']);
  expect((await w.world.audit.read(base)).find((one) => one.what === 'revoked')?.details).toMatchObject({
    readBack: 'left',
    leftFor: more,
  });
  await w.pass(600);
  expect([(await sweep(w.world)).lines, w.policies(USER)]).toEqual([[], [`aispend-${base}`]]);
  await w.pass(2 * 3600);
  expect([await state(more), w.policies(USER)]).toEqual(['Revoked', []]);
  expect(w.heard('U0EVE')).toEqual([]);
});

test('extended again, it is still one policy, and ends with the last', async () => {
  const { base, more } = await extended();
  await w.pass(30);
  const last = await w.access.extend(more, who('U0BEN'), '1h', 'nearly', 'form-3');
  await approve(last.id);
  await w.pass(6 * 3600);
  expect([await state(more), await state(last.id), allowed(), w.policies(USER)]).toEqual([
    'Revoked',
    'Granted',
    'allowed',
    [`aispend-${base}`],
  ]);
  await w.pass(3600);
  expect([await state(last.id), w.policies(USER)]).toEqual(['Revoked', []]);
});

test('the extension alone is returned: the grant goes on to its own end', async () => {
  const { base, more } = await extended();
  const first = (await w.find(base)).policy?.document;
  await w.pass(30);
  await w.access.done(more, who('U0BEN'));
  await w.pass(30);
  expect([await state(base), await state(more), w.aws.iam.entity(USER)?.inline[`aispend-${base}`]]).toEqual(['Granted', 'Revoked', first]);
  await w.pass(4 * 3600);
  expect([await state(base), w.policies(USER)]).toEqual(['Revoked', []]);
});

test.each([
  ['returned', (id: string) => w.access.done(id, who('U0BEN'))],
  ['revoked', (id: string) => w.access.revoke(id, who('U0ADA'), 'enough')],
])('the grant is %s: both are over at once', async (_what, end) => {
  const { base, more } = await extended();
  await w.pass(30);
  await end(base);
  await w.pass(30);
  expect([await state(base), await state(more), w.policies(USER), allowed()]).toEqual(['Revoked', 'Revoked', [], 'implicitDeny']);
});

test('AWS refuses to have it written anew: the grant stays as it was', async () => {
  const { base, more } = await extended();
  w.aws.trouble.fail('PutUserPolicy', 'AccessDenied', 'not authorized to perform: iam:PutUserPolicy', undefined, 403);
  await w.pass(60);
  expect([await state(base), await state(more), allowed()]).toEqual(['Granted', 'Failed', 'allowed']);
  await w.pass(4 * 3600);
  expect([await state(base), w.policies(USER)]).toEqual(['Revoked', []]);
});

test('somebody removes it at AWS: the end of one does not put it back for the other', async () => {
  const { base, more } = await extended();
  await w.pass(30);
  w.aws.iam.put({ arn: USER, tags: { team: 'engineering' }, inline: {} });
  await sweep(w.world);
  await w.pass(30);
  expect([await state(more), w.policies(USER)]).toEqual(['Revoked', []]);
  await sweep(w.world);
  await w.pass(30);
  expect([await state(base), w.policies(USER)]).toEqual(['Revoked', []]);
});

test('a user without room for even one is told before anybody is asked', async () => {
  w = await openAccessWorld();
  const Resource = `arn:aws:s3:::${'x'.repeat(700)}`;
  const inline = { Base: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] }) };
  w.aws.iam.put({ arn: USER, tags: { team: 'engineering' }, inline });
  await expect(w.access.ask({ ...WISH, principal: 'SearchBot' }, who('U0BEN'), 'form')).rejects.toThrow('leave no room');
  expect(await w.world.store.list({ limit: 10 })).toEqual([]);
});
