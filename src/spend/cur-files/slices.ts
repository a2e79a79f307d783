import { type Day, days, type Month, wholeMonth } from '../../period.js';

/** About as many groups as DuckDB sums within 512 MB without spilling, which takes it longer than a second read. */
const GROUPS_AT_ONCE = 250_000;

/** Usage days of one read, `end` exclusive; an absent bound is open. */
export interface Slice {
  start?: Day;
  end?: Day;
}

/**
 * How many parts to read a month of `lines` in, judged by a sample: where it is of few owners they come back every day,
 * otherwise every line is a group of its own. Too few parts cost time, not correctness.
 */
export function slicesFor(lines: number, sample: { lines: number; owners: number }): number {
  const groups = sample.owners * 2 < sample.lines ? Math.min(lines, sample.owners * 31) : lines;
  return Math.max(1, Math.ceil(groups / GROUPS_AT_ONCE));
}

/**
 * Cuts a month into `count` windows of usage days (at most one a day). Days never share a group, so each window is summed
 * by itself in little memory and nothing is merged after. The first and the last window are open towards other months,
 * because a late charge was used outside the month it is billed in.
 */
export function sliceMonth(month: Month, count: number): Slice[] {
  const all = days(wholeMonth(month));
  const parts = Math.min(count, all.length);
  const starts = Array.from({ length: parts }, (_, part) => all[Math.floor((part * all.length) / parts)] as string);
  return starts.map((start, part) => ({ start: part === 0 ? undefined : start, end: starts[part + 1] }));
}

/** True when asking for more slices than `count` changes anything. */
export const canSliceMore = (month: Month, count: number): boolean => count < days(wholeMonth(month)).length;
