import { type Decimal, decimal } from '../../money.js';

/**
 * Estimates are counted in whole cents, as safe integers: exact like decimals, and fast enough to walk through years of
 * hundreds of subjects. What was billed stays a Decimal beside them.
 */
export const toCents = (dollars: Decimal): number => dollars.times(100).round().toNumber();
export const toDollars = (cents: number): Decimal => decimal(cents).div(100);

/** The value below which `part` (0 to 1) of the values lie, between neighbours; 0 of none. Sorts in place. */
export function quantile(values: number[], part: number): number {
  if (values.length === 0) return 0;
  values.sort((a, b) => a - b);
  const at = part * (values.length - 1);
  const [lower, upper] = [values[Math.floor(at)] ?? 0, values[Math.ceil(at)] ?? 0];
  return lower + (upper - lower) * (at - Math.floor(at));
}

export const middle = (values: number[]): number => quantile(values, 0.5);
