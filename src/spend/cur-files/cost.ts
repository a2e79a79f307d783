import type { Metric } from '../cost-explorer-source.js';
import { type Amount, amount } from './amount.js';
import type { Columns } from './columns.js';

/** The column a metric needs beside the unblended cost; without it in any file of a month there is no answer. */
export const NET_COLUMN = 'line_item_net_unblended_cost';
const UNBLENDED = 'line_item_unblended_cost';
const COMMITMENTS = ['savings_plan_savings_plan_effective_cost', 'reservation_effective_cost'];

/**
 * SQL giving the cost of a line item by metric, NULL for none. Net cost is empty where no discount applies: unblended
 * then. Amortized follows AWS's own rule ("Understanding your Savings Plans and amortized data"): covered usage at its
 * effective cost, and nothing for the line that takes the covered price back and for fees paid up front.
 */
export function costOf(columns: Columns, metric: Metric): Amount {
  if (metric === 'net-unblended' && columns.has(NET_COLUMN))
    return amount('cost', columns, [NET_COLUMN, UNBLENDED], (net, unblended) => `coalesce(${net}, ${unblended})`);
  if (metric !== 'amortized' || !hasMetric(columns, metric)) return amount('cost', columns, [UNBLENDED], (unblended) => `${unblended}`);
  return amount(
    'cost',
    columns,
    [UNBLENDED, ...COMMITMENTS],
    (unblended, savingsPlan, reservation) =>
      `CASE line_item_line_item_type WHEN 'SavingsPlanCoveredUsage' THEN coalesce(${savingsPlan}, ${unblended}) WHEN 'DiscountedUsage' THEN coalesce(${reservation}, ${unblended}) WHEN 'SavingsPlanNegation' THEN 0 WHEN 'SavingsPlanUpfrontFee' THEN 0 ELSE ${unblended} END`,
  );
}

/** False when this file falls back to unblended cost for the metric. */
export const hasMetric = (columns: Columns, metric: Metric): boolean =>
  metric === 'unblended' || (metric === 'net-unblended' ? columns.has(NET_COLUMN) : COMMITMENTS.every((name) => columns.has(name)));
