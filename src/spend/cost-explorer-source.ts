import type { CostExplorer } from '../aws/cost-explorer.js';
import { Rejected, Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import { addDays, addMonths, dayOf, firstDay, type Month, monthOf, monthsOf, overlap, type Span, wholeMonth } from '../period.js';
import { pullSpan } from './cost-explorer-pull.js';
import { bedrockServices } from './cost-explorer-services.js';
import { tagTrouble } from './cost-explorer-tags.js';
import type { Ledger } from './ledger/ledger.js';
import type { MonthMeta } from './ledger/month-file.js';
import type { RequestCeiling } from './request-ceiling.js';
import type { PullReport, Source } from './source.js';

export type Metric = 'unblended' | 'net-unblended' | 'amortized';
const METRICS = { unblended: 'UnblendedCost', 'net-unblended': 'NetUnblendedCost', amortized: 'AmortizedCost' } as const;

/** Cost Explorer keeps the running month and thirteen before it by day. */
export const HISTORY_MONTHS = 14;

export const costExplorerShape = (metric: Metric, tags: Record<string, string[]>): string => JSON.stringify({ ce: 1, metric, tags });

const DAY_MS = 86_400_000;
const FRESH_MS = 30 * 3_600_000;

/** Whether a month before the last need not be read again: read whole and after its invoice closed; a refusal holds a week. */
function isFinal(meta: MonthMeta | undefined, now: Date): boolean {
  if (!meta) return false;
  const read = Date.parse(meta.pulledAt);
  if (meta.covers.start === meta.covers.end) return now.getTime() - read < 7 * DAY_MS;
  const end = wholeMonth(meta.month).end;
  return meta.covers.end >= end && read >= Date.parse(end) + 15 * DAY_MS;
}

export interface CostExplorerSourceOptions {
  ce: CostExplorer;
  ledger: Ledger;
  log: Log;
  metric: Metric;
  tags: Record<string, string[]>;
  ceiling: RequestCeiling;
  now(): Date;
}

/**
 * Fills the ledger from Cost Explorer: one request finds the Bedrock services, one gives every record type by service
 * (the control), and then one per service and configured tag. Teams, people and questions cost nothing.
 */
export function costExplorerSource(o: CostExplorerSourceOptions): Source {
  const services = bedrockServices(o.ce, o.log, o.now);
  const tagNotes = tagTrouble(o.ce, o.tags, o.log, o.now);
  /** What the last pull took, and whether any answer came in more than one page. */
  let last = { requests: 0, paged: false };

  async function pullWhole(span: Span): Promise<PullReport> {
    const before = o.ceiling.sentHere;
    const { names, notes: aboutNames } = await services(span.start);
    const notes =
      names.length === 0
        ? [`No Bedrock service has been billed from ${span.start} on.`, ...aboutNames]
        : [...(await tagNotes()), ...aboutNames];
    const aside = o.ceiling.sentHere - before;
    const { report, asked } = await pullSpan({ ...o, metric: METRICS[o.metric], services: names, notes }, span);
    last = { requests: report.requests + aside, paged: report.requests > asked };
    return { ...report, requests: last.requests };
  }

  /** Months Cost Explorer will not give are remembered as covering nothing, so that they are not asked for again. */
  async function without(refused: Span, report: PullReport, note: string): Promise<PullReport> {
    const at = o.now().toISOString();
    const bare = {
      source: 'cost-explorer',
      shape: o.ledger.shape,
      pulledAt: at,
      asOf: at,
      requests: 0,
      sourceRows: 0,
      checks: [],
      notes: [note],
    };
    for (const month of monthsOf(refused))
      await o.ledger.write([], { ...bare, month, covers: { start: firstDay(month), end: firstDay(month) } });
    return { ...report, notes: [...report.notes, note] };
  }

  return {
    name: 'cost-explorer',
    shape: o.ledger.shape,
    wanted(known) {
      const today = dayOf(o.now());
      const month = monthOf(today);
      // The month before is asked along: it costs no further request, and AWS restates it until its invoice closes, sometimes later.
      const start = firstDay(addMonths(month, -1));
      const missing = monthsOf({ start: firstDay(addMonths(month, 1 - HISTORY_MONTHS)), end: start }).filter(
        (one) => !isFinal(known.get(one), o.now()),
      );
      const recent = { start, end: addDays(today, 1) };
      // In one pull history costs least. Where answers come in pages it goes month by month, so that each lands before the ceiling.
      const history =
        missing.length === 0 || last.paged
          ? missing.reverse().map(wholeMonth)
          : [{ start: firstDay(missing[0] as Month), end: wholeMonth(missing.at(-1) as Month).end }];
      // Where a day's ceiling does not allow both, history has its turn the day after: figures of yesterday are fresh enough.
      const read = Date.parse(known.get(month)?.pulledAt ?? '');
      return o.now().getTime() - read < FRESH_MS ? [...history, recent] : [recent, ...history];
    },
    affordable: async () => (await o.ceiling.left()) >= last.requests,
    async pull(span) {
      const today = dayOf(o.now());
      const oldest = firstDay(addMonths(monthOf(today), 1 - HISTORY_MONTHS));
      const wanted = overlap(span, { start: oldest, end: addDays(today, 1) });
      if (!wanted) return { months: [], requests: 0, notes: [] };
      const first = firstDay(monthOf(wanted.start));
      let refusal = '';
      // History may be shorter than promised (a young account): a month less each time. AWS does not charge for a refusal.
      for (let start = first; start < wanted.end; start = firstDay(addMonths(monthOf(start), 1))) {
        try {
          const report = await pullWhole({ start, end: wanted.end });
          return start === first
            ? report
            : await without({ start: first, end: start }, report, `Cost Explorer's history begins on ${start}.`);
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          refusal = error.message;
        }
      }
      if (wanted.end > firstDay(monthOf(today))) throw new Unavailable(`Cost Explorer has no data since ${wanted.start}: ${refusal}`);
      return without(wanted, { months: [], requests: 0, notes: [] }, `Cost Explorer has nothing before ${wanted.end}.`);
    },
  };
}
