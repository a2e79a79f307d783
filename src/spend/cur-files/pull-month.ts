import { addDays, dayOf, firstDay, type Month, overlap, showMonth, wholeMonth } from '../../period.js';
import type { Duck } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import type { MonthMeta } from '../ledger/month-file.js';
import { hasMetric } from './cost.js';
import type { CurFile } from './cur-file.js';
import { changedSince, type Input, problemsOf, remember } from './inputs.js';
import { hasFigures, keepMonth, listed, reasonsToKeep } from './keep-month.js';
import { dayIn, factsFrom, type Reading } from './line-items.js';
import { withDailySums } from './load-month.js';
import { isOpen } from './open-bill.js';
import { type Opened, openFiles } from './open-files.js';
import { remarks } from './remarks.js';
import { shortcomings } from './shortcomings.js';

export interface CurFilesOptions extends Reading {
  /** Folder of CUR 2.0 Parquet, by `BILLING_PERIOD=` or flat. */
  folder: string;
  duck: Duck;
  ledger: Ledger;
  now(): Date;
}

/** What became of a month: written anew, kept as it was with the reason in it, or neither for the reasons in `notes`. */
export interface PulledMonth {
  done: 'written' | 'kept' | 'nothing';
  notes: string[];
}

/** A read that came to nothing, because these files changed meanwhile: what was read is of neither state. */
interface Torn {
  changed: CurFile[];
}

/**
 * Replaces one month of the ledger by what its files say now. When one of them changes while it is read, `again` finds
 * them anew and they are read once more. A month that would lose what it has (see `reasonsToKeep`) stays as it was.
 *
 * @param before the month as the ledger holds it
 */
export async function pullMonth(
  o: CurFilesOptions,
  month: Month,
  mine: Input[],
  before: MonthMeta | undefined,
  again: () => Promise<Input[]>,
): Promise<PulledMonth> {
  const first = await readMonth(o, month, mine, before);
  if (!('changed' in first)) return first;
  const second = await readMonth(o, month, await again(), before);
  if (!('changed' in second)) return second;
  const why = `${second.changed[0]?.path} changed while it was read, twice`;
  if (before && hasFigures(before)) return kept(o, month, before, why);
  return { done: 'nothing', notes: [`${showMonth(month)} was not read: ${why}; the next refresh tries again.`] };
}

async function readMonth(o: CurFilesOptions, month: Month, mine: Input[], before: MonthMeta | undefined): Promise<PulledMonth | Torn> {
  if (mine.length === 0) return forgetMonth(o, month);
  /** What is to be done instead of writing the month, if anything. */
  const instead = async ({ inputs, readable }: Opened): Promise<PulledMonth | Torn | undefined> => {
    const changed = await changedSince(inputs);
    if (changed.length > 0) return { changed };
    const reasons = reasonsToKeep(inputs, before);
    if (before && reasons.length > 0) return kept(o, month, before, listed(reasons));
    if (readable.length === 0) return { done: 'nothing', notes: problemsOf(inputs) };
    if (o.metric !== 'net-unblended' || readable.some(({ columns }) => hasMetric(columns, o.metric))) return undefined;
    if (before && hasFigures(before)) return kept(o, month, before, netCostIsMissing(month));
    return { done: 'nothing', notes: [`${netCostIsMissing(month)}.`, ...problemsOf(inputs)] };
  };
  const opened = await openFiles(o.duck, mine);
  const early = await instead(opened);
  if (early) return early;

  return withDailySums(o.duck, month, opened, o, async (table, loaded) => {
    const late = await instead(loaded);
    if (late) return late;
    const { readable, inputs } = loaded;
    const [totals] = await o.duck.rows(
      `SELECT CAST(coalesce(sum(lines), 0) AS VARCHAR) AS lines, CAST(max(${dayIn(month)}) AS VARCHAR) AS last_day, CAST(count(*) AS VARCHAR) AS sums FROM ${table}`,
    );
    const notes = [...problemsOf(inputs), ...loaded.notes, ...shortcomings(readable, o), ...(await remarks(o.duck, month, table, loaded))];
    const meta = {
      ...metaOf(o, month, inputs, notes),
      covers: covered(o, month, inputs, totals?.last_day),
      sourceRows: Number(totals?.lines),
    };
    await o.ledger.writeFrom(month, factsFrom(table, month, Object.keys(o.tags), isOpen(month, o.now())), meta, Number(totals?.sums));
    return { done: 'written', notes };
  });
}

async function kept(o: CurFilesOptions, month: Month, before: MonthMeta, why: string): Promise<PulledMonth> {
  return { done: 'kept', notes: [await keepMonth(o.ledger, month, before, why)] };
}

/** A month whose files are all gone must read as it would in a ledger built anew: as covering nothing. */
async function forgetMonth(o: CurFilesOptions, month: Month): Promise<PulledMonth> {
  const notes = [`No CUR file holds ${showMonth(month)} any more.`];
  await o.ledger.write([], metaOf(o, month, [], notes));
  return { done: 'written', notes };
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

/** When the newest file was written, of those that count. */
function newest(inputs: Input[]): Date {
  const counted = inputs.filter(({ file }) => file.aside === undefined);
  return new Date(Math.max(...(counted.length > 0 ? counted : inputs).map(({ file }) => file.modified.getTime())));
}

const netCostIsMissing = (month: Month): string =>
  `The CUR files of ${showMonth(month)} have no column line_item_net_unblended_cost; add it to the export, or set spend.metric to unblended`;
