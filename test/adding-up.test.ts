import fc from 'fast-check';
import { decimal, sum, usd } from '../src/money.js';
import { addingUp } from '../src/views/adding-up.js';

const amounts = fc.array(
  fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }).map((units) => decimal(units).div(decimal(10).pow(6))),
  { maxLength: 30 },
);

test('what is shown adds up to the total that is shown, each within a cent of its exact amount', () =>
  fc.assert(
    fc.property(amounts, (exactly) => {
      const total = sum(exactly);
      fc.pre(total.abs().gte('0.01'));
      const shown = addingUp(total, exactly);
      const cents = shown.map((one) => (one.abs().lt('0.01') ? decimal(0) : one));
      expect(sum(cents).toFixed(2)).toBe(total.toFixed(2));
      for (const [index, one] of shown.entries()) expect(one.minus(exactly[index]!).abs().lt('0.01')).toBe(true);
    }),
  ));

test('three lines whose cents ran over the total by one no longer do', () => {
  const exactly = ['1892.1767', '447.2163', '37.8566'].map(decimal);
  const total = sum(exactly);
  expect([usd(total), ...addingUp(total, exactly).map(usd)]).toEqual(['$2,377.25', '$1,892.18', '$447.21', '$37.86']);
});

test('what does not add up, or is less than a cent in all, is left as it is', () => {
  const [one, tiny] = [decimal('1.005'), decimal('0.0012')];
  expect(addingUp(decimal(9), [one])).toEqual([one]);
  expect(addingUp(tiny, [tiny])).toEqual([tiny]);
});
