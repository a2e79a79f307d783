import { percentOf, usd } from '../money.js';
import type { Answer } from '../spend/answers.js';
import { change, freshnessText, periodWords, tokens } from './show.js';

/** An answer for a person at a terminal: the same lines as in Slack, in columns. */
export function answerText(answer: Answer): string {
  const title = `${answer.kind === 'team' ? answer.team : 'All teams'}: ${usd(answer.total)}`;
  const head = [title, `${periodWords(answer)}: ${change(answer.total, answer.before)}`, ''];
  const rows =
    answer.kind === 'team'
      ? [
          ['Model', 'Cost', 'Share', 'Tokens', '$/1M'],
          ...answer.lines.map((line) => [
            line.name,
            usd(line.cost),
            percentOf(line.cost, answer.total) ?? '–',
            line.totalTokens ? tokens(line.totalTokens) : '–',
            line.perMillion ? usd(line.perMillion) : '–',
          ]),
        ]
      : [
          ['Team', 'Cost', 'Before'],
          ...[...answer.teams, { team: '(unattributed)', ...answer.unattributed }].map((one) => [
            one.team,
            usd(one.cost),
            one.before ? usd(one.before) : '–',
          ]),
        ];
  const beside =
    answer.kind === 'teams' ? answer.otherRecords.map((one) => `${one.recordType}, not netted into usage: ${usd(one.cost)}`) : [];
  const last = answer.kind === 'team' && answer.lastSpend ? [`Last spend: ${answer.lastSpend}`] : [];
  return printable([...head, ...columns(rows), '', ...beside, ...last, freshnessText(answer), ...answer.notes].join('\n'));
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
