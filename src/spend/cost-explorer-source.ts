import type { CostExplorer } from '../aws/cost-explorer.js';
import { Rejected, Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import { decimal, exact, sum } from '../money.js';
import { addDays, addMonths, type Day, dayOf, firstDay, type Month, monthOf, monthsOf, overlap, type Span, wholeMonth } from '../period.js';
import { pullCube } from './cost-explorer-cube.js';
import type { Fact } from './fact.js';
import type { Ledger } from './ledger/ledger.js';
import type { Check } from './ledger/month-file.js';
import { isUsage } from './record-type.js';
import type { RequestCeiling } from './request-ceiling.js';
import type { PullReport, Source } from './source.js';
import { selectService } from './usage-type/classify.js';

export type Metric = 'unblended' | 'net-unblended' | 'amortized';
const METRICS = { unblended: 'UnblendedCost', 'net-unblended': 'NetUnblendedCost', amortized: 'AmortizedCost' } as const;

/** Cost Explorer keeps the running month and thirteen before it by day. */
export const HISTORY_MONTHS = 14;

export const costExplorerShape = (metric: Metric, tags: Record<string, string[]>): string => JSON.stringify({ ce: 1, metric, tags });

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
  let discovered: { at: number; since: Day; names: string[] } | undefined;
  /** What the last pull took, and whether any answer came in more than one page. */
  let last: { requests: number; paged: boolean } = { requests: 0, paged: false };
  let tagsSeen: { day: Day; notes: string[] } | undefined;

  /** A tag that is mistyped or not activated is no error to Cost Explorer, everything is merely untagged; so look once a day. */
  async function tagNotes(): Promise<string[]> {
    const today = dayOf(o.now());
    if (tagsSeen?.day === today) return tagsSeen.notes;
    try {
      const status = await o.ce.tagStatus([...new Set(Object.values(o.tags).flat())]);
      tagsSeen = { day: today, notes: Object.entries(o.tags).flatMap(([name, keys]) => inactive(name, keys, status)) };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      tagsSeen = { day: today, notes: [] };
      o.log.warn({ err: error }, 'could not look whether the cost allocation tags are activated');
    }
    return tagsSeen.notes;
  }

  /**
   * Bedrock services billed since `start`, looked for up to now, so that what is found for an old span is good for a newer
   * one too. Remembered for an hour: a model that is new today is found today.
   */
  async function services(start: Day): Promise<string[]> {
    const now = o.now();
    if (discovered && discovered.since <= start && now.getTime() - discovered.at < 3_600_000) return discovered.names;
    const found = await o.ce.services({ start, end: addDays(dayOf(now), 1) }, 'Bedrock');
    const other = found.filter((name) => selectService(name) === 'other');
    if (other.length > 0) o.log.info({ services: other }, 'services that merely have Bedrock in their name are not counted');
    discovered = { at: now.getTime(), since: start, names: found.filter((name) => !other.includes(name)) };
    return discovered.names;
  }

  async function pullWhole(span: Span): Promise<PullReport> {
    const before = o.ceiling.sentHere;
    let asked = 0;
    const ce: CostExplorer = {
      ...o.ce,
      costs(query) {
        asked++;
        return o.ce.costs(query);
      },
    };
    const metric = METRICS[o.metric];
    const names = await services(span.start);
    const control =
      names.length === 0
        ? []
        : await ce.costs({ span, metric, services: names, groupBy: [{ dimension: 'SERVICE' }, { dimension: 'RECORD_TYPE' }] });
    const facts: Fact[] = control.map((group) => ({
      day: group.day,
      cube: 'control',
      account: null,
      tags: {},
      principal: null,
      service: group.keys[0],
      usageType: null,
      recordType: group.keys[1],
      unit: group.unit ?? null,
      cost: group.cost,
      quantity: group.quantity,
      estimated: group.estimated,
    }));
    const used = new Map<string, Set<string>>();
    for (const group of control)
      if (isUsage(group.keys[1])) used.set(group.keys[0], (used.get(group.keys[0]) ?? new Set()).add(group.keys[1]));

    const notes = names.length === 0 ? [`No Bedrock service has been billed from ${span.start} on.`] : [...(await tagNotes())];
    await o.ceiling.reserve(used.size * Object.keys(o.tags).length);
    for (const [service, types] of used)
      for (const [name, keys] of Object.entries(o.tags)) {
        const slice = await pullCube(ce, { span, metric, services: [service], recordTypes: [...types] }, service, name, keys);
        facts.push(...slice.facts);
        notes.push(...slice.notes);
      }

    const months = monthsOf(span);
    const requests = o.ceiling.sentHere - before;
    const at = o.now().toISOString();
    // Finding services and looking at tags may have taken one more request each; anything beyond that is a further page.
    last = { requests, paged: requests > asked + 2 };
    for (const [index, month] of months.entries()) {
      const mine = facts.filter((fact) => monthOf(fact.day) === month);
      await o.ledger.write(month, mine, {
        month,
        source: 'cost-explorer',
        shape: o.ledger.shape,
        pulledAt: at,
        asOf: at,
        covers: overlap(wholeMonth(month), span) ?? wholeMonth(month),
        requests: Math.floor(requests / months.length) + (index < requests % months.length ? 1 : 0),
        sourceRows: mine.length,
        checks: disagreements(mine, Object.keys(o.tags)),
        notes,
      });
    }
    return { months, requests, notes };
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
      await o.ledger.write(month, [], { ...bare, month, covers: { start: firstDay(month), end: firstDay(month) } });
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
      const missing = monthsOf({ start: firstDay(addMonths(month, 1 - HISTORY_MONTHS)), end: start }).filter((one) => !known.has(one));
      const recent = { start, end: addDays(today, 1) };
      // In one pull history costs least. Where answers come in pages it goes month by month, so that each lands before the ceiling.
      if (last.paged) return [recent, ...missing.reverse().map(wholeMonth)];
      if (missing.length === 0) return [recent];
      return [recent, { start: firstDay(missing[0] as Month), end: wholeMonth(missing.at(-1) as Month).end }];
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

function inactive(name: string, keys: string[], status: Map<string, string>): string[] {
  if (keys.some((key) => status.get(key) === 'Active')) return [];
  return [
    `No tag for ${name} (${keys.join(', ')}) is activated for cost allocation, so nothing can be attributed by it; activate it under Billing, Cost allocation tags.`,
  ];
}

/** Every cube is the same money cut another way, so per service its usage must equal the control's to the last digit. */
export function disagreements(facts: Fact[], cubes: string[]): Check[] {
  const services = [...new Set(facts.map((fact) => fact.service))];
  const total = (cube: string, service: string) =>
    sum(
      facts.filter((fact) => fact.cube === cube && fact.service === service && isUsage(fact.recordType)).map((fact) => decimal(fact.cost)),
    );
  return cubes.flatMap((cube) =>
    services
      .map((service) => ({ cube, service, difference: exact(total(cube, service).minus(total('control', service))) }))
      .filter((check) => check.difference !== '0'),
  );
}
