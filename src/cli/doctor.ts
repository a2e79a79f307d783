import type { Terminal } from '../cli.js';
import type { OwnRights } from '../own-rights/check.js';
import { showMonth } from '../period.js';
import { printable } from '../views/terminal.js';

/**
 * How the figures and the closed months are doing and whether the bot's rights are what it needs; exit code 1 when something
 * needs attention or could not be checked, so that a script can watch it.
 */
export async function doctor({ parts, say, json }: Terminal): Promise<number> {
  const [status, rights] = [await parts.status(), await parts.ownRights()];
  const closed = await parts.statements.books.closed();
  const changed = closed.filter((one) => !one.intact).map((one) => one.month);
  const figures = status.problems.length + status.disagreements.length > 0 || status.months.length === 0;
  const code = figures || changed.length > 0 || rights.faults.length > 0 ? 1 : 0;
  if (json) {
    say(JSON.stringify({ ...status, statements: { closed: closed.map((one) => one.month), changed }, rights }, undefined, 2));
    return code;
  }
  const first = status.months[0];
  const last = status.months.at(-1);
  say(`Source: ${status.source}, ${status.metric} cost`);
  say(
    first && last
      ? `Ledger: ${showMonth(first.month)} to ${showMonth(last.month)}, last read ${status.asOf}`
      : 'Ledger: empty; run aispend sync',
  );
  if (status.requests) say(`Cost Explorer: ${status.requests.today} of at most ${status.requests.ceiling} paid requests today`);
  for (const one of status.disagreements)
    say(`WRONG  ${one.month} ${one.service}: split by ${one.cube} it differs from the control total by ${one.difference} USD`);
  if (closed.length > changed.length)
    say(
      `Statements: ${closed.length - changed.length === 1 ? '1 closed month is as it was' : `${closed.length - changed.length} closed months are as they were`} closed`,
    );
  for (const month of changed)
    say(
      `WRONG  ${showMonth(month)}: its hash does not fit: this month's statements, or those of the month before, were changed in the store after they were closed. Bring the store back from a copy; until then no month can be closed.`,
    );
  for (const problem of status.problems) say(`NOTE   ${problem.replaceAll('`', '')}`);
  for (const hint of status.hints) say(printable(`HINT   ${hint.replaceAll('`', '')}`));
  for (const line of rightsLines(rights)) say(printable(line.replaceAll('`', '')));
  if (code === 0) say('All in order.');
  return code;
}

const LABELS = { missing: 'MISSING', 'too wide': 'TOO WIDE', 'not checked': 'NOT CHECKED' };

/** The bot's rights, one line for each role and each fault. */
function rightsLines({ needed, checked, faults }: OwnRights): string[] {
  if (!needed) return ['Rights: none needed, this configuration asks AWS nothing'];
  const clean = checked.filter((arn) => !faults.some((one) => one.of === arn));
  return [
    ...clean.map((arn) => `Rights: ${arn} may do what is needed and, of what is looked for, no more`),
    ...faults.map((one) => `${LABELS[one.kind]}  ${one.of ? `${one.of}: ` : ''}${one.line}`),
    ...(faults.length > 0 ? ['       aispend policy prints the policy that this configuration needs.'] : []),
  ];
}
