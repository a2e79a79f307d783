import { type Decimal, sum, ZERO } from '../../money.js';
import { addDays, type Day } from '../../period.js';
import { findIncidentsGently } from './find.js';
import { type FindOptions, type Incident, type Planned, type Series, subjectKey } from './incident.js';

const WEEKS = 4;

/** Each pass can lay bare another subject in which the announced spend shows. */
const PASSES = 4;

/**
 * `findIncidents` for spend of which some was announced. A caller's announced load test also shows in its team and in its
 * model, which were not announced: days on which the announced one makes up most of what another is above its expectation
 * count as announced for the other too.
 */
export async function findUnannounced(series: readonly Series[], options: FindOptions): Promise<Incident[]> {
  const announced = options.planned ?? [];
  let planned = [...announced];
  for (let pass = 1; ; pass++) {
    const found = await findIncidentsGently(series, { ...options, planned });
    const more = found.flatMap((incident): Planned[] =>
      announced.filter((plan) => explains(plan, incident, series)).map(({ from, to }) => ({ subject: incident.subject, from, to })),
    );
    if (more.length === 0) return found;
    if (pass === PASSES) return found.filter((incident) => !announced.some((plan) => explains(plan, incident, series)));
    planned = [...planned, ...more];
  }
}

/**
 * What the announced subject spends above the median of the same weekdays of the four weeks before its time is at least
 * half of what the incident is above its own expectation, on the days of the incident that were announced.
 */
function explains(plan: Planned, incident: Incident, series: readonly Series[]): boolean {
  if (subjectKey(plan.subject) === subjectKey(incident.subject)) return false;
  const days = incident.days.filter(({ day }) => day >= plan.from && day < plan.to);
  const announced = series.find((one) => subjectKey(one) === subjectKey(plan.subject));
  if (days.length === 0 || !announced) return false;
  const extra = sum(days.map(({ day }) => above(announced.days, day, plan.from)));
  return extra.times(2).gte(sum(days.map((one) => one.cost.minus(one.expected))));
}

function above(days: Series['days'], day: Day, from: Day): Decimal {
  const before: Decimal[] = [];
  for (let at = addDays(day, -7); before.length < WEEKS; at = addDays(at, -7)) if (at < from) before.push(days.get(at) ?? ZERO);
  const sorted = before.sort((a, b) => a.cmp(b));
  const usual = (sorted[1] ?? ZERO).plus(sorted[2] ?? ZERO).div(2);
  const extra = (days.get(day) ?? ZERO).minus(usual);
  return extra.gt(0) ? extra : ZERO;
}
