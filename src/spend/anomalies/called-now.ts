import type { Owners } from '../teams.js';
import type { Planned, Subject } from './incident.js';
import type { IncidentRow } from './incident-row.js';

/**
 * What is kept with teams called as aispend.yaml calls them now. A team that was renamed and has its old name as an alias is
 * the same team: its incident goes on, and what was announced for it still is.
 */
export function calledNow(owners: Pick<Owners, 'of'>) {
  const team = (name: string): string => owners.of(name) ?? name;
  const subject = (one: Subject): Subject => (one.kind === 'team' ? { ...one, name: team(one.name) } : one);
  return {
    row: (row: IncidentRow): IncidentRow => ({
      ...row,
      team: row.team === null ? null : team(row.team),
      ...(row.subject ? { subject: subject(row.subject) } : {}),
      ...(row.seen ? { seen: { ...row.seen, related: row.seen.related.map((one) => ({ ...one, subject: subject(one.subject) })) } } : {}),
    }),
    planned: (one: Planned): Planned => ({ ...one, subject: subject(one.subject) }),
  };
}
