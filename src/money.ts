import Big from 'big.js';

/**
 * Exact decimals for money and quantities. Amounts travel as `Decimal` or as plain decimal strings, never as floats.
 * AWS amounts can be as small as 1e-5 dollars, so nothing is rounded before it is shown.
 */
export type Decimal = Big;

export const ZERO: Decimal = new Big(0);

/** Parses a decimal string ("0.0000882600", "-12", "1e-7"). Throws on anything that is not a number. */
export const decimal = (text: string | number | bigint): Decimal => new Big(typeof text === 'bigint' ? text.toString() : text);

export const sum = (amounts: Iterable<Decimal>): Decimal => {
  let total = ZERO;
  for (const amount of amounts) total = total.plus(amount);
  return total;
};

/** The exact amount without exponent and without trailing zeros: "0.00008826". This is what JSON and CSV carry. */
export const exact = (amount: Decimal): string => amount.toFixed();

/** Dollars as people read them: "$1,234.57", "-$3.20"; amounts under a cent keep two significant digits: "$0.000088". */
export function usd(amount: Decimal): string {
  const size = amount.abs();
  const sign = amount.lt(0) ? '-' : '';
  if (size.eq(0)) return '$0.00';
  if (size.lt('0.01')) return `${sign}$${new Big(size.toPrecision(2)).toFixed()}`;
  return `${sign}$${grouped(size.toFixed(2))}`;
}

/** "+12.3 %" of a change against `before`; undefined when there was nothing before. */
export function percentChange(now: Decimal, before: Decimal): string | undefined {
  if (before.lte(0)) return undefined;
  const percent = now.minus(before).times(100).div(before);
  const shown = percent.round(1);
  return `${shown.gte(0) ? '+' : '-'}${grouped(shown.abs().toFixed(1))} %`;
}

/** Percent of a whole, exact enough to sort by; undefined when the whole is not positive. */
export const share = (part: Decimal, whole: Decimal): Decimal | undefined => (whole.lte(0) ? undefined : part.times(100).div(whole));

/** Share of a whole as "37.1 %"; undefined when the whole is not positive. */
export const percentOf = (part: Decimal, whole: Decimal): string | undefined =>
  share(part, whole)?.round(1).plus(0).toFixed(1).concat(' %');

const grouped = (digits: string): string => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

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
