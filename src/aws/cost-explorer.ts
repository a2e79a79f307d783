import {
  CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  GetDimensionValuesCommand,
  ListCostAllocationTagsCommand,
} from '@aws-sdk/client-cost-explorer';
import { Rejected, Unavailable } from '../errors.js';
import { decimal, exact } from '../money.js';
import type { Day, Span } from '../period.js';
import { explain, isRejected, isThrottled, isTransient } from './aws-errors.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';

/** What to split by: a billing dimension, or a cost allocation tag by its key in Cost Explorer. At most two. */
export type GroupKey = { dimension: 'SERVICE' | 'USAGE_TYPE' | 'RECORD_TYPE' | 'LINKED_ACCOUNT' } | { tag: string };

export interface CostQuery {
  span: Span;
  metric: 'UnblendedCost' | 'NetUnblendedCost' | 'AmortizedCost';
  services: string[];
  recordTypes?: string[];
  /** Only what carries none of these tags. */
  untagged?: string[];
  groupBy: [GroupKey, GroupKey];
}

/** One group of one day. `keys` are plain values: a tag's `key$` prefix is taken off, untagged is "". */
export interface CostGroup {
  day: Day;
  keys: [string, string];
  cost: string;
  quantity: string;
  /** Undefined when Cost Explorer says "N/A". */
  unit: string | undefined;
  estimated: boolean;
}

/** Cost Explorer in our words. Every page is one request of $0.01 and first goes through the daily ceiling. */
export interface CostExplorer {
  /**
   * SERVICE values whose name contains `search` in the span; of one billing entity ("AWS", "AWS Marketplace") when it is given.
   * @throws Rejected when AWS refuses the question
   */
  services(span: Span, search: string, billingEntity?: string): Promise<string[]>;
  /** Daily groups, all pages. @throws Rejected when AWS refuses the period or filter, Unavailable otherwise. */
  costs(query: CostQuery): Promise<CostGroup[]>;
  /** Status of cost allocation tag keys: "Active", "Inactive", or absent when AWS has never seen the key. */
  tagStatus(keys: string[]): Promise<Map<string, string>>;
}

export interface CostExplorerHooks {
  /** Counts one request before it is sent; throws when today's ceiling is reached. */
  beforeRequest(): Promise<void>;
  /** Takes one request back: AWS answered it with an error and does not charge for it. */
  notBilled(): Promise<void>;
  pause(ms: number): Promise<void>;
}

const ATTEMPTS = 5;

/**
 * Cost Explorer is one global endpoint in us-east-1. The SDK's own retries are off so that each request is counted;
 * throttling and lost connections are tried again here with exponential back-off and jitter.
 */
export function createCostExplorer(settings: AwsSettings, hooks: CostExplorerHooks): CostExplorer {
  const client = new CostExplorerClient({ ...settings, requestHandler: { ...TIMEOUTS }, region: 'us-east-1', maxAttempts: 1 });

  async function call<T>(action: string, send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      await hooks.beforeRequest();
      try {
        return await send();
      } catch (error) {
        if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) await hooks.notBilled();
        if (isRejected(error)) throw new Rejected((error as Error).message, { cause: error });
        if (attempt >= ATTEMPTS || !(isThrottled(error) || isTransient(error))) throw explain(error, action);
        await hooks.pause(Math.round(2 ** (attempt - 1) * 1000 * (0.75 + Math.random() / 2)));
      }
    }
  }

  async function* pages<T extends { NextPageToken?: string | undefined }>(
    action: string,
    send: (token: string | undefined) => Promise<T>,
  ): AsyncGenerator<T> {
    let token: string | undefined;
    do {
      const current = token;
      const page = await call(action, () => send(current));
      yield page;
      token = page.NextPageToken || undefined;
      if (token !== undefined && token === current)
        throw new Unavailable(
          `Cost Explorer gave the same page of ${action} again; aispend keeps what it has and tries again at the next refresh.`,
        );
    } while (token);
  }

  async function allPages(query: CostQuery): Promise<CostGroup[]> {
    const groups: CostGroup[] = [];
    const input = {
      TimePeriod: period(query.span),
      Granularity: 'DAILY' as const,
      Metrics: [query.metric, 'UsageQuantity'],
      Filter: filter(query),
      GroupBy: query.groupBy.map((key) =>
        'tag' in key ? { Type: 'TAG' as const, Key: key.tag } : { Type: 'DIMENSION' as const, Key: key.dimension },
      ),
    };
    for await (const page of pages('ce:GetCostAndUsage', (token) =>
      client.send(new GetCostAndUsageCommand({ ...input, NextPageToken: token })),
    ))
      for (const result of page.ResultsByTime ?? [])
        for (const group of result.Groups ?? []) {
          const unit = group.Metrics?.['UsageQuantity']?.Unit;
          groups.push({
            day: result.TimePeriod?.Start?.slice(0, 10) ?? '',
            keys: [bare(query.groupBy[0], group.Keys?.[0]), bare(query.groupBy[1], group.Keys?.[1])],
            cost: amountOf(group.Metrics?.[query.metric]),
            quantity: plainDecimal(group.Metrics?.['UsageQuantity']?.Amount) ?? '0',
            unit: unit && unit !== 'N/A' ? unit : undefined,
            estimated: result.Estimated ?? true,
          });
        }
    return groups;
  }

  return {
    async services(span, search, billingEntity) {
      const names: string[] = [];
      const entity = billingEntity && { Dimensions: { Key: 'BILLING_ENTITY' as const, Values: [billingEntity] } };
      const input = { TimePeriod: period(span), Dimension: 'SERVICE' as const, SearchString: search, ...(entity && { Filter: entity }) };
      for await (const page of pages('ce:GetDimensionValues', (token) =>
        client.send(new GetDimensionValuesCommand({ ...input, NextPageToken: token })),
      ))
        for (const value of page.DimensionValues ?? []) if (value.Value) names.push(value.Value);
      return names;
    },

    async costs(query) {
      // AWS may restate the bill between two pages; the pages then do not belong together and are asked for anew.
      for (let attempt = 1; ; attempt++) {
        try {
          return await allPages(query);
        } catch (error) {
          if (attempt >= 3 || !/RequestChanged|InvalidNextToken/.test((error as { cause?: Error }).cause?.name ?? '')) throw error;
        }
      }
    },

    async tagStatus(keys) {
      const status = new Map<string, string>();
      const found = await call('ce:ListCostAllocationTags', () =>
        client.send(new ListCostAllocationTagsCommand({ TagKeys: keys.slice(0, 100), MaxResults: 1000 })),
      );
      for (const tag of found.CostAllocationTags ?? []) if (tag.TagKey) status.set(tag.TagKey, tag.Status ?? 'Inactive');
      return status;
    },
  };
}

const NUMBER = /^[+-]?(?:\d{1,40}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
/** What the ledger holds as it stands: DECIMAL(38,18), twenty digits before the point and eighteen behind it. */
const HELD = /^-?\d{1,20}(\.\d{1,18})?$/;

/**
 * A decimal as AWS writes it ("0.0000882600", "1.5E-7", "1E+3") without its exponent and otherwise to the last digit.
 * Undefined for what is no number and for what the ledger has no room for before the point.
 */
function plainDecimal(text = ''): string | undefined {
  if (HELD.test(text)) return text;
  if (!NUMBER.test(text)) return undefined;
  const plain = exact(decimal(text.replace(/^\+/, '')));
  return /^-?\d{1,20}(\.|$)/.test(plain) ? plain : undefined;
}

/** A group without its cost is no free group; currencies other than USD are not added to dollars. */
function amountOf(metric: { Amount?: string; Unit?: string } | undefined): string {
  const amount = plainDecimal(metric?.Amount);
  if (!metric || amount === undefined)
    throw new Unavailable('Cost Explorer sent a group without a cost that can be read; aispend keeps the figures it has.');
  if (metric.Unit && metric.Unit !== 'USD' && metric.Unit !== 'N/A')
    throw new Unavailable(`Cost Explorer bills this account in ${metric.Unit.slice(0, 10)}; aispend understands USD only.`);
  return amount;
}

const period = (span: Span): { Start: string; End: string } => ({ Start: span.start, End: span.end });

/** An Expression has exactly one root, so several conditions need an And and a single one must not have it. */
function filter(query: CostQuery): Expression {
  const parts: Expression[] = [{ Dimensions: { Key: 'SERVICE', Values: query.services } }];
  if (query.recordTypes) parts.push({ Dimensions: { Key: 'RECORD_TYPE', Values: query.recordTypes } });
  for (const tag of query.untagged ?? []) parts.push({ Tags: { Key: tag, MatchOptions: ['ABSENT'] } });
  return parts.length === 1 ? (parts[0] as Expression) : { And: parts };
}

/** Tag groups come back as `key$value`; the value itself may hold "$", so the known prefix is cut, never split. */
const bare = (key: GroupKey, value = ''): string =>
  'tag' in key && value.startsWith(`${key.tag}$`) ? value.slice(key.tag.length + 1) : value;
