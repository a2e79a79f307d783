import { randomUUID } from 'node:crypto';
import type { Access, Wish } from '../src/access/access.js';
import { accessStoreOver } from '../src/access/access-store.js';
import { createAccess } from '../src/access/create-access.js';
import type { Engine } from '../src/access/engine.js';
import type { PersonState } from '../src/access/ports.js';
import type { AccessRequest, Spent } from '../src/access/request.js';
import type { World } from '../src/access/world.js';
import { auditOver } from '../src/audit/trail.js';
import { createBedrock } from '../src/aws/bedrock-client.js';
import { createIam } from '../src/aws/iam-client.js';
import { type FileConfig, fileSchema } from '../src/config-schema.js';
import { Unavailable } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import type { OutgoingMessage } from '../src/outbox/message.js';
import { outboxOver } from '../src/outbox/outbox.js';
import { createFakeAws, type FakeAws } from '../src/playground/aws/fake-aws.js';
import { openStore, type Store, type StoreOptions } from '../src/store/open.js';
import { plainWords } from './access-plain-words.js';
import { SETTINGS } from './access-settings.js';
import { EMPTY, PAYER } from './iam.setup.js';
import { type Clock, clockAt } from './start.js';

export const ROLE = `arn:aws:iam::${PAYER}:role/teams/SearchService`;
export const OTHER_ROLE = `arn:aws:iam::${PAYER}:role/teams/IndexService`;
export const BOT_ROLE = `arn:aws:iam::${PAYER}:role/AispendReader`;

export interface Office {
  access: Access;
  engine: Engine;
  world: World;
}

export interface AccessWorld extends Office {
  clock: Clock;
  aws: FakeAws;
  store: Store;
  people: Map<string, PersonState>;
  groups: Map<string, string[]>;
  /** Groups whose members Slack does not tell. */
  silent: Set<string>;
  /** What the bill answers. */
  bill: { spent: Spent; final: boolean };
  /** Messages that were new when they were put, in order. */
  said: OutgoingMessage[];
  /** Another process over the same store and the same AWS; `change` puts something in the place of a part. */
  office(change?: (world: World) => World): Office;
  /** Goes to the next moment at which there is something to do, again and again, for so many seconds. */
  pass(seconds: number): Promise<void>;
  /** Texts said to a person or channel that hold a word. */
  heard(place: string, word?: string): string[];
  find(id: string): Promise<AccessRequest>;
  /** The names of our inline policies that the role truly has. */
  policies(arn?: string): string[];
  calls(action: string): number;
  close(): Promise<void>;
}

export const who = (id: string) => ({ id, workspace: 'T0ACME' });
export const WISH: Wish = {
  model: 'sonnet',
  duration: '4h',
  reason: 'the outage of the search',
  ticket: 'INC-42',
  principal: 'SearchService',
};

export async function openAccessWorld(
  o: { settings?: Record<string, unknown>; access?: Record<string, unknown>; place?: Pick<StoreOptions, 'file' | 'url'>; at?: string } = {},
): Promise<AccessWorld> {
  const clock = clockAt(o.at ?? '2026-11-25T12:00:00Z');
  const aws = createFakeAws({ account: EMPTY, now: clock.now, iam: { entities: [], managed: {} } });
  await aws.listen();
  for (const arn of [ROLE, OTHER_ROLE]) aws.iam.put({ arn, tags: { team: 'engineering' } });
  aws.iam.put({ arn: BOT_ROLE });
  const store = await openStore({ file: ':memory:', ...o.place, now: clock.now });
  const settings: FileConfig = fileSchema.parse({ ...SETTINGS, ...o.settings, access: { ...SETTINGS.access, ...o.access } });
  const aispend = { endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' } };
  const hooks = { pause: async () => undefined };
  const iam = createIam(aispend, hooks, { roleToAssume: settings.access.roleToAssume });
  const bedrock = createBedrock(aispend, hooks);
  const people = new Map<string, PersonState>();
  const groups = new Map<string, string[]>();
  const silent = new Set<string>();
  const said: OutgoingMessage[] = [];
  const bill = { spent: { start: '2026-11-25', end: '2026-11-26', cost: '12.5' } as Spent, final: true };
  const outbox = outboxOver(store.outbox, clock.now, () => {});
  const base: World = {
    store: accessStoreOver(store.access),
    audit: auditOver(store.audit),
    outbox: {
      async put(messages) {
        const fresh = await outbox.put(messages);
        said.push(...messages.filter((one) => fresh.includes(one.key)));
        return fresh;
      },
    },
    leases: store.leases,
    rights: (actor) => iam.as(actor),
    models: bedrock,
    people: {
      state: async (id) => people.get(id) ?? 'member',
      async groupMembers(id) {
        if (silent.has(id)) throw new Unavailable('Slack does not tell aispend who is in a user group right now.');
        return groups.get(id) ?? [];
      },
    },
    bill: {
      spentBy: async () => bill,
      expected: async () => ({ cost: '$20.00', basis: 'As last month.' }),
      tagActive: async () => 'yes',
    },
    settings,
    words: plainWords,
    holder: 'first',
    now: clock.now,
    log: silentLog(),
  };
  const office = (change: (world: World) => World = (world) => world): Office => {
    const world = change({ ...base, holder: randomUUID() });
    return { ...createAccess(world, () => () => {}), world };
  };
  const first = office();
  return {
    ...first,
    clock,
    aws,
    store,
    people,
    groups,
    silent,
    bill,
    said,
    office,
    async pass(seconds) {
      const end = clock.now().getTime() + seconds * 1000;
      await first.engine.tick();
      for (let next = await first.engine.next(); next && next.getTime() <= end; next = await first.engine.next()) {
        clock.set(new Date(Math.max(next.getTime(), clock.now().getTime() + 1)).toISOString());
        await first.engine.tick();
      }
      clock.set(new Date(Math.max(end, clock.now().getTime())).toISOString());
      await first.engine.tick();
    },
    heard: (place, word = '') => said.filter((one) => one.channel === place && one.text.includes(word)).map((one) => one.text),
    async find(id) {
      const found = await base.store.find(id);
      if (!found) throw new Error(`there is no request ${id}`);
      return found;
    },
    policies: (arn = ROLE) => Object.keys(aws.iam.entity(arn)?.inline ?? {}).filter((name) => name.startsWith('aispend-')),
    calls: (action) => aws.requests.filter((one) => one.action === action).length,
    async close() {
      await first.engine.stop();
      await store.close();
      iam.close();
      bedrock.close();
      await aws.close();
    },
  };
}
