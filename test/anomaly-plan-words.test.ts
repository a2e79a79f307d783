import type { Day } from '../src/period.js';
import { readPlanDay, readPlanWish } from '../src/spend/anomalies/plan-words.js';

describe('what is announced', () => {
  const TODAY = '2026-11-25'; // a Wednesday
  test.each<[string, Day]>([
    ['today', '2026-11-25'],
    ['tomorrow', '2026-11-26'],
    ['wednesday', '2026-11-25'],
    ['Fri', '2026-11-27'],
    ['next tuesday', '2026-12-01'],
    ['in 3 days', '2026-11-28'],
    ['10d', '2026-12-05'],
    ['2026-12-24', '2026-12-24'],
    ['1 Dec', '2026-12-01'],
    ['1st december', '2026-12-01'],
    ['Dec 1, 2026', '2026-12-01'],
    ['3 January', '2027-01-03'],
    ['end of the month', '2026-11-30'],
    ['end of week', '2026-11-29'],
  ])('%s is %s', (words, expected) => expect(readPlanDay(words, TODAY)).toBe(expected));

  test.each(['', 'soon', '32 Dec', '2026-02-30', '12', 'n', 'the day after'])('"%s" is no day', (words) =>
    expect(() => readPlanDay(words, TODAY)).toThrow(/is not a day|There is no day/),
  );

  test.each<[string, string]>([
    ['team engineering until friday', 'team|engineering|2026-11-25|2026-11-27|'],
    ['team engineering until friday "load test"', 'team|engineering|2026-11-25|2026-11-27|load test'],
    ['Team engineering until friday \'load "A" test\'', 'team|engineering|2026-11-25|2026-11-27|load "A" test'],
    ['team "data science" from monday to 2026-12-04 "x until y"', 'team|data science|2026-11-30|2026-12-04|x until y'],
    ['team "until then" until tomorrow', 'team|until then|2026-11-25|2026-11-26|'],
    ['model Claude Sonnet 5 until fri', 'model|Claude Sonnet 5|2026-11-25|2026-11-27|'],
    ['principal TicketTriageAgent until fri', 'principal|TicketTriageAgent|2026-11-25|2026-11-27|'],
  ])('%s', (typed, expected) => {
    const { kind, name, from, until, note } = readPlanWish(typed, TODAY);
    expect([kind, name, from, until, note].join('|')).toBe(expected);
  });
});
