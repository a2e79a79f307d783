import { type Decimal, decimal, roundedTo, sum } from '../money.js';

/**
 * Amounts in whole cents as they are shown, so that what is shown adds up to the total that is shown (largest remainder).
 * Each differs from its exact amount by less than a cent. What is exact (JSON, CSV) is not changed by it. Amounts that do
 * not add up to the total in the first place, and a total below a cent, which is shown with more places, stay as they are.
 *
 * @param total what the exact amounts add up to
 */
export function addingUp(total: Decimal, amounts: Decimal[]): Decimal[] {
  const whole = total.abs().gte('0.01') && sum(amounts).eq(total);
  return whole ? roundedTo(total.round(2), amounts, 2).map((cents, index) => shown(cents, amounts[index] ?? cents)) : amounts;
}

/** Spend below a cent that got none is still spend, and is shown by its first digits rather than as nothing. */
const shown = (cents: Decimal, amount: Decimal): Decimal =>
  cents.eq(0) && !amount.eq(0) && amount.abs().lt('0.01') ? amount : decimal(cents.toFixed(2));
