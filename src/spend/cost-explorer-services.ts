import type { CostExplorer } from '../aws/cost-explorer.js';
import { Rejected } from '../errors.js';
import type { Log } from '../log.js';
import { addDays, type Day, dayOf } from '../period.js';
import { mayBeBedrock, selectService } from './usage-type/classify.js';

const KEPT_MS = 3_600_000;

export interface BedrockServices {
  /** What is counted. */
  names: string[];
  /** What an answer must say of services that aispend does not know by name; one sentence each. */
  notes: string[];
}

/**
 * The services that Bedrock is billed under since a day, looked for up to now, so that what is found for an old span is
 * good for a newer one too. Remembered for an hour: a model that is new today is found today.
 *
 * A service called "Amazon Bedrock …" that is not known counts when AWS itself bills it, which one more request tells
 * (BILLING_ENTITY); a Marketplace product that merely has Bedrock in its name never does.
 */
export function bedrockServices(ce: CostExplorer, log: Log, now: () => Date): (since: Day) => Promise<BedrockServices> {
  let known: ({ at: number; since: Day } & BedrockServices) | undefined;
  return async (since) => {
    const at = now();
    if (known && known.since <= since && at.getTime() - known.at < KEPT_MS) return known;
    const span = { start: since, end: addDays(dayOf(at), 1) };
    const found = await ce.services(span, 'Bedrock');
    const fresh = found.filter(mayBeBedrock);
    const sold = fresh.length === 0 ? [] : await soldByAws(ce, span);
    const counted = fresh.filter((name) => sold?.includes(name));
    const names = found.filter((name) => selectService(name) !== 'other' || counted.includes(name));
    const others = found.filter((name) => !names.includes(name));
    if (others.length > 0) log.info({ services: others }, 'services that merely have Bedrock in their name are not counted');
    const notes = [
      ...counted.map(
        (name) => `"${name}" is new to aispend and counted, because AWS itself bills it; usage it does not know is shown as unclassified.`,
      ),
      ...(sold ? [] : fresh).map(
        (name) => `"${name}" is new to aispend and not counted: Cost Explorer did not say whether AWS or a Marketplace seller bills it.`,
      ),
    ];
    known = { at: at.getTime(), since, names, notes };
    return known;
  };
}

/** Undefined when Cost Explorer refuses to tell. */
async function soldByAws(ce: CostExplorer, span: { start: Day; end: Day }): Promise<string[] | undefined> {
  try {
    return await ce.services(span, 'Bedrock', 'AWS');
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}
