import type { Terminal } from '../cli.js';
import { showMonth } from '../period.js';

/** Fills the ledger and ends; exit code 1 when the source could not be read. */
export async function sync({ parts, say, aside, json }: Terminal): Promise<number> {
  const report = await parts.refresher.refresh();
  const held = [...(await parts.ledger.months()).keys()].sort();
  if (json) say(JSON.stringify({ ...report, held }, undefined, 2));
  else {
    for (const note of report.notes) aside(note);
    const read =
      report.months.length === 0
        ? 'Nothing had changed'
        : `Read ${report.months.length} ${report.months.length === 1 ? 'month' : 'months'} with ${report.requests} paid requests`;
    say(
      `${read}; the ledger holds ${held.length === 0 ? 'nothing' : `${showMonth(held[0] as string)} to ${showMonth(held.at(-1) as string)}`}.`,
    );
  }
  return 0;
}
