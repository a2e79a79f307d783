import fc from 'fast-check';
import { decimal, exact, sum, ZERO } from '../src/money.js';
import type { Standing, TeamAnswer, TeamsAnswer, UsageLine } from '../src/spend/answers.js';
import { readPeriod } from '../src/spend/period-grammar.js';
import { answerCsv } from '../src/views/csv.js';
import { answerJson } from '../src/views/json.js';
import { tokens } from '../src/views/show.js';
import { answerText } from '../src/views/terminal.js';

const standing: Standing = {
  period: readPeriod('mtd', '2026-11-25')!,
  covered: { start: '2026-11-01', end: '2026-11-26' },
  asOf: '2026-11-25T06:00:00.000Z',
  provisional: ['2026-11-23', '2026-11-24'],
  incomplete: ['2026-11-24'],
  notes: ['History is still being filled.'],
  why: {
    source: 'cost-explorer',
    metric: 'unblended',
    queries: [{ purpose: 'by team', sql: 'select 1' }],
    filters: ['usage only'],
    ledgerRows: 7,
    sourceRows: 9,
    months: ['2026-11'],
    requests: 0,
    pullRequests: 4,
    checks: [{ cube: 'team', service: 'Amazon Bedrock', difference: '0.01' }],
  },
};
const line = (name: string, cost: string, more: Partial<UsageLine> = {}): UsageLine => ({
  name,
  sort: 'model',
  cost: decimal(cost),
  tokens: undefined,
  totalTokens: undefined,
  perMillion: undefined,
  ...more,
});
const SPAN_BEFORE = { start: '2026-10-01', end: '2026-10-26' };

function teamAnswer(lines: UsageLine[], more: Partial<TeamAnswer> = {}): TeamAnswer {
  const total = sum(lines.map((one) => one.cost));
  return {
    kind: 'team',
    team: 'engineering',
    total,
    before: { span: SPAN_BEFORE, total: undefined },
    lines,
    unclassified: ZERO,
    principals: undefined,
    daily: [{ day: '2026-11-23', cost: total }],
    organisation: { total, unattributed: ZERO },
    lastSpend: undefined,
    ...standing,
    ...more,
  };
}
function teamsAnswer(teams: [string, string][], unattributed: string, more: Partial<TeamsAnswer> = {}): TeamsAnswer {
  const lines = teams.map(([team, cost]) => ({ team, cost: decimal(cost), before: undefined }));
  return {
    kind: 'teams',
    teams: lines,
    unattributed: { cost: decimal(unattributed), before: undefined },
    total: sum([...lines.map((one) => one.cost), decimal(unattributed)]),
    before: { span: SPAN_BEFORE, total: undefined },
    unclassified: ZERO,
    unclassifiedUsage: [],
    otherRecords: [],
    net: sum([...lines.map((one) => one.cost), decimal(unattributed), ...(more.otherRecords ?? []).map((one) => one.cost)]),
    ...standing,
    ...more,
  };
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/y;
  while (cell.lastIndex <= text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error(`not CSV at ${cell.lastIndex}: ${text.slice(cell.lastIndex, cell.lastIndex + 20)}`);
    const [, value = '', after] = match;
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (after === '') break;
    if (after === '\r\n') rows.push([]);
  }
  return rows;
}

const amounts = fc
  .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => exact(decimal(`${digits}e-${places}`)));

/** Control characters but tabs and line ends as the codes that stand for them. */
const coded = (name: string): string =>
  [...name]
    .map((one) => (/\p{Cc}/u.test(one) && !'\t\r\n'.includes(one) ? `\\u00${one.charCodeAt(0).toString(16).padStart(2, '0')}` : one))
    .join('');

describe('CSV', () => {
  test('a team, as it is written', () => {
    const answer = teamAnswer([
      line('Claude Opus 4.6', '12.5', { totalTokens: decimal('1500000') }),
      line('AgentCore vcpu hours', '0.00008826', { sort: 'other' }),
      line('USE1-New, "thing"', '-1', { sort: 'unclassified', totalTokens: ZERO }),
    ]);
    expect(answerCsv(answer).split('\r\n')).toEqual([
      'team,start,end_exclusive,line,sort,cost_usd,tokens',
      'engineering,2026-11-01,2026-11-26,Claude Opus 4.6,model,12.5,1500000',
      'engineering,2026-11-01,2026-11-26,AgentCore vcpu hours,other,0.00008826,',
      'engineering,2026-11-01,2026-11-26,"USE1-New, ""thing""",unclassified,-1,0',
    ]);
  });

  test('all teams, as they are written', () =>
    expect(
      answerCsv(
        teamsAnswer(
          [
            ['engineering', '3.25'],
            ['R&D, "labs"', '1'],
          ],
          '0.000001',
        ),
      ).split('\r\n'),
    ).toEqual([
      'team,start,end_exclusive,cost_usd,record_type',
      'engineering,2026-11-01,2026-11-26,3.25,Usage',
      '"R&D, ""labs""",2026-11-01,2026-11-26,1,Usage',
      '(unattributed),2026-11-01,2026-11-26,0.000001,Usage',
    ]));

  test('credits, refunds and tax have rows of their own, and so has what all of it comes to', () => {
    const otherRecords = [
      { recordType: 'Credit', cost: decimal('-120.5') },
      { recordType: 'Tax', cost: decimal('8') },
    ];
    const [, ...rows] = readCsv(answerCsv(teamsAnswer([['engineering', '100']], '50', { otherRecords })));
    const of = (type: string) => exact(sum(rows.filter((row) => row[4] === type).map((row) => decimal(row[3] ?? ''))));
    expect([of('Usage'), of('Credit'), of('Tax'), of('Net')]).toEqual(['150', '-120.5', '8', '37.5']);
  });

  test('a team without spend is a head without lines', () => expect(readCsv(answerCsv(teamAnswer([])))).toHaveLength(1));

  test('lines add up to the total exactly, and every name comes back', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), amounts), { maxLength: 20 }), amounts, (pairs, unattributed) => {
        const team = teamAnswer(pairs.map(([name, cost]) => line(name, cost)));
        const teams = teamsAnswer(pairs, unattributed);
        for (const [answer, names, costs] of [
          [team, 3, 5],
          [teams, 0, 3],
        ] as const) {
          const [head, ...rows] = readCsv(answerCsv(answer));
          expect(rows.every((row) => row.length === head?.length)).toBe(true);
          expect(exact(sum(rows.map((row) => decimal(row[costs] ?? ''))))).toBe(exact(answer.total));
          expect(rows.slice(0, pairs.length).map((row) => row[names]?.replaceAll("'", ''))).toEqual(
            pairs.map(([name]) => coded(name).replaceAll("'", '')),
          );
        }
      }),
    ));

  test.each([
    '=1+1',
    '+1',
    '@SUM(A1)',
    '-2+3',
    '-cmd',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '=HYPERLINK("http://x","y")',
    '  =cmd',
    ' \t @x',
    '\u00A0=1',
    '\u200B+1',
    '   -cmd',
  ])('%p is text to a spreadsheet', (name) => {
    const cells = [readCsv(answerCsv(teamAnswer([line(name, '1')])))[1]?.[3], readCsv(answerCsv(teamsAnswer([[name, '1']], '0')))[1]?.[0]];
    expect(cells).toEqual([`'${name}`, `'${name}`]);
  });

  test.each(['a=1', 'R+D', 'x-y', '-', '1e5', '(none)', '-5', '  padded', 'a;b', 'a\tb', 'a; 1'])(
    '%p is left alone unless a spreadsheet would run it',
    (name) => {
      const cell = readCsv(answerCsv(teamsAnswer([[name, '1']], '0')))[1]?.[0];
      expect(cell).toBe(name === '-' ? "'-" : name);
    },
  );

  test.each([
    ['a;=1+1', `"a;'=1+1"`],
    [';=1', `";'=1"`],
    ['a; +cmd', `"a; '+cmd"`],
    ['a\t=1', `"a\t'=1"`],
    ['a\n@x', `"a\n'@x"`],
    ['=1\r\n=2', `"'=1\r\n'=2"`],
    ['a;b', `"a;b"`],
    ['a\tb', `"a\tb"`],
  ])('%p is no formula where the list separator is a semicolon or a tab, and is quoted', (name, cell) =>
    expect(answerCsv(teamsAnswer([[name, '1']], '0')).split(/\r\n(?=["a(])/)[1]).toMatch(
      new RegExp(`^${cell.replace(/[+.*?^$()|[\]\\]/g, '\\$&')},`),
    ),
  );

  test('a negative amount stays a number', () => expect(readCsv(answerCsv(teamsAnswer([['a', '-0.5']], '-12')))[2]?.[3]).toBe('-12'));

  test('nothing in it moves a terminal: ESC, C1, NUL and DEL are codes', () => {
    const csv = answerCsv(teamsAnswer([['\u001B[2J\u009B31m\u0000\u007F', '1']], '0'));
    expect(csv).toContain('\\u001b[2J\\u009b31m\\u0000\\u007f,');
    expect(csv).not.toMatch(/(?![\t\r\n])\p{Cc}/u);
  });
});

type Line = { cost: string };
/** Every value of a JSON document with the keys that lead to it. */
const leaves = (value: unknown, path: string[] = []): [string, unknown][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
    : [[path.join('.'), value]];
const read = (answer: TeamAnswer | TeamsAnswer): [string, unknown][] => leaves(JSON.parse(JSON.stringify(answerJson(answer))));

describe('JSON', () => {
  const full = teamAnswer(
    [
      line('Claude Opus 4.6', '12.5', {
        tokens: { input: decimal('123456789012345678901'), output: decimal('0.5') },
        totalTokens: decimal('123456789012345678901.5'),
        perMillion: decimal('0.0000001'),
      }),
      line('USE1-New', '1e-7', { sort: 'unclassified' }),
    ],
    {
      before: { span: SPAN_BEFORE, total: decimal('10') },
      principals: [{ principal: null, cost: decimal('12.5000001') }],
      lastSpend: '2026-10-30',
      unclassified: decimal('1e-7'),
    },
  );
  const teams = teamsAnswer([['engineering', '3.25']], '0.000001', {
    teams: [{ team: 'engineering', cost: decimal('3.25'), before: ZERO }],
    otherRecords: [{ recordType: 'Credit', cost: decimal('-100') }],
    net: decimal('-96.749999'),
    unclassifiedUsage: [{ usageType: 'USE1-New', cost: decimal('0.5') }],
  });

  /** Counts are numbers; everything else that counts money or tokens must not be. */
  const COUNTS = /^why\.(ledgerRows|sourceRows|requests|pullRequests)$/;
  test.each([
    ['a team', full],
    ['all teams', teams],
  ])('%s: no amount is a float, and none has an exponent', (_what, answer) => {
    const all = read(answer);
    expect(
      all
        .filter(([, value]) => typeof value === 'number')
        .map(([path]) => path)
        .filter((path) => !COUNTS.test(path)),
    ).toEqual([]);
    const money = all.filter(([path]) =>
      /(^|\.)(total|cost|amount|unclassified|unattributed|net|perMillionTokens|totalTokens|before)$|\.tokens\./.test(path),
    );
    expect(money.length).toBeGreaterThan(6);
    for (const [, value] of money) if (value !== null) expect(value).toMatch(/^-?\d+(\.\d+)?$/);
  });

  test('exact to the last digit', () =>
    expect(Object.fromEntries(read(full))).toMatchObject({
      total: '12.5000001',
      'before.total': '10',
      'change.amount': '2.5000001',
      'change.percent': '+25.0 %',
      unclassified: '0.0000001',
      'models.0.tokens.input': '123456789012345678901',
      'models.0.totalTokens': '123456789012345678901.5',
      'principals.0.cost': '12.5000001',
      'period.start': '2026-11-01',
      'period.end': '2026-11-26',
      currency: 'USD',
      lastSpend: '2026-10-30',
    }));

  test('what is not known is null, what is nothing is zero', () => {
    const unknown = Object.fromEntries(read(teamAnswer([line('x', '1')], { covered: undefined })));
    for (const key of [
      'before.total',
      'change',
      'principals',
      'lastSpend',
      'covered',
      'models.0.tokens',
      'models.0.totalTokens',
      'models.0.perMillionTokens',
    ])
      expect([key, unknown[key]]).toEqual([key, null]);
    const known = Object.fromEntries(
      read(teamAnswer([line('x', '1', { tokens: { input: ZERO }, totalTokens: ZERO })], { before: { span: SPAN_BEFORE, total: ZERO } })),
    );
    expect(known).toMatchObject({
      'before.total': '0',
      'change.amount': '1',
      'change.percent': null,
      'models.0.totalTokens': '0',
      'models.0.tokens.input': '0',
    });
    expect(Object.fromEntries(read(teams))).toMatchObject({
      'teams.0.before': '0',
      'unattributed.before': null,
      'otherRecords.0.cost': '-100',
      net: '-96.749999',
      'unclassifiedUsage.0.usageType': 'USE1-New',
      'unclassifiedUsage.0.cost': '0.5',
    });
  });

  test('days are marked that may still change', () =>
    expect(
      answerJson(
        teamAnswer([line('x', '1')], {
          daily: [
            { day: '2026-11-22', cost: ZERO },
            { day: '2026-11-23', cost: decimal(1) },
          ],
        }),
      ),
    ).toMatchObject({
      provisional: true,
      daily: [
        { day: '2026-11-22', cost: '0', provisional: false },
        { day: '2026-11-23', cost: '1', provisional: true },
      ],
      incompleteDays: ['2026-11-24'],
    }));

  test('lines add up to the total exactly', () =>
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 20 }), amounts, (costs, unattributed) => {
        const [team, all] = [
          answerJson(teamAnswer(costs.map((cost) => line('x', cost)))),
          answerJson(
            teamsAnswer(
              costs.map((cost) => ['x', cost]),
              unattributed,
            ),
          ),
        ] as { total: string; models: Line[]; teams: Line[]; unattributed: Line }[];
        const add = (list: Line[]) => exact(sum(list.map((one) => decimal(one.cost))));
        expect(add(team!.models)).toBe(team!.total);
        expect(add([...all!.teams, all!.unattributed])).toBe(all!.total);
      }),
    ));
});

describe('a terminal', () => {
  test.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1.0K'],
    ['999949', '999.9K'],
    ['999950', '1.0M'],
    ['225400000', '225.4M'],
    ['1250000000', '1.3B'],
    ['999999999999', '1.0T'],
    ['-1500', '-1.5K'],
  ])('%s tokens are said as %s', (count, said) => expect(tokens(decimal(count))).toBe(said));

  test('columns are straight whatever the names are made of', () => {
    const text = answerText(teamAnswer([line('Claude Opus 4.6', '12.5'), line('💸💸', '1'), line('naïve', '0.5')]));
    const rows = text.split('\n').slice(3, 7);
    expect(new Set(rows.map((row) => [...row].length)).size).toBe(1);
  });

  test('a team: its share, what nobody owns, what is unclassified, the days and who called', () => {
    const answer = teamAnswer([line('Claude Opus 4.6', '70'), line('USE1-New', '5', { sort: 'unclassified' })], {
      unclassified: decimal('5'),
      organisation: { total: decimal('300'), unattributed: decimal('30') },
      covered: { start: '2026-11-20', end: '2026-11-26' },
      daily: ['10', '20', '40', '5', '-1', '1'].map((cost, index) => ({ day: `2026-11-${20 + index}`, cost: decimal(cost) })),
      incomplete: ['2026-11-24', '2026-11-25'],
      principals: [
        { principal: 'arn:aws:iam::111122223333:user/ben', cost: decimal('60') },
        { principal: null, cost: decimal('15') },
      ],
    });
    const lines = answerText(answer).split('\n');
    expect(lines.find((one) => one.startsWith('Unclassified: USE1-New'))).toMatch(/\$5\.00 +6\.7 %/);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Share of the organisation: 25.0 % of $300.00',
        'Unattributed in the organisation: $30.00 (10.0 %)',
        'Unclassified, counted in the total: $5.00',
        'By day, 20–25 Nov 2026: ▂▄█▁·▁  most $40.00 on 22 Nov 2026; not complete yet: 24–25 Nov 2026',
        'Who called: ben user (111122223333) $60.00, no principal in the bill $15.00',
      ]),
    );
  });

  test('a year is drawn by weeks, and every week counts', () => {
    const covered = { start: '2025-11-26', end: '2026-11-26' };
    const daily = [
      { day: '2025-11-26', cost: decimal('1') },
      { day: '2026-11-25', cost: decimal('2') },
    ];
    expect(answerText(teamAnswer([line('x', '3')], { covered, daily, incomplete: [] }))).toMatch(
      /^By week, 26 Nov 2025 – 25 Nov 2026: ▄·{51}█ {2}most \$2\.00 on 19–25 Nov 2026$/m,
    );
  });

  test('all teams: credits and tax by type, and the net as a line of its own', () => {
    const text = answerText(
      teamsAnswer([['engineering', '100']], '50', {
        otherRecords: [
          { recordType: 'Credit', cost: decimal('-120.5') },
          { recordType: 'Tax', cost: decimal('8') },
        ],
        unclassified: decimal('7'),
        unclassifiedUsage: [
          ['A', '3'],
          ['B', '2'],
          ['C', '1'],
          ['D', '0.5'],
          ['E', '0.5'],
        ].map(([usageType = '', cost = '']) => ({ usageType, cost: decimal(cost) })),
      }),
    );
    expect(text).toMatch(
      /^Usage +\$150\.00\nCredit, not netted into usage +-\$120\.50\nTax, not netted into usage +\$8\.00\nNet of these +\$37\.50$/m,
    );
    expect(text).toContain('Unclassified, counted in the total: $7.00 (A $3.00, B $2.00, C $1.00, 2 others $1.00)');
  });

  test('teams whose names look the same are told apart', () => {
    const answer = teamsAnswer([['ops', '2']], '0');
    answer.teams.push({ team: 'ops ', shown: '"ops\\u{20}"', cost: decimal(1), before: undefined });
    expect(answerText(answer)).toMatch(/^ops +\$2\.00 .*\n"ops\\u\{20\}" +\$1\.00/m);
  });

  test('control characters in a name do nothing', () => {
    const text = answerText(teamsAnswer([['\u001B[2Jevil\u0007\u009B31m', '1']], '0'));
    expect(text).toContain('[2Jevil31m');
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
