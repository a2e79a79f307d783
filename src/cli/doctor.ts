import type { Terminal } from '../cli.js';
import { showMonth } from '../period.js';

/** How the figures are doing; exit code 1 when something needs attention, so that a script can watch it. */
export async function doctor({ parts, say, json }: Terminal): Promise<number> {
  const status = await parts.status();
  const wrong = status.problems.length + status.disagreements.length > 0 || status.months.length === 0;
  if (json) {
    say(JSON.stringify(status, undefined, 2));
    return wrong ? 1 : 0;
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
  for (const problem of status.problems) say(`NOTE   ${problem.replaceAll('`', '')}`);
  if (!wrong) say('All in order.');
  return wrong ? 1 : 0;
}
