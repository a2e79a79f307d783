import type { Month } from '../period.js';
import { showUtc } from '../period.js';
import type { Ledger } from './ledger/ledger.js';
import type { Check } from './ledger/month-file.js';
import type { RequestCeiling } from './request-ceiling.js';
import { type Spelling, spellingHints } from './spellings.js';

/** How the ledger and its source are doing; what `status` and `aispend doctor` show. */
export interface Status {
  source: string;
  metric: string;
  months: { month: Month; asOf: string; sourceRows: number; pulledAt: string }[];
  /** Newest reading of the source, ISO; undefined while the ledger is empty. */
  asOf: string | undefined;
  /** Paid Cost Explorer requests today and the ceiling; undefined for file sources. */
  requests: { today: number; ceiling: number } | undefined;
  /** Totals that should agree and do not, by month. */
  disagreements: (Check & { month: Month })[];
  /** Files set aside, skipped inputs, tags not activated, a refresh that failed. One sentence each. */
  problems: string[];
  /** What may be worth a look and is no fault. One sentence each. */
  hints: string[];
}

/** Looks at the ledger, the ceiling and what the last refresh left behind. */
export async function readStatus(o: {
  ledger: Ledger;
  source: string;
  metric: string;
  ceiling: RequestCeiling | undefined;
  weather: string[];
  spellings: Spelling[];
  now: Date;
}): Promise<Status> {
  const metas = [...(await o.ledger.months()).values()];
  const newest = metas
    .map((meta) => meta.asOf)
    .sort()
    .at(-1);
  return {
    source: o.source,
    metric: o.metric,
    months: metas
      .filter((meta) => meta.covers.start < meta.covers.end)
      .map(({ month, asOf, sourceRows, pulledAt }) => ({ month, asOf, sourceRows, pulledAt })),
    asOf: newest,
    requests: o.ceiling && { today: o.ceiling.ceiling - (await o.ceiling.left()), ceiling: o.ceiling.ceiling },
    disagreements: metas.flatMap((meta) => meta.checks.map((check) => ({ ...check, month: meta.month }))),
    problems: [...new Set([...stale(newest, o.now), ...o.ledger.setAside, ...o.weather, ...metas.flatMap((meta) => meta.notes)])],
    hints: spellingHints(o.spellings),
  };
}

/** Reading happens several times a day; a day without it is worth a look, whichever process should have done it. */
function stale(newest: string | undefined, now: Date): string[] {
  if (newest === undefined || now.getTime() - Date.parse(newest) < 26 * 3_600_000) return [];
  return [`The bill was last read on ${showUtc(newest)}, more than a day ago; the log of the bot says why.`];
}
