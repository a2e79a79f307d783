import type { NewIncident } from '../../src/spend/anomalies/incident-row.js';
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

const incident = (o: Partial<NewIncident> = {}): NewIncident => ({
  key: 'above:team:support:2026-11-22',
  state: 'open',
  subject: { kind: 'team', name: 'support "R&D" <!channel>' },
  team: 'support',
  news: { kind: 'new' },
  places: ['C0GENERAL'],
  ...o,
});
const plan = { until: '2026-11-28', by: 'U0EVE', note: "it's a test" };

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  const open = async (): Promise<Store> => {
    const one = await openStore({ ...where, now });
    opened.push(one);
    return one;
  };
  let store: Store;
  beforeEach(async () => {
    where = await place();
    store = await open();
  });

  test('of all who open an incident of one key, one does', async () => {
    const stores = [store, await open(), await open()];
    const all = await Promise.all(stores.flatMap((one) => [one.incidents.open(incident()), one.incidents.open(incident())]));
    expect(all.filter((one) => one !== undefined)).toHaveLength(1);
    const [row] = await store.incidents.current(now());
    expect(row).toMatchObject({ ...incident(), version: 1, openedAt: '2026-11-25T08:00:00.000Z' });
    expect(await store.incidents.find(row?.id ?? '')).toEqual(row);
  });

  test('of two changes to one version, one wins and the other changes nothing', async () => {
    const row = await store.incidents.open(incident());
    if (!row) throw new Error('not opened');
    const second = await open();
    const both = await Promise.all([
      store.incidents.change(row, { state: 'planned', plan, news: { kind: 'planned', by: 'U0EVE' } }),
      second.incidents.change(row, { state: 'ended', news: { kind: 'quiet' } }),
    ]);
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await store.incidents.find(row.id)).toEqual(both.find((one) => one !== undefined));
    expect(await store.incidents.change(row, { state: 'open', news: { kind: 'quiet' } })).toBeUndefined();
  });

  test('a change keeps what it does not name and takes away what it empties', async () => {
    const row = await store.incidents.open(incident());
    const planned = row && (await store.incidents.change(row, { state: 'planned', plan, news: { kind: 'planned', by: 'U0EVE' } }));
    expect(planned).toMatchObject({ version: 2, plan, subject: incident().subject, places: ['C0GENERAL'] });
    const undone =
      planned && (await store.incidents.change(planned, { state: 'open', plan: undefined, news: { kind: 'undone', by: 'U0EVE' } }));
    expect(undone?.version).toBe(3);
    expect(undone).not.toHaveProperty('plan');
  });

  test('current are those that are not ended, and ended ones that changed since', async () => {
    const row = await store.incidents.open(incident());
    await store.incidents.open(incident({ key: 'other', state: 'ended' }));
    at += 86_400_000;
    expect((await store.incidents.current(now())).map((one) => one.key)).toEqual([row?.key]);
    expect((await store.incidents.current(new Date(at - 2 * 86_400_000))).map((one) => one.key).sort()).toEqual([row?.key, 'other'].sort());
    at += 400 * 86_400_000;
    await store.incidents.tidy();
    expect((await store.incidents.current(new Date(0))).map((one) => one.key)).toEqual([row?.key]);
  });

  test('the same is announced once, and taken back by one', async () => {
    const one = {
      subject: { kind: 'team' as const, name: 'support' },
      team: 'support',
      from: '2026-11-25',
      until: '2026-11-27',
      note: 'load',
      by: 'U0EVE',
    };
    const second = await open();
    const added = await Promise.all([store.announced.add(one), second.announced.add(one), store.announced.add({ ...one, by: 'U0ADA' })]);
    expect(added.map((each) => each.did).sort()).toEqual(['added', 'there', 'there']);
    expect(new Set(added.map((each) => each.row.id)).size).toBe(1);
    expect(await store.announced.since('2026-11-27')).toHaveLength(1);
    expect(await store.announced.since('2026-11-28')).toEqual([]);
    const id = added[0]?.row.id ?? '';
    const removed = await Promise.all([store.announced.remove(id), second.announced.remove(id)]);
    expect(removed.filter((each) => each !== undefined)).toHaveLength(1);
    expect(await store.announced.find(id)).toBeUndefined();
  });
});
