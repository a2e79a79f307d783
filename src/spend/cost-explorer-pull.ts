import type { CostExplorer, CostGroup, CostQuery } from '../aws/cost-explorer.js';
import { Rejected, Unavailable } from '../errors.js';
import { monthsOf, overlap, type Span, wholeMonth } from '../period.js';
import { Agreement } from './cost-explorer-checks.js';
import { pullCube } from './cost-explorer-cube.js';
import type { Fact } from './fact.js';
import type { Ledger } from './ledger/ledger.js';
import { usageIn } from './ledger-questions.js';
import { isUsage } from './record-type.js';
import type { RequestCeiling } from './request-ceiling.js';
import type { PullReport } from './source.js';

export interface SpanPull {
  ce: CostExplorer;
  ledger: Ledger;
  metric: CostQuery['metric'];
  tags: Record<string, string[]>;
  ceiling: RequestCeiling;
  services: string[];
  notes: string[];
  now(): Date;
}

/**
 * Pulls one span: every record type by service (the control), then per service and configured tag the usage by tag value
 * and usage type. The months land only when all of it is there.
 * @returns the report, and how many questions were asked (each is at least one request, a further page one more).
 */
export async function pullSpan(o: SpanPull, span: Span): Promise<{ report: PullReport; asked: number }> {
  const before = o.ceiling.sentHere;
  let asked = 0;
  const ce: CostExplorer = {
    ...o.ce,
    costs(query) {
      asked++;
      return o.ce.costs(query);
    },
  };
  const drafts = o.ledger.drafts();
  const agreement = new Agreement();
  /** History is judged by the control alone; a cube that is refused is a failure of this pull and not the end of history. */
  const cube: typeof pullCube = (...args) =>
    pullCube(...args).catch((error: unknown) => {
      throw error instanceof Rejected ? new Unavailable(`Cost Explorer refused a breakdown: ${error.message}`, { cause: error }) : error;
    });
  let rounded = 0;
  const keep = async (facts: Fact[]): Promise<void> => {
    agreement.count(facts);
    rounded += facts.filter((fact) => TOO_FINE.test(fact.cost)).length;
    await drafts.add(facts);
  };
  try {
    const control =
      o.services.length === 0
        ? []
        : await ce.costs({
            span,
            metric: o.metric,
            services: o.services,
            groupBy: [{ dimension: 'SERVICE' }, { dimension: 'RECORD_TYPE' }],
          });
    await refuseLoss(o.ledger, span, control);
    await keep(control.map(controlFact));
    const used = usageTypesByService(control);
    const { tags, note } = await affordable(o, used.size);
    const notes = [...o.notes, ...note];
    for (const [service, recordTypes] of used)
      for (const [name, keys] of Object.entries(tags)) {
        const slice = await cube(ce, { span, metric: o.metric, services: [service], recordTypes }, service, name, keys);
        await keep(slice.facts);
        notes.push(...slice.notes);
      }

    if (rounded > 0)
      notes.push(`${rounded} amounts have more than 18 decimals and are kept rounded to 18: DECIMAL(38,18) has no room for more.`);
    const months = monthsOf(span);
    const requests = o.ceiling.sentHere - before;
    const at = o.now().toISOString();
    for (const [index, month] of months.entries())
      await o.ledger.commit(drafts, {
        month,
        source: 'cost-explorer',
        shape: o.ledger.shape,
        pulledAt: at,
        asOf: at,
        covers: overlap(wholeMonth(month), span) ?? wholeMonth(month),
        requests: Math.floor(requests / months.length) + (index < requests % months.length ? 1 : 0),
        sourceRows: drafts.facts(month),
        checks: agreement.disagreements(month, Object.keys(tags)),
        notes: [...new Set(notes)],
      });
    return { report: { months, requests, notes }, asked };
  } finally {
    await drafts.discard();
  }
}

/** An amount that the ledger's eighteen decimals cannot hold; it is rounded, a line by less than 10⁻¹⁸ dollars. */
const TOO_FINE = /\.\d{19}/;

/**
 * AWS restates what a day cost, it does not take back that it was used: an answer without days that were billed before is
 * no answer, and the months stay as they are.
 * @throws Unavailable
 */
async function refuseLoss(ledger: Ledger, span: Span, control: CostGroup[]): Promise<void> {
  const billed = await ledger.query(
    span,
    `SELECT DISTINCT CAST(day AS VARCHAR) AS day FROM facts WHERE ${usageIn('control', span)} AND cost <> 0`,
  );
  const days = new Set(control.map((group) => group.day));
  const lost = billed
    .map((row) => String(row['day']))
    .filter((day) => !days.has(day))
    .sort();
  if (lost.length > 0)
    throw new Unavailable(
      `Cost Explorer's answer leaves out ${lost.length} days that were billed before (the first is ${lost[0]}); the figures read before are kept.`,
    );
}

/**
 * What today's ceiling allows of the configured tags: all, else the team's, else the team's first key. Each key after the
 * first is asked only about what the one before left empty; nearly always something is.
 * @throws Unavailable when not even that is allowed.
 */
async function affordable(o: SpanPull, services: number): Promise<{ tags: SpanPull['tags']; note: string[] }> {
  const cost = (tags: SpanPull['tags']): number => services * Object.values(tags).flat().length;
  const left = await o.ceiling.left();
  const { team = [] } = o.tags;
  const least = { team: team.slice(0, 1) };
  const choices: [SpanPull['tags'], string?][] = [
    [o.tags],
    [{ team }, 'only the split by team was read'],
    [least, `only the tag ${team[0]} was looked at for the team`],
  ];
  const [tags, words] = choices.find(([one]) => cost(one) <= left) ?? [];
  if (!tags) await o.ceiling.reserve(cost(least));
  const note =
    words && `Today's ceiling of Cost Explorer requests did not allow everything: ${words} (raise spend.costExplorer.dailyRequests).`;
  return { tags: tags ?? least, note: note ? [note] : [] };
}

const controlFact = (group: CostGroup): Fact => ({
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
});

/** Services that were used in the span, with the record types their use was billed as. */
function usageTypesByService(control: CostGroup[]): Map<string, string[]> {
  const used = new Map<string, string[]>();
  for (const { keys } of control) {
    const types = used.get(keys[0]) ?? [];
    if (isUsage(keys[1]) && !types.includes(keys[1])) used.set(keys[0], [...types, keys[1]]);
  }
  return used;
}
