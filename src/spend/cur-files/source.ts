import { Unavailable } from '../../errors.js';
import { addMonths, dayOf, firstDay, type Month, monthOf, monthsOf, wholeMonth } from '../../period.js';
import type { Metric } from '../cost-explorer-source.js';
import type { Source } from '../source.js';
import { curFiles } from './files.js';
import { holds, type Input, placeFiles, problemsOf, sameInputs } from './inputs.js';
import { isOpen } from './open-bill.js';
import { type CurFilesOptions, pullMonth } from './pull-month.js';

/** As far back as AWS backfills an export. Months that no file holds cost nothing to ask for. */
const HISTORY_MONTHS = 36;

/** Changes with whatever a month file cannot be asked for afterwards. */
export const curFilesShape = (metric: Metric, tags: Record<string, string[]>): string => JSON.stringify({ cur: 3, metric, tags });

/**
 * Fills the ledger from a folder of CUR 2.0 Parquet files. A month is read again only when one of its files was added,
 * removed or changed, or when its bill has closed since; the lines are summed by day inside DuckDB and never pass
 * through JavaScript.
 */
export function curFilesSource(o: CurFilesOptions): Source {
  return {
    name: 'cur-files',
    shape: o.ledger.shape,
    wanted() {
      const running = monthOf(dayOf(o.now()));
      return [wholeMonth(running), { start: firstDay(addMonths(running, -HISTORY_MONTHS)), end: firstDay(running) }];
    },
    affordable: async () => true,
    async pull(span, known) {
      const look = async () => placeFiles(o.duck, await curFiles(o.folder), known);
      const of = (month: Month, all: Input[]) => all.filter((input) => holds(input, month));
      const inputs = await look();
      const held = new Set([...inputs.flatMap((input) => input.months ?? []), ...known.keys()]);
      if (held.size === 0) throw new Unavailable(problemsOf(inputs)[0] ?? `The Parquet files in ${o.folder} hold no line items.`);

      const months: Month[] = [];
      const notes = new Set<string>();
      const failed: string[] = [];
      let standing = 0;
      for (const month of monthsOf(span).filter((one) => held.has(one))) {
        const mine = of(month, inputs);
        const meta = known.get(month);
        if (meta && !meta.kept && sameInputs(meta, mine) && isOpen(month, new Date(meta.pulledAt)) === isOpen(month, o.now())) {
          standing += 1;
          for (const note of meta.notes) notes.add(note);
          continue;
        }
        const pulled = await pullMonth(o, month, mine, meta, async () => of(month, await look()));
        for (const note of pulled.notes) notes.add(note);
        if (pulled.done === 'written') months.push(month);
        else if (pulled.done === 'kept') standing += 1;
        else failed.push(...pulled.notes.slice(0, 1));
      }
      if (months.length + standing === 0 && failed[0] !== undefined) throw new Unavailable(failed[0]);
      return { months, requests: 0, notes: [...notes] };
    },
  };
}
