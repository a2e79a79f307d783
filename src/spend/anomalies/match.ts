import { addDays, type Day } from '../../period.js';
import { type Incident, type Subject, subjectKey } from './incident.js';
import type { IncidentRow, SeenByAws } from './incident-row.js';
import { lastUnusual, subjectsOf } from './seen.js';

/** Days apart within which unusual days of one subject belong together; the finder's own rule. */
const NEAR = 7;

/**
 * Which kept incident each found one is; undefined: none yet. By key first. When AWS restates a day, or another subject
 * becomes the first to stand out, the finder's key changes: then it is the one about the same subject, or about one that
 * is named beside it, at about the same time. A kept incident is matched once.
 */
export function match(found: readonly Incident[], rows: readonly IncidentRow[]): Map<Incident, IncidentRow> {
  const matched = new Map<Incident, IncidentRow>();
  const taken = new Set<IncidentRow>();
  const take = (incident: Incident, row: IncidentRow | undefined): void => {
    if (!row) return;
    matched.set(incident, row);
    taken.add(row);
  };
  for (const incident of found)
    take(
      incident,
      rows.find((row) => row.key === incident.key),
    );
  for (const incident of found)
    if (!matched.has(incident))
      take(
        incident,
        rows.find((row) => !taken.has(row) && alike(incident, row)),
      );
  return matched;
}

function alike(incident: Incident, row: IncidentRow): boolean {
  if (!row.seen && row.aws)
    return near({ from: incident.from, until: lastUnusual(incident) }, row.aws, 1) && namesAlike(subjectsOf(incident), row.aws);
  if (!row.seen || !row.subject) return false;
  const until = row.plan && row.plan.until > row.seen.until ? row.plan.until : row.seen.until;
  if (!near({ from: incident.from, until: lastUnusual(incident) }, { from: row.seen.from, until })) return false;
  const [lead, kept] = [subjectKey(incident.subject), subjectKey(row.subject)];
  const mine = subjectsOf(incident).map(subjectKey);
  const theirs = subjectsOf({ subject: row.subject, related: row.seen.related }).map(subjectKey);
  return mine.includes(kept) || theirs.includes(lead);
}

/** AWS names usage types and services, from which the models were read when it was kept. */
export const namesAlike = (subjects: readonly Subject[], { models, team }: SeenByAws): boolean => {
  const named = subjects.filter(({ kind }) => kind === 'model').map(({ name }) => name);
  if (team !== null && subjects.some(({ kind, name }) => kind === 'team' && name !== team)) return false;
  return named.length === 0 || models.length === 0 || models.some((model) => named.includes(model));
};

/** Whether two stretches of days, both ends included, lie within a week of each other. */
export const near = (a: { from: Day; until: Day }, b: { from: Day; until: Day }, apart = NEAR): boolean =>
  a.from <= addDays(b.until, apart) && b.from <= addDays(a.until, apart);
