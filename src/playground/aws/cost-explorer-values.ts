import { z } from 'zod';
import { invalid } from './aws-error.js';
import type { World } from './aws-service.js';
import { filterDimension } from './cost-explorer-dimensions.js';
import { readFilter } from './cost-explorer-filter.js';
import { expression, read, sortBy, timePeriod } from './cost-explorer-input.js';
import { page } from './cost-explorer-pages.js';
import { readPeriod } from './cost-explorer-period.js';
import { rowsOf } from './cost-explorer-rows.js';

const search = {
  TimePeriod: timePeriod,
  SearchString: z.string().optional(),
  Filter: expression.optional(),
  SortBy: sortBy,
  MaxResults: z.number().int().min(1, 'Member must have value greater than or equal to 1').optional(),
  NextPageToken: z.string().optional(),
};
const valuesShape = z.object({
  ...search,
  Dimension: z.string(),
  Context: z.enum(['COST_AND_USAGE', 'RESERVATIONS', 'SAVINGS_PLANS']).optional(),
});
const tagsShape = z.object({ ...search, TagKey: z.string().optional() });
type Search = Omit<z.infer<typeof tagsShape>, 'TagKey'>;

const PAGE = 1000;

/** GetDimensionValues: which values a dimension has in a period; SearchString is any part, in any case. */
export function getDimensionValues(world: World, raw: unknown): unknown {
  const input = read(valuesShape, raw);
  const value = filterDimension(input.Dimension);
  const { accounts } = world.account();
  const found = list(world, input, (row) => [value(row)]);
  const named = (id: string): Record<string, string> => {
    const name = input.Dimension === 'LINKED_ACCOUNT' ? accounts.find((account) => account.id === id)?.name : undefined;
    return name === undefined ? {} : { description: name };
  };
  return { DimensionValues: found.items.map((item) => ({ Value: item, Attributes: named(item) })), ...found.sizes };
}

/** GetTags: the activated tag keys in use, or one key's values; "" stands for what does not carry it. */
export function getTags(world: World, raw: unknown): unknown {
  const input = read(tagsShape, raw);
  const { activeTags } = world.account();
  const key = input.TagKey;
  const found = list(world, input, (row) => {
    if (key === undefined) return activeTags.filter((tag) => row.line.tags[tag] !== undefined);
    return activeTags.includes(key) ? [row.line.tags[key] ?? ''] : [];
  });
  return { Tags: found.items, ...found.sizes };
}

function list(
  world: World,
  input: Search,
  values: (row: Parameters<ReturnType<typeof readFilter>>[0]) => string[],
): { items: string[]; sizes: object } {
  const span = readPeriod(input.TimePeriod, world);
  const sorting = (input.SortBy ?? []).length > 0;
  if (sorting && (input.SearchString || input.NextPageToken)) throw invalid('NextPageToken and SearchString are not supported with SortBy');
  if (sorting && (input.MaxResults ?? 0) > PAGE) throw invalid(`MaxResults must not be greater than ${PAGE} with SortBy`);
  const matches = readFilter(input.Filter, world.account().activeTags);
  const wanted = input.SearchString?.toLowerCase();
  const seen = new Set<string>();
  for (const row of rowsOf(world.account(), span, world.historyBegins()))
    if (matches(row)) for (const value of values(row)) seen.add(value);
  const all = [...seen].filter((value) => wanted === undefined || value.toLowerCase().includes(wanted)).sort();
  const { items, next } = page(all, input.MaxResults ?? PAGE, input.NextPageToken, input);
  return { items, sizes: { ReturnSize: items.length, TotalSize: all.length, ...(next && { NextPageToken: next }) } };
}
