import fc from 'fast-check';
import { decimal, exact, sum, ZERO } from '../src/money.js';
import { type UsageRow, unclassifiedOf, usageLines, usageRow } from '../src/spend/usage-lines.js';

const row = (service: string, usageType: string | null, cost: string, quantity: string, unit: string | null = null): UsageRow => ({
  service,
  usageType,
  unit,
  cost: decimal(cost),
  quantity: decimal(quantity),
});
const BEDROCK = 'Amazon Bedrock';
const EDITION = 'Claude Opus 4.6 (Amazon Bedrock Edition)';

/** A line as text: name | sort | cost | tokens by kind | all tokens | price of a million. */
const told = (rows: UsageRow[]): string[] =>
  usageLines(rows).map((line) =>
    [
      line.name,
      line.sort,
      exact(line.cost),
      line.tokens
        ? Object.entries(line.tokens)
            .map(([kind, count]) => `${kind} ${exact(count)}`)
            .sort()
            .join(', ')
        : '-',
      line.totalTokens ? exact(line.totalTokens) : '-',
      line.perMillion ? exact(line.perMillion) : '-',
    ].join(' | '),
  );

describe('how usage becomes lines', () => {
  test.each<[string, UsageRow[], string[]]>([
    ['nothing', [], []],
    [
      'kinds of one model are one line with the price they make together',
      [row(BEDROCK, 'USE1-Claude4.6Sonnet-input-tokens', '3', '1000'), row(BEDROCK, 'USE1-Claude4.6Sonnet-output-tokens', '15', '1000')],
      ['Claude Sonnet 4.6 | model | 18 | input 1000000, output 1000000 | 2000000 | 9'],
    ],
    [
      'regions, tiers and services of one model are one line',
      [
        row(BEDROCK, 'USE1-Claude4.6Opus-input-tokens', '1', '1000'),
        row('Amazon Bedrock Service', 'EUC1-Claude4.6Opus-input-tokens-cross-region-global', '2', '1000'),
        row(EDITION, 'USE1-MP:USE1_InputTokenCount-Units', '3', '1'),
      ],
      ['Claude Opus 4.6 | model | 6 | input 3000000 | 3000000 | 2'],
    ],
    [
      'what is no model stands under what it is',
      [row('Amazon Bedrock AgentCore', 'USE1-Runtime:Consumption-based:vCPU', '2', '10')],
      ['Bedrock AgentCore vcpu hour | other | 2 | - | - | -'],
    ],
    [
      'a usage type nobody knows stands under its own name',
      [row(BEDROCK, 'USE1-Teleport-beams', '0.5', '3'), row(BEDROCK, 'USE1-Teleport-beams', '0.25', '1')],
      ['USE1-Teleport-beams | unclassified | 0.75 | - | - | -'],
    ],
    [
      'without a usage type the model is not split',
      [row(BEDROCK, null, '7', '0')],
      ['Amazon Bedrock, model not split | model-unknown | 7 | - | - | -'],
    ],
    ['an empty usage type is shown as its service', [row(BEDROCK, '', '7', '0')], ['Amazon Bedrock | unclassified | 7 | - | - | -']],
    [
      'a usage type nobody knows that is called like a model is not that model',
      [row(BEDROCK, 'USE1-Claude4.6Sonnet-input-tokens', '3', '1000'), row(BEDROCK, 'Claude Sonnet 4.6', '2', '1')],
      ['Claude Sonnet 4.6 | model | 3 | input 1000000 | 1000000 | 3', 'Claude Sonnet 4.6 | unclassified | 2 | - | - | -'],
    ],
    [
      'the dearest comes first, equals by name',
      [
        row(BEDROCK, 'USE1-b-thing', '1', '1'),
        row(BEDROCK, 'USE1-a-thing', '1', '1'),
        row(BEDROCK, 'USE1-c-thing', '2', '1'),
        row(BEDROCK, 'USE1-d-thing', '-2', '1'),
      ],
      [
        'USE1-c-thing | unclassified | 2 | - | - | -',
        'USE1-a-thing | unclassified | 1 | - | - | -',
        'USE1-b-thing | unclassified | 1 | - | - | -',
        'USE1-d-thing | unclassified | -2 | - | - | -',
      ],
    ],
    [
      'free tokens are a line, nothing at all is none',
      [row(BEDROCK, 'USE1-Claude4.6Sonnet-input-tokens', '0', '5'), row(BEDROCK, 'USE1-NovaLite-output-tokens', '0', '0')],
      ['Claude Sonnet 4.6 | model | 0 | input 5000 | 5000 | 0'],
    ],
    [
      'amounts stay exact',
      [
        row(BEDROCK, 'USE1-NovaLite-output-tokens', '0.1', '0.0000000000000001'),
        row(BEDROCK, 'USE1-NovaLite-output-tokens', '0.2', '0.0000000000000002'),
      ],
      ['Nova Lite | model | 0.3 | output 0.0000000000003 | 0.0000000000003 | 1000000000000000000'],
    ],
  ])('%s', (_what, rows, expected) => expect(told(rows)).toEqual(expected));

  test('what has no tokens is in the cost and not in the price of a million', () => {
    const tokens = row(BEDROCK, 'USE1-Claude4.6Sonnet-input-tokens', '3', '1000');
    const [line] = usageLines([tokens, row(BEDROCK, 'USE1-Claude4.6Sonnet-ProvisionedThroughput-ModelUnits', '100', '1')]);
    expect([line?.name, exact(line!.cost), exact(line!.totalTokens!), exact(line!.perMillion!)]).toEqual([
      'Claude Sonnet 4.6',
      '103',
      '1000000',
      '3',
    ]);
  });
});

const usageTypes = [
  'USE1-Claude4.6Sonnet-input-tokens',
  'EUC1-Claude4.6Sonnet-output-tokens-cross-region-global',
  'USE1-MP:USE1_InputTokenCount-Units',
  'USE1-NovaLite-output-tokens',
  'USE1-Teleport-beams',
  'USE1-Runtime:Consumption-based:vCPU',
  '',
  null,
];
const anAmount = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => decimal(`${digits}e-${places}`));
const rows = fc.array(
  fc.record({
    service: fc.oneof(fc.constantFrom(BEDROCK, 'Amazon Bedrock Service', EDITION, 'Amazon Bedrock AgentCore'), fc.string()),
    usageType: fc.oneof(fc.constantFrom(...usageTypes), fc.string()),
    unit: fc.constantFrom(null, '1K tokens', '1M tokens', 'Units', 'Hrs'),
    cost: anAmount,
    quantity: anAmount,
  }),
  { maxLength: 40 },
);

describe('laws', () => {
  test('every row is in exactly one line: nothing is lost, nothing counted twice', () =>
    fc.assert(
      fc.property(rows, (given) => {
        const lines = usageLines(given);
        expect(exact(sum(lines.map((line) => line.cost)))).toBe(exact(sum(given.map((one) => one.cost))));
        expect(new Set(lines.map((line) => `${line.sort} ${line.name}`)).size).toBe(lines.length);
        for (const line of lines) {
          expect(line.tokens === undefined).toBe(line.totalTokens === undefined);
          if (line.tokens) expect(exact(sum(Object.values(line.tokens)))).toBe(exact(line.totalTokens ?? ZERO));
        }
        expect(exact(unclassifiedOf(lines))).toBe(
          exact(sum(lines.filter((line) => line.sort === 'unclassified').map((line) => line.cost))),
        );
      }),
    ));

  test('the order of the rows changes nothing', () =>
    fc.assert(fc.property(rows, (given) => expect(told([...given].reverse()).sort()).toEqual(told(given).sort()))));
});

test('a row of the ledger is read as it is stored', () => {
  const read = usageRow({
    service: BEDROCK,
    usage_type: null,
    unit: null,
    cost: '0.000000000000000001',
    quantity: '12345678901234567890.5',
  });
  expect([read.service, read.usageType, read.unit, exact(read.cost), exact(read.quantity)]).toEqual([
    BEDROCK,
    null,
    null,
    '0.000000000000000001',
    '12345678901234567890.5',
  ]);
});
