import { type Decimal, decimal, sum, ZERO } from '../money.js';

/** Decimal places of a part; the ledger keeps amounts this exact, so nothing is lost by splitting. */
const PLACES = 12;
const STEP = decimal(1).div(decimal(10).pow(PLACES));

/**
 * Splits what shared teams spent among the others, exactly: the parts add up to `amount` to the last digit, what division
 * leaves over goes one step at a time to the largest remainders (largest remainder method).
 *
 * @param weights what each team spent; only those above zero take part
 * @returns the part of each team that takes part; empty when none does or `split` is none
 */
export function splitShared(
  amount: Decimal,
  weights: ReadonlyMap<string, Decimal>,
  split: 'proportional' | 'even' | 'none',
): Map<string, Decimal> {
  const takers = [...weights].filter(([, weight]) => weight.gt(0));
  if (split === 'none' || takers.length === 0 || amount.eq(0)) return new Map();
  const whole = split === 'even' ? decimal(takers.length) : sum(takers.map(([, weight]) => weight));
  const parts = takers.map(([team, weight]) => {
    const fine = amount.times(split === 'even' ? 1 : weight);
    const floor = fine.div(whole).round(PLACES, 0);
    return { team, part: floor, rest: fine.minus(floor.times(whole)).abs() };
  });
  let left = amount.minus(sum(parts.map((one) => one.part)));
  const step = left.lt(0) ? STEP.times(-1) : STEP;
  for (const one of [...parts].sort((a, b) => b.rest.cmp(a.rest) || a.team.localeCompare(b.team))) {
    if (left.abs().lt(STEP)) break;
    one.part = one.part.plus(step);
    left = left.minus(step);
  }
  // What is finer than a step cannot be shared out; the largest taker keeps it.
  const first = parts.sort((a, b) => b.part.abs().cmp(a.part.abs()))[0];
  if (first && !left.eq(ZERO)) first.part = first.part.plus(left);
  return new Map(parts.map((one) => [one.team, one.part]));
}
