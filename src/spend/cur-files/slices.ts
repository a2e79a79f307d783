import { type Day, days, type Month, wholeMonth } from '../../period.js';

/** About what DuckDB sums at once within 512 MB when nearly every line is a group of its own a few times over. */
const LINES_AT_ONCE = 4_000_000;

/** Usage days of one read, `end` exclusive; an absent bound is open. */
export interface Slice {
  start?: Day;
  end?: Day;
}

/** How many parts to read a month of so many lines in. */
export const slicesFor = (lines: number): number => Math.max(1, Math.ceil(lines / LINES_AT_ONCE));

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
