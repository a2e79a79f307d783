import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Big from 'big.js';
import fc from 'fast-check';
import { Unavailable } from '../src/errors.js';
import { doubleToDecimal, exactSumOfDoubles, tenBillionths } from '../src/spend/cur-files/double-to-decimal.js';
import { isOpen } from '../src/spend/cur-files/open-bill.js';
import { sliceMonth, slicesFor } from '../src/spend/cur-files/slices.js';
import { legacyNames } from '../src/spend/cur-files/tag-value.js';
import { type Duck, literal } from '../src/spend/ledger/duckdb.js';
import { selectService } from '../src/spend/usage-type/classify.js';
import { ALICE, CLAUDE, COST, line, marketplace, money, NOW, openDesks } from './cur-desk.js';
import { type CurOptions, writeCur } from './cur-writer.js';

let desks: Awaited<ReturnType<typeof openDesks>>;
let work: string;
let duck: Duck;
beforeAll(async () => {
  desks = await openDesks();
  ({ path: work, duck } = desks);
});
afterAll(() => desks.close());
const desk: (typeof desks)['desk'] = (o) => desks.desk(o);

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

  test('a line without a billing period is billed in the month it was used', async () => {
    const { folder, write, pull, facts } = desk();
    const [file] = await write([line({ cost: '3' })], { layout: 'flat' });
    await duck.rows(
      `COPY (SELECT * REPLACE (TIMESTAMP '2026-10-09' AS line_item_usage_start_date, CAST(NULL AS TIMESTAMP) AS bill_billing_period_start_date) FROM read_parquet(${literal(file as string)})) TO ${literal(join(folder, 'periodless.parquet'))} (FORMAT parquet)`,
    );
    expect((await pull()).months).toEqual(['2026-10']);
    expect(money((await facts(COST))[0]?.cost)).toBe('6');
  });

  test('a line without billing period and usage day is in no month, and is said to be missing', async () => {
    const { folder, write, pull, total } = desk();
    const file = await write([line({ cost: '3' }), line({ cost: '4', day: '2026-10-08' }), line({ cost: '2', day: '2026-10-09' })], {
      layout: 'flat',
    });
    const undated = (cost: string, name: string) =>
      duck.rows(
        `COPY (SELECT * REPLACE (CASE WHEN line_item_unblended_cost > ${cost} THEN NULL ELSE bill_billing_period_start_date END AS bill_billing_period_start_date, CASE WHEN line_item_unblended_cost > ${cost} THEN NULL ELSE line_item_usage_start_date END AS line_item_usage_start_date) FROM read_parquet(${literal(file[0] as string)})) TO ${literal(join(folder, name))} (FORMAT parquet)`,
      );
    await undated('3.5', 'half.parquet');
    await undated('0', 'all.parquet');
    await rm(file[0] as string);
    expect((await pull()).notes).toEqual([
      'all.parquet was skipped, its spend is missing: none of its lines has a billing period or a usage day.',
      'One line is missing of half.parquet, because there is neither a billing period nor a usage day in it.',
    ]);
    expect(await total()).toBe('5');
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
  const NEXT = { service: 'Foundation Models Next', productCode: 'AmazonFmNext', billingEntity: 'AWS' as const };
  const plain = { operation: 'Usage', usageType: 'USE1-Hours', principal: null };
  const signs = {
    operation: { operation: 'InvokeModelStreamingInference' },
    'usage type': { usageType: 'USE1-MP:USE1_cache_write_tokens_1h_global_standard-Units' },
    caller: { principal: ALICE },
  };
  test.each([
    [['operation', 'usage type'], true],
    [['operation', 'caller'], true],
    [['usage type', 'caller'], false],
    [['operation'], false],
    [['usage type'], false],
    [['caller'], false],
    [[], false],
  ] as const)('under a code nobody knows, a line with inference in its %p counts: %p', async (which, counts) => {
    const { write, pull, facts } = desk();
    const shown = Object.assign({}, ...which.map((sign) => signs[sign]));
    await write([line(), line({ ...NEXT, ...plain, ...shown, cost: '2' }), line({ ...NEXT, ...plain, cost: '4' })]);
    const { notes } = await pull();
    expect(notes).toEqual(
      counts
        ? [
            'One line is counted as Bedrock and shown as unclassified in October 2026 although billed as "Foundation Models Next" (product code AmazonFmNext): two of operation, usage type and caller show inference.',
          ]
        : [],
    );
    expect((await facts(`service, ${COST}`)).map((row) => [row.service, money(row.cost)])).toEqual([
      ['Amazon Bedrock', '0.1'],
      ...(counts ? [['Foundation Models Next', '2']] : []),
    ]);
  });

  test('a Marketplace code nobody knows counts by usage type and caller: sellers have no operation', async () => {
    const { write, pull, facts } = desk();
    await write([marketplace({ ...plain, ...signs['usage type'], ...signs.caller, service: 'Somebody’s model', cost: '2' })]);
    expect((await pull()).notes).toHaveLength(1);
    expect((await facts(`service, ${COST}`)).map((row) => [row.service, money(row.cost)])).toEqual([['Somebody’s model', '2']]);
  });

  test('a line without a product code is judged by what it shows', async () => {
    const { write, pull, facts } = desk();
    await write([
      line({ productCode: '', service: '' }),
      line({ productCode: '', service: '', ...plain }),
      line({ productCode: '', service: CLAUDE, cost: '3' }),
    ]);
    expect((await pull()).notes).toHaveLength(1);
    expect((await facts(`service, ${COST}`)).map((row) => [row.service, money(row.cost)])).toEqual([
      ['(no product code)', '0.1'],
      [CLAUDE, '3'],
    ]);
  });

  test('every line of a Marketplace model counts, also the credit that does not name it; two names stay two', async () => {
    const { write, pull, facts } = desk();
    const renamed = 'Claude 4.6 Opus (Amazon Bedrock Edition)';
    await write([
      marketplace({ ...plain, productCode: 'one', cost: '5' }),
      marketplace({ ...plain, productCode: 'one', cost: '-1', service: '', recordType: 'Credit' }),
      marketplace({ ...plain, productCode: 'two', cost: '7' }),
      marketplace({ ...plain, productCode: 'two', cost: '8', service: renamed }),
    ]);
    expect((await pull()).notes).toEqual([]);
    expect((await facts(`service, record_type, ${COST}`)).map((row) => [row.service, row.record_type, money(row.cost)])).toEqual([
      [renamed, 'Usage', '8'],
      [CLAUDE, 'Credit', '-1'],
      [CLAUDE, 'Usage', '12'],
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
    ['AmazonFoundationModels', CLAUDE, 'AWS'],
    ['awskms', 'AWS Key Management Service', 'AWS'],
    ['amazonlike0', CLAUDE, ''],
  ] as const;
  test.each(products)('%s "%s" billed by "%s" is selected as Cost Explorer services are', async (code, name, entity) => {
    const { write, pull, facts } = desk();
    // A code that begins like a service of AWS is looked at by name when its lines count tokens.
    const usageType = code === 'AmazonFoundationModels' ? 'USE1-MP:USE1_InputTokenCount-Units' : plain.usageType;
    await write([line({ ...plain, usageType, productCode: code, service: name, billingEntity: entity as 'AWS' })]);
    const { notes } = await pull();
    // AWS names no other service AmazonBedrock…, so the code tells one that is not known yet, unless Marketplace bills it.
    const fresh = code === 'AmazonBedrockX' && entity !== 'AWS Marketplace';
    const service = fresh && name === 'Something else' ? code : name;
    expect((await facts('service')).map((row) => row.service)).toEqual(selectService(name) === 'other' && !fresh ? [] : [service]);
    expect(notes).toEqual(fresh ? [expect.stringContaining(`"${service}" is new to aispend and counted`)] : []);
  });

  test('other products of the bill stay out of the ledger', async () => {
    const { write, pull, facts } = desk();
    await write([
      line(),
      line({ productCode: 'AmazonEC2', service: 'Amazon EC2', cost: '100', operation: 'RunInstances', usageType: 'BoxUsage:m7g.large' }),
      marketplace({ service: 'Bedrock Linux', cost: '9', operation: 'Usage', principal: null }),
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
    expect((await pull()).notes).toEqual(['In October 2026 the tags of one line are no map and cannot be read; it counts as untagged.']);
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

  test('no folder, and no Parquet in it, are said with what to do', async () => {
    const { folder, pull } = desk();
    await expect(pull()).rejects.toThrow(/does not exist; create it/);
    await mkdir(folder);
    await writeFile(join(folder, 'manifest.json'), '{}');
    await expect(pull()).rejects.toThrow(/holds no Parquet files; copy/);
    expect(dirname(folder)).toBe(work);
  });
});
