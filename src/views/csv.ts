import { exact } from '../money.js';
import type { Answer } from '../spend/answers.js';

/** Bytes that a terminal or spreadsheet would obey (ESC, C1, DEL), as the codes they are; tabs and line ends stay. */
const CONTROL = /(?![\t\r\n])\p{Cc}/gu;
/** What a spreadsheet runs (OWASP, CSV injection), also behind spaces, tabs and invisible characters; a plain number is none. */
const FORMULA = /^[\s\p{Cf}]*(?:[=+@＝＋－＠]|-(?!\d+(?:\.\d+)?$))|^[\t\r\n]/u;

/**
 * The same behind a semicolon, a tab or a line end: a spreadsheet whose list separator is the semicolon splits a line of
 * these there, and takes no notice of quotes in the middle of what it takes for a cell.
 */
const INNER_FORMULA = /(;[\s\p{Cf}]*|(?<=\S.*)[\t\r\n][\s\p{Cf}]*)([=+@＝＋－＠-])/gsu;

/**
 * One field, quoted where it must be (RFC 4180) and where it holds the list separator of any locale. Control characters are written as their codes, and text that a
 * spreadsheet would run as a formula gets an apostrophe first; amounts are ours and stay numbers.
 */
const field = (text: string): string => {
  const seen = text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const inner = seen.replace(INNER_FORMULA, "$1'$2");
  const harmless = FORMULA.test(seen) ? `'${inner}` : inner;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Rows as lines of CSV; the first are the names. */
export const table = (rows: string[][]): string => rows.map((row) => row.map(field).join(',')).join('\r\n');

/**
 * The lines of an answer for a spreadsheet. Those of a team add up to its total exactly. Of all teams the `Usage` rows add up
 * to the total; money of other kinds follows by its record type, and last, in a row marked `Net`, what all of it comes to.
 */
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
  const beside = answer.otherRecords.map((one) => ['(all teams)', ...span, exact(one.cost), one.recordType]);
  return table([
    ['team', 'start', 'end_exclusive', 'cost_usd', 'record_type'],
    ...answer.teams.map((one) => [one.team, ...span, exact(one.cost), 'Usage']),
    ['(unattributed)', ...span, exact(answer.unattributed.cost), 'Usage'],
    ...beside,
    ...(beside.length > 0 ? [['(all teams)', ...span, exact(answer.net), 'Net']] : []),
  ]);
}
