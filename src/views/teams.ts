import { type Decimal, percentOf, share, sum, usd } from '../money.js';
import type { TeamsAnswer } from '../spend/answers.js';
import { addingUp } from './adding-up.js';
import { context, cut, escaped, header, remark, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { change, changeOf, dollarCell, freshness, freshnessText, numberCell, percentCell, periodWords } from './show.js';
import { shownAndRest } from './shown.js';
import { type Cell, dataTable } from './table.js';
import { unclassifiedParts } from './unclassified.js';

const SHOWN = 100;

/** All teams, what nobody owns, and the money of other kinds beside it. */
export function drawTeams(answer: TeamsAnswer): Draw {
  const blocks: DrawnBlock[] = [header(`All teams: ${usd(answer.total)}`), section(meaning(answer)), table(answer)];
  if (answer.otherRecords.length > 0) blocks.push(section(netOf(answer)));
  blocks.push(context(freshness(answer)), ...answer.notes.slice(0, 6).map((note) => remark(note)));
  const top = answer.teams.slice(0, 3).map((one) => `${escaped(one.shown ?? one.team)} ${usd(one.cost)}`);
  const text = `All teams spent ${usd(answer.total)} on Amazon Bedrock, ${periodWords(answer)}: ${change(answer.total, answer.before, answer.period.compare)}. ${top.length > 0 ? `Most: ${top.join(', ')}. ` : ''}Unattributed: ${usd(answer.unattributed.cost)}. ${answer.otherRecords.length > 0 ? `Net of ${kinds(answer)}: ${usd(answer.net)}. ` : ''}${freshnessText(answer).replace(/^a/, 'A')}.`;
  return { text: cut(text, 3500), blocks };
}

function meaning(answer: TeamsAnswer): string {
  const lines = [`Amazon Bedrock usage, ${periodWords(answer)}: ${changeOf(answer)}.`];
  const share = percentOf(answer.unattributed.cost, answer.total);
  if (share) lines.push(`${usd(answer.unattributed.cost)} (${share}) has no team yet.`);
  if (!answer.unclassified.eq(0))
    lines.push(
      `${usd(answer.unclassified)} of the usage is *unclassified*: aispend does not know ${escaped(unclassifiedParts(answer.unclassifiedUsage))}.`,
    );
  return lines.join('\n');
}

/** Money of other kinds by type and then, as a line of its own, what all of it comes to. */
function netOf(answer: TeamsAnswer): string {
  const lacks = netLacks(answer);
  const records = answer.otherRecords.map((record) => `${escaped(record.recordType)} ${usd(record.cost)}`).join(' · ');
  return [
    `Beside usage (${usd(answer.total)}), not netted into it: ${records}`,
    `*Net of these: ${usd(answer.net)}*${lacks ? `; ${lacks}` : ''}.`,
  ].join('\n');
}

/** Cost Explorer files tax on AWS's own services under the service "Tax", where it cannot be told apart by product. */
export const netLacks = (answer: TeamsAnswer): string | undefined =>
  answer.why.source === 'cost-explorer' ? 'tax that AWS bills under its own service "Tax" is not in it' : undefined;

const kinds = (answer: TeamsAnswer): string => answer.otherRecords.map((record) => escaped(record.recordType)).join(', ');

function table(answer: TeamsAnswer): DrawnBlock {
  const row = (name: string, one: TeamsAnswer['unattributed'], cents: Decimal): Cell[] => [
    name,
    dollarCell(cents),
    percentCell(share(one.cost, answer.total)),
    numberCell(one.before, usd),
    percentCell(one.before && share(one.cost.minus(one.before), one.before), true),
  ];
  const [shown, rest] = shownAndRest(answer.teams, SHOWN);
  const lines: [string, TeamsAnswer['unattributed']][] = shown.map((one) => [one.shown ?? one.team, one]);
  if (rest.length > 0)
    lines.push([
      `${rest.length} other teams`,
      { cost: sum(rest.map((one) => one.cost)), before: sum(rest.map((one) => one.before ?? one.cost.times(0))) },
    ]);
  lines.push(['(unattributed)', answer.unattributed]);
  const cents = addingUp(
    answer.total,
    lines.map(([, one]) => one.cost),
  );
  const rows = lines.map(([name, one], index) => row(name, one, cents[index] ?? one.cost));
  return dataTable('Teams and unattributed spend; they add up to the total', ['Team', 'Cost', 'Share', 'Before', 'Change'], rows);
}
