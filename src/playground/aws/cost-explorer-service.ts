import { type FakeDetection, getAnomalies, getAnomalyMonitors } from './anomaly-findings.js';
import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import { listCostAllocationTags } from './cost-explorer-tags.js';
import { getCostAndUsage } from './cost-explorer-usage.js';
import { getDimensionValues, getTags } from './cost-explorer-values.js';
import { jsonProtocol } from './protocol-json.js';

/** Cost Explorer over the sample's lines: one endpoint in us-east-1, throttled by LimitExceededException. */
export function costExplorerService(world: World, detection: FakeDetection): AwsService {
  return {
    signingName: 'ce',
    region: 'us-east-1',
    protocol: jsonProtocol('AWSInsightsIndexService'),
    throttled: new AwsError('LimitExceededException', 'Rate limit exceeded'),
    resource: (action, account) => `arn:aws:ce:us-east-1:${account}:/${action}`,
    actions: {
      GetCostAndUsage: (input) => getCostAndUsage(world, input),
      GetDimensionValues: (input) => getDimensionValues(world, input),
      GetTags: (input) => getTags(world, input),
      GetAnomalyMonitors: (input) => getAnomalyMonitors(detection, input),
      GetAnomalies: (input) => getAnomalies(detection, input),
      ListCostAllocationTags: (input) => listCostAllocationTags(world, input),
    },
  };
}
