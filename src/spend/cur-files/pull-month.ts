import { addDays, dayOf, firstDay, type Month, overlap, showMonth, wholeMonth } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import type { MonthMeta } from '../ledger/month-file.js';
import { hasMetric } from './cost.js';
import { doubledExports } from './exports.js';
import { brokeSince, type Input, problemsOf, remember, standStill } from './inputs.js';
import { dayIn, factsFrom, type Reading } from './line-items.js';
import { withDailySums } from './load-month.js';
import { isOpen } from './open-bill.js';
import { openFiles } from './open-files.js';
import { shortcomings, unreadableTags } from './shortcomings.js';

export interface CurFilesOptions extends Reading {
  /** Folder of CUR 2.0 Parquet, by `BILLING_PERIOD=` or flat. */
  folder: string;
  duck: Duck;
  ledger: Ledger;
  now(): Date;
}

/** What became of a month: replaced, or left as it was for the reasons in `notes`; `changed` when its files did not stand still. */
export interface PulledMonth {
  written: boolean;
  changed?: boolean;
  notes: string[];
}

/**
 * Replaces one month of the ledger by what its files say now. It stays as it was when none of its files can be read, when one
 * that it was filled from cannot be read any more (a copy that is under way, or broke off), or when a file changed meanwhile.
 *
 * @param known the month as the ledger holds it
 */
export async function pullMonth(o: CurFilesOptions, month: Month, mine: Input[], known: MonthMeta | undefined): Promise<PulledMonth> {
  if (mine.length === 0) return forgetMonth(o, month);
  const opened = await openFiles(o.duck, mine);
  const noNetCost = o.metric === 'net-unblended' && !opened.readable.some(({ columns }) => hasMetric(columns, o.metric));
  if (opened.readable.length === 0) return { written: false, notes: problemsOf(opened.inputs) };
  if (noNetCost) return { written: false, notes: [netCostIsMissing(month), ...problemsOf(opened.inputs)] };

  return withDailySums(o.duck, month, opened, o, async (table, { readable, inputs }) => {
    if (readable.length === 0 || inputs.some((input) => brokeSince(input, known))) return { written: false, notes: problemsOf(inputs) };
    const [totals] = await o.duck.rows(
      `SELECT CAST(coalesce(sum(lines), 0) AS VARCHAR) AS lines, CAST(max(${dayIn(month)}) AS VARCHAR) AS last_day FROM ${table}`,
    );
    const notes = [
      ...problemsOf(inputs),
      ...shortcomings(readable, o),
      ...(await unreadableTags(o.duck, readable, o.tags)),
      ...(await doubledExports(o.duck, month, readable)),
    ];
    const meta = {
      ...metaOf(o, month, inputs, notes),
      covers: covered(o, month, inputs, totals?.last_day),
      sourceRows: Number(totals?.lines),
    };
    if (!(await standStill(mine)))
      return {
        written: false,
        changed: true,
        notes: [`The CUR files of ${showMonth(month)} changed while they were read; they are read again at the next refresh.`],
      };
    await o.ledger.writeFrom(month, factsFrom(table, month, Object.keys(o.tags), isOpen(month, o.now())), meta);
    return { written: true, notes };
  });
}

/** A month whose files are all gone must read as it would in a ledger built anew: as covering nothing. */
async function forgetMonth(o: CurFilesOptions, month: Month): Promise<PulledMonth> {
  const notes = [`No CUR file holds ${showMonth(month)} any more.`];
  await o.ledger.write([], metaOf(o, month, [], notes));
  return { written: true, notes };
}

function metaOf(o: CurFilesOptions, month: Month, inputs: Input[], notes: string[]): MonthMeta {
  const at = o.now().toISOString();
  return {
    month,
    source: 'cur-files',
    shape: o.ledger.shape,
    pulledAt: at,
    asOf: inputs.length === 0 ? at : newest(inputs).toISOString(),
    covers: { start: firstDay(month), end: firstDay(month) },
    requests: 0,
    sourceRows: 0,
    checks: [],
    notes,
    inputs: Object.fromEntries(inputs.map((input) => [input.file.path, remember(input)])),
  };
}

/** Files cannot tell of days after they were written; a copy may also look older than it is, so the last line counts too. */
function covered(o: CurFilesOptions, month: Month, inputs: Input[], lastDay: unknown): MonthMeta['covers'] {
  const whole = wholeMonth(month);
  const written = [dayOf(newest(inputs)), dayOf(o.now())].sort()[0] as string;
  const last = typeof lastDay === 'string' && lastDay > written ? lastDay : written;
  return overlap(whole, { start: whole.start, end: addDays(last, 1) }) ?? { start: whole.start, end: whole.start };
}

const newest = (inputs: Input[]): Date => new Date(Math.max(...inputs.map(({ file }) => file.modified.getTime())));

const netCostIsMissing = (month: Month): string =>
  `The CUR files of ${showMonth(month)} have no column line_item_net_unblended_cost; add it to the export, or set spend.metric to unblended.`;
