import { mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Big from 'big.js';
import fc from 'fast-check';
import { Unavailable } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import type { LineItem } from '../src/playground/sample/line-item.js';
import type { Metric } from '../src/spend/cost-explorer-source.js';
import { doubleToDecimal, exactSumOfDoubles, tenBillionths } from '../src/spend/cur-files/double-to-decimal.js';
import { isOpen } from '../src/spend/cur-files/open-bill.js';
import { areModels, bedrockLines, serviceOf } from '../src/spend/cur-files/service.js';
import { sliceMonth, slicesFor } from '../src/spend/cur-files/slices.js';
import { curFilesShape, curFilesSource } from '../src/spend/cur-files/source.js';
import { legacyNames } from '../src/spend/cur-files/tag-value.js';
import { Duck, literal } from '../src/spend/ledger/duckdb.js';
import { Ledger } from '../src/spend/ledger/ledger.js';
import { selectService } from '../src/spend/usage-type/classify.js';
import { type CurOptions, writeCur } from './cur-writer.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const AUTUMN = { start: '2026-09-01', end: '2026-12-01' };
const TAGS = { team: ['iamPrincipal/team', 'team'], project: ['iamPrincipal/project'] };
const ALICE = 'arn:aws:sts::111122223333:assumed-role/Data/alice@example.com';

const line = (o: Partial<LineItem> = {}): LineItem => ({
  day: '2026-10-05',
  account: '111122223333',
  principal: ALICE,
  tags: { 'iamPrincipal/team': 'engineering' },
  service: 'Amazon Bedrock',
  productCode: 'AmazonBedrock',
  billingEntity: 'AWS',
  usageType: 'USE1-NovaLite-input-tokens',
  operation: 'InvokeModelInference',
  recordType: 'Usage',
  unit: '1K tokens',
  quantity: '12.5',
  cost: '0.1',
  netCost: '0.08',
  ...o,
});
const CLAUDE = 'Claude Opus 4.6 (Amazon Bedrock Edition)';
const marketplace = (o: Partial<LineItem> = {}) =>
  line({ service: CLAUDE, productCode: '6h3zvnwcm0lvunqs3uyn58fsp', billingEntity: 'AWS Marketplace', unit: '1M tokens', ...o });

let work: string;
let duck: Duck;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "cur files [1]* it's "));
  duck = new Duck({ memoryLimit: '256MB', threads: 1, tempDir: join(work, 'tmp') });
});
afterAll(async () => {
  duck.close();
  await rm(work, { recursive: true, force: true });
});

let count = 0;
/** A folder for exports and a ledger filled from it. */
function desk(o: { metric?: Metric; tags?: Record<string, string[]>; now?: () => Date } = {}) {
  const folder = join(work, `cur-${++count}`);
  const { metric = 'unblended', tags = TAGS, now = () => NOW } = o;
  const ledger = new Ledger(join(work, `ledger-${count}`), curFilesShape(metric, tags), duck, silentLog());
  const source = () => curFilesSource({ folder, duck, ledger, metric, tags, now });
  return {
    folder,
    ledger,
    write: (lines: LineItem[], options?: CurOptions) => writeCur(folder, lines, options),
    /** A new source each time: nothing may be remembered but in the ledger. */
    pull: async (span = AUTUMN) => source().pull(span, await ledger.months()),
    facts: (columns: string, span = AUTUMN) => ledger.query(span, `SELECT ${columns} FROM facts GROUP BY ALL ORDER BY ALL`),
    meta: async (month: string) => (await ledger.months()).get(month),
  };
}
const COST = 'CAST(sum(cost) AS VARCHAR) AS cost';
const money = (text: unknown) => new Big(String(text)).toFixed();

describe('reading an export', () => {
  test('a line becomes a fact with everything the bill says of it', async () => {
    const { write, pull, facts, meta } = desk();
    await write([
      line(),
      line({ cost: '0.2', quantity: '1' }),
      marketplace({ recordType: 'Credit', principal: null, cost: '-3.5', tags: {} }),
    ]);
    expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
    const rows = await facts(
      `CAST(day AS VARCHAR) AS day, cube, account, CAST(tags AS VARCHAR) AS tags, principal, service, usage_type, record_type, unit, ${COST}, CAST(sum(quantity) AS VARCHAR) AS quantity, estimated`,
    );
    const beside = { day: '2026-10-05', cube: 'full', account: '111122223333', usage_type: 'USE1-NovaLite-input-tokens', estimated: false };
    expect(rows.map((row) => ({ ...row, cost: money(row.cost), quantity: money(row.quantity) }))).toEqual([
      {
        ...beside,
        tags: '{team=engineering}',
        principal: ALICE,
        service: 'Amazon Bedrock',
        record_type: 'Usage',
        unit: '1K tokens',
        cost: '0.3',
        quantity: '13.5',
      },
      { ...beside, tags: '{}', principal: null, service: CLAUDE, record_type: 'Credit', unit: '1M tokens', cost: '-3.5', quantity: '12.5' },
    ]);
    expect(await meta('2026-10')).toMatchObject({
      source: 'cur-files',
      sourceRows: 3,
      requests: 0,
      notes: [],
      covers: { start: '2026-10-01', end: '2026-11-01' },
    });
  });

  const cases: CurOptions[] = (['hive', 'flat'] as const).flatMap((layout) =>
    [true, false].flatMap((principalColumn) =>
      (['tags', 'resource_tags', 'both', 'none'] as const).flatMap((tagsColumn) =>
        (['DOUBLE', 'DECIMAL'] as const).map((costType) => ({ layout, principalColumn, tagsColumn, costType })),
      ),
    ),
  );
  test.each(cases)('$layout, principal $principalColumn, $tagsColumn, $costType', async (options) => {
    const { write, pull, facts, meta } = desk({ tags: { team: ['iamPrincipal/team', 'team'] } });
    await write([line(), line({ tags: { team: 'data' }, cost: '0.7' }), line({ day: '2026-09-30', cost: '5' })], options);
    expect((await pull()).months).toEqual(['2026-09', '2026-10']);
    const hasCaller = options.tagsColumn === 'tags' || options.tagsColumn === 'both';
    const hasTags = options.tagsColumn !== 'none';
    const rows = (await facts(`tags['team'] AS team, principal, ${COST}`)).map((row) => [row.team, row.principal, money(row.cost)]);
    const who = options.principalColumn ? ALICE : null;
    expect(rows).toEqual(
      hasCaller
        ? [
            ['data', who, '0.7'],
            ['engineering', who, '5.1'],
          ]
        : hasTags
          ? [
              ['data', who, '0.7'],
              [null, who, '5.1'],
            ]
          : [[null, who, '5.8']],
    );
    const notes = (await meta('2026-10'))?.notes.join(' ') ?? '';
    expect(notes.includes('do not say who called')).toBe(!options.principalColumn);
    expect(notes.includes('team is unknown')).toBe(!hasTags);
  });

  test.each(['TIMESTAMP', 'TIMESTAMPTZ', 'DATE', 'VARCHAR'] as const)('times written as %s fall on their UTC day', async (timeType) => {
    const { write, pull, facts } = desk();
    await write([line({ day: '2026-10-31' }), line({ day: '2026-11-01' })], { timeType, layout: 'flat' });
    await pull();
    expect(await facts('CAST(day AS VARCHAR) AS day')).toEqual([{ day: '2026-10-31' }, { day: '2026-11-01' }]);
  });

  test('files of different make lie side by side, nested, hive and flat', async () => {
    const { folder, write, pull, facts, meta } = desk();
    await write([line({ cost: '0.1' })]);
    await write([line({ cost: '0.000000000000000001' })], {
      costType: 'DECIMAL',
      timeType: 'VARCHAR',
      tagsColumn: 'none',
      fileName: 'b.parquet',
    });
    await writeCur(join(folder, 'by hand/older'), [line({ cost: '0.02', day: '2026-10-06' })], {
      layout: 'flat',
      principalColumn: false,
      without: ['pricing_unit', 'product'],
    });
    await mkdir(join(folder, 'x'), { recursive: true });
    await rename(join(folder, 'BILLING_PERIOD=2026-10'), join(folder, 'x/billing_period=2026-10'));
    for (const name of ['_SUCCESS', '.DS_Store', '._cur.parquet', 'cur-Manifest.json']) await writeFile(join(folder, name), 'not data');
    expect((await pull()).months).toEqual(['2026-10']);
    const [row] = await facts(COST);
    expect(money(row?.cost)).toBe('0.120000000000000001');
    expect(Object.keys((await meta('2026-10'))?.inputs ?? {})).toEqual([
      'by hand/older/cur-00001.snappy.parquet',
      'x/billing_period=2026-10/b.parquet',
      'x/billing_period=2026-10/cur-00001.snappy.parquet',
    ]);
  });

  test('chunks that the manifest of a later refresh does not list are left out', async () => {
    const { folder, pull, facts } = desk();
    const data = join(folder, 'bill/export-a/data');
    await writeCur(data, [line({ cost: '1' })]);
    await writeCur(data, [line({ cost: '100' })], { fileName: 'cur-00002.snappy.parquet' });
    const manifest = join(folder, 'bill/export-a/metadata/BILLING_PERIOD=2026-10/export-a-Manifest.json');
    await mkdir(dirname(manifest), { recursive: true });
    await writeFile(
      manifest,
      JSON.stringify({ dataFiles: ['s3://bucket/bill/export-a/data/BILLING_PERIOD=2026-10/cur-00001.snappy.parquet'] }),
    );
    await pull();
    expect(money((await facts(COST))[0]?.cost)).toBe('1');
  });

  test('two exports of the same accounts are named', async () => {
    const { folder, pull } = desk();
    for (const name of ['export-a', 'export-b']) await writeCur(join(folder, name, 'data'), [line()]);
    expect((await pull()).notes).toEqual([expect.stringMatching(/^Both export-a and export-b hold October 2026 of the same accounts/)]);
  });

  test('a line without a billing period is billed in the month it was used', async () => {
    const { folder, write, pull, facts } = desk();
    const [file] = await write([line({ cost: '3' })], { layout: 'flat' });
    await duck.rows(
      `COPY (SELECT * REPLACE (CAST(NULL AS TIMESTAMP) AS bill_billing_period_start_date) FROM read_parquet(${literal(file as string)})) TO ${literal(join(folder, 'periodless.parquet'))} (FORMAT parquet)`,
    );
    expect((await pull()).months).toEqual(['2026-10']);
    expect(money((await facts(COST))[0]?.cost)).toBe('6');
  });

  test('of an export that keeps every refresh only the newest counts', async () => {
    const { folder, write, pull, facts } = desk();
    for (const [execution, cost] of [
      ['20261005T010000Z-aaaa', '1'],
      ['20261012T010000Z-0bbb', '2'],
    ] as const)
      await write([line({ cost })], { fileName: `${execution}/cur-00001.snappy.parquet` });
    await pull();
    expect(folder && money((await facts(COST))[0]?.cost)).toBe('2');
  });

  test('a line without a usage day is counted on the first of its month', async () => {
    const { folder, write, pull, facts } = desk();
    const [file] = await write([line({ cost: '3' })]);
    const undated = literal(join(folder, 'BILLING_PERIOD=2026-10/undated.parquet'));
    await duck.rows(
      `COPY (SELECT * REPLACE (CAST(NULL AS TIMESTAMP) AS line_item_usage_start_date) FROM read_parquet(${literal(file as string)})) TO ${undated} (FORMAT parquet)`,
    );
    await pull();
    expect((await facts(`CAST(day AS VARCHAR) AS day, ${COST}`)).map((row) => [row.day, money(row.cost)])).toEqual([
      ['2026-10-01', '3'],
      ['2026-10-05', '3'],
    ]);
  });

  test('a late charge is counted once, in the month that bills it', async () => {
    for (const layout of ['hive', 'flat'] as const) {
      const { write, pull, facts } = desk();
      await write([line({ day: '2026-09-30', cost: '4' })], { layout, billingPeriod: '2026-10', fileName: 'late.parquet' });
      await write([line({ day: '2026-09-30', cost: '1' })], { layout, fileName: 'september.parquet' });
      await pull();
      const rows = await facts(`CAST(day AS VARCHAR) AS day, ${COST}`);
      expect(rows.map((row) => [row.day, money(row.cost)])).toEqual([
        ['2026-09-30', '1'],
        ['2026-10-01', '4'],
      ]);
    }
  });
});

describe('what counts as Bedrock', () => {
  test('inference by a named caller counts under a code nobody knows; a caller of another service does not', async () => {
    const { write, pull, facts } = desk();
    const unknown = { service: 'Foundation Models Next', productCode: 'AmazonFmNext', billingEntity: 'AWS' as const };
    await write([
      line(),
      line({ ...unknown, cost: '2' }),
      line({ ...unknown, operation: 'RunInstances', cost: '4' }),
      line({ ...unknown, principal: null, cost: '8' }),
    ]);
    await pull();
    expect((await facts(`service, ${COST}`)).map((row) => [row.service, money(row.cost)])).toEqual([
      ['Amazon Bedrock', '0.1'],
      ['Foundation Models Next', '2'],
    ]);
  });

  const products = [
    ['AmazonBedrock', 'Amazon Bedrock', 'AWS'],
    ['AmazonBedrockService', 'Amazon Bedrock Service', 'AWS'],
    ['AmazonBedrockAgentCore', 'Amazon Bedrock AgentCore', 'AWS'],
    ['6h3zvnwcm0lvunqs3uyn58fsp', CLAUDE, 'AWS Marketplace'],
    ['a1b2c3', 'Bedrock Security Scanner', 'AWS Marketplace'],
    ['a1b2c3', '(Amazon Bedrock Edition)', 'AWS Marketplace'],
    ['a1b2c3', ' (Amazon Bedrock Edition)', 'AWS Marketplace'],
    ['a1b2c3', 'Claude (Amazon Bedrock Edition) Toolkit', 'AWS Marketplace'],
    ['AmazonEC2', 'Amazon Elastic Compute Cloud', 'AWS'],
    ['AmazonBedrockX', 'Amazon Bedrock X', 'AWS'],
    ['AmazonBedrockX', 'Amazon Bedrock X', 'AWS Marketplace'],
    ['AmazonBedrockX', 'Amazon Bedrock X', ''],
    ['AmazonBedrockX', 'Something else', 'AWS'],
    ['a1b2c3', 'Amazon Bedrock Connector (Foo Edition)', 'AWS Marketplace'],
    ['a1b2c3', 'Amazon Bedrock Connector (Foo Edition)', 'AWS'],
    ['AmazonBedrockFoundationModels', CLAUDE, 'AWS'],
    ['awskms', 'AWS Key Management Service', 'AWS'],
    ['amazonlike0', CLAUDE, ''],
  ] as const;
  test.each(products)('%s "%s" is selected as Cost Explorer services are', async (code, name, entity) => {
    const columns = new Map([
      ['product', 'MAP(VARCHAR, VARCHAR)'],
      ['bill_billing_entity', 'VARCHAR'],
    ]);
    const item = `SELECT ${literal(code)} AS line_item_product_code, ${literal(entity)} AS bill_billing_entity, MAP {'product_name': ${literal(name)}} AS product`;
    const { are, product } = bedrockLines(columns, true);
    const [row] = await duck.rows(`SELECT ${serviceOf(product)} AS service FROM (${item}) WHERE ${are}`);
    // A service of AWS itself that is not known yet is told by its code, its name and who bills it.
    const fresh = code === 'AmazonBedrockX' && name === 'Amazon Bedrock X' && entity === 'AWS';
    expect(row?.service).toBe(selectService(name) === 'other' && !fresh ? undefined : name);
    expect(await duck.rows(`FROM (${item}) WHERE ${areModels(columns)}`)).toHaveLength(row?.service === CLAUDE || fresh ? 1 : 0);
  });

  test('other products of the bill stay out of the ledger', async () => {
    const { write, pull, facts } = desk();
    await write([
      line(),
      line({ productCode: 'AmazonEC2', service: 'Amazon EC2', cost: '100', operation: 'RunInstances' }),
      marketplace({ service: 'Bedrock Linux', cost: '9', operation: 'Usage' }),
    ]);
    await pull();
    expect(await facts('service')).toEqual([{ service: 'Amazon Bedrock' }]);
  });
});

describe('exact money', () => {
  const digits = (places: number) =>
    fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map((whole) => new Big(`${whole}e-${places}`).toFixed());
  const item = fc.record({
    day: fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-31'),
    service: fc.constantFrom('Amazon Bedrock', CLAUDE),
    recordType: fc.constantFrom('Usage', 'Credit', 'Tax'),
    team: fc.constantFrom(undefined, 'engineering', "o'brien"),
    cost: fc.oneof(digits(10), digits(14), digits(2), digits(17)),
    quantity: digits(6),
  });
  test('every sum by day, service, record type and team is the decimal sum of its lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('hive', 'flat'),
        fc.constantFrom('DOUBLE', 'DECIMAL'),
        async (items, layout, costType) => {
          const { folder, ledger, write, pull, facts } = desk();
          const sums = new Map<string, Big>();
          const lines = items.map(({ team, ...rest }) => {
            const key = JSON.stringify([rest.day, rest.service, rest.recordType, team ?? null]);
            sums.set(key, (sums.get(key) ?? new Big(0)).plus(rest.cost));
            const tags: Record<string, string> = team ? { 'iamPrincipal/team': team } : {};
            return rest.service === CLAUDE ? marketplace({ ...rest, tags }) : line({ ...rest, tags });
          });
          await write(lines, { layout, costType } as CurOptions);
          await pull();
          const rows = await facts(`CAST(day AS VARCHAR) AS day, service, record_type, tags['team'] AS team, ${COST}`);
          const got = rows.map((row) => [JSON.stringify([row.day, row.service, row.record_type, row.team]), money(row.cost)]);
          expect(new Map(got as [string, string][])).toEqual(new Map([...sums].map(([key, total]) => [key, total.toFixed()])));
          for (const path of [folder, ledger.folder]) await rm(path, { recursive: true });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a double is the shortest decimal that reads back as it', async () => {
    const numbers = fc.sample(fc.double({ min: -1e9, max: 1e9, noNaN: true }), 2000).filter((x) => Math.abs(x) > 1e-4);
    const all = [
      ...numbers,
      0.1,
      98765.4321,
      0.1 + 0.2,
      1e-7,
      8.826e-5,
      1234567890123,
      0.9999999999999999,
      -3.3,
      9.5e9,
      99999.9999999999,
      100000.0000000001,
      -(2 ** 63) / 1e10,
      3e15,
    ];
    await writeFile(join(work, 'doubles.jsonl'), all.map((x) => JSON.stringify({ x: String(x) })).join('\n'));
    const table = `(SELECT CAST(x AS DOUBLE) AS x FROM read_json(${literal(join(work, 'doubles.jsonl'))}, format = 'newline_delimited', columns = {x: 'VARCHAR'}))`;
    const rows = await duck.rows(`SELECT x, CAST(${doubleToDecimal('x')} AS VARCHAR) AS exact FROM ${table}`);
    const shortest = (x: number) => new Big(String(x)).round(18, Big.roundHalfUp);
    expect(rows.filter((row) => !shortest(row.x as number).eq(String(row.exact)))).toEqual([]);
    const [total] = await duck.rows(
      `SELECT CAST(${exactSumOfDoubles('x', 'whole')} AS VARCHAR) AS exact FROM (SELECT x, ${tenBillionths('x')} AS whole FROM ${table})`,
    );
    expect(money(total?.exact)).toBe(all.reduce((sum, x) => sum.plus(shortest(x)), new Big(0)).toFixed());
  });
});

describe('the metric', () => {
  test.each([
    ['unblended', '0.1'],
    ['net-unblended', '0.08'],
    ['amortized', '0.1'],
  ] as const)('%s', async (metric, cost) => {
    const { write, pull, facts } = desk({ metric });
    await write([line()]);
    await pull();
    expect(money((await facts(COST))[0]?.cost)).toBe(cost);
  });

  test('net cost that no file has is said in one sentence', async () => {
    const { write, pull } = desk({ metric: 'net-unblended' });
    await write([line()], { without: ['line_item_net_unblended_cost'] });
    await expect(pull()).rejects.toThrow(
      new Unavailable(
        'The CUR files of October 2026 have no column line_item_net_unblended_cost; add it to the export, or set spend.metric to unblended.',
      ),
    );
  });
});

describe('tags', () => {
  test('text that is no JSON costs a line its tags and not the file its money', async () => {
    const { folder, write, pull, facts } = desk();
    const [file] = await write([line(), line({ cost: '7' })]);
    const target = literal(join(folder, 'BILLING_PERIOD=2026-10/text.parquet'));
    await duck.rows(
      `COPY (SELECT * REPLACE (CASE WHEN line_item_unblended_cost > 1 THEN 'team: x' ELSE CAST(to_json(tags) AS VARCHAR) END AS tags) FROM read_parquet(${literal(file as string)})) TO ${target} (FORMAT parquet)`,
    );
    await rm(file as string);
    expect((await pull()).notes).toEqual([
      '1 lines of BILLING_PERIOD=2026-10/text.parquet have tags that are no JSON object; they count as untagged.',
    ]);
    expect((await facts(`tags['team'] AS team, ${COST}`)).map((row) => [row.team, money(row.cost)])).toEqual([
      ['engineering', '0.1'],
      [null, '7'],
    ]);
  });

  test('the first configured key with a value wins, whatever is empty', async () => {
    const { write, pull, facts } = desk({ tags: { team: ['iamPrincipal/team', 'CostCenter', 'accountTag/team'] } });
    await write([
      line({ tags: { 'iamPrincipal/team': 'a', CostCenter: 'b' } }),
      line({ tags: { 'iamPrincipal/team': '', CostCenter: 'c' } }),
      line({ tags: { 'accountTag/team': 'd' } }),
    ]);
    await pull();
    expect((await facts("tags['team'] AS team")).map((row) => row.team)).toEqual(['a', 'c', 'd']);
  });

  test.each([
    ['team', 'user_team'],
    ['CostCenter', 'user_cost_center'],
    ['karpenter.sh/nodepool', 'user_karpenter_sh_nodepool'],
    ['aws:createdBy', 'aws_created_by'],
  ])('%s is looked for as %s in resource_tags', (key, name) => expect(legacyNames(key)[0]).toBe(name));
});

describe('pulling again', () => {
  test('a copy that broke off leaves the month as it was, and says so, until the file is whole', async () => {
    const { write, pull, facts } = desk();
    const [file] = await write([line({ cost: '5' })]);
    await write([line({ cost: '1' })], { fileName: 'other.parquet' });
    await pull();
    const whole = await readFile(file as string);
    await writeFile(file as string, whole.subarray(0, whole.length / 2));
    await write([line({ cost: '2' })], { fileName: 'other.parquet' });
    await expect(pull()).rejects.toThrow(/cur-00001\.snappy\.parquet was skipped, its spend is missing/);
    expect(money((await facts(COST))[0]?.cost)).toBe('6');
    await writeFile(file as string, whole);
    expect((await pull()).months).toEqual(['2026-10']);
    expect(money((await facts(COST))[0]?.cost)).toBe('7');
  });

  test('files that change while they are read are read once more, and give one state or the other', async () => {
    const { folder, ledger, write, facts } = desk();
    await write([line({ cost: '5' })]);
    await write([line({ cost: '1' })], { fileName: 'second.parquet' });
    let changes = 1;
    const meddled = new Proxy(duck, {
      get: (target, name) =>
        name !== 'rows'
          ? Reflect.get(target, name)
          : async (sql: string) => {
              const rows = await target.rows(sql);
              // Right after the lines were summed, both files are replaced.
              if (sql.startsWith('CREATE OR REPLACE TABLE') && changes-- > 0) {
                await write([line({ cost: '50' }), line({ cost: '0.5' })]);
                await write([line({ cost: '10' }), line({ cost: '0.25' })], { fileName: 'second.parquet' });
              }
              return rows;
            },
    });
    const source = curFilesSource({ folder, duck: meddled, ledger, metric: 'unblended', tags: TAGS, now: () => NOW });
    expect((await source.pull(AUTUMN, await ledger.months())).months).toEqual(['2026-10']);
    expect(money((await facts(COST))[0]?.cost)).toBe('60.75');
    changes = 2;
    await write([line({ cost: '3' })]);
    await expect(source.pull(AUTUMN, await ledger.months())).rejects.toThrow(/changed while they were read/);
    expect(money((await facts(COST))[0]?.cost)).toBe('60.75');
  });

  test('nothing is read again until a file is added, changed or removed', async () => {
    const { folder, write, pull, facts, meta } = desk();
    await write([line({ day: '2026-09-10' }), line()]);
    expect((await pull()).months).toEqual(['2026-09', '2026-10']);
    expect((await pull()).months).toEqual([]);
    const [added] = await write([line({ cost: '7' })], { fileName: 'more.parquet' });
    expect((await pull()).months).toEqual(['2026-10']);
    await write([line({ cost: '8' }), line({ cost: '0.5' })], { fileName: 'more.parquet' });
    await utimes(added as string, NOW, new Date('2030-01-01T00:00:00Z'));
    expect((await pull()).months).toEqual(['2026-10']);
    expect((await meta('2026-10'))?.asOf).toBe('2030-01-01T00:00:00.000Z');
    expect(money((await facts(COST))[0]?.cost)).toBe('8.7');
    await rm(added as string);
    expect((await pull()).months).toEqual(['2026-10']);
    expect(money((await facts(COST))[0]?.cost)).toBe('0.2');
    await rm(join(folder, 'BILLING_PERIOD=2026-09'), { recursive: true });
    expect((await pull()).months).toEqual(['2026-09']);
    expect((await meta('2026-09'))?.covers).toEqual({ start: '2026-09-01', end: '2026-09-01' });
    expect((await pull()).months).toEqual([]);
  });

  test('a flat file of two months is known to hold both, and only those touched are pulled', async () => {
    const { write, pull } = desk();
    await write([line({ day: '2026-09-10' }), line()], { layout: 'flat' });
    expect((await pull({ start: '2026-10-03', end: '2026-10-04' })).months).toEqual(['2026-10']);
    expect((await pull()).months).toEqual(['2026-09']);
    expect((await pull()).months).toEqual([]);
  });

  test('a month is read once more when its bill has closed', async () => {
    let now = new Date('2026-11-05T00:00:00Z');
    const { write, pull, facts } = desk({ now: () => now });
    await write([line()]);
    await pull();
    expect(await facts('estimated')).toEqual([{ estimated: true }]);
    now = new Date('2026-11-20T00:00:00Z');
    expect((await pull()).months).toEqual(['2026-10']);
    expect(await facts('estimated')).toEqual([{ estimated: false }]);
    expect((await pull()).months).toEqual([]);
  });

  test.each([
    ['2026-11', '2026-11-24', true],
    ['2026-10', '2026-11-14', true],
    ['2026-10', '2026-11-15', false],
    ['2026-09', '2026-11-02', false],
    ['2026-12', '2027-01-03', true],
  ])('the bill of %s on %s is open: %s', (month, day, open) => expect(isOpen(month, new Date(`${day}T12:00:00Z`))).toBe(open));

  test.each([
    ['small', 1000, { lines: 1000, owners: 0 }, 1],
    ['large, of few owners', 10_000_000, { lines: 100_000, owners: 500 }, 1],
    ['large, of many owners', 10_000_000, { lines: 100_000, owners: 24_000 }, 3],
    ['large, every line another owner', 10_000_000, { lines: 100_000, owners: 99_000 }, 40],
  ])('a month that is %s is read in parts that fit memory', (_, lines, sample, parts) => expect(slicesFor(lines, sample)).toBe(parts));

  test.each([1, 3, 31, 99])('a month cut in %s covers every day once', (parts) => {
    const slices = sliceMonth('2026-10', parts);
    expect(slices).toHaveLength(Math.min(parts, 31));
    expect(slices[0]?.start).toBeUndefined();
    expect(slices.at(-1)?.end).toBeUndefined();
    expect(slices.slice(1).map(({ start }) => start)).toEqual(slices.slice(0, -1).map(({ end }) => end));
  });
});

describe('damage', () => {
  const corrupt = async (file: string) => {
    const bytes = await readFile(file);
    bytes.fill(0xff, 8, Math.floor(bytes.length / 3));
    await writeFile(file, bytes);
  };
  test.each([
    ['cut off', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 300))],
    ['empty', async (file: string) => writeFile(file, '')],
    ['no Parquet', async (file: string) => writeFile(file, 'hello, this is not a Parquet file at all')],
    ['damaged inside', corrupt],
  ])('a file that is %s is named and skipped, the rest is read, and it is read when healed', async (_, damage) => {
    for (const layout of ['hive', 'flat'] as const) {
      const { write, pull, facts, meta } = desk();
      await write([line({ cost: '1' })], { layout });
      const [bad] = await write([line({ cost: '2' })], { layout, fileName: 'bad.parquet' });
      const whole = await readFile(bad as string);
      await damage(bad as string);
      const report = await pull();
      expect(report.months).toEqual(['2026-10']);
      expect(report.notes.join(' ')).toMatch(/bad\.parquet was skipped/);
      expect(report.notes.join(' ')).not.toContain(work);
      expect((await meta('2026-10'))?.notes.join(' ')).toMatch(/bad\.parquet was skipped/);
      expect(money((await facts(COST))[0]?.cost)).toBe('1');
      expect((await pull()).months).toEqual([]);
      await writeFile(bad as string, whole);
      await utimes(bad as string, NOW, NOW);
      expect(await pull()).toEqual({ months: ['2026-10'], requests: 0, notes: [] });
      expect(money((await facts(COST))[0]?.cost)).toBe('3');
    }
  });

  test('a Parquet file that is no CUR is named and skipped', async () => {
    const { folder, write, pull } = desk();
    await write([line()]);
    await duck.rows(`COPY (SELECT 1 AS a) TO ${literal(join(folder, 'other.parquet'))} (FORMAT parquet)`);
    expect((await pull()).notes).toEqual(['other.parquet was skipped: it is not CUR 2.0, it has no column line_item_usage_start_date.']);
  });

  test('a month none of whose files can be read keeps its figures', async () => {
    const { write, pull, facts } = desk();
    const [file] = await write([line({ cost: '6' })]);
    await pull();
    await writeFile(file as string, 'gone');
    await expect(pull()).rejects.toThrow(/cur-00001\.snappy\.parquet was skipped/);
    expect(money((await facts(COST))[0]?.cost)).toBe('6');
  });

  test('no folder, and no Parquet in it, are said with what to do', async () => {
    const { folder, pull } = desk();
    await expect(pull()).rejects.toThrow(/does not exist; create it/);
    await mkdir(folder);
    await writeFile(join(folder, 'manifest.json'), '{}');
    await expect(pull()).rejects.toThrow(/holds no Parquet files; copy/);
    expect(dirname(folder)).toBe(work);
  });
});
