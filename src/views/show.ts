import { type Decimal, decimal, percentChange, usd } from '../money.js';
import { addDays, type Day, type Span, showSpan } from '../period.js';
import type { Standing } from '../spend/answers.js';
import { moment } from './blocks.js';
import type { Cell } from './table.js';

/** Token counts as people say them: "225.4M", "1.2B", "812". */
export function tokens(count: Decimal): string {
  // What rounds to a thousand of a size is one of the next: 999,950 is 1.0M, not 1000.0K.
  for (const [size, letter] of [
    ['1000000000000', 'T'],
    ['1000000000', 'B'],
    ['1000000', 'M'],
    ['1000', 'K'],
  ] as const)
    if (count.abs().gte(decimal(size).times('0.99995'))) return `${count.div(size).toFixed(1)}${letter}`;
  return count.toFixed(0);
}

export const dollarCell = (amount: Decimal): Cell => ({ value: Number(amount.toFixed(2)), text: usd(amount) });
/** "37.1 %" as a number one can sort by. */
export const percentCell = (percent: Decimal | undefined, signed = false): Cell =>
  numberCell(percent, (value) => `${signed && value.gte(0) ? '+' : ''}${value.toFixed(1)} %`);
/** A number that is not known sorts lowest and is shown as a dash, so the column stays sortable. */
export const numberCell = (amount: Decimal | undefined, show: (amount: Decimal) => string): Cell =>
  amount ? { value: Number(amount.toFixed(4)), text: show(amount) } : { value: 0, text: '–' };

/** "1–25 Nov 2026 (UTC)" with the words it was asked in before it. */
export function periodWords(o: Standing): string {
  const span = showSpan(o.period);
  return o.period.label === span ? `${span}, UTC` : `${o.period.label} (${span}, UTC)`;
}

/** "+12.3 % against $10,990.12 on 1–25 Oct 2026". */
export function change(total: Decimal, before: { span: Span; total: Decimal | undefined }): string {
  if (before.total === undefined) return `no comparison: the ledger does not hold all of ${showSpan(before.span)}`;
  const percent = percentChange(total, before.total);
  if (percent !== undefined) return `${percent} against ${usd(before.total)} on ${showSpan(before.span)}`;
  return before.total.eq(0) ? `nothing on ${showSpan(before.span)}` : `${usd(before.total)} on ${showSpan(before.span)}`;
}

/** "1–3, 5 Nov": runs of days, so that thirty days are one phrase. */
export function dayRuns(list: Day[]): string {
  const runs: Span[] = [];
  for (const day of [...list].sort()) {
    const last = runs.at(-1);
    if (last && last.end === day) last.end = addDays(day, 1);
    else runs.push({ start: day, end: addDays(day, 1) });
  }
  return runs.map(showSpan).join(', ');
}

/** How far the figures can be trusted, in one line. */
export function freshness(o: Standing): string {
  const parts = [
    `Billed, read from ${o.why.source === 'cur-files' ? 'the Cost and Usage Report' : 'Cost Explorer'} ${o.asOf ? moment(o.asOf) : 'never'}`,
  ];
  if (o.provisional.length > 0) parts.push(`*provisional* (AWS may still restate): ${dayRuns(o.provisional)}`);
  if (o.incomplete.length > 0) parts.push(`*not complete yet*: ${dayRuns(o.incomplete)}`);
  return parts.join(' · ');
}

/** The same without markup, for the message's plain text. */
export const freshnessText = (o: Standing): string =>
  [
    `as of ${o.asOf.slice(0, 16).replace('T', ' ')} UTC`,
    ...(o.provisional.length > 0 ? [`provisional: ${dayRuns(o.provisional)}`] : []),
    ...(o.incomplete.length > 0 ? [`not complete yet: ${dayRuns(o.incomplete)}`] : []),
  ].join('; ');
