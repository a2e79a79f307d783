import type { NewSubscription, Subscription } from '../../src/spend/subscriptions/subscription.js';
import { openStore, type Store } from '../../src/store/open.js';
import { type Place, postgres, sqlite } from './engines.js';

let at: number;
const now = (): Date => new Date(at);
let opened: Store[];
beforeEach(() => {
  at = Date.parse('2026-11-25T08:00:00Z');
  opened = [];
});
afterEach(() => Promise.all(opened.map((one) => one.close())));

const wish = (o: Partial<NewSubscription> = {}): NewSubscription => ({
  owner: 'U0ADA',
  workspace: 'T0ACME',
  question: 'team "R&D" last week',
  schedule: '0 9 * * 1',
  timeZone: 'Europe/Berlin',
  place: 'C0ENG',
  next: '2026-11-30T08:00:00.000Z',
  ...o,
});
const times = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  let store: Store;
  const open = async (): Promise<Store> => {
    const one = await openStore({ ...where, now });
    opened.push(one);
    return one;
  };
  const add = async (o: Partial<NewSubscription> = {}, most = 50): Promise<Subscription> => {
    const added = await store.subscriptions.add(wish(o), most);
    if (added.did === 'full') throw new Error('full');
    return added.row;
  };
  beforeEach(async () => {
    where = await place();
    store = await open();
  });

  test('those that go to a channel are told apart from others and from paused ones', async () => {
    const here = await add();
    await add({ place: 'C0FIN' });
    await add({ owner: 'U0DAN' });
    await store.subscriptions.pause('U0DAN');
    expect(await store.subscriptions.at('C0ENG')).toEqual([here]);
  });

  test('is there as it was added, and in every list', async () => {
    const row = await add();
    expect(row).toEqual({
      ...wish(),
      id: expect.stringMatching(/^[a-km-np-z2-9]{6}$/),
      state: 'active',
      actAt: wish().next,
      tries: 0,
      version: 1,
      createdAt: '2026-11-25T08:00:00.000Z',
    });
    const sooner = await add({ question: 'teams', next: '2026-11-26T08:00:00.000Z' });
    const other = await add({ owner: 'U0BEN' });
    expect(await store.subscriptions.find(row.id)).toEqual(row);
    expect(await store.subscriptions.of('U0ADA')).toEqual([sooner, row]);
    expect((await store.subscriptions.all()).map((one) => one.id).sort()).toEqual([row.id, sooner.id, other.id].sort());
    expect(await store.subscriptions.find('nobody')).toBeUndefined();
  });

  test('the same is there once, however often it is added at once; a difference in any part makes another', async () => {
    const second = await open();
    const all = await times(20, (index) => (index % 2 ? second : store).subscriptions.add(wish(), 50));
    expect(all.filter((one) => one.did === 'added')).toHaveLength(1);
    expect(all.filter((one) => one.did === 'there')).toHaveLength(19);
    expect(new Set(all.map((one) => one.did !== 'full' && one.row.id)).size).toBe(1);
    for (const other of [{ question: 'teams' }, { schedule: '0 8 * * 1' }, { timeZone: 'UTC' }, { place: 'U0ADA' }, { owner: 'U0BEN' }])
      expect(await store.subscriptions.add(wish(other), 50)).toMatchObject({ did: 'added' });
  });

  test('of many added at once, as many are kept as a person may have; what is removed makes room', async () => {
    const second = await open();
    const all = await times(14, (index) => (index % 2 ? second : store).subscriptions.add(wish({ question: `team t${index}` }), 10));
    expect(all.filter((one) => one.did === 'full')).toHaveLength(4);
    const mine = await store.subscriptions.of('U0ADA');
    expect(mine).toHaveLength(10);
    await store.subscriptions.remove(mine[3]?.id ?? '');
    expect(await store.subscriptions.add(wish({ question: 'teams' }), 10)).toMatchObject({ did: 'added' });
    expect(await store.subscriptions.add(wish({ question: 'digest' }), 10)).toEqual({ did: 'full' });
  });

  test('of fifty that remove it, one gets the row', async () => {
    const row = await add();
    expect((await times(50, () => store.subscriptions.remove(row.id))).filter(Boolean)).toEqual([row]);
    expect(await store.subscriptions.of('U0ADA')).toEqual([]);
  });

  test('due are the active ones whose turn has come, the earliest first', async () => {
    const [late, early] = [await add({ next: '2026-11-25T09:00:00.000Z' }), await add({ question: 'a', next: '2026-11-25T08:30:00.000Z' })];
    await add({ question: 'b', next: '2026-11-25T09:00:00.001Z' });
    await add({ owner: 'U0LEFT', next: '2026-11-25T08:00:00.000Z' });
    expect(await store.subscriptions.pause('U0LEFT')).toBe(1);
    const due = (limit: number) => store.subscriptions.due(new Date('2026-11-25T09:00:00Z'), limit);
    expect(await due(10)).toEqual([early, late]);
    expect(await due(1)).toEqual([early]);
  });

  test('of many that move it on, one does; who read it before changes nothing', async () => {
    const row = await add();
    const next = new Date('2026-12-07T08:00:00Z');
    expect((await times(20, () => store.subscriptions.advance(row, next))).filter(Boolean)).toHaveLength(1);
    const moved = { ...row, next: next.toISOString(), actAt: next.toISOString(), version: 2 };
    expect(await store.subscriptions.find(row.id)).toEqual(moved);
    expect(await store.subscriptions.retry(row, new Date(at))).toBe(false);
    expect(await store.subscriptions.retry(moved, new Date('2026-12-07T08:05:00Z'))).toBe(true);
    const again = { ...moved, actAt: '2026-12-07T08:05:00.000Z', tries: 1, version: 3 };
    expect(await store.subscriptions.find(row.id)).toEqual(again);
    await store.subscriptions.advance(again, new Date('2026-12-14T08:00:00Z'));
    expect(await store.subscriptions.find(row.id)).toMatchObject({ tries: 0, next: '2026-12-14T08:00:00.000Z' });
  });

  test('a pause stops all of a person once, and what was under way with them; each goes on by itself', async () => {
    const [one] = [await add(), await add({ question: 'teams' })];
    expect([await store.subscriptions.pause('U0ADA'), await store.subscriptions.pause('U0ADA')]).toEqual([2, 0]);
    expect(await store.subscriptions.advance(one, new Date(at))).toBe(false);
    const paused = (await store.subscriptions.find(one.id)) as Subscription;
    const next = new Date('2026-12-07T08:00:00Z');
    expect(await times(5, () => store.subscriptions.resume(paused, next)).then((all) => all.filter(Boolean))).toHaveLength(1);
    expect((await store.subscriptions.of('U0ADA')).map((row) => row.state).sort()).toEqual(['active', 'paused']);
    expect(await store.subscriptions.find(one.id)).toMatchObject({ state: 'active', next: next.toISOString() });
  });

  test('hours are as they were last set, and gone once', async () => {
    expect(await store.hours.of('U0ADA')).toBeUndefined();
    const hours = { from: 480, to: 1080, days: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin' };
    await store.hours.set('U0ADA', { ...hours, from: 0 });
    await store.hours.set('U0ADA', hours);
    expect(await store.hours.of('U0ADA')).toEqual(hours);
    expect(await store.hours.of('U0BEN')).toBeUndefined();
    expect([await store.hours.remove('U0ADA'), await store.hours.remove('U0ADA')]).toEqual([true, false]);
    expect(await store.hours.of('U0ADA')).toBeUndefined();
  });
});
