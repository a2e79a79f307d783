import { ACTING_NEEDS } from './acting.js';
import type { AnomalyDetection } from './anomaly-detection.js';
import { BEDROCK_NEEDS } from './bedrock.js';
import type { CloudWatch } from './cloudwatch.js';
import type { CostExplorer } from './cost-explorer.js';
import { IAM_NEEDS } from './iam.js';

/** The IAM actions that each method of the Cost Explorer port asks for. */
export const COST_EXPLORER_NEEDS = {
  services: ['ce:GetDimensionValues'],
  costs: ['ce:GetCostAndUsage'],
  tagStatus: ['ce:ListCostAllocationTags'],
} as const satisfies Record<keyof CostExplorer, readonly string[]>;

/** Anomalies are only asked for where there is a monitor. */
export const ANOMALY_NEEDS = {
  anomalies: ['ce:GetAnomalyMonitors', 'ce:GetAnomalies'],
} as const satisfies Record<keyof AnomalyDetection, readonly string[]>;

export const CLOUDWATCH_NEEDS = {
  tokenHours: ['cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'],
} as const satisfies Record<keyof CloudWatch, readonly string[]>;

/** What the bot's role has to allow, by port and method: the source of the policy in the README. */
export const NEEDS = {
  costExplorer: COST_EXPLORER_NEEDS,
  anomalies: ANOMALY_NEEDS,
  cloudWatch: CLOUDWATCH_NEEDS,
  iam: IAM_NEEDS,
  bedrock: BEDROCK_NEEDS,
  acting: ACTING_NEEDS,
};
