import { percentOf, share, sum, usd } from '../money.js';
import { showDay } from '../period.js';
import type { TeamAnswer, UsageLine } from '../spend/answers.js';
import { addingUp } from './adding-up.js';
import { context, cut, escaped, header, remark, section } from './blocks.js';
import { callers } from './callers.js';
import type { Draw, DrawnBlock } from './message.js';
import { change, changeOf, dollarCell, freshness, freshnessText, numberCell, percentCell, periodWords, tokens } from './show.js';
import { shownAndRest } from './shown.js';
import { type Cell, dataTable } from './table.js';
import { trend } from './trend.js';

/** Lines a manager reads; the rest is one line of its own. */
const SHOWN_LINES = 25;

/** A team's spend: the number, what it means, by model, over time, who, and how fresh all of it is. */
export function drawTeam(answer: TeamAnswer): Draw {
  const { total } = answer;
  const blocks: DrawnBlock[] = [header(`${cut(answer.shown ?? answer.team, 110)}: ${usd(total)}`), section(meaning(answer))];
  if (answer.lines.length > 0) blocks.push(models(answer));
  const chart = answer.covered && trend(answer.daily, answer.covered, answer.incomplete);
  if (chart) blocks.push(chart);
  blocks.push(...callers(answer.principals));
  blocks.push(context(freshness(answer)));
  blocks.push(...answer.notes.slice(0, 6).map((note) => remark(note)));
  return { text: inWords(answer), blocks };
}

function meaning(answer: TeamAnswer): string {
  const { organisation, total } = answer;
  const lines = [`Amazon Bedrock, ${periodWords(answer)}: ${changeOf(answer)}.`];
  if (total.eq(0) && answer.lines.length === 0)
    lines.push(
      answer.lastSpend
        ? `Nothing was billed to this team in that time; its last spend was on ${showDay(answer.lastSpend)}.`
        : 'Nothing has been billed to this team as far back as the ledger goes.',
    );
  const share = percentOf(total, organisation.total);
  if (share)
    lines.push(
      `${share} of the organisation's ${usd(organisation.total)}; ${usd(organisation.unattributed)} of that (${percentOf(organisation.unattributed, organisation.total)}) has no team yet.`,
    );
  if (!answer.unclassified.eq(0))
    lines.push(
      `${usd(answer.unclassified)} is *unclassified*: billed under usage types that aispend does not know; it counts in the total.`,
    );
  return lines.join('\n');
}

function models(answer: TeamAnswer): DrawnBlock {
  const [shown, rest] = shownAndRest(answer.lines, SHOWN_LINES);
  const others = rest.length > 0 ? [sum(rest.map((line) => line.cost))] : [];
  const cents = addingUp(answer.total, [...shown.map((line) => line.cost), ...others]);
  const row = (name: string, index: number, cost: UsageLine['cost'], line?: UsageLine): Cell[] => [
    name,
    dollarCell(cents[index] ?? cost),
    percentCell(share(cost, answer.total)),
    numberCell(line?.totalTokens, tokens),
    numberCell(line?.perMillion, usd),
  ];
  const rows = shown.map((line, index) => row(lineName(line), index, line.cost, line));
  for (const cost of others) rows.push(row(`${rest.length} others`, shown.length, cost));
  return dataTable(
    `By model: ${answer.lines.length} lines, together ${usd(answer.total)}`,
    ['Model', 'Cost', 'Share', 'Tokens', '$ per 1M tokens'],
    rows,
  );
}

export const lineName = (line: UsageLine): string => (line.sort === 'unclassified' ? `Unclassified: ${line.name}` : line.name);

function inWords(answer: TeamAnswer): string {
  const top = answer.lines.slice(0, 3).map((line) => `${escaped(lineName(line))} ${usd(line.cost)}`);
  const parts = [
    `${escaped(answer.shown ?? answer.team)} spent ${usd(answer.total)} on Amazon Bedrock, ${periodWords(answer)}: ${change(answer.total, answer.before, answer.period.compare)}.`,
    ...(top.length > 0 ? [`Most: ${top.join(', ')}.`] : []),
    ...(answer.lastSpend ? [`Last spend: ${showDay(answer.lastSpend)}.`] : []),
    `${freshnessText(answer)}.`.replace(/^a/, 'A'),
    ...answer.notes.slice(0, 3).map(escaped),
  ];
  return cut(parts.join(' '), 3500);
}
