import { percentOf, usd } from '../money.js';
import { showDay, showMonth } from '../period.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import type { BudgetState } from '../spend/budgets.js';
import type { Digest, MonthBudgets } from '../spend/digest.js';
import { excessOf, subjectWords } from './anomaly-words.js';
import { context, cut, escaped, header, remark, section } from './blocks.js';
import type { Draw } from './message.js';
import { changeOf, freshness, freshnessText, periodWords } from './show.js';
import { shownAndRest } from './shown.js';

const NAMED = 3;

/** The organisation in five lines: total and change, who moved, what has no team, the month's budgets near their end, what is unusual. */
export function drawDigest(digest: Digest, incidents: IncidentRow[] | undefined): Draw {
  const { teams } = digest;
  const lines = [
    `*${usd(teams.total)}* on Amazon Bedrock, ${periodWords(teams)}: ${changeOf(teams)}.`,
    `*Moved most:* ${moversWords(digest)}.`,
    `*Without a team:* ${usd(teams.unattributed.cost)}${share(teams.unattributed.cost, teams.total)}${before(digest)}.`,
    ...(digest.budgets ? [`*Budgets:* ${budgetWords(digest.budgets)}.`] : []),
    `*Unusual now:* ${incidents ? unusualWords(incidents.filter((row) => row.state === 'open')) : 'not looked for yet'}.`,
  ];
  return {
    text: cut(`${lines.map((line) => line.replaceAll('*', '')).join(' ')} ${freshnessText(teams).replace(/^a/, 'A')}.`, 3500),
    blocks: [
      header(cut(`Amazon Bedrock, ${teams.period.label}: ${usd(teams.total)}`, 140)),
      // The header has the number already.
      section([`*Period:* ${periodWords(teams)}: ${changeOf(teams)}.`, ...lines.slice(1)].join('\n')),
      context(freshness(teams)),
      ...teams.notes.slice(0, 3).map(remark),
    ],
  };
}

const share = (part: Parameters<typeof percentOf>[0], whole: Parameters<typeof percentOf>[1]): string => {
  const words = percentOf(part, whole);
  return words ? ` (${words})` : '';
};

const before = ({ teams }: Digest): string =>
  teams.unattributed.before && teams.before.total
    ? `, before ${usd(teams.unattributed.before)}${share(teams.unattributed.before, teams.before.total)}`
    : '';

function moversWords({ movers }: Digest): string {
  if (!movers) return 'not known, the ledger does not hold the days before';
  if (movers.length === 0) return 'nobody';
  return movers
    .slice(0, NAMED)
    .map((one) => {
      const change = one.cost.minus(one.before);
      return `${escaped(one.shown ?? one.team)} ${change.gt(0) ? '+' : ''}${usd(change)}${share(one.cost, one.before) === '' ? ' (new)' : ` to ${usd(one.cost)}`}`;
    })
    .join(', ');
}

function budgetWords({ month, nearTheirEnd, count }: MonthBudgets): string {
  const name = showMonth(month);
  if (count === 0) return 'no team has one';
  if (count === undefined) return `not known, the ledger does not hold all of ${name}`;
  if (nearTheirEnd.length === 0) return `${name}, ${count === 1 ? 'the only one is below 80 %' : `all ${count} are below 80 %`}`;
  const [shown, rest] = shownAndRest(nearTheirEnd, NAMED);
  const below = count - nearTheirEnd.length;
  const over = nearTheirEnd[0]?.toGo === undefined;
  return `${name}${over ? ', whole month' : ' so far'}: ${shown.map(budgetOf).join('; ')}${rest.length > 0 ? `; ${rest.length} more ${over ? 'at 80 % or more' : 'near their end'}` : ''}${below > 0 ? `; ${below} below 80 %` : ''}`;
}

const budgetOf = (one: BudgetState): string =>
  `${escaped(one.team)} ${percentOf(one.spent, one.budget) ?? '–'} used${one.willPass ? ` (forecast: passed on ${showDay(one.willPass)})` : ''}`;

function unusualWords(open: IncidentRow[]): string {
  if (open.length === 0) return 'nothing open';
  const [shown, rest] = shownAndRest(open, NAMED);
  return `${shown.map(incidentWords).join('; ')}${rest.length > 0 ? `; ${rest.length} more open` : ''}`;
}

/** What AWS alone has seen is its estimate. */
const incidentWords = (row: IncidentRow): string =>
  `${row.subject ? escaped(subjectWords(row.subject)) : 'AWS Cost Anomaly Detection'} ${row.seen ? '' : 'about '}${usd(excessOf(row))} above expected`;
