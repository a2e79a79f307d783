import { exact } from '../money.js';
import type { Answer } from '../spend/answers.js';

/**
 * One field, quoted where it must be (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe first
 * (OWASP, CSV injection); amounts are ours and stay numbers.
 */
const field = (text: string): string => {
  const harmless = /^[=+@\t\r\n＝＋－＠]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const table = (rows: string[][]): string => rows.map((row) => row.map(field).join(',')).join('\r\n');

/** The lines of an answer for a spreadsheet; they add up to the total exactly. */
export function answerCsv(answer: Answer): string {
  const { start, end } = answer.period;
  const span = [start, end];
  if (answer.kind === 'team') {
    const head = ['team', 'start', 'end_exclusive', 'line', 'sort', 'cost_usd', 'tokens'];
    return table([
      head,
      ...answer.lines.map((line) => [
        answer.team,
        ...span,
        line.name,
        line.sort,
        exact(line.cost),
        line.totalTokens ? exact(line.totalTokens) : '',
      ]),
    ]);
  }
  const rows = answer.teams.map((one) => [one.team, ...span, exact(one.cost)]);
  return table([['team', 'start', 'end_exclusive', 'cost_usd'], ...rows, ['(unattributed)', ...span, exact(answer.unattributed.cost)]]);
}
