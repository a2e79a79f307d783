import { decimal, exact } from '../src/money.js';
import { addDays, days } from '../src/period.js';
import { beforeWatched, budgetAlerts, budgetState } from '../src/spend/budgets.js';
import { forecast, median, passes } from '../src/spend/forecast.js';
import { drawBudgetAlert } from '../src/views/budget.js';

/** Office hours: 100 a weekday, 10 a weekend day. */
const office = (from: string, to: string) =>
  new Map(
    days({ start: from, end: to }).map((day) => [day, decimal([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? 10 : 100)]),
  );

describe('forecast', () => {
  test('a steady rhythm goes on as it was, to the cent', () => {
    const found = forecast(office('2026-08-01', '2026-11-11'), '2026-11', '2026-11-11', '2026-08-01')!;
    // November 2026 has 21 weekdays and 9 weekend days.
    expect(exact(found.total)).toBe('2190');
    expect(exact(found.actual)).toBe(exact(decimal(7 * 100 + 3 * 10)));
    expect(found.byDay.filter((one) => one.actual)).toHaveLength(10);
  });

  test('one runaway day does not become the forecast of every such weekday', () => {
    const daily = office('2026-08-01', '2026-11-11');
    daily.set('2026-11-04', decimal(9000));
    const found = forecast(daily, '2026-11', '2026-11-11', '2026-08-01')!;
    expect(exact(found.expected)).toBe(exact(decimal(14 * 100 + 6 * 10)));
    expect(exact(found.total)).toBe(exact(decimal(2190 + 8900)));
  });

  test('less than two weeks tell nothing', () => {
    expect(forecast(office('2026-11-01', '2026-11-11'), '2026-11', '2026-11-11', '2026-11-01')).toBeUndefined();
  });

  test('a month that is over is what was billed', () => {
    const found = forecast(office('2026-08-01', '2026-12-05'), '2026-11', '2026-12-04', '2026-08-01')!;
    expect([exact(found.total), exact(found.expected)]).toEqual(['2190', '0']);
  });

  test.each([
    [[], '0'],
    [['3'], '3'],
    [['1', '2'], '1.5'],
    [['9', '1', '5'], '5'],
    [['0.1', '0.2', '0.3', '100'], '0.25'],
  ])('the median of %j is %s', (amounts, middle) => expect(exact(median(amounts.map(decimal)))).toBe(middle));
});

describe('budgets', () => {
  const daily = office('2026-08-01', '2026-11-11');
  const found = forecast(daily, '2026-11', '2026-11-11', '2026-08-01');
  const state = (budget: number, spent = '730') =>
    budgetState('engineering', '2026-11', {
      budget: decimal(budget),
      spent: decimal(spent),
      today: '2026-11-12',
      forecast: found,
      unusual: undefined,
    });

  test.each([
    // budget, highest threshold reached, the day the forecast passes it
    [10_000, undefined, undefined],
    [2190, undefined, undefined],
    // Less than 2 % above the budget is nothing that anybody acts on.
    [2189, undefined, undefined],
    [2148, undefined, undefined],
    [2147, undefined, '2026-11-30'],
    [1460, 50, '2026-11-20'],
    [912, 80, '2026-11-12'],
    [730, 100, undefined],
    [729, 100, undefined],
    [0, undefined, undefined],
  ])('a budget of $%d: reached %s, will be passed %s', (budget, reached, willPass) =>
    expect(state(budget)).toMatchObject({ reached, willPass, toGo: { start: '2026-11-12', end: '2026-12-01' } }),
  );

  test('each threshold and the forecast have one key a month; a raise arms them anew', () => {
    const keys = (budget: number) => budgetAlerts(state(budget), 0).map((alert) => alert.key);
    expect(keys(1460)).toEqual(['budget:2026-11:engineering:1460:50', 'budget:2026-11:engineering:1460:forecast']);
    expect(keys(730)).toEqual(['budget:2026-11:engineering:730:100']);
    expect(keys(10_000)).toEqual([]);
  });

  test.each([
    // budget, what is told when the first look finds it so
    [1460, ['forecast']],
    [912, [80, 'forecast']],
    [730, [100]],
  ])('a budget of $%d that is looked at for the first time tells %j: half used is no news', (budget, told) => {
    const first = state(budget);
    expect(budgetAlerts(first, beforeWatched(first)).map((alert) => alert.threshold)).toEqual(told);
  });

  test.each([
    // spent of 1000, what is told on the first day of the next month
    ['820', []],
    ['999', []],
    ['1000', [100]],
    ['1100', [100]],
  ])('when the month is over, $%s of $1000 tells %j', (spent, told) => {
    const o = { budget: decimal(1000), spent: decimal(spent), today: '2026-12-01', forecast: found, unusual: undefined };
    const over = budgetState('engineering', '2026-11', o);
    expect(budgetAlerts(over, 0).map((alert) => alert.threshold)).toEqual(told);
    const drawn = told.map(() => JSON.stringify(drawBudgetAlert(over, 100, '2026-11-30')));
    expect(drawn.filter((one) => /used up its budget.*the month is over/.test(one))).toHaveLength(told.length);
    expect(drawn.join()).not.toMatch(/Forecast|[0-9] left|will pass|has used/);
  });

  test.each([
    ['2026-10-28', { start: '2026-11-01', end: '2026-12-01' }],
    ['2026-11-30', { start: '2026-11-30', end: '2026-12-01' }],
    ['2026-12-01', undefined],
  ])('read on %s, there is to go %j', (today, toGo) => {
    const o = { budget: decimal(100), spent: decimal(60), today, forecast: undefined, unusual: undefined };
    expect(budgetState('engineering', '2026-11', o).toGo).toEqual(toGo);
  });

  test('the day a limit is passed is the first whose running total is above it', () => {
    const byDay = ['5', '5', '5'].map((cost, index) => ({ day: addDays('2026-11-01', index), cost: decimal(cost), actual: true }));
    expect([passes(byDay, decimal(9)), passes(byDay, decimal(10)), passes(byDay, decimal(15))]).toEqual([
      '2026-11-02',
      '2026-11-03',
      undefined,
    ]);
  });
});
