import { type CostExplorer, QueryRejected } from '../aws/cost-explorer.js';
import { Unavailable } from '../errors.js';
import { decimal, exact, sum } from '../money.js';
import { addDays, addMonths, type Day, dayOf, firstDay, type Month, monthOf, monthsOf, overlap, type Span, wholeMonth } from '../period.js';
import { pullCube } from './cost-explorer-cube.js';
import type { Fact } from './fact.js';
import type { Ledger } from './ledger/ledger.js';
import type { Check } from './ledger/month-file.js';
import { isUsage } from './record-type.js';
import type { PullReport, Source } from './source.js';
import { selectService } from './usage-type/classify.js';

export type Metric = 'unblended' | 'net-unblended' | 'amortized';
const METRICS = { unblended: 'UnblendedCost', 'net-unblended': 'NetUnblendedCost', amortized: 'AmortizedCost' } as const;

/** Cost Explorer keeps the running month and thirteen before it by day. */
export const HISTORY_MONTHS = 14;

export const costExplorerShape = (metric: Metric, tags: Record<string, string[]>): string => JSON.stringify({ metric, tags });

export interface CostExplorerSourceOptions {
  ce: CostExplorer;
  ledger: Ledger;
  metric: Metric;
  tags: Record<string, string[]>;
  now(): Date;
  /** Requests sent so far in this process; the difference over a pull is what it cost. */
  requestsSent(): number;
}

/**
 * Fills the ledger from Cost Explorer: one request finds the Bedrock services, one gives every record type by service
 * (the control), and then one per service and configured tag. Teams, people and questions cost nothing.
 */
export function costExplorerSource(o: CostExplorerSourceOptions): Source {
  let discovered: { day: Day; since: Day; names: string[] } | undefined;

  async function services(span: Span): Promise<string[]> {
    const today = dayOf(o.now());
    if (discovered?.day !== today || discovered.since > span.start) {
      discovered = { day: today, since: span.start, names: (await o.ce.services(span, 'Bedrock')).filter((name) => selectService(name) !== 'other') };
    }
    return discovered.names;
  }

  async function pullWhole(span: Span): Promise<PullReport> {
    const before = o.requestsSent();
    const metric = METRICS[o.metric];
    const names = await services(span);
    const control = names.length === 0 ? [] : await o.ce.costs({ span, metric, services: names, groupBy: [{ dimension: 'SERVICE' }, { dimension: 'RECORD_TYPE' }] });
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
    for (const group of control) if (isUsage(group.keys[1])) used.set(group.keys[0], (used.get(group.keys[0]) ?? new Set()).add(group.keys[1]));

    const notes: string[] = [];
    for (const [service, types] of used)
      for (const [name, keys] of Object.entries(o.tags)) {
        const slice = await pullCube(o.ce, { span, metric, services: [service], recordTypes: [...types] }, service, name, keys);
        facts.push(...slice.facts);
        notes.push(...slice.notes);
      }

    const months = monthsOf(span);
    const requests = o.requestsSent() - before;
    const at = o.now().toISOString();
    for (const month of months) {
      const mine = facts.filter((fact) => monthOf(fact.day) === month);
      await o.ledger.write(month, mine, {
        month,
        source: 'cost-explorer',
        shape: o.ledger.shape,
        pulledAt: at,
        asOf: at,
        covers: overlap(wholeMonth(month), span) ?? wholeMonth(month),
        requests,
        sourceRows: mine.length,
        checks: disagreements(mine, Object.keys(o.tags)),
        notes,
      });
    }
    return { months, requests, notes };
  }

  return {
    name: 'cost-explorer',
    shape: o.ledger.shape,
    async pull(span) {
      const today = dayOf(o.now());
      const oldest = firstDay(addMonths(monthOf(today), 1 - HISTORY_MONTHS));
      const wanted = overlap(span, { start: oldest, end: addDays(today, 1) });
      if (!wanted) return { months: [], requests: 0, notes: [] };
      let start = firstDay(monthOf(wanted.start));
      const refusals: string[] = [];
      while (start < wanted.end) {
        try {
          const report = await pullWhole({ start, end: wanted.end });
          return start === firstDay(monthOf(wanted.start)) ? report : { ...report, notes: [...report.notes, `Cost Explorer's history begins on ${start}.`] };
        } catch (error) {
          if (!(error instanceof QueryRejected)) throw error;
          refusals.push(error.message);
          if (refusals.length >= 4) break;
          start = laterStart(start, wanted.end);
        }
      }
      throw new Unavailable(`Cost Explorer has no data for ${wanted.start} to ${wanted.end}: ${refusals[0] ?? 'it did not say why'}`);
    },
  };
}

/** History may be shorter than promised (a young account): try a month less, then half of what is left. */
function laterStart(start: Day, end: Day): Day {
  const months: Month[] = monthsOf({ start, end });
  return firstDay(months.length > HISTORY_MONTHS - 2 ? addMonths(monthOf(start), 1) : addMonths(monthOf(start), Math.max(1, Math.floor(months.length / 2))));
}

/** Every cube is the same money cut another way, so per service its usage must equal the control's to the last digit. */
export function disagreements(facts: Fact[], cubes: string[]): Check[] {
  const services = [...new Set(facts.map((fact) => fact.service))];
  const total = (cube: string, service: string) =>
    sum(facts.filter((fact) => fact.cube === cube && fact.service === service && isUsage(fact.recordType)).map((fact) => decimal(fact.cost)));
  return cubes.flatMap((cube) =>
    services.map((service) => ({ cube, service, difference: exact(total(cube, service).minus(total('control', service))) })).filter((check) => check.difference !== '0'),
  );
}
