import { type Decimal, sum, usd } from '../money.js';

const SHOWN = 3;

/** "EUC1-PromptRouter-Decisions $4.57, …, 2 others $0.10": what unclassified spend is made of, as plain text. */
export function unclassifiedParts(usage: { usageType: string; cost: Decimal }[]): string {
  const rest = usage.slice(SHOWN);
  return [
    ...usage.slice(0, SHOWN).map((one) => `${one.usageType} ${usd(one.cost)}`),
    ...(rest.length > 0 ? [`${rest.length} ${rest.length === 1 ? 'other' : 'others'} ${usd(sum(rest.map((one) => one.cost)))}`] : []),
  ].join(', ');
}
