import { addDays, type Day, dayOf, days, monthsOf, overlap, type Period, type Span, showDay, showSpan } from '../period.js';
import type { Standing, Why } from './answers.js';
import type { MonthMeta } from './ledger/month-file.js';

/** The part of `span` the ledger holds without a gap at its end; undefined when it holds none. */
export function coveredPart(span: Span, months: ReadonlyMap<string, MonthMeta>): Span | undefined {
  let covered: Span | undefined;
  for (const month of monthsOf(span)) {
    const meta = months.get(month);
    const part = meta && overlap(meta.covers, span);
    if (!part) continue;
    covered = covered && covered.end === part.start ? { start: covered.start, end: part.end } : part;
  }
  return covered;
}

export const holdsAll = (span: Span, months: ReadonlyMap<string, MonthMeta>): boolean => {
  const covered = coveredPart(span, months);
  return covered !== undefined && covered.start === span.start && covered.end >= span.end;
};

/**
 * Days of the span whose usage may not be billed yet. AWS brings billing data at least once in 24 hours (Cost Explorer
 * API best practices), so a day is complete once the source was read a day after it ended.
 */
export function incompleteDays(span: Span, asOf: string): Day[] {
  const completeUntil = addDays(dayOf(new Date(asOf)), -1);
  return days(span).filter((day) => day >= completeUntil);
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
  unattributedNote?: string;
}

/** What an answer says about itself: how much of the period it holds, how fresh it is and how it came about. */
export function standing(o: StandingInput): Standing {
  const touched = monthsOf(o.period).filter((month) => o.months.has(month));
  const metas = touched.map((month) => o.months.get(month) as MonthMeta);
  const asOf = metas.at(-1)?.asOf ?? '';
  const covered = coveredPart(o.period, o.months);
  const notes: string[] = [];
  const oldest = [...o.months.values()]
    .map((meta) => meta.covers)
    .filter((span) => span.start < span.end)
    .map((span) => span.start)
    .sort()[0];
  if (covered && covered.start > o.period.start)
    notes.push(
      `Only ${showSpan({ start: covered.start, end: o.period.end })} is in the ledger${oldest ? `, which begins on ${showDay(oldest)}` : ''}; earlier days of the period are not counted.`,
    );
  if (covered && covered.end < o.period.end) notes.push(`Nothing has been read for the days from ${showDay(covered.end)} on.`);
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
    incomplete: incompleteDays(o.period, asOf || '1970-01-01T00:00:00Z').filter(
      (day) => !covered || (day >= covered.start && day < covered.end),
    ),
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
