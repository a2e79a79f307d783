import { type Decimal, decimal, ZERO } from '../../money.js';
import type { Span } from '../../period.js';
import { knownUsage } from '../known-usage.js';
import type { Ledger } from '../ledger/ledger.js';
import { cubesOf, usageIn } from '../ledger-questions.js';
import type { Source } from '../source.js';
import { lineOf, usageRow } from '../usage-lines.js';
import { tokensOf } from '../usage-type/classify.js';

/**
 * Dollars a token as they were paid, discounts, tiers and caches in it. `input` bears all that is not output: CloudWatch
 * counts input apart from what is read from the cache, and the cache costs all the same.
 */
export interface TokenPrice {
  input: Decimal;
  output: Decimal;
}

/** By model, out of the bill of a span. A model without billed input or output has no price. */
export async function tokenPrices(ledger: Ledger, source: Source['name'], span: Span): Promise<Map<string, TokenPrice>> {
  const rows = await ledger.query(
    span,
    `SELECT service, usage_type, unit, CAST(sum(cost) AS VARCHAR) AS cost, CAST(sum(quantity) AS VARCHAR) AS quantity FROM facts
WHERE ${usageIn(cubesOf(source).team, span)} GROUP BY ALL`,
  );
  const models = new Map<string, Record<'inputTokens' | 'outputTokens' | 'outputCost' | 'otherCost', Decimal>>();
  for (const row of rows.map(usageRow)) {
    const usage = row.usageType === null ? null : knownUsage(row.service, row.usageType, row.unit);
    const tokens = usage && tokensOf(usage, row.quantity, row.cost);
    if (!usage?.model || !tokens) continue;
    const { name } = lineOf(row);
    const known = models.get(name) ?? { inputTokens: ZERO, outputTokens: ZERO, outputCost: ZERO, otherCost: ZERO };
    const output = usage.kind === 'output';
    known[output ? 'outputCost' : 'otherCost'] = known[output ? 'outputCost' : 'otherCost'].plus(row.cost);
    if (output) known.outputTokens = known.outputTokens.plus(tokens);
    if (usage.kind === 'input') known.inputTokens = known.inputTokens.plus(tokens);
    models.set(name, known);
  }
  return new Map(
    [...models].flatMap(([name, { inputTokens, outputTokens, outputCost, otherCost }]): [string, TokenPrice][] =>
      inputTokens.gt(0)
        ? [[name, { input: otherCost.div(inputTokens), output: outputTokens.gt(0) ? outputCost.div(outputTokens) : decimal(0) }]]
        : [],
    ),
  );
}
