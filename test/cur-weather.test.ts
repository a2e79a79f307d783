import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assemble } from '../src/assemble.js';
import { silentLog } from '../src/log.js';
import { readPeriod } from '../src/spend/period-grammar.js';
import { COST, line, money, NOW, openDesks } from './cur-desk.js';
import { writeCur } from './cur-writer.js';
import { testConfig } from './start.js';

let desks: Awaited<ReturnType<typeof openDesks>>;
beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks.close());
const desk: (typeof desks)['desk'] = (o) => desks.desk(o);

const cutInHalf = async (file: string): Promise<Buffer> => {
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, whole.length / 2));
  return whole;
};
const first = async (files: Promise<string[]>): Promise<string> => (await files)[0] as string;

describe('a file that changes while it is read', () => {
  /** Replaces both files right after the lines were summed, the first `times` times. */
  const restless = (times: number) => {
    let left = times;
    const one = desk({
      meanwhile: async (sql) => {
        if (!sql.startsWith('CREATE OR REPLACE TABLE') || left-- <= 0) return;
        await one.write([line({ cost: '50' }), line({ cost: `0.${left + 5}` })]);
        await one.write([line({ cost: '10' }), line({ cost: '0.25' })], { fileName: 'second.parquet' });
      },
    });
    return one;
  };

  test('is read once more, and the month is of one state', async () => {
    const { write, pull, total } = restless(1);
    await write([line({ cost: '5' })]);
    await write([line({ cost: '1' })], { fileName: 'second.parquet' });
    expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
    expect(await total()).toBe('60.75');
  });

  test('and changes again is waited for: nothing is written, and the old month says so', async () => {
    const { write, pull, total, meta } = restless(2);
    await write([line({ cost: '5' })]);
    await expect(pull()).rejects.toThrow(
      'October 2026 was not read: BILLING_PERIOD=2026-10/cur-00001.snappy.parquet changed while it was read, twice; the next refresh tries again.',
    );
    expect(await meta('2026-10')).toBeUndefined();
    expect((await pull()).months).toEqual(['2026-10']);
    expect(await total()).toBe('60.75');
  });

  test('after a month was read leaves that month and its reason', async () => {
    let busy = false;
    const { write, pull, total, meta } = desk({
      meanwhile: async (sql) => {
        if (busy && sql.startsWith('CREATE OR REPLACE TABLE')) await write([line({ cost: `${money(await total()).length}` }), line()]);
      },
    });
    await write([line({ cost: '5' })]);
    await write([line({ day: '2026-09-05', cost: '1' })]);
    await pull();
    busy = true;
    const file = await first(write([line({ cost: '8' })]));
    await utimes(file, NOW, new Date('2026-11-23T00:00:00Z'));
    expect(await pull()).toMatchObject({
      months: [],
      notes: [expect.stringMatching(/^October 2026 keeps the figures of .* changed while it was read, twice\.$/)],
    });
    expect(await total()).toBe('6');
    expect((await meta('2026-10'))?.notes).toHaveLength(1);
  });

  test('and is swapped for a whole one by rename is read as the new one', async () => {
    let swapped = false;
    const { folder, write, pull, total } = desk({
      meanwhile: async (sql) => {
        if (swapped || !sql.includes('SELECT DISTINCT')) return;
        swapped = true;
        await writeCur(join(folder, '../aside'), [line({ cost: '7' })]);
        await rename(join(folder, '../aside/BILLING_PERIOD=2026-10/cur-00001.snappy.parquet'), file);
      },
    });
    const file = await first(write([line({ cost: '5' })]));
    await pull();
    expect(await total()).toBe('7');
  });
});

describe('a file that breaks after its month was read', () => {
  test('leaves the month as it was and says so in the month, until the file is whole', async () => {
    const { write, pull, total, meta } = desk();
    const file = await first(write([line({ cost: '5' })]));
    await write([line({ cost: '1' })], { fileName: 'other.parquet' });
    await write([line({ day: '2026-09-05', cost: '1' })]);
    await pull();
    const stamp = new Date('2026-11-20T00:00:00Z');
    const whole = await cutInHalf(file);
    await write([line({ cost: '2' })], { fileName: 'other.parquet' });
    const kept =
      /^October 2026 keeps the figures of \d{4}-\d\d-\d\d: BILLING_PERIOD=2026-10\/cur-00001\.snappy\.parquet: it could not be read/;
    for (const _ of ['the first refresh', 'the next one']) {
      expect(await pull()).toEqual({ months: [], requests: 0, notes: [expect.stringMatching(kept)] });
      expect((await meta('2026-10'))?.notes).toEqual([expect.stringMatching(kept)]);
      expect(await total()).toBe('7');
    }
    await writeFile(file, whole);
    await utimes(file, stamp, stamp);
    expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
    expect((await meta('2026-10'))?.notes).toEqual([]);
    expect(await total()).toBe('8');
  });

  test('as the only one of its month leaves it, too', async () => {
    const { write, pull, total } = desk();
    const file = await first(write([line({ cost: '6' })]));
    await pull();
    await writeFile(file, 'gone');
    expect((await pull()).notes).toEqual([
      expect.stringMatching(/^October 2026 keeps the figures of .*cur-00001\.snappy\.parquet: it could not be read/),
    ]);
    expect(await total()).toBe('6');
  });

  test('is said in answers, with the old figure', async () => {
    const dataDir = join(desks.path, 'bot');
    const folder = join(dataDir, 'cur');
    const { costExplorer } = testConfig(dataDir).spend;
    const config = testConfig(dataDir, {
      spend: { source: 'cur-files', curFiles: { path: folder }, costExplorer, tags: { team: ['iamPrincipal/team'] } },
    });
    const file = await first(writeCur(folder, [line({ cost: '5' }), line({ day: '2026-11-05', cost: '1' })]));
    const parts = await assemble({ config, log: silentLog(), now: () => NOW, pause: async () => undefined });
    try {
      await parts.refresher.refresh();
      await cutInHalf(file);
      await parts.refresher.refresh();
      const answer = await parts.spend.team('engineering', readPeriod('2026-10', '2026-11-24')!);
      expect(answer.total.toFixed()).toBe('5');
      expect(answer.notes.join(' ')).toMatch(/October 2026 keeps the figures of/);
    } finally {
      await parts.close();
    }
  });

  test('but not one that never could be read: the rest of the month counts', async () => {
    const { folder, write, pull, total } = desk();
    await write([line({ cost: '5' })]);
    await pull();
    await writeFile(join(folder, 'BILLING_PERIOD=2026-10/new.parquet'), 'half');
    await write([line({ cost: '6' })]);
    expect(await pull()).toMatchObject({
      months: ['2026-10'],
      notes: [expect.stringMatching(/^BILLING_PERIOD=2026-10\/new\.parquet was skipped, its spend is missing/)],
    });
    expect(await total()).toBe('6');
  });
});

describe('what the manifest of an export says', () => {
  const DATA = 'bill/prod/data/BILLING_PERIOD=2026-10';
  /** An export called "prod" as AWS lays it out. */
  const exported = () => {
    const one = desk();
    const data = join(one.folder, 'bill/prod/data');
    const manifest = async (names: string[], o: { delivery?: string; text?: string; at?: string } = {}) => {
      const file = join(one.folder, 'bill/prod/metadata/BILLING_PERIOD=2026-10', o.delivery ?? '', 'prod-Manifest.json');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        o.text ?? JSON.stringify({ dataFiles: names.map((name) => `s3://bucket/finance/${DATA}/${name}`), columns: [] }),
      );
      if (o.at) await utimes(file, new Date(o.at), new Date(o.at));
    };
    return {
      ...one,
      manifest,
      chunk: (cost: string, fileName: string) => first(writeCur(data, [line({ cost })], { fileName })),
    };
  };
  const [ONE, TWO] = ['prod-00001.snappy.parquet', 'prod-00002.snappy.parquet'];

  test('a chunk of an earlier, longer refresh does not count, and is named', async () => {
    const { chunk, manifest, pull, total } = exported();
    await chunk('1', ONE);
    await chunk('100', TWO);
    await manifest([ONE]);
    expect((await pull()).notes).toEqual([
      `${DATA}/${TWO} was skipped: it is not in bill/prod/metadata/BILLING_PERIOD=2026-10/prod-Manifest.json.`,
    ]);
    expect(await total()).toBe('1');
    expect((await pull()).months).toEqual([]);
    await manifest([ONE, TWO]);
    await chunk('20', TWO);
    expect((await pull()).notes).toEqual([]);
    expect(await total()).toBe('21');
  });

  test('a chunk that is not there yet: a new month is read and says so, a known one stays until it comes', async () => {
    const { chunk, manifest, pull, total } = exported();
    await chunk('1', ONE);
    await manifest([ONE, TWO]);
    const missing = /prod-00002\.snappy\.parquet was skipped, its spend is missing: it is listed in .* and is not there; copy it as well/;
    expect(await pull()).toMatchObject({ months: ['2026-10'], notes: [expect.stringMatching(missing)] });
    await chunk('3', ONE);
    expect((await pull()).notes).toEqual([
      expect.stringMatching(/^October 2026 keeps the figures of .*prod-00002\.snappy\.parquet: it is listed in/),
    ]);
    expect(await total()).toBe('1');
    await chunk('20', TWO);
    expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
    expect(await total()).toBe('23');
  });

  test('a delivery counts when its manifest has come, and not before', async () => {
    const { chunk, manifest, pull, total } = exported();
    const [older, newer] = ['20261005T010000Z-aaaa', '20261012T010000Z-0bbb'];
    await chunk('1', `${older}/${ONE}`);
    await manifest([`${older}/${ONE}`]);
    await manifest([`${older}/${ONE}`], { delivery: older });
    await chunk('2', `${newer}/${ONE}`);
    expect((await pull()).notes).toEqual([]);
    expect(await total()).toBe('1');
    // A copy gives the older manifest the later time; the names of the deliveries tell.
    await manifest([`${newer}/${ONE}`], { delivery: newer, at: '2026-10-12T02:00:00Z' });
    await pull();
    expect(await total()).toBe('2');
  });

  test('a delivery without a manifest that is half copied does not take the place of the one before', async () => {
    const { chunk, pull, total } = exported();
    await chunk('1', `20261005T010000Z-aaaa/${ONE}`);
    await pull();
    await cutInHalf(await chunk('2', `20261012T010000Z-0bbb/${ONE}`));
    expect((await pull()).notes).toEqual([expect.stringMatching(/^October 2026 keeps the figures of .*20261012T010000Z-0bbb/)]);
    expect(await total()).toBe('1');
  });

  test('a manifest that is half copied leaves the month as it was', async () => {
    const { chunk, manifest, pull, total } = exported();
    await chunk('1', ONE);
    await manifest([ONE]);
    await pull();
    await chunk('2', TWO);
    await manifest([], { text: '{"dataFiles": ["s3://bu' });
    expect((await pull()).notes).toEqual([
      expect.stringMatching(/^October 2026 keeps the figures of .*prod-Manifest\.json: it could not be read/),
    ]);
    expect(await total()).toBe('1');
    await manifest([ONE, TWO]);
    expect((await pull()).notes).toEqual([]);
    expect(await total()).toBe('3');
  });

  test('nothing about other months, other exports and folders that were not copied', async () => {
    const { folder, chunk, manifest, write, pull, total } = exported();
    await chunk('1', ONE);
    await manifest([ONE]);
    await write([line({ day: '2026-09-05', cost: '10' })]);
    await writeCur(join(folder, 'bill/dev/data'), [line({ account: '444455556666', cost: '100' })], {
      fileName: 'dev-00007.snappy.parquet',
    });
    await mkdir(join(folder, 'bill/old/metadata/BILLING_PERIOD=2026-10'), { recursive: true });
    await writeFile(
      join(folder, 'bill/old/metadata/BILLING_PERIOD=2026-10/old-Manifest.json'),
      JSON.stringify({ dataFiles: ['s3://bucket/bill/old/data/BILLING_PERIOD=2026-10/old-00001.snappy.parquet'] }),
    );
    expect((await pull()).notes).toEqual([]);
    expect(await total()).toBe('111');
  });

  test('the data folder may be copied without its own name', async () => {
    const { folder, manifest, pull, total } = exported();
    for (const [name, cost] of [
      [ONE, '1'],
      [TWO, '2'],
    ] as const)
      await writeCur(join(folder, 'bill/prod'), [line({ cost })], { fileName: name });
    await manifest([TWO]);
    await pull();
    expect(await total()).toBe('2');
  });
});

describe('two exports of one bill', () => {
  const bill = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08'].map((day, index) => line({ day, cost: `${index + 1}` }));
  const shared = { account: '444455556666' };

  test('are counted once, from the one that says who called, and both are named', async () => {
    const { folder, pull, facts, total } = desk();
    await writeCur(join(folder, 'old/data'), bill, { principalColumn: false });
    await writeCur(join(folder, 'with-callers/data'), bill);
    const report = await pull();
    expect(report.notes).toContain(
      'with-callers/cur and old/cur both bill account 111122223333 for October 2026; with-callers/cur is counted there and old/cur is not. Keep one of the two exports in the CUR folder.',
    );
    expect(await total()).toBe('10');
    expect((await facts('principal IS NULL AS nobody')).map((row) => row.nobody)).toEqual([false]);
    expect((await pull()).months).toEqual([]);
  });

  test('are counted from the one that goes on, when the other ended days ago', async () => {
    const { folder, pull, total } = desk();
    await writeCur(join(folder, 'going-on/data'), [...bill, line({ day: '2026-10-20', cost: '100' })], { principalColumn: false });
    await writeCur(join(folder, 'ended/data'), bill);
    expect((await pull()).notes.join(' ')).toContain('going-on/cur is counted there and ended/cur is not');
    expect(await total()).toBe('110');
  });

  test('are found in one flat folder by the names of their chunks, and a little difference does not hide them', async () => {
    const { write, pull, total } = desk();
    await write(bill, { layout: 'flat', fileName: 'hourly-00001.snappy.parquet' });
    await write([...bill.slice(0, 3), line({ day: '2026-10-08', cost: '4.5' })], {
      layout: 'flat',
      fileName: 'daily-00001.snappy.parquet',
    });
    expect((await pull()).notes.join(' ')).toMatch(/(hourly|daily) and (hourly|daily) both bill account 111122223333 for October 2026/);
    expect(['10', '10.5']).toContain(await total());
  });

  test('lose no account that only one of them bills', async () => {
    const { folder, pull, facts } = desk();
    await writeCur(join(folder, 'a/data'), [...bill, ...bill.map((one) => ({ ...one, account: '777788889999' }))]);
    await writeCur(join(folder, 'b/data'), [...bill, ...bill.map((one) => ({ ...one, ...shared }))]);
    expect((await pull()).notes).toEqual([expect.stringContaining('both bill account 111122223333 for October 2026')]);
    expect((await facts(`account, ${COST}`)).map((row) => money(row.cost))).toEqual(['10', '10', '10']);
  });

  test('that divide an account between them are both counted, without a word', async () => {
    const { folder, pull, total } = desk();
    await writeCur(join(folder, 'us/data'), bill);
    await writeCur(
      join(folder, 'eu/data'),
      bill.map((one) => ({ ...one, usageType: 'EUC1-NovaLite-input-tokens' })),
    );
    expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
    expect(await total()).toBe('20');
  });
});

test('a month whose files are all gone is not kept: it holds nothing any more', async () => {
  const { folder, write, pull, meta } = desk();
  await write([line()]);
  await write([line({ day: '2026-09-05' })]);
  await pull();
  await rm(join(folder, 'BILLING_PERIOD=2026-10'), { recursive: true });
  expect((await pull()).months).toEqual(['2026-10']);
  expect((await meta('2026-10'))?.sourceRows).toBe(0);
});
