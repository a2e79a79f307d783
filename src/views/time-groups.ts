import { addDays, type Day, days, monthOf, type Span } from '../period.js';

/** The days of a span one by one, oldest first. */
export const byDay = (span: Span): Day[][] => days(span).map((day) => [day]);

/** Weeks counted from the end, so that the last is a whole one and no false drop; the first may be shorter. */
export function byWeek(span: Span): Day[][] {
  const groups: Day[][] = [];
  for (let end = span.end; end > span.start; end = addDays(end, -7)) {
    const start = addDays(end, -7);
    groups.unshift(days({ start: start < span.start ? span.start : start, end }));
  }
  return groups;
}

/** Calendar months; the first and the last hold only their days in the span. */
export function byMonth(span: Span): Day[][] {
  const months = new Map<string, Day[]>();
  for (const day of days(span)) months.set(monthOf(day), [...(months.get(monthOf(day)) ?? []), day]);
  return [...months.values()];
}
