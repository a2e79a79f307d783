import { type AccessStore, accessStoreOver } from '../../src/access/access-store.js';
import type { AccessRequest } from '../../src/access/request.js';
import { openStore, type Store } from '../../src/store/open.js';
import { type Place, postgres, sqlite } from './engines.js';

const now = () => new Date('2026-11-25T12:00:00Z');
const request = (id: string, more: Partial<AccessRequest> = {}): AccessRequest => ({
  id,
  version: 1,
  kind: 'grant',
  state: 'Pending',
  asker: 'U0BEN',
  workspace: 'T0ACME',
  principal: 'arn:aws:iam::111111111111:role/teams/SearchService',
  team: 'engineering',
  minutes: 60,
  reason: 'it’s “urgent” ✓',
  findings: [],
  stages: [{ name: 'manager', quorum: 1, openedAt: '2026-11-25T12:00:00.000Z', escalateAt: '2026-11-25T16:00:00.000Z' }],
  stage: 0,
  decisions: [],
  questions: [],
  askedAt: '2026-11-25T12:00:00.000Z',
  expiresAt: '2026-11-28T12:00:00.000Z',
  todo: [],
  cards: [],
  ...more,
});

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  let opened: Store[];
  let rows: AccessStore;
  const open = async (): Promise<AccessStore> => {
    const store = await openStore({ ...where, now });
    opened.push(store);
    return accessStoreOver(store.access);
  };
  beforeEach(async () => {
    opened = [];
    where = await place();
    rows = await open();
  });
  afterEach(() => Promise.all(opened.map((one) => one.close())));

  test('of twenty that add one, one does, and it is there as it was added', async () => {
    const added = await Promise.all(Array.from({ length: 20 }, () => rows.add(request('a'))));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await rows.find('a')).toEqual(request('a'));
    expect(await rows.find('b')).toBeUndefined();
  });

  test('of fifty that swap the same version over two connections, one does; nothing of the others remains', async () => {
    const other = await open();
    await rows.add(request('a'));
    const before = (await rows.find('a'))!;
    const swapped = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? rows : other).swap(before, { ...before, reason: `by ${index}` })),
    );
    const won = swapped.filter((one) => one !== undefined);
    expect(won).toHaveLength(1);
    expect(await other.find('a')).toEqual(won[0]);
    expect(won[0]?.version).toBe(2);
    expect(await rows.swap(before, before)).toBeUndefined();
  });

  test('what is due comes by time, and a request that waits for nothing never', async () => {
    await rows.add(request('pending'));
    await rows.add(request('owing', { todo: [{ kind: 'card', key: '1.0' }], askedAt: '2026-11-25T11:00:00.000Z' }));
    await rows.add(request('over', { state: 'Denied' }));
    const ids = async (at: string, limit = 10) => (await rows.due(at, limit)).map((one) => one.id);
    expect(await ids('2026-11-25T15:59:59.999Z')).toEqual(['owing']);
    expect(await ids('2026-11-25T16:00:00.000Z')).toEqual(['owing', 'pending']);
    expect(await ids('2026-11-25T16:00:00.000Z', 1)).toEqual(['owing']);
    // What owes something is due whatever the clock says.
    expect(await rows.nextAt()).toBe('1970-01-01T00:00:00.000Z');
    const owing = (await rows.find('owing'))!;
    await rows.swap(owing, { ...owing, state: 'Cancelled', todo: [] });
    expect(await rows.nextAt()).toBe('2026-11-25T16:00:00.000Z');
    const pending = (await rows.find('pending'))!;
    await rows.swap(pending, { ...pending, state: 'Expired' });
    expect(await rows.nextAt()).toBeUndefined();
  });

  test('lists the latest first, by state, person and principal', async () => {
    await rows.add(request('a', { askedAt: '2026-11-25T10:00:00.000Z' }));
    await rows.add(request('b', { askedAt: '2026-11-25T11:00:00.000Z', state: 'Granted', endsAt: '2026-11-25T13:00:00.000Z' }));
    await rows.add(request('c', { askedAt: '2026-11-25T09:00:00.000Z', asker: 'U0ADA', principal: 'arn:other' }));
    const ids = async (o: Parameters<AccessStore['list']>[0]) => (await rows.list(o)).map((one) => one.id);
    expect(await ids({ limit: 10 })).toEqual(['b', 'a', 'c']);
    expect(await ids({ limit: 1 })).toEqual(['b']);
    expect(await ids({ limit: 10, states: ['Pending'] })).toEqual(['a', 'c']);
    expect(await ids({ limit: 10, states: [] })).toEqual([]);
    expect(await ids({ limit: 10, states: ['Pending'], asker: 'U0ADA' })).toEqual(['c']);
    expect(await ids({ limit: 10, principal: 'arn:other' })).toEqual(['c']);
  });
});
