import { decimal, sum } from '../../money.js';
import { addDays, type Day, days } from '../../period.js';
import { judge } from './day-judged.js';
import type { Direction } from './expectation.js';
import { type FindOptions, type Incident, type IncidentDay, type Series, subjectKey } from './incident.js';
import { type Group, related } from './related.js';
import { replaced } from './replaced.js';
import { Track } from './track.js';
import { type Stretch, Watch } from './watch.js';
import { toCents, toDollars } from './whole-cents.js';

const MINIMUM = decimal(25);
/** A part of an incident smaller than this explains nothing. */
const WORTH_NAMING = decimal('0.1');

/**
 * Unexpected spend in daily costs, strongest first. Reads no clock: every day is judged by the days before it alone, so
 * a later run over the same bill finds the same incidents with the same keys, and more days in those that go on.
 *
 * Not reported: the week's and the month's rhythm, slow growth, what another subject of the kind made up for, planned
 * periods, a subject's first week, and less than `minimum` dollars a day (four times that in the first three weeks). A
 * change of level is one incident; after three weeks it is the new normal.
 */
export function findIncidents(series: readonly Series[], options: FindOptions): Incident[] {
  const steps = finding(series, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How long it may keep everybody else waiting at a time. */
const AT_A_TIME_MS = 20;

/** The same, letting others in between: hundreds of subjects take seconds, and people who ask must not wait for it. */
export async function findIncidentsGently(series: readonly Series[], options: FindOptions): Promise<Incident[]> {
  const steps = finding(series, options);
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - begun < AT_A_TIME_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    begun = performance.now();
  }
}

/** Stops after each subject that is read and each day that is judged. */
function* finding(series: readonly Series[], options: FindOptions): Generator<void, Incident[]> {
  const known = days({ start: options.first, end: addDays(options.last, 1) });
  const directions: Direction[] = options.drops ? [1, -1] : [1];
  const found: Incident[] = [];
  for (const direction of directions) {
    const stretches = yield* walk(series, known, direction, options);
    found.push(...related(stretches).map((group) => incident(group, known, direction)));
  }
  return found.sort((a, b) => b.excess.abs().cmp(a.excess.abs()) || (a.key < b.key ? -1 : 1));
}

function* walk(series: readonly Series[], known: readonly Day[], direction: Direction, options: FindOptions): Generator<void, Stretch[]> {
  const minimum = toCents(options.minimum ?? MINIMUM);
  const watched: { track: Track; watch: Watch }[] = [];
  for (const one of series) {
    const track = new Track(one, known, options.planned ?? []);
    watched.push({ track, watch: new Watch(track) });
    yield;
  }
  for (const index of known.keys()) {
    yield;
    for (const { watch } of watched) watch.begin(index);
    const judged = watched.map(({ track }) => judge(track, index, direction, minimum));
    const madeUp = replaced(judged.filter((one) => one !== undefined));
    for (const [at, { watch }] of watched.entries()) {
      const one = judged[at];
      watch.settle(index, one, one !== undefined && madeUp.has(one));
    }
  }
  return watched.flatMap(({ watch }) => watch.stretches);
}

function incident(group: Group, known: readonly Day[], direction: Direction): Incident {
  const { lead } = group;
  const { subject } = lead.track;
  const from = known[lead.from] as Day;
  return {
    key: `${direction > 0 ? 'above' : 'below'}:${subjectKey(subject)}:${from}`,
    subject,
    from,
    to: lead.last === known.length - 1 ? undefined : addDays(known[lead.last] as Day, 1),
    days: incidentDays(lead),
    excess: excessOf(lead),
    confidence: direction > 0 && certain(lead) ? 'very likely' : 'likely',
    comparedWith: lead.days[0]?.judged.expectation.comparedWith ?? '',
    related: group.related
      .filter((one) => excessOf(one).abs().gte(excessOf(lead).abs().times(WORTH_NAMING)))
      .map((one) => ({ subject: one.track.subject, excess: excessOf(one) }))
      .sort((a, b) => b.excess.abs().cmp(a.excess.abs())),
  };
}

const incidentDays = ({ track, days: unusual }: Stretch): IncidentDay[] =>
  unusual.map(({ index, judged: { expectation } }) => {
    const day = track.days[index] as Day;
    return {
      day,
      cost: track.cost(day),
      expected: toDollars(expectation.expected),
      low: toDollars(expectation.low),
      high: toDollars(expectation.high),
    };
  });

const excessOf = (stretch: Stretch) => sum(incidentDays(stretch).map((one) => one.cost.minus(one.expected)));

/** Twice what it takes on one day, or as much as it takes on two; never by a history of less than three weeks. */
function certain({ days: unusual }: Stretch): boolean {
  const grown = unusual.filter(({ judged }) => !judged.expectation.young).map(({ judged }) => judged.excess / judged.threshold);
  return grown.some((times) => times >= 2) || grown.filter((times) => times >= 1).length >= 2;
}
