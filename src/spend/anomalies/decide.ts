import { addDays, type Day, daysBetween } from '../../period.js';
import { type Incident, type Planned, type Subject, subjectKey } from './incident.js';
import type { IncidentChange, IncidentRow, NewIncident } from './incident-row.js';
import { match } from './match.js';
import { lastUnusual, seenOf } from './seen.js';

/** What was over before so many complete days is history and no news. */
const NEWS_FOR = 7;
/** Complete usual days after which it is said to be over. */
const OVER_AFTER = 3;
/** The finder takes a level for the new normal after three weeks. */
const NEW_NORMAL = 20;

/** What is to be written: a new incident, or a change of a kept one. */
export type Decision = { open: NewIncident } | { row: IncidentRow; change: IncidentChange };

export interface Found {
  incidents: readonly Incident[];
  /** The first day looked at and the last complete one. */
  first: Day;
  last: Day;
  planned: readonly Planned[];
  teamOf(incident: Incident): string | null;
  placesFor(team: string | null): string[];
}

/**
 * What changes by what the bill shows now. Each incident changes at most once a complete day, and the same bill over again
 * changes nothing.
 */
export function decide(found: Found, rows: readonly IncidentRow[]): Decision[] {
  const matched = match(found.incidents, rows);
  const still = new Set(matched.values());
  return [
    ...found.incidents.flatMap((incident) => {
      const row = matched.get(incident);
      if (row) return changed(row, incident, found);
      return daysBetween(lastUnusual(incident), found.last) > NEWS_FOR ? [] : [{ open: fresh(incident, found) }];
    }),
    ...rows.filter((row) => !still.has(row)).flatMap((row) => gone(row, found)),
  ];
}

function fresh(incident: Incident, found: Found): NewIncident {
  const team = found.teamOf(incident);
  const { key, subject } = incident;
  const state = daysBetween(lastUnusual(incident), found.last) < OVER_AFTER ? 'open' : 'ended';
  return { key, state, subject, team, seen: seenOf(incident, found.last), news: { kind: 'new' }, places: found.placesFor(team) };
}

function changed(row: IncidentRow, incident: Incident, found: Found): Decision[] {
  const { last } = found;
  const seen = seenOf(incident, last);
  const { subject } = incident;
  if (!row.seen) {
    // Whose it is was not known while only AWS had seen it.
    const team = found.teamOf(incident);
    const places = [...new Set([...row.places, ...found.placesFor(team)])];
    return [{ row, change: { state: 'open', subject, team, seen, places, news: { kind: 'confirmed' } } }];
  }
  if (row.seen.billedUntil >= last) return [];
  const silentUntil = row.state === 'planned' ? row.plan?.until : undefined;
  const told = silentUntil && silentUntil > row.seen.until ? silentUntil : row.seen.until;
  const days = seen.days.map(({ day }) => day).filter((day) => day > told);
  if (days.length > 0) {
    // When it began there was nobody to tell; by now somebody may have been named.
    const heard = row.places.length > 0 ? {} : { places: found.placesFor(row.team) };
    if (row.state === 'open')
      return [{ row, change: { state: 'open', subject, seen, ...heard, news: { kind: 'more', days, before: row.seen.excess } } }];
    return [
      {
        row,
        change: {
          state: 'open',
          subject,
          seen,
          ...heard,
          plan: undefined,
          news: { kind: 'again', days, after: row.state === 'planned' ? 'plan' : 'end' },
        },
      },
    ];
  }
  if (row.state !== 'open' || daysBetween(seen.until, last) < OVER_AFTER) return [];
  const because = daysBetween(seen.from, seen.until) >= NEW_NORMAL ? 'new-normal' : 'usual';
  return [{ row, change: { state: 'ended', subject, seen, news: { kind: 'ended', because } } }];
}

/** The bill no longer shows it: announced since, restated by AWS, or so long ago that it is not looked at. */
function gone(row: IncidentRow, found: Found): Decision[] {
  const { seen, subject } = row;
  if (row.state === 'ended') return [];
  if (row.state === 'planned') {
    const over = row.plan === undefined || addDays(row.plan.until, OVER_AFTER) <= found.last;
    return over ? [{ row, change: { state: 'ended', news: { kind: 'quiet' } } }] : [];
  }
  if (!seen || !subject) return [];
  const announced = found.planned.some((plan) => covers(plan, subject, row.team) && plan.from <= seen.until && seen.from < plan.to);
  if (announced || seen.from < found.first) return [{ row, change: { state: 'ended', news: { kind: 'quiet' } } }];
  return [{ row, change: { state: 'ended', news: { kind: 'ended', because: 'restated' } } }];
}

const covers = (plan: Planned, subject: Subject, team: string | null): boolean =>
  subjectKey(plan.subject) === subjectKey(subject) || (plan.subject.kind === 'team' && plan.subject.name === team);
