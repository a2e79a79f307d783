import { invalid } from './aws-error.js';
import type { Row } from './cost-explorer-rows.js';
import { fromUnits } from './exact-sum.js';

/** Nothing is reserved and nothing pooled here, so blended and amortised cost are the unblended one. */
const METRICS: Record<string, (row: Row) => bigint> = {
  UnblendedCost: (row) => row.cost,
  BlendedCost: (row) => row.cost,
  AmortizedCost: (row) => row.cost,
  NetUnblendedCost: (row) => row.netCost,
  NetAmortizedCost: (row) => row.netCost,
  UsageQuantity: (row) => row.quantity,
  NormalizedUsageAmount: () => 0n,
};

export type Amounts = Record<string, { Amount: string; Unit: string }>;

export interface Metric {
  name: string;
  read(row: Row): bigint;
}

/** @throws AwsError for none or for a name that GetCostAndUsage does not know (GetCostForecast spells them otherwise). */
export function readMetrics(names: string[]): Metric[] {
  if (names.length === 0) throw invalid('Metrics must not be empty');
  return [...new Set(names)].map((name) => {
    const read = METRICS[name];
    if (!read) throw invalid(`Metric ${name} is invalid. Valid values are ${Object.keys(METRICS).sort().join(', ')}`);
    return { name, read };
  });
}

/** Sums rows exactly. A quantity of different units keeps its sum and says "N/A". */
export class Totals {
  private readonly sums: bigint[];
  private unit: string | undefined;
  private empty = true;

  constructor(private readonly metrics: Metric[]) {
    this.sums = metrics.map(() => 0n);
  }

  add(row: Row): void {
    for (let index = 0; index < this.metrics.length; index++)
      this.sums[index] = (this.sums[index] as bigint) + (this.metrics[index] as Metric).read(row);
    if (this.empty) this.unit = row.line.unit;
    else if (this.unit !== row.line.unit) this.unit = undefined;
    this.empty = false;
  }

  /** `matched` is false when the whole question met no line at all: then even money has no unit. */
  amounts(matched = true): Amounts {
    const amounts: Amounts = {};
    for (const [index, { name }] of this.metrics.entries()) {
      const unit = name.endsWith('Cost') ? matched && 'USD' : name === 'UsageQuantity' && this.unit;
      amounts[name] = { Amount: fromUnits(this.sums[index] as bigint), Unit: unit || 'N/A' };
    }
    return amounts;
  }
}
