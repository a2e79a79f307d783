import { percentOf, usd } from '../money.js';
import type { Answer, TeamAnswer, TeamsAnswer } from '../spend/answers.js';
import { principalName } from './principal.js';
import { changeOf, freshnessText, periodWords, tokens } from './show.js';
import { sparkline } from './sparkline.js';
import { lineName } from './team.js';
import { netLacks } from './teams.js';
import { unclassifiedParts } from './unclassified.js';

/** An answer for a person at a terminal: the same lines as in Slack, in columns. */
export function answerText(answer: Answer): string {
  const name = answer.kind === 'team' ? (answer.shown ?? answer.team) : 'All teams';
  const head = [`${name}: ${usd(answer.total)}`, `${periodWords(answer)}: ${changeOf(answer)}`, ''];
  const body = answer.kind === 'team' ? teamLines(answer) : teamsLines(answer);
  return printable([...head, ...body, freshnessText(answer), ...answer.notes].join('\n'));
}

function teamLines(answer: TeamAnswer): string[] {
  const rows = [
    ['Model', 'Cost', 'Share', 'Tokens', '$/1M'],
    ...answer.lines.map((line) => [
      lineName(line),
      usd(line.cost),
      percentOf(line.cost, answer.total) ?? '–',
      line.totalTokens ? tokens(line.totalTokens) : '–',
      line.perMillion ? usd(line.perMillion) : '–',
    ]),
  ];
  const { organisation: all } = answer;
  const share = percentOf(answer.total, all.total);
  const chart = answer.covered && sparkline(answer.daily, answer.covered, answer.incomplete);
  const callers = (answer.principals ?? []).slice(0, 5);
  return [
    ...columns(rows),
    '',
    ...(share ? [`Share of the organisation: ${share} of ${usd(all.total)}`] : []),
    ...(share ? [`Unattributed in the organisation: ${usd(all.unattributed)} (${percentOf(all.unattributed, all.total)})`] : []),
    ...(answer.unclassified.eq(0) ? [] : [`Unclassified, counted in the total: ${usd(answer.unclassified)}`]),
    ...(chart ? [chart] : []),
    ...(callers.length > 0 ? [`Who called: ${callers.map((one) => `${named(one.principal)} ${usd(one.cost)}`).join(', ')}`] : []),
    ...(answer.lastSpend ? [`Last spend: ${answer.lastSpend}`] : []),
  ];
}

const named = (principal: string | null): string => (principal === null ? 'no principal in the bill' : principalName(principal));

function teamsLines(answer: TeamsAnswer): string[] {
  const rows = [
    ['Team', 'Cost', 'Share', 'Before'],
    ...[...answer.teams, { team: '(unattributed)', shown: undefined, ...answer.unattributed }].map((one) => [
      one.shown ?? one.team,
      usd(one.cost),
      percentOf(one.cost, answer.total) ?? '–',
      one.before ? usd(one.before) : '–',
    ]),
  ];
  const lacks = netLacks(answer);
  const beside = [
    ['Usage', usd(answer.total)],
    ...answer.otherRecords.map((one) => [`${one.recordType}, not netted into usage`, usd(one.cost)]),
    ['Net of these', usd(answer.net)],
  ];
  return [
    ...columns(rows),
    '',
    ...(answer.unclassified.eq(0)
      ? []
      : [`Unclassified, counted in the total: ${usd(answer.unclassified)} (${unclassifiedParts(answer.unclassifiedUsage)})`]),
    ...(answer.otherRecords.length > 0 ? [...columns(beside), ...(lacks ? [`(${lacks})`] : []), ''] : []),
  ];
}

function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => [...(row[index] ?? '')].length)));
  const space = (text: string, index: number): string => ' '.repeat(Math.max(0, (widths[index] ?? 0) - [...text].length));
  return rows.map((row) =>
    row
      .map((text, index) => (index === 0 ? text + space(text, 0) : space(text, index) + text))
      .join('  ')
      .trimEnd(),
  );
}

/** Tag values may hold control characters; a terminal would obey them. */
export const printable = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, '');
