import fc from 'fast-check';
import { parse } from 'yaml';
import { decimal, exact, sum } from '../src/money.js';
import { addDays, type Period } from '../src/period.js';
import type { IncidentRow, Seen } from '../src/spend/anomalies/incident-row.js';
import { incidentsIn, unusualIn } from '../src/spend/anomalies/unusual.js';
import type { UsageLine } from '../src/spend/answers.js';
import { biggestChange } from '../src/spend/chargeback.js';
import { budgetMonth } from '../src/spend/digest.js';
import { spellingHints, spellings } from '../src/spend/spellings.js';
import { Owners } from '../src/spend/teams.js';
import { drawIncident } from '../src/views/anomaly.js';
import { row } from '../src/views/examples-anomalies.js';
import { shownAndRest } from '../src/views/shown.js';
import { yaml } from '../src/views/spellings.js';

test.each([
  [0, 0, 0],
  [3, 3, 0],
  [4, 4, 0],
  [5, 3, 2],
])('of %d lines where 3 are to be shown, %d are, and %d are folded: never a single one', (count, shown, rest) => {
  const all = Array.from({ length: count }, (_, index) => index);
  expect(shownAndRest(all, 3)).toEqual([all.slice(0, shown), all.slice(count - rest)]);
});

describe('what is worth a line as having stood out', () => {
  const line = ([name, cost]: [string, number]): UsageLine => ({ name, sort: 'model', cost: decimal(cost) }) as UsageLine;
  test.each<[string, Record<string, number>, Record<string, number>, string | undefined]>([
    ['nothing changed', { a: 100 }, { a: 100 }, undefined],
    ['a tenth of a small week, which is no $25', { a: 124.99 }, { a: 100 }, undefined],
    ['$25 and a tenth', { a: 125 }, { a: 100 }, 'a'],
    ['$1,000 of a week of $20,000', { a: 16_000, b: 5000 }, { a: 15_000, b: 5000 }, undefined],
    ['$2,000 of a week of $20,000', { a: 17_000, b: 5000 }, { a: 15_000, b: 5000 }, 'a'],
    ['less than before', { a: 10, b: 90 }, { a: 60, b: 90 }, 'a'],
    ['a model that was not used before', { a: 100, b: 40 }, { a: 100 }, 'b'],
    ['the larger of two', { a: 200, b: 160 }, { a: 100, b: 100 }, 'a'],
    ['the first week with spend', { a: 30 }, {}, 'a'],
  ])('%s', (_, now, before, name) =>
    expect(biggestChange(Object.entries(now).map(line), Object.entries(before).map(line))?.name).toBe(name),
  );
});

describe("a team's open incidents, for messages about something else", () => {
  const at = (from: string, costs: number[], o: Partial<IncidentRow> = {}): IncidentRow => ({
    ...row,
    team: 'support',
    seen: {
      ...(row.seen as Seen),
      from,
      until: addDays(from, costs.length - 1),
      days: costs.map((cost, index) => ({ day: addDays(from, index), cost: String(cost), expected: '10', low: '5', high: '20' })),
      excess: String(costs.reduce((all, cost) => all + cost - 10, 0)),
    },
    ...o,
  });
  const november = { start: '2026-11-01', end: '2026-12-01' };
  const told = (rows: IncidentRow[]) => {
    const found = unusualIn(rows, 'support', november);
    return found && [exact(found.excess), found.since, found.more];
  };

  test.each<[string, IncidentRow[], unknown]>([
    ['none', [], undefined],
    ['one', [at('2026-11-21', [110, 60])], ['150', '2026-11-21', 0]],
    ['only the days of the month count', [at('2026-10-30', [500, 500, 40, 30])], ['50', '2026-11-01', 0]],
    ['two are not added, for they may be the same dollars', [at('2026-11-03', [30]), at('2026-11-05', [90])], ['80', '2026-11-05', 1]],
    ['what is planned is unusual as well', [at('2026-11-03', [30], { state: 'planned' })], ['20', '2026-11-03', 0]],
    ['what is over does not go on', [at('2026-11-03', [30], { state: 'ended' })], undefined],
    ["another team's", [at('2026-11-03', [30], { team: 'legal' })], undefined],
    ['what only AWS has seen is in no bill of ours', [{ ...at('2026-11-03', [30]), seen: undefined } as unknown as IncidentRow], undefined],
  ])('%s', (_, rows, expected) => expect(told(rows)).toEqual(expected));

  test('a week names those of its days, over or not, but for what AWS took back', () => {
    const week = { start: '2026-11-16', end: '2026-11-23' };
    const ended = (because: 'usual' | 'restated'): Partial<IncidentRow> => ({ state: 'ended', news: { kind: 'ended', because } });
    const rows = [
      at('2026-11-14', [30, 31], { id: 'before' }),
      at('2026-11-15', [30, 32], { id: 'reaches in', ...ended('usual') }),
      at('2026-11-18', [99], { id: 'taken back', ...ended('restated') }),
      at('2026-11-22', [90, 90], { id: 'goes on' }),
      at('2026-11-23', [90], { id: 'after' }),
    ];
    expect(incidentsIn(rows, 'support', week).map(({ id }) => id)).toEqual(['goes on', 'reaches in']);
  });
});

test('what a team is driven by adds up to the excess, kind by kind, whatever fell meanwhile', () => {
  const cents = fc.integer({ min: 1, max: 1_000_000 }).map((amount) => exact(decimal(amount).div(100)));
  const related = fc.array(
    fc.record({
      subject: fc.record({ kind: fc.constantFrom('principal' as const, 'agent' as const, 'model' as const), name: fc.string() }),
      excess: cents,
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(related, cents, (parts, excess) => {
      const { blocks } = drawIncident({ ...row, aws: undefined, seen: { ...(row.seen as Seen), related: parts, excess } } as IncidentRow);
      const lists = blocks.filter((block) => block.type === 'rich_text') as unknown as {
        elements: { elements: { elements: { text: string }[] }[] }[];
      }[];
      expect(lists).toHaveLength(new Set(parts.map(({ subject }) => subject.kind === 'model')).size);
      for (const list of lists) {
        const amounts = (list.elements[0]?.elements ?? []).map((item) => decimal((item.elements[0]?.text ?? '').replace(/[$,\s]/g, '')));
        expect(exact(sum(amounts))).toBe(excess);
      }
    }),
  );
});

describe('the month whose budgets belong beside a period, asked on 25 November', () => {
  test.each([
    ['2026-11-01', '2026-11-26', '2026-11'],
    ['2026-11-24', '2026-11-25', '2026-11'],
    ['2026-10-01', '2026-11-01', '2026-10'],
    ['2026-09-07', '2026-09-14', '2026-09'],
    // A week, or thirty days, that reach into the running month.
    ['2026-10-26', '2026-11-02', '2026-11'],
    ['2026-10-26', '2026-11-25', '2026-11'],
    // A week over two months that are over; a quarter; a year.
    ['2026-09-28', '2026-10-05', undefined],
    ['2026-10-01', '2026-11-26', undefined],
    ['2026-01-01', '2026-11-26', undefined],
  ])('%s to %s: %s', (start, end, month) => expect(budgetMonth({ start, end } as Period, '2026-11-25')).toBe(month));
});

describe('spellings of one team', () => {
  const teams = [
    { name: 'data-science', aliases: ['ds'] },
    { name: 'Support', aliases: [] },
    { name: 'support', aliases: [] },
  ];
  test.each<[string, string[], unknown[]]>([
    ['none', ['engineering', 'legal'], []],
    [
      'those of a configured team',
      ['data-science', 'Data-Science', 'data_science'],
      [
        {
          team: 'data-science',
          configured: true,
          others: ['Data-Science', 'data_science'],
          aliases: ['ds', 'Data-Science', 'data_science'],
        },
      ],
    ],
    ['those of an alias', ['DS'], [{ team: 'data-science', configured: true, others: ['DS'], aliases: ['ds', 'DS'] }]],
    ['nobody configured it: the plainest', ['R D', 'r-d'], [{ team: 'r-d', configured: false, others: ['R D'], aliases: ['R D'] }]],
    ['nobody configured it and none is plain', ['R D', 'R_D'], [{ team: 'R D', configured: false, others: ['R_D'], aliases: ['R_D'] }]],
    ['two configured ones are meant to be two', ['Support', 'support', 'SUPPORT'], []],
  ])('%s', (_, billed, found) => expect(spellings(billed, teams)).toEqual(found));

  test('the YAML that is shown makes them one, whatever characters are in them', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'eng',
        'Eng',
        'ENG',
        'no',
        'NO',
        'eng ',
        ' eng',
        'e\u200Bng',
        'R&D',
        'r&d',
        '12',
        '1e3',
        'a: b',
        'A: b',
        '#x',
        '"q"',
        "'q'",
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (billed) => {
        const found = spellings(billed, []);
        if (found.length === 0) return;
        const read = parse(yaml(found)).teams;
        expect(read).toEqual(found.map(({ team, aliases }) => ({ name: team, aliases })));
        const owners = new Owners(read, false);
        for (const { team, others } of found)
          for (const one of others.filter((other) => other.trim() !== '')) expect(owners.of(one)).toBe(team);
      }),
    );
  });

  test('one line names three of them, so that they can be told apart', () => {
    const many = ['a ', 'a', 'b', 'B', 'c', 'C', 'd', 'D'];
    expect(spellingHints(spellings(many, []))).toEqual([
      'Counted as different teams: a and "a\\u{20}"; b and B; c and C; and 1 more. If they are one, `coverage` shows the alias to add to aispend.yaml.',
    ]);
    expect(spellingHints([])).toEqual([]);
  });
});
