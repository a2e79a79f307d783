import { exact } from '../../money.js';
import type { Month } from '../../period.js';
import { splitShared } from '../shared-costs.js';
import { type Bearer, bearerOf, teamOf } from './bearer.js';
import { amountOf, type StatementLine, totals } from './line.js';

/** Teams that serve everybody, and how what they spent is split among the others. */
export interface SharedRule {
  teams: string[];
  split: 'proportional' | 'even' | 'none';
}

/** The lines that take what shared teams spent off them and put it on the others; they sum to zero, to the last digit. */
export function passedOn(month: Month, usage: StatementLine[], { teams, split }: SharedRule): StatementLine[] {
  const shared = new Set(teams.map(bearerOf));
  const own = usage.filter((line) => shared.has(line.bearer));
  const costs = totals(
    usage.filter((line) => teamOf(line.bearer) !== undefined && !shared.has(line.bearer)),
    (line) => line.bearer,
  );
  const parts = splitShared(amountOf(own), costs, split);
  if (parts.size === 0) return [];
  const line = (bearer: Bearer, what: string, amount: string): StatementLine => ({
    ...{ bearer, sort: 'shared', month, what, amount },
    ...{ account: null, project: null, costCenter: null, recordType: null, entry: null },
  });
  return [
    ...[...totals(own, (one) => one.bearer)].map(([bearer, cost]) => line(bearer, 'Passed on to the other teams', exact(cost.times(-1)))),
    ...[...parts].map(([bearer, part]) => line(bearer, `Part of what ${teams.join(', ')} spent for everybody`, exact(part))),
  ];
}
