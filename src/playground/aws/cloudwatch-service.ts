import { z } from 'zod';
import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import type { FakeTokenCounts } from './cloudwatch-tokens.js';
import { jsonProtocol } from './protocol-json.js';

const PAGE = 500;
const HOUR = 3600;
const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

const dimension = z.object({ Name: z.string(), Value: z.string().optional() });
const listMetrics = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
  NextToken: z.string().optional(),
});
const query = z.object({
  Id: z.string().regex(/^[a-z]\w*$/),
  MetricStat: z.object({
    Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: z.array(dimension) }),
    Period: z.number(),
    Stat: z.string(),
  }),
});
const moment = z.number().transform((seconds) => new Date(seconds * 1000));
const getMetricData = z.object({
  MetricDataQueries: z.array(query).min(1).max(500),
  StartTime: moment,
  EndTime: moment,
  ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).optional(),
});

function read<T>(shape: z.ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input);
  if (!parsed.success)
    throw invalid(`The value of ${parsed.error.issues[0]?.path.join('.')} is not valid: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

/**
 * CloudWatch with the metrics of AWS/Bedrock by ModelId, and nothing else. Its client speaks awsJson1_0 (seen on the wire of
 * 3.1163), where moments are seconds since 1970.
 */
export function cloudWatchService(world: World, counts: FakeTokenCounts): AwsService {
  return {
    signingName: 'monitoring',
    protocol: jsonProtocol('GraniteServiceVersion20100801'),
    throttled: new AwsError('ThrottlingException', 'Rate exceeded'),
    actions: {
      ListMetrics(input) {
        const asked = read(listMetrics, input);
        if (asked.Namespace !== 'AWS/Bedrock' || asked.MetricName === undefined) return { Metrics: [] };
        const since = asked.RecentlyActive && new Date(world.now().getTime() - 3 * HOUR * 1000);
        const models = counts.models(world.region(), asked.MetricName, since).sort();
        const from = Number(asked.NextToken ?? 0);
        return {
          Metrics: models.slice(from, from + PAGE).map((modelId) => ({
            Namespace: 'AWS/Bedrock',
            MetricName: asked.MetricName,
            Dimensions: [{ Name: 'ModelId', Value: modelId }],
          })),
          NextToken: from + PAGE < models.length ? String(from + PAGE) : undefined,
        };
      },
      GetMetricData(input) {
        const asked = read(getMetricData, input);
        if (asked.StartTime >= asked.EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
        const results = asked.MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
          if (Period !== HOUR || Stat !== 'Sum') throw invalid('FakeAws knows sums by the hour only.');
          const modelId = Metric.Dimensions.find((one) => one.Name === 'ModelId')?.Value ?? '';
          const hours = counts.hours(world.region(), modelId, Metric.MetricName, asked.StartTime, asked.EndTime);
          if (asked.ScanBy !== 'TimestampAscending') hours.reverse();
          return {
            Id,
            Label: modelId,
            Timestamps: hours.map(([hour]) => hour.getTime() / 1000),
            Values: hours.map(([, count]) => count),
            StatusCode: 'Complete',
          };
        });
        return { MetricDataResults: results, Messages: [] };
      },
    },
  };
}
