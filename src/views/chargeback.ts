import type { ActionsBlock } from '@slack/types';
import { type Decimal, percentOf, share, sum, usd } from '../money.js';
import { type Month, showDay, showMonth } from '../period.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import type { FinanceWeek, TeamWeek } from '../spend/chargeback.js';
import { addingUp } from './adding-up.js';
import { excessOf, subjectName, unusualDays } from './anomaly-words.js';
import { context, cut, escaped, header, leaf, list, plain, remark, section } from './blocks.js';
import { forecastBasis } from './budget.js';
import { callers } from './callers.js';
import type { Draw, DrawnBlock } from './message.js';
import { principalName } from './principal.js';
import { change, changeOf, dollarCell, freshness, freshnessText, numberCell, percentCell, periodWords, tokens } from './show.js';
import { shownAndRest } from './shown.js';
import { dataTable } from './table.js';
import { lineName } from './team.js';
import { drawTeams } from './teams.js';

export const WEEK_DETAILS = 'week_details';
export const WEEK_DISPUTE = 'week_dispute';
export const WEEK_SETTINGS = 'week_settings';

const SHARED_SHOWN = 15;

/** A team's weekly chargeback summary: the week, what changed, who spent it, and where the month stands. */
export function drawTeamWeek(one: TeamWeek, top: number): Draw {
  const { week } = one;
  if (isQuiet(one)) return quiet(one);
  const blocks: DrawnBlock[] = [header(`${cut(week.team, 90)}: ${usd(week.total)} last week`), section(meaning(one))];
  if (week.lines.length > 0) blocks.push(models(one, top));
  if (week.principals) blocks.push(...callers(week.principals, top));
  else if (one.projects) blocks.push(...projects(one.projects, top));
  if (one.lookAlikes && one.lookAlikes.length > 0) blocks.push(...lookAlikes(one.lookAlikes, top));
  blocks.push(context(freshness(week)), ...week.notes.slice(0, 3).map(remark), buttons(one));
  return { text: inWords(one), blocks };
}

/** Nothing was spent, and nothing the week before. */
export const isQuiet = ({ week }: TeamWeek): boolean => week.total.eq(0) && week.before.total?.eq(0) === true;

/** Nothing to say is said in one line. */
function quiet({ week }: TeamWeek): Draw {
  const words = `${week.team} spent nothing on Amazon Bedrock, ${periodWords(week)}, and nothing the week before.`;
  return { text: escaped(words), blocks: [remark(words)] };
}

function meaning({ week, month, stated, budget, forecast, unusual, incidents, stoodOut, shared }: TeamWeek): string {
  const lines = [`Amazon Bedrock, ${periodWords(week)}: ${changeOf(week)}.`];
  if (incidents[0]) lines.push(incidentWords(week.team, incidents[0], incidents.length - 1));
  if (stoodOut) lines.push(`What stood out: ${escaped(stoodOut.name)} went from ${usd(stoodOut.before)} to ${usd(stoodOut.now)}.`);
  if (stated) lines.push(statedWords(month.month));
  else lines.push(...monthLines({ month, budget, forecast, unusual }, incidents[0] && excessOf(incidents[0])));
  if (shared && !shared.eq(0)) lines.push(`Its part of the shared teams' spend, not in the figures above: ${usd(shared)}.`);
  return lines.join('\n');
}

/** What would be said twice in one morning is said by the statement. */
const statedWords = (month: Month): string => `${showMonth(month)} is over: its figures are in the statement of today.`;

/** An incident may reach over the month, or go on since the report was due; the forecast counts what lies within. */
const partOfMonth = ({ excess, since }: NonNullable<TeamWeek['unusual']>): string =>
  `Of what is unusual it counts ${usd(excess)}: what was billed within the month from ${showDay(since)} to the day for which this is written. It expects no more of it.`;

/** Where the month stands. */
function monthLines(
  { month, budget, forecast, unusual }: Pick<TeamWeek, 'month' | 'budget' | 'forecast' | 'unusual'>,
  /** What the lines above call unusual. */
  excess: Decimal | undefined,
): string[] {
  const lines: string[] = [];
  const limit = budget ? ` of a budget of ${usd(budget.budget)} (${percentOf(month.spent, budget.budget) ?? '–'})` : '';
  lines.push(
    `${showMonth(month.month)} so far: ${usd(month.spent)}${limit}.${forecast ? ` Forecast for the month: about ${usd(forecast.total)}.` : ''}${forecast && unusual ? ` ${excess && !excess.eq(unusual.excess) ? partOfMonth(unusual) : forecastBasis(unusual)}` : ''}`,
  );
  if (budget?.reached === 100) lines.push('*The budget is used up.*');
  else if (budget?.willPass) lines.push(`*At this pace the budget is passed on ${showDay(budget.willPass)}* (forecast).`);
  return lines;
}

/** "*Unusual:* $1,204.00 above expected since 21 Nov 2026, still open." */
function incidentWords(team: string, row: IncidentRow, more: number): string {
  const whose =
    row.subject && !(row.subject.kind === 'team' && row.subject.name === team) ? `${escaped(cut(subjectName(row.subject), 80))}, ` : '';
  const over = row.state === 'ended';
  const when = row.seen ? (over ? ` on ${unusualDays(row.seen)}` : ` since ${showDay(row.seen.from)}`) : '';
  const state = over ? 'over by now' : row.state === 'planned' && row.plan ? `planned until ${showDay(row.plan.until)}` : 'still open';
  return `*Unusual:* ${whose}${usd(excessOf(row))} above expected${when}, ${state}${more > 0 ? `; ${more} more` : ''}.`;
}

function models({ week }: TeamWeek, top: number): DrawnBlock {
  const [shown, rest] = shownAndRest(week.lines, top);
  const others = rest.length > 0 ? [sum(rest.map((line) => line.cost))] : [];
  const cents = addingUp(week.total, [...shown.map((line) => line.cost), ...others]);
  const rows = shown.map((line, index) => [
    lineName(line),
    dollarCell(cents[index] ?? line.cost),
    percentCell(share(line.cost, week.total)),
    numberCell(line.totalTokens, tokens),
  ]);
  for (const cost of others)
    rows.push([
      `${rest.length} others`,
      dollarCell(cents.at(-1) ?? cost),
      percentCell(share(cost, week.total)),
      numberCell(undefined, tokens),
    ]);
  return dataTable('By model', ['Model', 'Cost', 'Share', 'Tokens'], rows);
}

const item = (cost: Decimal, name: string) => [leaf(`${usd(cost)}  `, { bold: true }), leaf(name)];

function projects(all: NonNullable<TeamWeek['projects']>, top: number): DrawnBlock[] {
  if (all.length === 0) return [];
  const [shown, rest] = shownAndRest(all, top);
  const items = shown.map((one) => item(one.cost, one.project ?? 'no project'));
  if (rest.length > 0) items.push(item(sum(rest.map((one) => one.cost)), `${rest.length} others`));
  return [section('*By project*'), list(items)];
}

function lookAlikes(all: NonNullable<TeamWeek['lookAlikes']>, top: number): DrawnBlock[] {
  const [shown, rest] = shownAndRest(all, top);
  return [
    section(
      `*Yours, by the look of the name?* These callers carry no team tag, so their ${usd(sum(all.map((one) => one.cost)))} belong to nobody; tag the role or user in IAM to own them.${rest.length > 0 ? ` ${rest.length} more are not listed.` : ''}`,
    ),
    list(shown.map((one) => item(one.cost, principalName(one.principal)))),
  ];
}

function buttons({ week }: TeamWeek): ActionsBlock {
  // What is asked about, not who may ask: that is looked up when it is pressed.
  const value = JSON.stringify([week.period.start, week.team]);
  return {
    type: 'actions',
    elements: [
      { type: 'button', action_id: WEEK_DETAILS, value, text: plain('Details') },
      { type: 'button', action_id: WEEK_DISPUTE, value, text: plain('Dispute') },
      { type: 'button', action_id: WEEK_SETTINGS, value, text: plain('Settings') },
    ],
  };
}

function inWords({ week, month, stated, budget, forecast }: TeamWeek): string {
  const parts = [
    `Weekly chargeback: ${escaped(week.team)} spent ${usd(week.total)} on Amazon Bedrock, ${periodWords(week)}: ${change(week.total, week.before)}.`,
    ...(stated
      ? [statedWords(month.month)]
      : [
          `Month so far ${usd(month.spent)}${budget ? ` of ${usd(budget.budget)}` : ''}.`,
          ...(forecast ? [`Forecast about ${usd(forecast.total)}.`] : []),
        ]),
    `${freshnessText(week)}.`,
  ];
  return cut(parts.join(' '), 3500);
}

/** The week of all teams, for finance: one table that adds up, with what has no owner and what is not usage beside it. */
export function drawFinanceWeek({ week, shared }: FinanceWeek): Draw {
  const { text, blocks } = drawTeams(week);
  const [number, ...others] = blocks as [DrawnBlock, ...DrawnBlock[]];
  const own: DrawnBlock[] = shared && !shared.total.eq(0) ? sharedParts(shared, week) : [];
  return { text: cut(`Weekly chargeback. ${text}`, 3500), blocks: [number, remark('Weekly chargeback'), ...others, ...own] };
}

function sharedParts(shared: NonNullable<FinanceWeek['shared']>, { period }: FinanceWeek['week']): DrawnBlock[] {
  const names = shared.teams.map(escaped).join(', ');
  if (shared.parts.size === 0)
    return [
      section(`*Shared:* ${names} spent ${usd(shared.total)} for everybody in the week from ${showDay(period.start)}; it is not split.`),
    ];
  // Slack takes one table a message.
  const parts = [...shared.parts].sort(([, a], [, b]) => b.cmp(a));
  const [shown, rest] = shownAndRest(parts, SHARED_SHOWN);
  const items = shown.map(([team, part]) => item(part, team));
  if (rest.length > 0) items.push(item(sum(rest.map(([, part]) => part)), `${rest.length} others`));
  return [
    section(`*Shared:* what ${names} spent (${usd(shared.total)}, also in the table above) falls to the other teams like this:`),
    list(items),
  ];
}
