import { percentOf, share, sum, usd } from '../money.js';
import { showDay, showMonth } from '../period.js';
import type { TeamsAnswer } from '../spend/answers.js';
import type { TeamWeek } from '../spend/chargeback.js';
import { context, cut, escaped, header, remark, section } from './blocks.js';
import { callers } from './callers.js';
import type { Draw, DrawnBlock } from './message.js';
import { change, dollarCell, freshness, freshnessText, numberCell, percentCell, periodWords, tokens } from './show.js';
import { dataTable } from './table.js';
import { drawTeams } from './teams.js';

const SHOWN = 5;

/** A team's weekly chargeback summary: the week, what changed, who spent it, and where the month stands. */
export function drawTeamWeek(one: TeamWeek): Draw {
  const { week } = one;
  if (week.total.eq(0) && week.before.total?.eq(0)) return quiet(one);
  const blocks: DrawnBlock[] = [header(`${cut(week.team, 90)}: ${usd(week.total)} last week`), section(meaning(one))];
  if (week.lines.length > 0) blocks.push(models(one));
  blocks.push(...callers(week.principals));
  blocks.push(context(freshness(week)), ...week.notes.slice(0, 3).map(remark));
  return { text: inWords(one), blocks };
}

/** Nothing to say is said in one line. */
function quiet({ week }: TeamWeek): Draw {
  const words = `${week.team} spent nothing on Amazon Bedrock, ${periodWords(week)}, and nothing the week before.`;
  return { text: escaped(words), blocks: [remark(words)] };
}

function meaning({ week, month, budget, forecast, stoodOut }: TeamWeek): string {
  const lines = [`Amazon Bedrock, ${periodWords(week)}: ${change(week.total, week.before)}.`];
  const name = showMonth(month.period.start.slice(0, 7));
  const limit = budget ? ` of a budget of ${usd(budget.budget)} (${percentOf(month.total, budget.budget) ?? '–'})` : '';
  lines.push(`${name} so far: ${usd(month.total)}${limit}.${forecast ? ` Forecast for the month: about ${usd(forecast.total)}.` : ''}`);
  if (budget?.willPass) lines.push(`*At this pace the budget is passed on ${showDay(budget.willPass)}* (forecast).`);
  if (budget?.reached === 100) lines.push('*The budget is used up.*');
  if (stoodOut) lines.push(`What stood out: ${escaped(stoodOut.name)} went from ${usd(stoodOut.before)} to ${usd(stoodOut.now)}.`);
  return lines.join('\n');
}

function models({ week }: TeamWeek): DrawnBlock {
  const rows = week.lines
    .slice(0, SHOWN)
    .map((line) => [line.name, dollarCell(line.cost), percentCell(share(line.cost, week.total)), numberCell(line.totalTokens, tokens)]);
  const rest = week.lines.slice(SHOWN);
  if (rest.length > 0) {
    const cost = sum(rest.map((line) => line.cost));
    rows.push([`${rest.length} others`, dollarCell(cost), percentCell(share(cost, week.total)), numberCell(undefined, tokens)]);
  }
  return dataTable('By model', ['Model', 'Cost', 'Share', 'Tokens'], rows);
}

function inWords({ week, month, budget, forecast }: TeamWeek): string {
  const parts = [
    `Weekly chargeback: ${escaped(week.team)} spent ${usd(week.total)} on Amazon Bedrock, ${periodWords(week)}: ${change(week.total, week.before)}.`,
    `Month so far ${usd(month.total)}${budget ? ` of ${usd(budget.budget)}` : ''}.`,
    ...(forecast ? [`Forecast about ${usd(forecast.total)}.`] : []),
    `${freshnessText(week)}.`,
  ];
  return cut(parts.join(' '), 3500);
}

/** The week of all teams, for finance: one table that adds up, with what has no owner and what is not usage beside it. */
export function drawFinanceWeek(week: TeamsAnswer): Draw {
  const { text, blocks } = drawTeams(week);
  return { text: `Weekly chargeback. ${text}`, blocks: [header('Weekly chargeback, all teams'), ...blocks] };
}
