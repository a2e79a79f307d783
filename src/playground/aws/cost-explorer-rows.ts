import { type Day, type Month, monthsOf, overlap, type Span, wholeMonth } from '../../period.js';
import type { LineItem, SampleAccount } from '../sample/line-item.js';
import { toUnits } from './exact-sum.js';

/** A billed line with its amounts ready to be summed. */
export interface Row {
  line: LineItem;
  cost: bigint;
  netCost: bigint;
  quantity: bigint;
}

/** Parsed months by account: an account gives the same lines every time. */
const parsed = new WeakMap<SampleAccount, Map<Month, Row[]>>();

/** The billed lines of a span, without those before the account's history begins. */
export function* rowsOf(account: SampleAccount, span: Span, historyBegins: Day | undefined): Generator<Row> {
  const from = historyBegins && historyBegins > span.start ? historyBegins : span.start;
  const wanted = overlap(span, { start: from, end: span.end });
  if (!wanted) return;
  for (const month of monthsOf(wanted))
    for (const row of monthRows(account, month)) if (row.line.day >= wanted.start && row.line.day < wanted.end) yield row;
}

function monthRows(account: SampleAccount, month: Month): Row[] {
  let months = parsed.get(account);
  if (!months) {
    months = new Map();
    parsed.set(account, months);
  }
  let rows = months.get(month);
  if (!rows) {
    rows = account
      .lines(wholeMonth(month))
      .map((line) => ({ line, cost: toUnits(line.cost), netCost: toUnits(line.netCost), quantity: toUnits(line.quantity) }));
    months.set(month, rows);
  }
  return rows;
}
