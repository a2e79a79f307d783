import { decimal } from '../../money.js';

/** Rates are whole numbers of this many decimals of a dollar, so a day's cost is one exact multiplication. */
export const RATE_SCALE = 10;

/** What one count of usage costs. `scale` says how many counts make a billed unit: 3 for tokens billed by the thousand. */
export interface Price {
  /** 1e-10 dollars for one count. */
  rate: number;
  scale: number;
  unit: string;
}

/** A price per billed unit ("0.0895" dollars a vCPU-hour, counted in thousandths: scale 3). Throws when it has more digits than a rate can hold. */
export function price(dollars: string, unit: string, scale: number): Price {
  const rate = decimal(dollars).times(decimal(`1e${RATE_SCALE - scale}`));
  if (!rate.eq(rate.round())) throw new Error(`${dollars} dollars per ${unit} is finer than a rate of 1e-${RATE_SCALE} dollars`);
  return { rate: rate.toNumber(), scale, unit };
}

/** A price in percent of another. Throws like `price`. */
export function percentOf(percent: number, of: Price): Price {
  const rate = (of.rate * percent) / 100;
  if (!Number.isInteger(rate)) throw new Error(`${percent} % of ${of.rate} is not a whole rate`);
  return { ...of, rate };
}

/** `count` of 10^-scale as an exact decimal string without trailing zeros: (-1234500, 5) is "-12.345". */
export function decimalString(count: number, scale: number): string {
  if (!Number.isSafeInteger(count)) throw new Error(`${count} is beyond exact whole numbers`);
  const size = 10 ** scale;
  const fraction = Math.abs(count % size);
  const whole = (Math.abs(count) - fraction) / size;
  const sign = count < 0 ? '-' : '';
  if (fraction === 0) return `${sign}${whole}`;
  // The leading one keeps the zeros behind the point.
  const digits = String(size + fraction);
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === ZERO) end--;
  return `${sign}${whole}.${digits.slice(1, end)}`;
}

const ZERO = '0'.charCodeAt(0);
