import { type Decimal, decimal, ZERO } from '../../money.js';
import type { UsageType } from './usage-type.js';

/** What a million tokens of any model on Bedrock cost, generously: dollars. */
const CHEAPEST = decimal('0.01');
const DEAREST = decimal(500);
const MILLION = decimal(1_000_000);

/** "1K tokens", "1M tokens", "Tokens"; null when the unit tells nothing about tokens. */
export function tokensInUnit(unit: string): number | null {
  if (/^(?:1K|1,?000|thousand)\b.*tokens?$/i.test(unit)) return 1000;
  if (/^(?:1M|1,?000,?000|million)\b.*tokens?$/i.test(unit)) return 1_000_000;
  return /^tokens?$/i.test(unit) ? 1 : null;
}

/**
 * Exact tokens of a billed line; null when it has none or nobody can tell. Where neither unit nor grammar tells the scale (the mantle
 * endpoint in Cost Explorer), the scale is believed that makes the price plausible: thousands, which is the unit of the mantle lines
 * in AWS's price list, else millions. A free line has no price to go by, so its tokens are unknown.
 */
export function tokensOf(usage: UsageType, quantity: Decimal, cost: Decimal): Decimal | null {
  if (usage.class !== 'tokens') return null;
  if (usage.tokensPerUnit !== null) return quantity.times(usage.tokensPerUnit);
  if (quantity.eq(0)) return ZERO;
  const scale = [1000, 1_000_000].find((tokens) => {
    const millions = quantity.times(tokens).div(MILLION).abs();
    return cost.abs().gte(millions.times(CHEAPEST)) && cost.abs().lte(millions.times(DEAREST));
  });
  return scale === undefined ? null : quantity.times(scale);
}
