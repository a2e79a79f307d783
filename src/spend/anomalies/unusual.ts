import { type Decimal, decimal, sum } from '../../money.js';
import { addDays, type Day, overlap, type Span } from '../../period.js';
import type { IncidentRow } from './incident-row.js';

/** What of a team's spend is unusual and not over, for messages that are about something else. */
export interface Unusual {
  /** Dollars above what was expected on the unusual days. */
  excess: Decimal;
  /** The first of these days. */
  since: Day;
  /** Further incidents of the team; they may tell of the same dollars, so they are counted and not added. */
  more: number;
}

/** A team's incidents with unusual days in the span, the largest first; those that a restated bill took back are left out. */
export const incidentsIn = (rows: readonly IncidentRow[], team: string, span: Span): IncidentRow[] =>
  rows
    .filter((row) => row.team === team && row.seen && overlap({ start: row.seen.from, end: addDays(row.seen.until, 1) }, span))
    .filter(({ news }) => news.kind !== 'ended' || news.because !== 'restated')
    .sort((a, b) => decimal(b.seen?.excess ?? 0).cmp(decimal(a.seen?.excess ?? 0)));

/** What is unusual of a team's spend within the span and not over; undefined when nothing is. */
export function unusualIn(rows: readonly IncidentRow[], team: string, span: Span): Unusual | undefined {
  const found = incidentsIn(rows, team, span)
    .filter(({ state }) => state !== 'ended')
    .flatMap(({ seen }) => {
      const days = seen?.days.filter(({ day }) => day >= span.start && day < span.end) ?? [];
      const excess = sum(days.map((one) => decimal(one.cost).minus(one.expected)));
      return days[0] && excess.gt(0) ? [{ excess, since: days[0].day }] : [];
    })
    .sort((a, b) => b.excess.cmp(a.excess));
  return found[0] && { ...found[0], more: found.length - 1 };
}
