import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../src/access/world.js';
import { type AccessWorld, openAccessWorld, ROLE, WISH, who } from './access-world.js';
import { Life } from './outbox-mortal.js';

let w: AccessWorld;
afterEach(() => w.close());

/** Everything that a process does outside itself goes through its life, and stops with it. */
function mortal(world: World, life: Life): World {
  const through = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([name, act]) => [
        name,
        (...args: unknown[]) => life.step(() => (act as (...all: unknown[]) => Promise<unknown>)(...args)),
      ]),
    ) as T;
  return {
    ...world,
    store: through(world.store),
    audit: through(world.audit),
    outbox: through(world.outbox),
    leases: through(world.leases),
    models: through(world.models),
    rights: (actor) => through(world.rights(actor)),
  };
}

/** Lets a process work until it dies or has nothing left to do, and time pass as it wants. */
async function live(life: Life, work: () => Promise<unknown>): Promise<void> {
  await Promise.race([work(), life.over]);
}

/** The whole life of a request by one process: asked, approved, granted, and its time over. */
async function wholeLife(world: AccessWorld, office: ReturnType<AccessWorld['office']>): Promise<void> {
  const { id } = await office.access.ask(WISH, who('U0BEN'), 'form-1');
  await office.engine.tick();
  await office.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  for (let next: Date | undefined = world.clock.now(); next; next = await office.engine.next()) {
    world.clock.set(new Date(Math.max(next.getTime(), world.clock.now().getTime() + 1)).toISOString());
    await office.engine.tick();
  }
}

/** How many steps an undisturbed life takes, so that no number of a step is guessed. */
async function steps(): Promise<number> {
  const life = new Life();
  w = await openAccessWorld();
  await wholeLife(
    w,
    w.office((world) => mortal(world, life)),
  );
  await w.close();
  return life.steps;
}

test.each(['before', 'after'] as const)(
  'a process that dies %s any step: the next one finishes or takes back, IAM and the store agree, nobody hears twice',
  async (moment) => {
    const all = await steps();
    expect(all).toBeGreaterThan(80);
    const seen = new Set<string>();
    for (let last = 1; last <= all; last++) {
      w = await openAccessWorld();
      const life = new Life(last, moment);
      await live(life, () =>
        wholeLife(
          w,
          w.office((world) => mortal(world, life)),
        ),
      );
      // The lease of the dead ends; a person whose form or click was lost does it again.
      w.clock.pass(21);
      await wholeLife(w, w);
      const [request] = await w.world.store.list({ limit: 10 });
      seen.add(request?.state ?? 'none');
      const where = `${moment} step ${last}`;
      expect([where, request?.state, w.policies()]).toEqual([where, 'Revoked', []]);
      // An edit takes the buttons of an earlier message away and notifies nobody.
      const once = (event: string): number =>
        w.said.filter((one) => one.channel === 'U0BEN' && !one.update && one.text.includes(`: ${event} (`)).length;
      expect([where, once('granted'), once('ended')]).toEqual([where, 1, 1]);
      // One card, perhaps edited into the same once more.
      expect(w.said.filter((one) => one.channel === 'C0ACCESS' && !one.update && !one.thread)).toHaveLength(1);
      const trail = (await w.world.audit.read()).map((one) => one.what);
      expect([where, trail.filter((what) => what !== 'time is over')]).toEqual([
        where,
        ['asked', 'approved', 'executing', 'policy put', 'granted', 'revoked', 'spent'],
      ]);
      expect(await w.world.audit.verify()).toMatchObject({ intact: true });
      if (last < all) await w.close();
    }
    expect(seen).toEqual(new Set(['Revoked']));
  },
  600_000,
);

test.each(['before', 'after'] as const)(
  'a process that dies %s any step while a pause is made longer: it is denied throughout, and by one pause in the end',
  async (moment) => {
    const denied = () => w.aws.iam.decides(ROLE, 'bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/any');
    const pause = (office: Pick<ReturnType<AccessWorld['office']>, 'access'>, duration: string) =>
      office.access.pause({ principal: 'SearchService', duration, reason: 'runaway' }, who('U0ADA'), duration);
    const longer = async (office: ReturnType<AccessWorld['office']>): Promise<void> => {
      await pause(office, '3h');
      const until = w.clock.now().getTime() + 60_000;
      await office.engine.tick();
      for (let next = await office.engine.next(); next && next.getTime() < until; next = await office.engine.next()) {
        w.clock.set(new Date(Math.max(next.getTime(), w.clock.now().getTime() + 1)).toISOString());
        await office.engine.tick();
        expect(denied()).toBe('explicitDeny');
      }
    };
    const begun = async (life: Life) => {
      w = await openAccessWorld();
      await pause(w, '1h');
      await w.pass(30);
      await live(life, () => longer(w.office((world) => mortal(world, life))));
      return life.steps;
    };
    const all = await begun(new Life());
    expect(all).toBeGreaterThan(40);
    for (let last = 1; last <= all; last++) {
      await w.close();
      await begun(new Life(last, moment));
      expect([last, denied()]).toEqual([last, 'explicitDeny']);
      w.clock.pass(21);
      await longer(w);
      const states = (await w.world.store.list({ limit: 10 })).map((one) => `${one.minutes} ${one.state}`);
      expect([last, w.policies().length, states.sort()]).toEqual([last, 1, ['180 Granted', '60 Revoked']]);
      const told = w.said.filter((one) => one.channel === 'U0ADA' && !one.update).map((one) => /: (\w+) \(/.exec(one.text)?.[1]);
      expect([last, told.sort()]).toEqual([last, ['ended', 'granted', 'granted']]);
    }
  },
  600_000,
);

test.each(['before', 'after'] as const)(
  'a process that dies %s a step of an extension that writes the same policy anew: it holds to its own end, and nothing is left',
  async (moment) => {
    const user = ROLE.replace('role', 'user').replace('SearchService', 'SearchBot');
    const wish = { ...WISH, principal: 'SearchBot', duration: '1h' };
    const extended = async (office: ReturnType<AccessWorld['office']>): Promise<void> => {
      const { id } = (await w.world.store.list({ asker: 'U0BEN', limit: 10 })).at(-1) as { id: string };
      const more = await office.access.extend(id, who('U0BEN'), '1h', 'more', 'form-2');
      await office.access.decide(more.id, who('U0ADA'), 'approve', { stage: 0 });
      await office.engine.tick();
      for (let next = await office.engine.next(); next; next = await office.engine.next()) {
        w.clock.set(new Date(Math.max(next.getTime(), w.clock.now().getTime() + 1)).toISOString());
        await office.engine.tick();
      }
    };
    const begun = async (life: Life) => {
      w = await openAccessWorld();
      w.aws.iam.put({ arn: user, tags: { team: 'engineering' } });
      const { id } = await w.access.ask(wish, who('U0BEN'), 'form-1');
      await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
      await w.pass(30);
      await live(life, () => extended(w.office((world) => mortal(world, life))));
      return life.steps;
    };
    const all = await begun(new Life());
    expect(all).toBeGreaterThan(80);
    // Before a step is after the one before: together the two moments meet two of every three gaps, in half a minute.
    for (let last = moment === 'before' ? 1 : 2; last <= all; last += 3) {
      await w.close();
      await begun(new Life(last, moment));
      w.clock.pass(21);
      // Whose form was lost after the first grant was over has nothing to extend any more.
      await extended(w);
      const rows = await w.world.store.list({ limit: 10 });
      expect([last, w.policies(user), rows.map((one) => one.state)]).toEqual([last, [], ['Revoked', 'Revoked']]);
      expect([last, new Set(rows.map((one) => one.policy?.name)).size, rows.map((one) => one.ending?.cause)]).toEqual([
        last,
        1,
        ['time', 'time'],
      ]);
      expect([last, rows.map((one) => one.endsAt)]).toEqual([last, ['2026-11-25T14:00:00.000Z', '2026-11-25T13:00:00.000Z']]);
    }
  },
  600_000,
);

test('SIGKILL while AWS is about to answer: after a restart the grant is there once and ends in time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aispend-access-'));
  const file = join(folder, 'state.db');
  w = await openAccessWorld({ place: { file } });
  const { id } = await w.access.ask(WISH, who('U0BEN'), 'form-1');
  await w.access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'access-killed.ts')], {
    env: { ...process.env, FILE: file, ENDPOINT: w.aws.endpoint, NOW: w.clock.now().toISOString() },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  expect(w.policies()).toEqual([`aispend-${id}`]);
  expect(await w.find(id)).toMatchObject({ state: 'Granting' });

  w.clock.pass(21);
  await w.pass(60);
  expect(await w.find(id)).toMatchObject({ state: 'Granted' });
  expect(w.calls('PutRolePolicy')).toBe(1);
  await w.pass(4 * 3600);
  expect([(await w.find(id)).state, w.policies(ROLE)]).toEqual(['Revoked', []]);
  await rm(folder, { recursive: true });
});
