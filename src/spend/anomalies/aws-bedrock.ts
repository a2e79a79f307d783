import type { AwsAnomaly } from '../../aws/anomaly-detection.js';
import { type Decimal, sum } from '../../money.js';
import { lineOf } from '../usage-lines.js';
import { mayBeBedrock, selectService } from '../usage-type/classify.js';

/** Bedrock's part of an anomaly that AWS found. */
export interface BedrockAnomaly {
  anomaly: AwsAnomaly;
  /** Dollars above what AWS expected; of the named causes when not all of them are Bedrock's. */
  impact: Decimal;
  /** Causes in words, the largest first. */
  causes: string[];
  /** Models that the causes' usage types name; empty when AWS names none. */
  models: string[];
  /** Value of the tag that its monitor watches. */
  tagValue: string | undefined;
}

const isBedrock = (service: string | undefined): boolean =>
  service !== undefined && (selectService(service) !== 'other' || mayBeBedrock(service));

/** Undefined when Bedrock is no cause of it. */
export function bedrockPart(anomaly: AwsAnomaly): BedrockAnomaly | undefined {
  const causes = anomaly.causes.filter((cause) => isBedrock(cause.service));
  if (causes.length === 0 && !(anomaly.dimension === 'SERVICE' && anomaly.causes.length === 0 && isBedrock(anomaly.value)))
    return undefined;
  const whole = causes.length === anomaly.causes.length;
  const largest = [...causes].sort((a, b) => b.contribution.cmp(a.contribution));
  const names = largest.flatMap(({ service, usageType }) => (usageType ? [lineOf({ service, usageType, unit: null })] : []));
  return {
    anomaly,
    impact: whole ? anomaly.impact : sum(causes.map((cause) => cause.contribution)),
    causes: largest.map(({ service, usageType, account }) =>
      [service, usageType, account && `account ${account}`].filter((word) => word !== undefined && word !== '').join(', '),
    ),
    models: [...new Set(names.filter((one) => one.sort === 'model').map((one) => one.name))],
    tagValue: anomaly.dimension === 'TAG' ? anomaly.value : undefined,
  };
}
