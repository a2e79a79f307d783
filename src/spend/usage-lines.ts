import { type Decimal, decimal, sum, ZERO } from '../money.js';
import type { UsageLine } from './answers.js';
import { knownUsage } from './known-usage.js';
import { tokensOf, type UsageType } from './usage-type/classify.js';

/** Usage of one service, usage type and unit over a whole span. */
export interface UsageRow {
  service: string;
  usageType: string | null;
  unit: string | null;
  cost: Decimal;
  quantity: Decimal;
}

/** How a usage type is shown and grouped: by model, by the thing it is, or under its own name when nobody knows it. */
export function lineOf(row: Pick<UsageRow, 'service' | 'usageType' | 'unit'>, usage = knownOf(row)): Pick<UsageLine, 'name' | 'sort'> {
  if (!usage) return { name: `${row.service}, model not split`, sort: 'model-unknown' };
  if (usage.class === 'unclassified') return { name: row.usageType || row.service, sort: 'unclassified' };
  if (usage.model) return { name: usage.model, sort: 'model' };
  return { name: `${row.service.replace(/^Amazon /, '')} ${(usage.kind ?? 'other').replaceAll('-', ' ')}`, sort: 'other' };
}

const knownOf = (row: Pick<UsageRow, 'service' | 'usageType' | 'unit'>): UsageType | null =>
  row.usageType === null ? null : knownUsage(row.service, row.usageType, row.unit);

/** Groups usage by model, with tokens by kind and the effective price. Every row lands in exactly one line. */
export function usageLines(rows: UsageRow[]): UsageLine[] {
  const lines = new Map<string, UsageLine & { pricedCost: Decimal }>();
  for (const row of rows) {
    const usage = knownOf(row);
    const { name, sort } = lineOf(row, usage);
    const key = `${sort} ${name}`;
    const line = lines.get(key) ?? {
      name,
      sort,
      cost: ZERO,
      tokens: undefined,
      totalTokens: undefined,
      perMillion: undefined,
      pricedCost: ZERO,
    };
    line.cost = line.cost.plus(row.cost);
    const tokens = usage ? tokensOf(usage, row.quantity, row.cost) : null;
    if (usage?.kind && tokens) {
      line.tokens = { ...line.tokens, [usage.kind]: (line.tokens?.[usage.kind] ?? ZERO).plus(tokens) };
      line.totalTokens = (line.totalTokens ?? ZERO).plus(tokens);
      line.pricedCost = line.pricedCost.plus(row.cost);
    }
    lines.set(key, line);
  }
  return [...lines.values()]
    .map(({ pricedCost, ...line }) => ({
      ...line,
      perMillion: line.totalTokens?.gt(0) ? pricedCost.times(1_000_000).div(line.totalTokens) : undefined,
    }))
    .filter((line) => !(line.cost.eq(0) && !line.totalTokens?.gt(0)))
    .sort((a, b) => b.cost.cmp(a.cost) || a.name.localeCompare(b.name));
}

export const unclassifiedOf = (lines: UsageLine[]): Decimal =>
  sum(lines.filter((line) => line.sort === 'unclassified').map((line) => line.cost));

/** The unclassified lines as usage types with their cost, largest first. */
export const unclassifiedUsage = (lines: UsageLine[]): { usageType: string; cost: Decimal }[] =>
  lines.filter((line) => line.sort === 'unclassified').map((line) => ({ usageType: line.name, cost: line.cost }));

/** What was used, of a row of the ledger. */
export const usageOf = (row: Record<string, unknown>): Pick<UsageRow, 'service' | 'usageType' | 'unit'> => ({
  service: String(row['service']),
  usageType: row['usage_type'] === null ? null : String(row['usage_type']),
  unit: row['unit'] === null ? null : String(row['unit']),
});

export const usageRow = (row: Record<string, unknown>): UsageRow => ({
  ...usageOf(row),
  cost: decimal(String(row['cost'])),
  quantity: decimal(String(row['quantity'])),
});
