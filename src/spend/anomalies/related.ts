import { type Subject, subjectKey } from './incident.js';
import type { Stretch } from './watch.js';

/** The widest first: it is the one whose owner is told. */
const WIDTH: Record<Subject['kind'], number> = { team: 0, agent: 1, principal: 2, model: 3 };
/** Two subjects tell of the same dollars when the smaller excess is at least this part of the larger. */
const SAME_DOLLARS = 0.3;

/** Stretches that tell of the same dollars. */
export interface Group {
  /** The first to begin, and the widest of that day: it gives the key and the figures. */
  lead: Stretch;
  related: Stretch[];
}

/**
 * Puts together what is one event seen from several sides. A stretch joins the group whose lead, a subject of another
 * kind, was unusual on the stretch's first day by the most similar amount, or by one of which the others of the
 * stretch's kind leave that much; one that began on that day goes first. That is settled on that day and never taken back, and groups never merge, so a group's
 * key stays while the incident goes on.
 */
export function related(stretches: readonly Stretch[]): Group[] {
  const groups: Group[] = [];
  for (const stretch of [...stretches].sort(inOrder)) {
    const [best] = groups
      .map((group) => ({ group, alike: alike(group, stretch) }))
      .filter((one) => one.alike >= SAME_DOLLARS)
      .sort((a, b) => Number(began(b.group, stretch)) - Number(began(a.group, stretch)) || b.alike - a.alike);
    if (best) best.group.related.push(stretch);
    else groups.push({ lead: stretch, related: [] });
  }
  return groups;
}

const began = (group: Group, stretch: Stretch): boolean => group.lead.from === stretch.from;

const inOrder = (a: Stretch, b: Stretch): number =>
  a.from - b.from ||
  WIDTH[a.track.subject.kind] - WIDTH[b.track.subject.kind] ||
  excessOn(b, b.from) - excessOn(a, a.from) ||
  (subjectKey(a.track.subject) < subjectKey(b.track.subject) ? -1 : 1);

const excessOn = (stretch: Stretch, index: number): number => stretch.days.find((day) => day.index === index)?.judged.excess ?? 0;

/** From 0, cannot be the same dollars, to 1, are as many. */
function alike({ lead, related: others }: Group, stretch: Stretch): number {
  const { kind } = stretch.track.subject;
  const [mine, theirs] = [excessOn(stretch, stretch.from), excessOn(lead, stretch.from)];
  if (lead.track.subject.kind === kind || theirs <= 0) return 0;
  const [team, leadTeam] = [teamOf(stretch), teamOf(lead)];
  const known = team !== undefined && leadTeam !== undefined;
  if (known && team !== leadTeam) return 0;
  if (known && lead.track.subject.kind === 'team' && mine <= theirs) return 1;
  const same = others.filter((one) => one.track.subject.kind === kind);
  const left = theirs - same.reduce((sum, one) => sum + excessOn(one, stretch.from), 0);
  return Math.max(partOf(mine, theirs), partOf(mine, left));
}

const partOf = (mine: number, theirs: number): number => (theirs <= 0 ? 0 : Math.min(mine, theirs) / Math.max(mine, theirs));

const teamOf = ({ track }: Stretch): string | undefined => (track.subject.kind === 'team' ? track.subject.name : track.series.team);
