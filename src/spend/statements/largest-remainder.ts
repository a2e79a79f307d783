import { type Decimal, decimal, sum } from '../../money.js';

/**
 * Amounts rounded to `decimals` places so that they add up to `total`, their sum rounded up or down: what rounding down
 * leaves over goes one step at a time to the largest remainders, so each differs from its exact amount by less than a step.
 */
export function roundedTo(total: Decimal, amounts: Decimal[], decimals: number): Decimal[] {
  const step = decimal(1).div(decimal(10).pow(decimals));
  const all = amounts.map((amount) => {
    const towardsZero = amount.round(decimals, 0);
    const floor = towardsZero.gt(amount) ? towardsZero.minus(step) : towardsZero;
    return { floor, rest: amount.minus(floor), up: false };
  });
  const over = total.minus(sum(all.map((one) => one.floor))).div(step);
  for (const one of [...all].sort((a, b) => b.rest.cmp(a.rest)).slice(0, Number(over.toFixed(0)))) one.up = true;
  return all.map(({ floor, up }) => (up ? floor.plus(step) : floor));
}
