import type { Room } from '../../src/spend/audience/room.js';
import { openStore, type Store } from '../../src/store/open.js';
import { postgres, sqlite } from './engines.js';

const AT = '2026-11-25T08:00:00.000Z';
const room: Room = {
  shared: 'yes',
  organisations: ['Partner "Inc" – Köln'],
  members: Array.from({ length: 1000 }, (_, index) => `U0${index}`),
  size: 1200,
  guests: 2,
  looked: 50,
  lookedAt: AT,
};

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let store: Store;
  let at = AT;
  beforeEach(async () => {
    at = AT;
    store = await openStore({ ...(await place()), now: () => new Date(at) });
  });
  afterEach(() => store.close());

  test('what was learned last of a channel is kept, with when', async () => {
    expect(await store.rooms.find('C0ENG')).toBeUndefined();
    await store.rooms.keep('C0ENG', room);
    await store.rooms.keep('C0FIN', { ...room, shared: 'no' });
    expect(await store.rooms.find('C0ENG')).toEqual({ room, at: AT });
    at = '2026-11-26T08:00:00.000Z';
    await store.rooms.keep('C0ENG', { ...room, guests: 3 });
    expect(await store.rooms.find('C0ENG')).toEqual({ room: { ...room, guests: 3 }, at });
    expect((await store.rooms.find('C0FIN'))?.room.shared).toBe('no');
  });
});
