import type { Entry, Outcome } from '../../src/spend/statements/entries.js';
import type { ClosedRow } from '../../src/spend/statements/statement-store.js';
import { openStore, type Store } from '../../src/store/open.js';
import { type Place, postgres, sqlite } from './engines.js';

const now = (): Date => new Date('2026-11-25T08:00:00Z');
let opened: Store[];
beforeEach(() => {
  opened = [];
});
afterEach(() => Promise.all(opened.map((one) => one.close())));

const row = (o: Partial<ClosedRow> = {}): ClosedRow => ({
  month: '2026-10',
  position: 1,
  firstNumber: 1,
  lastNumber: 3,
  content: '{"month":"2026-10","what":"it\'s 💸 \\\\ 0.00008826"}',
  hash: 'a'.repeat(64),
  previous: '0'.repeat(64),
  closedBy: 'U0DAN',
  closedAt: '2026-11-25T08:00:00.000Z',
  override: null,
  ...o,
});
const entry = (o: Partial<Entry> = {}): Entry => ({
  id: 'k3m9p2a',
  month: '2026-10',
  bearer: 'team:R&D',
  amount: '-120.5',
  reason: 'moved',
  by: 'U0DAN',
  at: '2026-11-25T08:00:00.000Z',
  dispute: null,
  ...o,
});
const dispute = (id: string) => ({
  ...{ id, month: '2026-10', team: 'engineering', start: '2026-10-01', end: '2026-11-01' },
  ...{ words: 'not ours', by: 'U0ADA', at: '2026-11-25T08:00:00.000Z' },
});
const outcome = (o: Partial<Outcome> = {}): Outcome => ({
  ...{
    dispute: 'd1',
    verdict: 'accepted',
    amount: '5',
    against: 'unattributed',
    reason: 'right',
    by: 'U0DAN',
    at: '2026-11-25T09:00:00.000Z',
  },
  ...o,
});

describe.each([sqlite, postgres].filter((one) => one.there))('statements in $name', ({ place }) => {
  let where: Place;
  let store: Store['statements'];
  const open = async (): Promise<Store['statements']> => {
    const one = await openStore({ ...where, now });
    opened.push(one);
    return one.statements;
  };
  beforeEach(async () => {
    where = await place();
    store = await open();
  });

  test('the first draft of a month stands', async () => {
    const first = { month: '2026-10', draftedAt: '2026-11-06T08:00:00.000Z', reviewUntil: '2026-11-11T08:00:00.000Z' };
    expect(await store.draft(first)).toEqual(first);
    expect(await store.draft({ ...first, draftedAt: '2026-11-07T08:00:00.000Z', reviewUntil: '2026-11-12T08:00:00.000Z' })).toEqual(first);
    expect(await store.drafts()).toEqual([first]);
  });

  test('a closed month is there as it was closed, and is not closed again', async () => {
    expect([await store.close(row()), await store.close(row({ closedBy: 'U0EVE', position: 2 }))]).toEqual([true, false]);
    expect(await store.closed()).toEqual([row()]);
    expect(await store.heads()).toEqual([{ month: '2026-10', closedAt: '2026-11-25T08:00:00.000Z' }]);
  });

  test('of many processes at once one closes the month, and no position is given twice', async () => {
    const others = await Promise.all([open(), open(), open()]);
    const tries = [store, ...others].flatMap((one, index) => [
      one.close(row({ closedBy: `U${index}`, previous: `${index}`.repeat(64) })),
      one.close(row({ month: '2026-11', previous: `x${index}` })),
    ]);
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect((await store.closed()).map((one) => one.position)).toEqual([1]);
  });

  test('entries are added as pairs and stay as they are', async () => {
    const pair = [entry(), entry({ id: 'k3m9p2b', bearer: 'unattributed', amount: '120.5' })];
    await store.addEntries(pair);
    await store.addEntries(pair.map((one) => ({ ...one, amount: '7' })));
    await store.addEntries([]);
    expect(await store.entries()).toEqual(pair);
  });

  test('of several outcomes of a dispute the first stands', async () => {
    expect([await store.addDispute(dispute('d1')), await store.addDispute(dispute('d1')), await store.addDispute(dispute('d2'))]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await store.addOutcome(outcome())).toEqual(outcome());
    expect(await store.addOutcome(outcome({ verdict: 'rejected', amount: null, against: null, by: 'U0EVE' }))).toEqual(outcome());
    expect(await store.disputes()).toEqual([
      { dispute: dispute('d1'), outcome: outcome() },
      { dispute: dispute('d2'), outcome: undefined },
    ]);
  });
});
