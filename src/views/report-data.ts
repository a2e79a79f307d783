import { exact } from '../money.js';
import { addDays } from '../period.js';
import type { Announced, IncidentRow } from '../spend/anomalies/incident-row.js';
import type { CoverageAnswer } from '../spend/coverage.js';
import type { Digest } from '../spend/digest.js';
import { table } from './csv.js';
import { answerJson } from './json.js';

/** What the terminal prints of a report for scripts: exact decimal strings in USD, days with `end` exclusive, null for unknown. */
export interface ReportData {
  json: object;
  csv: string;
}

/** Tags with what they cover, then the parts that have no team, which add up to what is unattributed. */
export function coverageData({ teams, tags, untagged, spellings, callersKnown }: CoverageAnswer): ReportData {
  const { start, end } = teams.period;
  return {
    json: {
      ...answerJson(teams),
      question: 'coverage',
      tags: tags.map(({ tag, keys, now, before }) => ({
        tag,
        keys,
        covered: now ? exact(now.covered) : null,
        total: now ? exact(now.total) : null,
        before: before ? { covered: exact(before.covered), total: exact(before.total) } : null,
      })),
      callersKnown,
      untagged: untagged.map(({ cost, ...part }) => ({ ...part, service: part.service || null, cost: exact(cost) })),
      spellings,
    },
    csv: table([
      ['what', 'name', 'account', 'start', 'end_exclusive', 'cost_usd', 'of_usd'],
      ...tags.map(({ tag, now }) => ['tag', tag, '', start, end, now ? exact(now.covered) : '', now ? exact(now.total) : '']),
      ...untagged.map((part) => [
        part.principal === null ? 'service without team' : 'caller without team',
        part.principal ?? part.service,
        part.account ?? '',
        start,
        end,
        exact(part.cost),
        exact(teams.unattributed.cost),
      ]),
    ]),
  };
}

/** @param incidents undefined while nobody has looked */
export function digestData({ teams, movers, budgets }: Digest, incidents: IncidentRow[] | undefined): ReportData {
  const { start, end } = teams.period;
  return {
    json: {
      ...answerJson(teams),
      question: 'digest',
      movers:
        movers?.map((one) => ({
          team: one.team,
          cost: exact(one.cost),
          before: exact(one.before),
          change: exact(one.cost.minus(one.before)),
        })) ?? null,
      budgets: budgets
        ? {
            month: budgets.month,
            count: budgets.count ?? null,
            nearTheirEnd: budgets.nearTheirEnd.map((one) => ({
              team: one.team,
              budget: exact(one.budget),
              spent: exact(one.spent),
              reachedPercent: one.reached ?? null,
              forecastPasses: one.willPass ?? null,
            })),
          }
        : null,
      unusual: incidents?.map(incident) ?? null,
    },
    csv: table([
      ['team', 'start', 'end_exclusive', 'cost_usd', 'cost_before_usd'],
      ...teams.teams.map((one) => [one.team, start, end, exact(one.cost), one.before ? exact(one.before) : '']),
      ['(unattributed)', start, end, exact(teams.unattributed.cost), teams.unattributed.before ? exact(teams.unattributed.before) : ''],
    ]),
  };
}

/** @param looked whether anybody has looked yet */
export const anomaliesData = (rows: IncidentRow[], announced: Announced[], looked: boolean): ReportData => ({
  json: {
    question: 'anomalies',
    looked,
    incidents: rows.map(incident),
    announced: announced.map(({ subject, until, ...one }) => ({ ...one, ...subject, end: addDays(until, 1) })),
  },
  csv: table([
    ['id', 'state', 'kind', 'name', 'team', 'first_day', 'last_day', 'excess_usd', 'by'],
    ...rows.map((row) => {
      const { id, state, kind, name, team, firstDay, lastDay, excess, by } = incident(row);
      return [id, state, kind ?? '', name ?? '', team ?? '', firstDay ?? '', lastDay ?? '', excess ?? '', by];
    }),
  ]),
});

/** What the ledger shows goes before AWS's estimate, which `by` tells apart. */
function incident(row: IncidentRow) {
  const found = row.seen ?? row.aws;
  return {
    id: row.id,
    state: row.state,
    kind: row.subject?.kind ?? null,
    name: row.subject?.name ?? null,
    team: row.team,
    firstDay: found?.from ?? null,
    lastDay: found?.until ?? null,
    excess: row.seen?.excess ?? row.aws?.impact ?? null,
    by: row.seen ? 'ledger' : 'aws-cost-anomaly-detection',
    confidence: row.seen?.confidence ?? null,
    plannedUntil: row.plan?.until ?? null,
    openedAt: row.openedAt,
  };
}
