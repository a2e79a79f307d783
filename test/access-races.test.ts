import type { AccessRequest } from '../src/access/request.js';
import { memoryAws } from './access-memory.js';
import { type AccessWorld, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { PAYER } from './iam.setup.js';

let w: AccessWorld;
afterEach(() => w.close());

const ROUNDS = 1000;

/** Requests like one that was asked for, each with a role of its own so that one role does not fill up. */
async function rounds(template: AccessRequest, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `round${index}`);
  for (const id of ids) {
    const principal = `${ROLE}${id}`;
    w.aws.iam.put({ arn: principal, tags: { team: 'engineering' } });
    const target = template.target;
    await w.world.store.add({ ...template, ...(target ? { target } : {}), id, principal, version: 1, todo: [], asker: 'U0BEN' });
  }
  return ids;
}

test('a thousand times two approvers click at the same instant, each click delivered twice, two processes at work: one decision, one grant, one message', async () => {
  w = await openAccessWorld({
    access: { settleSeconds: 0 },
    settings: { teams: [{ name: 'engineering', managers: ['U0ADA', 'U0DAN'], members: ['U0BEN'] }] },
  });
  const template = await w.access.ask(WISH, who('U0BEN'), 'template');
  await w.access.cancel(template.id, who('U0BEN'));
  await w.engine.tick();
  const memory = memoryAws((arn) => ({
    arn,
    kind: 'role',
    account: PAYER,
    name: arn.split('/').at(-1) ?? '',
    path: '/teams/',
    tags: { team: 'engineering' },
    attached: [],
  }));
  const offices = [0, 1].map(() => w.office((world) => ({ ...world, rights: () => memory.rights, models: memory.models })));
  w.said.length = 0;
  const ids = await rounds(template, ROUNDS);
  let decided = 0;
  for (let at = 0; at < ROUNDS; at += 50) {
    const batch = ids.slice(at, at + 50);
    await Promise.all(
      batch.map(async (id) => {
        const clicks = offices.flatMap(({ access }) =>
          ['U0ADA', 'U0DAN'].map((person) => access.decide(id, who(person), 'approve', { stage: 0 })),
        );
        const outcomes = await Promise.all(clicks);
        const done = outcomes.filter((one) => one.did === 'done');
        expect(done).toHaveLength(1);
        expect(new Set(outcomes.filter((one) => one.did === 'already').map((one) => one.by))).toEqual(
          new Set([done[0]?.request.decisions[0]?.by]),
        );
        decided++;
      }),
    );
    await Promise.all(offices.map(({ engine }) => engine.tick()));
    // What one process held while the other looked is looked at again two seconds later.
    while ((await w.world.store.due(w.clock.now().toISOString(), 1)).length > 0) {
      w.clock.pass(2);
      await Promise.all(offices.map(({ engine }) => engine.tick()));
    }
  }
  expect(decided).toBe(ROUNDS);
  expect(memory.puts).toHaveLength(ROUNDS);
  expect(new Set(memory.puts).size).toBe(ROUNDS);
  for (const id of ids) {
    const { state, decisions } = await w.find(id);
    expect([id, state, decisions.length]).toEqual([id, 'Granted', 1]);
  }
  const to = (event: string): string[] => w.heard('U0BEN', `: ${event} (`);
  expect(to('granted')).toHaveLength(ROUNDS);
  expect(await w.world.audit.verify()).toMatchObject({ intact: true });
  const puts = (await w.world.audit.read()).filter((one) => one.what === 'policy put');
  expect(puts).toHaveLength(ROUNDS);
}, 300_000);

test('one approves and one denies at the same instant: whoever was first, and nobody else', async () => {
  w = await openAccessWorld({ settings: { teams: [{ name: 'engineering', managers: ['U0ADA', 'U0DAN'], members: ['U0BEN'] }] } });
  const template = await w.access.ask(WISH, who('U0BEN'), 'template');
  await w.access.cancel(template.id, who('U0BEN'));
  const other = w.office();
  for (const id of await rounds(template, 100)) {
    const [approved, denied] = await Promise.all([
      w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 }),
      other.access.decide(id, who('U0DAN'), 'deny', { stage: 0, reason: 'no' }),
    ]);
    const { state, decisions } = await w.find(id);
    expect([approved.did, denied.did].sort()).toEqual(['already', 'done']);
    expect(decisions).toHaveLength(1);
    expect(state).toBe(approved.did === 'done' ? 'Approved' : 'Denied');
  }
});

test('a form that Slack delivers twenty times at once opens one request', async () => {
  w = await openAccessWorld();
  const other = w.office();
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? w : other).access.ask(WISH, who('U0BEN'), 'form-1')),
  );
  expect(new Set(asked.map((one) => one.id)).size).toBe(1);
  await Promise.all([w.engine.tick(), other.engine.tick()]);
  await w.pass(10);
  expect(w.heard('C0ACCESS', 'may decide')).toHaveLength(1);
  expect((await w.world.audit.read()).map((one) => one.what)).toEqual(['asked']);
});

test('a quorum of two takes two people, however often one of them clicks', async () => {
  w = await openAccessWorld({
    access: {
      approvers: { security: ['U0SUE', 'U0SAM'] },
      models: [{ id: 'anthropic.claude-sonnet-5', name: 'Sonnet', endpoint: 'bedrock-runtime', stages: [{ name: 'security', quorum: 2 }] }],
    },
  });
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  const clicks = await Promise.all(Array.from({ length: 10 }, () => w.access.decide(id, who('U0SUE'), 'approve', { stage: 0 })));
  expect(clicks.filter((one) => one.did === 'done')).toHaveLength(1);
  expect(await w.find(id)).toMatchObject({ state: 'Pending' });
  await w.access.decide(id, who('U0SAM'), 'approve', { stage: 0 });
  expect((await w.find(id)).decisions.map((one) => one.by)).toEqual(['U0SUE', 'U0SAM']);
});
