import type { CostExplorer } from '../aws/cost-explorer.js';
import { Rejected, Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import { type Day, dayOf } from '../period.js';

/**
 * What is wrong with the configured tags, one sentence each. A tag that is mistyped or not activated is no error to Cost
 * Explorer, everything is merely untagged; so look once a day.
 */
export function tagTrouble(ce: CostExplorer, tags: Record<string, string[]>, log: Log, now: () => Date): () => Promise<string[]> {
  let known: { day: Day; notes: string[] } | undefined;
  return async () => {
    const today = dayOf(now());
    if (known?.day === today) return known.notes;
    let notes: string[] = [];
    try {
      const status = await ce.tagStatus([...new Set(Object.values(tags).flat())]);
      notes = Object.entries(tags).flatMap(([name, keys]) => inactive(name, keys, status));
    } catch (error) {
      // A member account may not look; the figures do not depend on it.
      if (!(error instanceof Unavailable || error instanceof Rejected)) throw error;
      log.warn({ err: error }, 'could not look whether the cost allocation tags are activated');
    }
    known = { day: today, notes };
    return notes;
  };
}

function inactive(name: string, keys: string[], status: Map<string, string>): string[] {
  if (keys.some((key) => status.get(key) === 'Active')) return [];
  return [
    `No tag for ${name} (${keys.join(', ')}) is activated for cost allocation, so nothing can be attributed by it; activate it under Billing, Cost allocation tags.`,
  ];
}
