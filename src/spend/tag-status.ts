import type { CostExplorer } from '../aws/cost-explorer.js';

/** A tag that has just been activated is believed inactive for so long at most. */
const ANSWER_MS = 6 * 3_600_000;
/** Who may not ask (only the payer account may) is not asked for at every turn. */
const REFUSAL_MS = 3_600_000;

/**
 * The same Cost Explorer, which asks for the status of the configured tag keys once in some hours, whoever wants to know:
 * each question is a paid request.
 */
export function rememberingTags(ce: CostExplorer, keys: string[], now: () => Date): CostExplorer {
  let known: { until: number; status: Promise<Map<string, string>> } | undefined;
  return {
    ...ce,
    tagStatus(asked) {
      if (!asked.every((key) => keys.includes(key))) return ce.tagStatus(asked);
      const at = now().getTime();
      if (known && at < known.until) return known.status;
      const mine = { until: at + ANSWER_MS, status: ce.tagStatus(keys) };
      known = mine;
      mine.status.catch(() => {
        mine.until = at + REFUSAL_MS;
      });
      return mine.status;
    },
  };
}
