import type { Day } from '../../period.js';

/**
 * One billed line of an AWS account as AWS itself would keep it: the common root of FakeAws's Cost Explorer answers and
 * of the CUR 2.0 files written for tests, so both tell of the same money.
 */
export interface LineItem {
  day: Day;
  account: string;
  /** Caller's ARN as in CUR `line_item_iam_principal`; null where AWS leaves it blank (guardrails, AgentCore, credits). */
  principal: string | null;
  /** Cost allocation tags by their Cost Explorer key: `iamPrincipal/team` for the caller's tags, plain `team` for resource tags. */
  tags: Record<string, string>;
  /** Cost Explorer SERVICE name, e.g. "Amazon Bedrock", "Claude Opus 4.6 (Amazon Bedrock Edition)". */
  service: string;
  /** CUR `line_item_product_code`: "AmazonBedrock", …, or a random id for Marketplace products. */
  productCode: string;
  billingEntity: 'AWS' | 'AWS Marketplace';
  usageType: string;
  operation: string;
  /** Cost Explorer RECORD_TYPE: "Usage", "Credit", "Refund", "Tax". */
  recordType: string;
  /** CUR `pricing_unit`: "1K tokens", "1M tokens", "vCPU-Hours", … */
  unit: string;
  /** Decimal strings, as AWS writes them. Unblended cost in USD. */
  quantity: string;
  cost: string;
  netCost: string;
}

/** An organisation as the sample generator makes it. */
export interface SampleAccount {
  accounts: { id: string; name: string }[];
  /** Cost allocation tag keys that are activated in billing; others exist but group to nothing. */
  activeTags: string[];
  inactiveTags: string[];
  /** Line items of the span, made on demand and the same every time for the same seed. Ordered by day. */
  lines(span: { start: Day; end: Day }): LineItem[];
}
