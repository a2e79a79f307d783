import { type Decimal, decimal, percentChange, usd } from '../money.js';
import { addDays, type Comparison, type Day, type Span, showSpan, showUtc } from '../period.js';
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

/** "month to date (1–25 Nov 2026, UTC)": the words it was asked in and its days, with what the ledger lacks of its ends. */
export function periodWords(o: Standing): string {
  const span = showSpan(o.period);
  const words = o.period.label === span ? `${span}, UTC` : `${o.period.label} (${span}, UTC)`;
  const held = o.covered && showSpan(o.covered);
  return held === undefined || held === span ? words : `${words}, of which the ledger holds ${held}`;
}

/** How the days were chosen, where it is not plain to see. */
const BEFORE: Record<Comparison, string> = {
  week: ', a week before',
  quarter: ', a quarter before',
  year: ', a year before',
  month: '',
  span: '',
};

/** "+12.3 % against $10,990.12 on 1–25 Oct 2026"; with `compare` it says how those days were chosen. */
export function change(total: Decimal, before: { span: Span; total: Decimal | undefined }, compare: Comparison = 'span'): string {
  if (before.total === undefined) return `no comparison: the ledger does not hold all of ${showSpan(before.span)}`;
  const days = `${showSpan(before.span)}${BEFORE[compare]}`;
  const percent = percentChange(total, before.total);
  if (percent !== undefined) return `${percent} against ${usd(before.total)} on ${days}`;
  return before.total.eq(0) ? `nothing on ${days}` : `${usd(before.total)} on ${days}`;
}

/** The change of an answer, with a warning where its last days are not billed to the end and make it look smaller. */
export function changeOf(o: Standing & { total: Decimal; before: { span: Span; total: Decimal | undefined } }): string {
  const words = change(o.total, o.before, o.period.compare);
  if (o.incomplete.length === 0 || !o.before.total?.gt(0)) return words;
  return `${words}; ${dayRuns(o.incomplete)} ${o.incomplete.length === 1 ? 'is' : 'are'} not complete yet`;
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
    `as of ${showUtc(o.asOf)}`,
    ...(o.provisional.length > 0 ? [`provisional: ${dayRuns(o.provisional)}`] : []),
    ...(o.incomplete.length > 0 ? [`not complete yet: ${dayRuns(o.incomplete)}`] : []),
  ].join('; ');
