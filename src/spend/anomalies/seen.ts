import { exact } from '../../money.js';
import type { Day } from '../../period.js';
import type { Incident, Subject } from './incident.js';
import type { Seen } from './incident-row.js';

/** An incident's figures as they are kept: decimals as text. `billedUntil` is the last complete day. */
export const seenOf = (incident: Incident, billedUntil: Day): Seen => ({
  from: incident.from,
  until: lastUnusual(incident),
  days: incident.days.map(({ day, cost, expected, low, high }) => ({
    day,
    cost: exact(cost),
    expected: exact(expected),
    low: exact(low),
    high: exact(high),
  })),
  excess: exact(incident.excess),
  confidence: incident.confidence,
  comparedWith: incident.comparedWith,
  related: incident.related.map(({ subject, excess }) => ({ subject, excess: exact(excess) })),
  billedUntil,
});

export const lastUnusual = (incident: Pick<Incident, 'days' | 'from'>): Day => incident.days.at(-1)?.day ?? incident.from;

/** Everybody an incident is about. */
export const subjectsOf = (one: { subject?: Subject | undefined; related: { subject: Subject }[] }): Subject[] => [
  ...(one.subject ? [one.subject] : []),
  ...one.related.map(({ subject }) => subject),
];
