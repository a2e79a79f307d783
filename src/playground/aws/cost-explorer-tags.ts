import { z } from 'zod';
import { dayOf } from '../../period.js';
import { AwsError } from './aws-error.js';
import type { World } from './aws-service.js';
import { read } from './cost-explorer-input.js';
import { page } from './cost-explorer-pages.js';

const PAGE = 100;

const shape = z.object({
  Status: z.enum(['Active', 'Inactive'], { error: 'Member must satisfy enum value set: [Active, Inactive]' }).optional(),
  TagKeys: z
    .array(z.string())
    .min(1, 'Member must have length greater than or equal to 1')
    .max(100, 'Member must have length less than or equal to 100')
    .optional(),
  Type: z.enum(['AWSGenerated', 'UserDefined'], { error: 'Member must satisfy enum value set: [AWSGenerated, UserDefined]' }).optional(),
  MaxResults: z
    .number()
    .int()
    .min(1, 'Member must have value greater than or equal to 1')
    .max(1000, 'Member must have value less than or equal to 1000')
    .optional(),
  NextToken: z.string().optional(),
});

/**
 * ListCostAllocationTags: the tag keys billing has met. A key nobody ever used is left out, whatever was asked for. Only the
 * account that pays may ask; the sentence is the one that others have met.
 */
export function listCostAllocationTags(world: World, raw: unknown): unknown {
  if (world.caller().split(':')[4] !== world.account().accounts[0]?.id)
    throw new AwsError(
      'AccessDeniedException',
      "Failed to list Cost Allocation Tags: Linked account doesn't have access to cost allocation tags.",
    );
  const input = read(shape, raw);
  const { activeTags, inactiveTags } = world.account();
  const today = dayOf(world.now());
  const known = [
    ...activeTags.map((key) => ({ TagKey: key, Status: 'Active' })),
    ...inactiveTags.map((key) => ({ TagKey: key, Status: 'Inactive' })),
  ].map((tag) => ({
    ...tag,
    Type: tag.TagKey.startsWith('aws:') ? 'AWSGenerated' : 'UserDefined',
    LastUpdatedDate: `${today}T00:00:00Z`,
    LastUsedDate: `${today}T00:00:00Z`,
  }));
  const found = known.filter(
    (tag) =>
      (!input.Status || tag.Status === input.Status) &&
      (!input.Type || tag.Type === input.Type) &&
      (!input.TagKeys || input.TagKeys.includes(tag.TagKey)),
  );
  const { items, next } = page(found, Math.min(input.MaxResults ?? PAGE, PAGE), input.NextToken, input);
  return { CostAllocationTags: items, ...(next && { NextToken: next }) };
}
