import { addDays, type Day, dayOf, days, monthsOf, overlap, type Period, type Span, showSpan } from '../period.js';
import type { Standing, Why } from './answers.js';
import type { MonthMeta } from './ledger/month-file.js';

/** The parts of `span` the ledger does not hold, oldest first. */
export function gaps(span: Span, months: ReadonlyMap<string, MonthMeta>): Span[] {
  const missing: Span[] = [];
  let at = span.start;
  for (const month of monthsOf(span)) {
    const part = overlap(months.get(month)?.covers ?? NOTHING, span);
    if (!part) continue;
    if (part.start > at) missing.push({ start: at, end: part.start });
    at = part.end;
  }
  if (at < span.end) missing.push({ start: at, end: span.end });
  return missing;
}

const NOTHING: Span = { start: '', end: '' };

/** From the first to the last day of `span` the ledger holds; undefined when it holds none. Gaps within are told by `gaps`. */
export function coveredPart(span: Span, months: ReadonlyMap<string, MonthMeta>): Span | undefined {
  const parts = monthsOf(span).flatMap((month) => overlap(months.get(month)?.covers ?? NOTHING, span) ?? []);
  const [first, last] = [parts[0], parts.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

export const holdsAll = (span: Span, months: ReadonlyMap<string, MonthMeta>): boolean => gaps(span, months).length === 0;

/**
 * The first day that is not complete when the bill was read at `asOf`. AWS brings billing data at least once in 24 hours
 * (Cost Explorer API best practices), so a day is complete once the source was read a day after it ended.
 */
export const firstIncomplete = (asOf: string): Day => addDays(dayOf(new Date(asOf)), -1);

/** Days of the span whose usage may not be billed yet. */
export function incompleteDays(span: Span, asOf: string): Day[] {
  if (span.start >= span.end) return [];
  const first = firstIncomplete(asOf);
  return days(span).filter((day) => day >= first);
}

export interface StandingInput {
  period: Period;
  months: ReadonlyMap<string, MonthMeta>;
  provisional: Day[];
  queries: Why['queries'];
  filters: string[];
  ledgerRows: number;
  metric: string;
  /** What the refresher has to say: history still filling, last refresh failed. */
  weather: string[];
}

/** What an answer says about itself: how much of the period it holds, how fresh it is and how it came about. */
export function standing(o: StandingInput): Standing {
  const touched = monthsOf(o.period).filter((month) => o.months.has(month));
  const metas = touched.map((month) => o.months.get(month) as MonthMeta);
  const asOf = metas.at(-1)?.asOf ?? '';
  const covered = coveredPart(o.period, o.months);
  const notes: string[] = [];
  const missing = gaps(o.period, o.months);
  if (covered && missing.length > 0) notes.push(`Not in the ledger and so not counted: ${missing.map(showSpan).join(', ')}.`);
  notes.push(...o.weather, ...new Set(metas.flatMap((meta) => meta.notes)));
  const checks = metas.flatMap((meta) => meta.checks);
  if (checks.length > 0)
    notes.push(
      `The breakdown does not agree with the bill's control total for ${[...new Set(checks.map((check) => check.service))].join(', ')}; \`aispend doctor\` shows by how much.`,
    );
  return {
    period: o.period,
    covered,
    asOf,
    provisional: o.provisional,
    // Each month by its own reading: a month that was read half long ago is not made whole by a newer one after it.
    incomplete: metas.flatMap((meta) => incompleteDays(overlap(meta.covers, o.period) ?? NOTHING, meta.asOf)),
    notes,
    why: {
      source: metas.at(-1)?.source ?? '',
      metric: o.metric,
      queries: o.queries,
      filters: o.filters,
      ledgerRows: o.ledgerRows,
      sourceRows: metas.reduce((all, meta) => all + meta.sourceRows, 0),
      months: touched,
      requests: 0,
      pullRequests: metas.reduce((all, meta) => all + meta.requests, 0),
      checks,
    },
  };
}
