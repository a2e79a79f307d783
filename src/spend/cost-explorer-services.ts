import type { CostExplorer } from '../aws/cost-explorer.js';
import type { Log } from '../log.js';
import { addDays, type Day, dayOf } from '../period.js';
import { selectService } from './usage-type/classify.js';

const KEPT_MS = 3_600_000;

/**
 * The services that Bedrock is billed under since a day, looked for up to now, so that what is found for an old span is
 * good for a newer one too. Remembered for an hour: a model that is new today is found today.
 */
export function bedrockServices(
  ce: CostExplorer,
  log: Log,
  now: () => Date,
): (since: Day) => Promise<{ names: string[]; doubtful: string[] }> {
  let known: { at: number; since: Day; names: string[]; doubtful: string[] } | undefined;
  return async (since) => {
    const at = now();
    if (known && known.since <= since && at.getTime() - known.at < KEPT_MS) return known;
    const found = await ce.services({ start: since, end: addDays(dayOf(at), 1) }, 'Bedrock');
    const other = found.filter((name) => selectService(name) === 'other');
    if (other.length > 0) log.info({ services: other }, 'services that merely have Bedrock in their name are not counted');
    known = {
      at: at.getTime(),
      since,
      names: found.filter((name) => !other.includes(name)),
      doubtful: other.filter((name) => /^amazon bedrock/i.test(name)),
    };
    return known;
  };
}
