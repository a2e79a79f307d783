import { z } from 'zod';
import { type Day, monthOf, type Span } from '../../period.js';
import { AwsError } from './aws-error.js';
import type { World } from './aws-service.js';
import { readFilter } from './cost-explorer-filter.js';
import { readGroups } from './cost-explorer-groups.js';
import { expression, read, timePeriod } from './cost-explorer-input.js';
import { type Amounts, readMetrics, Totals } from './cost-explorer-metrics.js';
import { fingerprint, page } from './cost-explorer-pages.js';
import { isEstimated, periodsOf, readPeriod } from './cost-explorer-period.js';
import { recent } from './cost-explorer-recent.js';
import { rowsOf } from './cost-explorer-rows.js';

const shape = z.object({
  TimePeriod: timePeriod,
  Granularity: z.enum(['DAILY', 'MONTHLY', 'HOURLY'], { error: 'Member must satisfy enum value set: [DAILY, MONTHLY, HOURLY]' }),
  Filter: expression.optional(),
  Metrics: z.array(z.string()),
  GroupBy: z.array(z.object({ Type: z.string().optional(), Key: z.string().optional() })).optional(),
  NextPageToken: z.string().optional(),
});

interface Group {
  keys: string[];
  totals: Totals;
}

/** One group of one period, or the period alone: what pages are counted in. */
interface Entry {
  period: Span;
  group?: Group;
  total?: Amounts;
}

type Input = z.infer<typeof shape>;

/** GetCostAndUsage: sums by period and by up to two keys, in pages that may cut a period in two. */
export function getCostAndUsage(world: World, raw: unknown): unknown {
  const input = read(shape, raw);
  const span = readPeriod(input.TimePeriod, world);
  if (input.Granularity === 'HOURLY')
    throw new AwsError('AccessDeniedException', 'Hourly data is not enabled for this account in Cost Explorer settings.');
  const sumUp = summing(world, input, span);
  const entries = recent(world.account(), `${world.historyBegins()} ${fingerprint(input)}`, sumUp);
  const { items, next } = page(entries, world.pageGroups, input.NextPageToken, input);
  const groupBy = input.GroupBy ?? [];
  const accounts = groupBy.some((group) => group.Key === 'LINKED_ACCOUNT') ? world.account().accounts : [];
  return {
    ...(groupBy.length > 0 && { GroupDefinitions: groupBy }),
    ResultsByTime: results(items, world.now()),
    DimensionValueAttributes: accounts.map(({ id, name }) => ({ Value: id, Attributes: { description: name } })),
    ...(next && { NextPageToken: next }),
  };
}

/** Checks what is asked, at once, and returns how to add it up. */
function summing(world: World, input: Input, span: Span): () => Entry[] {
  const { activeTags } = world.account();
  const metrics = readMetrics(input.Metrics);
  const keys = readGroups(input.GroupBy ?? [], activeTags);
  const matches = readFilter(input.Filter, activeTags);
  const periodOf = input.Granularity === 'MONTHLY' ? monthOf : (day: Day): string => day;

  return () => {
    const sums = new Map<string, Map<string, Group>>();
    for (const row of rowsOf(world.account(), span, world.historyBegins())) {
      if (!matches(row)) continue;
      const groups = getOrAdd(sums, periodOf(row.line.day), () => new Map());
      let id = '';
      for (const key of keys) id += `${key(row)}\u0000`;
      getOrAdd(groups, id, () => ({ keys: keys.map((key) => key(row)), totals: new Totals(metrics) })).totals.add(row);
    }
    return periodsOf(span, input.Granularity).flatMap((period): Entry[] => {
      const groups = sums.get(periodOf(period.start));
      if (keys.length === 0) return [{ period, total: (groups?.get('')?.totals ?? new Totals(metrics)).amounts(sums.size > 0) }];
      if (!groups) return [{ period }];
      const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
      return sorted.map(([, group]) => ({ period, group }));
    });
  };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function results(entries: Entry[], now: Date): unknown[] {
  const results = new Map<string, { TimePeriod: object; Total: Amounts; Groups: object[]; Estimated: boolean }>();
  for (const { period, group, total = {} } of entries) {
    const result = getOrAdd(results, period.start, () => ({
      TimePeriod: { Start: period.start, End: period.end },
      Total: total,
      Groups: [],
      Estimated: isEstimated(period, now),
    }));
    if (group) result.Groups.push({ Keys: group.keys, Metrics: group.totals.amounts() });
  }
  return [...results.values()];
}
