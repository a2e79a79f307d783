import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { Unavailable } from '../errors.js';
import { type Decimal, decimal } from '../money.js';
import { explain } from './aws-errors.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';

/** Tokens of one model in one hour, as CloudWatch counts them; not what is billed. */
export interface TokenHour {
  /** Bedrock's model or inference profile id. */
  modelId: string;
  kind: 'input' | 'output';
  /** When the hour began, ISO 8601. */
  hour: string;
  tokens: Decimal;
}

export interface CloudWatch {
  /** Hours from `from` to `to` (excluded) of the models that were used in the last three hours. @throws Unavailable */
  tokenHours(region: string, from: Date, to: Date): Promise<TokenHour[]>;
}

const METRICS = { input: 'InputTokenCount', output: 'OutputTokenCount' } as const;
const HOUR = 3600;
/** GetMetricData gives at most 100,800 values an answer, and 28 days of hours are 672. */
const QUERIES = 100;

/** CloudWatch's metrics of AWS/Bedrock by ModelId: minutes old where the bill is a day old. They name no caller and no team. */
export function createCloudWatch(settings: AwsSettings): CloudWatch {
  const clients = new Map<string, CloudWatchClient>();
  const client = (region: string): CloudWatchClient => {
    const known = clients.get(region) ?? new CloudWatchClient({ ...settings, requestHandler: { ...TIMEOUTS }, region, maxAttempts: 3 });
    clients.set(region, known);
    return known;
  };

  async function call<T>(action: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw explain(error, action);
    }
  }

  /** All pages; `next` of a page that was given before ends in an error, not in a loop. */
  async function pages<Page extends { NextToken?: string | undefined }>(
    action: string,
    send: (token: string | undefined) => Promise<Page>,
  ): Promise<Page[]> {
    const all: Page[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const current = token;
      const page = await call(action, () => send(current));
      all.push(page);
      token = page.NextToken || undefined;
      if (token !== undefined && seen.has(token)) throw new Unavailable(`CloudWatch gave the same page of ${action} again.`);
      if (token !== undefined) seen.add(token);
    } while (token !== undefined);
    return all;
  }

  async function activeModels(region: string): Promise<string[]> {
    const found = await pages('cloudwatch:ListMetrics', (NextToken) =>
      client(region).send(
        new ListMetricsCommand({ Namespace: 'AWS/Bedrock', MetricName: METRICS.input, RecentlyActive: 'PT3H', NextToken }),
      ),
    );
    const models = found
      .flatMap((page) => page.Metrics ?? [])
      .flatMap(({ Dimensions: by }) => (by?.length === 1 && by[0]?.Name === 'ModelId' ? (by[0].Value ?? []) : []));
    return [...new Set(models)].sort();
  }

  return {
    async tokenHours(region, from, to) {
      const models = await activeModels(region);
      const asked = models.flatMap((modelId) => (['input', 'output'] as const).map((kind) => ({ modelId, kind })));
      const hours: TokenHour[] = [];
      for (let start = 0; start < asked.length; start += QUERIES) {
        const part = asked.slice(start, start + QUERIES);
        const MetricDataQueries = part.map(({ modelId, kind }, index) => queryFor(`q${index}`, modelId, METRICS[kind]));
        const answers = await pages('cloudwatch:GetMetricData', (NextToken) =>
          client(region).send(
            new GetMetricDataCommand({ MetricDataQueries, StartTime: from, EndTime: to, ScanBy: 'TimestampAscending', NextToken }),
          ),
        );
        for (const { Id, Timestamps = [], Values = [] } of answers.flatMap((page) => page.MetricDataResults ?? [])) {
          const one = part[Number(Id?.slice(1))];
          if (!one) continue;
          // Counts come as binary numbers and are whole.
          for (const [index, at] of Timestamps.entries())
            hours.push({ ...one, hour: at.toISOString(), tokens: decimal((Values[index] ?? 0).toFixed(0)) });
        }
      }
      return hours;
    },
  };
}

const queryFor = (Id: string, modelId: string, MetricName: string): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'AWS/Bedrock', MetricName, Dimensions: [{ Name: 'ModelId', Value: modelId }] },
    Period: HOUR,
    Stat: 'Sum',
  },
});
