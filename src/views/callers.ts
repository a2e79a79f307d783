import { type Decimal, sum, usd } from '../money.js';
import { leaf, list, section } from './blocks.js';
import type { DrawnBlock } from './message.js';
import { principalName } from './principal.js';
import { shownAndRest } from './shown.js';

const SHOWN = 5;

/** Who called, the most expensive first and the rest as one line; nothing where the source does not know. */
export function callers(principals: { principal: string | null; cost: Decimal }[] | undefined, most = SHOWN): DrawnBlock[] {
  if (!principals || principals.length === 0) return [];
  const [shown, rest] = shownAndRest(principals, most);
  const items = shown.map((one) => [
    leaf(`${usd(one.cost)}  `, { bold: true }),
    leaf(one.principal === null ? 'no principal in the bill' : principalName(one.principal)),
  ]);
  if (rest.length > 0) items.push([leaf(`${usd(sum(rest.map((one) => one.cost)))}  `, { bold: true }), leaf(`${rest.length} others`)]);
  return [section('*Who called*'), list(items)];
}
