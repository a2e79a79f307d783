/** Amounts are summed as whole numbers of this many decimals. */
const DECIMALS = 14;

/** "-0.00008826" as a whole number of 1e-14. Throws on more digits than that. */
export function toUnits(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  if (fraction.length > DECIMALS) throw new Error(`${amount} has more than ${DECIMALS} decimals`);
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** The sum with all its digits and no trailing zeros, as Cost Explorer writes amounts. */
export function fromUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${fraction && `.${fraction}`}`;
}
