import { openStore, type Store } from '../../src/store/open.js';
import { type Place, postgres, sqlite } from './engines.js';

let at: number;
let opened: Store[];
beforeEach(() => {
  at = Date.parse('2026-11-25T06:00:00Z');
  opened = [];
});
afterEach(() => Promise.all(opened.map((one) => one.close())));

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let where: Place;
  let store: Store;
  const open = async (): Promise<Store> => {
    const one = await openStore({ ...where, now: () => new Date(at) });
    opened.push(one);
    return one;
  };
  const first = async (found: Record<string, number>, from = store) =>
    Object.fromEntries(await from.budgets.first(new Map(Object.entries(found))));
  beforeEach(async () => {
    where = await place();
    store = await open();
  });

  test('what was reached first stays, whatever is found later and by whom', async () => {
    expect(await first({ a: 50, b: 0 })).toEqual({ a: 50, b: 0 });
    const other = await open();
    expect(await first({ a: 0, b: 50, c: 50 }, other)).toEqual({ a: 50, b: 0, c: 50 });
    expect(await first({ c: 0 })).toEqual({ c: 50 });
    expect(await first({})).toEqual({});
  });

  test('two processes that look at once agree', async () => {
    const other = await open();
    const [one, two] = await Promise.all([first({ a: 50, b: 0 }), first({ a: 0, b: 50 }, other)]);
    expect(one).toEqual(two);
  });

  test('two thousand at once, and forgotten after more than a year', async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`budget:2026-11:team-${index}:100`, index % 2]));
    expect(await first(many)).toEqual(many);
    at += 399 * 86_400_000;
    await store.tidy();
    expect(await first({ 'budget:2026-11:team-1:100': 0 })).toEqual({ 'budget:2026-11:team-1:100': 1 });
    at += 2 * 86_400_000;
    await store.tidy();
    expect(await first({ 'budget:2026-11:team-1:100': 0 })).toEqual({ 'budget:2026-11:team-1:100': 0 });
  });
});
