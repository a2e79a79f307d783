import fc from 'fast-check';
import { decimal, sum } from '../src/money.js';
import { weekBefore } from '../src/spend/chargeback.js';
import { looksLike } from '../src/spend/look-alike.js';
import { splitShared } from '../src/spend/shared-costs.js';

test.each([
  ['2026-11-23T08:00:00Z', 'UTC', '2026-11-16', '2026-11-23'],
  ['2026-11-29T23:59:59Z', 'UTC', '2026-11-16', '2026-11-23'],
  ['2026-03-02T00:00:00Z', 'UTC', '2026-02-23', '2026-03-02'],
  ['2028-03-01T00:00:00Z', 'UTC', '2028-02-21', '2028-02-28'],
  // Monday 9:00 in Auckland, when it is Sunday evening in UTC; Sunday 18:00 in Los Angeles, when it is Monday.
  ['2026-11-22T20:00:00Z', 'Pacific/Auckland', '2026-11-16', '2026-11-23'],
  ['2026-11-22T10:59:59Z', 'Pacific/Auckland', '2026-11-09', '2026-11-16'],
  ['2026-11-23T02:00:00Z', 'America/Los_Angeles', '2026-11-16', '2026-11-23'],
])('at %s in %s last week is %s to %s', (due, zone, start, end) => expect(weekBefore(new Date(due), zone)).toMatchObject({ start, end }));

test.each<[string, string[], boolean]>([
  ['arn:aws:sts::111122223333:assumed-role/SupportSummariser/lambda', ['support'], true],
  ['arn:aws:sts::111122223333:assumed-role/Summariser/ben@support.example.com', ['support'], false],
  ['arn:aws:iam::111122223333:role/teams/data-science/Notebook', ['data-science'], true],
  ['arn:aws:iam::111122223333:user/dataScience_ci', ['data science'], true],
  ['arn:aws:iam::111122223333:role/EngineRoom', ['engineering', 'eng'], false],
  ['arn:aws:iam::111122223333:role/eng-batch', ['engineering', 'eng'], true],
  ['arn:aws:iam::111122223333:role/it-batch', ['it'], false],
])('%s looks like %j: %s', (arn, names, expected) => expect(looksLike(arn, names)).toBe(expected));

describe('shared spend', () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 18n }).map((units) => decimal(units).div('1e10'));
  test('is split to the last digit, and nobody with nothing takes part', () =>
    fc.assert(
      fc.property(
        amounts,
        fc.array(amounts, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('proportional' as const, 'even' as const),
        (amount, weights, split) => {
          const teams = new Map(weights.map((weight, index) => [`team-${index}`, weight]));
          const parts = splitShared(amount, teams, split);
          const takers = weights.filter((weight) => weight.gt(0));
          if (takers.length === 0 || amount.eq(0)) return parts.size === 0;
          return sum(parts.values()).eq(amount) && parts.size === takers.length && [...parts.values()].every((part) => part.gte(0));
        },
      ),
    ));
  test('proportional is by what each spent; even is by head; none leaves it where it is', () => {
    const teams = new Map([
      ['a', decimal(30)],
      ['b', decimal(10)],
      ['c', decimal(0)],
    ]);
    const shown = (split: 'proportional' | 'even' | 'none') =>
      [...splitShared(decimal(20), teams, split)].map(([team, part]) => `${team} ${part.toFixed()}`);
    expect([shown('proportional'), shown('even'), shown('none')]).toEqual([['a 15', 'b 5'], ['a 10', 'b 10'], []]);
    expect(
      [...splitShared(decimal('0.01'), new Map(['x', 'y', 'z'].map((team) => [team, decimal(1)])), 'even').values()].map((part) =>
        part.toFixed(),
      ),
    ).toEqual(['0.003333333334', '0.003333333333', '0.003333333333']);
  });
  test('a credit larger than the spend is split as well', () =>
    expect(
      sum(
        splitShared(
          decimal('-7.000000000001'),
          new Map([
            ['a', decimal(1)],
            ['b', decimal(2)],
          ]),
          'proportional',
        ).values(),
      ).toFixed(),
    ).toBe('-7.000000000001'));
});
