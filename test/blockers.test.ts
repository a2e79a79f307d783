import { blockers, type ClosingState } from '../src/spend/statements/blockers.js';

test.each([
  [['2026-10-31'], 'The bill was read before 1 day of the month was complete.'],
  [['2026-10-30', '2026-10-31'], 'The bill was read before 2 days of the month were complete.'],
])('days that were not complete, %j, are counted in good English', (incomplete, sentence) => {
  const content = { month: '2026-10', incomplete, provisional: [], checks: [] } as unknown as ClosingState['content'];
  const found = blockers({ content, whole: true, drafted: undefined, closed: [], now: new Date('2026-11-20T08:00:00Z') });
  expect(found.map((one) => one.sentence)).toContain(sentence);
});
