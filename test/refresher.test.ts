import { silentLog } from '../src/log.js';
import { Refresher } from '../src/spend/refresher.js';
import type { PullReport, Source } from '../src/spend/source.js';
import { type Started, start } from './start.js';

let bot: Started;
beforeEach(async () => {
  bot = await start({ filled: 'empty' });
});
afterEach(() => bot.close());

/** A source of fourteen months in two spans whose pulls end when a test says so. */
function slowly(): { source: Source; end(): Promise<void> } {
  const waiting: ((report: PullReport) => void)[] = [];
  const source = {
    name: 'cost-explorer',
    shape: bot.parts.ledger.shape,
    wanted: () => [
      { start: '2026-10-01', end: '2026-11-26' },
      { start: '2025-10-01', end: '2026-10-01' },
    ],
    affordable: async () => true,
    pull: () => new Promise<PullReport>((resolve) => waiting.push(resolve)),
  } satisfies Source;
  const end = async (): Promise<void> => {
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    waiting.shift()?.({ months: [], requests: 0, notes: [] });
  };
  return { source, end };
}

const refresherOf = (source: Source): Refresher =>
  new Refresher({ source, ledger: bot.parts.ledger, leases: bot.parts.store.leases, holder: 'a', log: silentLog(), now: bot.clock.now });
const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((resolve) => setImmediate(resolve));
};

test('while the bill is read, answers say since when and how much of it is read', async () => {
  const { source, end } = slowly();
  const refresher = refresherOf(source);
  expect(refresher.now()).toEqual([]);
  const reading = refresher.refresh();
  await until(() => refresher.now()[0]?.includes('months') === true);
  const said = (words: string) => [
    `The bill is being read right now (since 25 Nov 2026 12:00 UTC, ${words}); figures may change in a moment.`,
  ];
  expect(refresher.now()).toEqual(said('0 of 14 months are read'));
  // However long it takes, it is said since when and not for how long: answers are remembered by these words.
  bot.clock.pass(600);
  await end();
  await until(() => refresher.now()[0]?.includes('2 of 14') === true);
  expect(refresher.now()).toEqual(said('2 of 14 months are read'));
  await end();
  await reading;
  expect(refresher.now()).toEqual([]);
});

test('a process that waits for another one’s reading says so', async () => {
  await bot.parts.store.leases.take('refresh', 'somebody else', 60_000);
  const { source, end } = slowly();
  const refresher = refresherOf(source);
  const reading = refresher.refresh();
  await until(() => refresher.now().length > 0);
  expect(refresher.now()[0]).toContain('(since 25 Nov 2026 12:00 UTC, waiting for another aispend process that reads it)');
  await bot.parts.store.leases.giveBack('refresh', 'somebody else');
  await end();
  await end();
  await reading;
});
