import fc from 'fast-check';
import { decimal, exact, sum, ZERO } from '../src/money.js';
import { addDays, days, type Span } from '../src/period.js';
import { trend, trendText } from '../src/views/trend.js';

const from = (start: string, length: number): Span => ({ start, end: addDays(start, length) });
/** A dollar a day over the whole span. */
const evenly = (span: Span, cost = '1') => days(span).map((day) => ({ day, cost: decimal(cost) }));
const chartOf = (span: Span, incomplete: string[] = []) => trend(evenly(span), span, incomplete)!;
const pointsOf = (chart: ReturnType<typeof chartOf>) => chart.chart.series[0]!.data;

describe('how many points, and of what', () => {
  test.each([
    // days, points, title, first label, last label
    [2, 2, 'By day, 1–2 Jan 2026', '1 Jan', '2 Jan'],
    [20, 20, 'By day, 1–20 Jan 2026', '1 Jan', '20 Jan'],
    // The last twenty, and the title says which.
    [21, 20, 'By day, 2–21 Jan 2026', '2 Jan', '21 Jan'],
    [45, 20, 'By day, 26 Jan – 14 Feb 2026', '26 Jan', '14 Feb'],
    [46, 7, 'By week, 1 Jan – 15 Feb 2026', '1 Jan', '9 Feb'],
    [140, 20, 'By week, 1 Jan – 20 May 2026', '1 Jan', '14 May'],
    [141, 5, 'By month, 1 Jan – 21 May 2026', 'Jan 2026', 'May 2026'],
    [430, 15, 'By month, 1 Jan 2026 – 6 Mar 2027', 'Jan 2026', 'Mar 2027'],
    [640, 20, 'By month, 1 Mar 2026 – 2 Oct 2027', 'Mar 2026', 'Oct 2027'],
  ])('%i days', (length, count, title, first, last) => {
    const chart = chartOf(from('2026-01-01', length));
    const points = pointsOf(chart);
    expect([points.length, chart.title, points[0]?.label, points.at(-1)?.label]).toEqual([count, title, first, last]);
  });

  test.each([
    ['one day', trend(evenly(from('2026-01-01', 1)), from('2026-01-01', 1), [])],
    ['no spend', trend(evenly(from('2026-01-01', 10), '0'), from('2026-01-01', 10), [])],
    ['no days', trend([], from('2026-01-01', 10), [])],
  ])('%s is no chart', (_what, chart) => expect(chart).toBeUndefined());
});

describe('what the points say', () => {
  test('days without spend are zero, days outside are not counted', () => {
    const span = from('2026-11-01', 5);
    const chart = trend(
      [
        { day: '2026-10-31', cost: decimal(100) },
        { day: '2026-11-02', cost: decimal('2.005') },
        { day: '2026-11-05', cost: decimal('-1') },
        { day: '2026-11-06', cost: decimal(100) },
      ],
      span,
      [],
    )!;
    expect(pointsOf(chart).map((one) => [one.label, one.value])).toEqual([
      ['1 Nov', 0],
      ['2 Nov', 2.01],
      ['3 Nov', 0],
      ['4 Nov', 0],
      ['5 Nov', -1],
    ]);
  });

  test.each([
    ['a day', from('2026-11-20', 6), ['2026-11-24', '2026-11-25'], ['24 Nov*', '25 Nov*']],
    ['a week', from('2026-09-01', 85), ['2026-11-23', '2026-11-24'], ['18 Nov*']],
    ['a month', from('2026-01-01', 328), ['2026-11-24'], ['Nov 2026*']],
  ])('a star is at %s that is not complete, and the title says what it means', (_what, span, incomplete, starred) => {
    const chart = chartOf(span, incomplete);
    expect(
      pointsOf(chart)
        .map((one) => one.label)
        .filter((label) => label.endsWith('*')),
    ).toEqual(starred);
    expect(chart.title).toMatch(/2026 \(\* incomplete\)$/);
  });

  test('without an incomplete day there is no star and no word of it', () =>
    expect(JSON.stringify(chartOf(from('2026-11-20', 6), ['2026-12-24']))).not.toContain('*'));
});

const spans = fc
  .tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 2, max: 1200 }))
  .map(([start, length]) => from(addDays('2020-01-01', start), length));

test('whatever the span, Slack takes it: at most twenty points, one for each category, short labels that differ', () =>
  fc.assert(
    fc.property(spans, fc.array(fc.nat(1200), { maxLength: 5 }), (span, picks) => {
      const incomplete = picks.map((pick) => addDays(span.start, pick));
      const chart = chartOf(span, incomplete);
      const points = pointsOf(chart);
      const { categories } = chart.chart.axis_config;
      expect(points.length).toBeLessThanOrEqual(20);
      expect(points.map((one) => one.label)).toEqual(categories);
      expect(new Set(categories).size).toBe(categories.length);
      expect(categories.every((label) => label.length <= 20)).toBe(true);
      expect(chart.title.length).toBeLessThanOrEqual(50);
    }),
    { numRuns: 60 },
  ));

test('weeks and up to twenty months leave nothing out', () =>
  fc.assert(
    fc.property(fc.integer({ min: 46, max: 580 }), fc.integer({ min: 0, max: 3000 }), (length, start) => {
      const span = from(addDays('2024-01-01', start), length);
      expect(pointsOf(chartOf(span)).reduce((all, one) => all + one.value, 0)).toBe(length);
    }),
    { numRuns: 40 },
  ));

test('in words, for where it cannot be drawn', () => {
  const span = from('2026-11-09', 4);
  const chart = trend(
    [
      { day: '2026-11-09', cost: decimal(2) },
      { day: '2026-11-10', cost: decimal(1) },
      { day: '2026-11-12', cost: decimal(-1) },
    ],
    span,
    [],
  )!;
  expect(trendText(chart).split('\n')).toEqual([
    '9 Nov   ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ $2.00',
    '10 Nov  ▇▇▇▇▇▇▇▇▇▇ $1.00',
    '11 Nov   $0.00',
    '12 Nov   -$1.00',
  ]);
  expect(exact(sum(pointsOf(chart).map((one) => ZERO.plus(one.value))))).toBe('2');
});
