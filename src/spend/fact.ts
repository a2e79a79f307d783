import type { Day } from '../period.js';

/**
 * One line of the ledger: what was billed on one UTC day for one combination of owner, service and usage type.
 * `cost` and `quantity` are exact decimal strings in the source's own unit (USD; usage units as billed).
 */
export interface Fact {
  day: Day;
  /**
   * Which cube the line belongs to. Cost Explorer gives marginals of the same money, so a question reads exactly one:
   * `team`, `project`, … (usage split by that tag), `control` (every record type, no tag), or `full` (CUR: everything at once).
   */
  cube: string;
  /** The account that used it; null when the source cannot tell beside the tags. */
  account: string | null;
  /** Raw values of the configured tags by their name in the config (`team`, `project`); an absent name is untagged. */
  tags: Record<string, string>;
  /** ARN of the caller; null when the source does not know it (Cost Explorer never does). */
  principal: string | null;
  /** The billing name of the service, e.g. "Amazon Bedrock" or "Claude Opus 4.6 (Amazon Bedrock Edition)". */
  service: string;
  /** As billed; null where two tag slots left no room for it. */
  usageType: string | null;
  /** "Usage", "Credit", "Refund", "Tax", … as the source spells it. */
  recordType: string;
  /** CUR `pricing_unit`, or Cost Explorer's unit when it is not "N/A". */
  unit: string | null;
  cost: string;
  quantity: string;
  /** AWS may still restate it. */
  estimated: boolean;
}
