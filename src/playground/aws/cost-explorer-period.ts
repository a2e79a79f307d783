import { addDays, addMonths, type Day, dayOf, firstDay, monthOf, monthsOf, overlap, type Span, wholeMonth } from '../../period.js';
import { AwsError, invalid } from './aws-error.js';
import type { World } from './aws-service.js';

export type Granularity = 'DAILY' | 'MONTHLY' | 'HOURLY';

/** Cost Explorer keeps the running month and thirteen before it. */
const MONTHS_BEFORE = 13;
/** Until this day of a month the one before it may still be restated. */
const INVOICED_FROM = 5;

/** A checked TimePeriod; `End` is exclusive. @throws AwsError in Cost Explorer's words. */
export function readPeriod(period: { Start: string; End: string }, world: World): Span {
  const span = { start: readDay('start', period.Start), end: readDay('end', period.End) };
  const today = dayOf(world.now());
  if (span.start >= span.end) throw invalid('Start date (and hour) should be before end date (and hour)');
  if (span.end > firstDay(addMonths(monthOf(today), 1))) throw invalid('end date past the beginning of next month');
  if (span.start < firstDay(addMonths(monthOf(today), -MONTHS_BEFORE)))
    throw invalid("You haven't enabled historical data beyond 14 months.");
  const begins = world.historyBegins();
  if (begins && span.start < begins)
    throw new AwsError(
      'DataUnavailableException',
      'Data is not available. Please try to adjust the time period. If just enabled Cost Explorer, data might not be ingested yet',
    );
  return span;
}

function readDay(which: string, text: string): Day {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) throw invalid('Hourly timePeriod is not supported for this request');
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at) || dayOf(new Date(at)) !== text)
    throw invalid(`time period ${which}:${text} is invalid. valid format is: yyyy-MM-dd.`);
  return text;
}

/** The periods an answer lists, also those without data: days, or months cut at the ends of the span. */
export function periodsOf(span: Span, granularity: Granularity): Span[] {
  if (granularity === 'MONTHLY') return monthsOf(span).flatMap((month) => overlap(wholeMonth(month), span) ?? []);
  const periods: Span[] = [];
  for (let day = span.start; day < span.end; day = addDays(day, 1)) periods.push({ start: day, end: addDays(day, 1) });
  return periods;
}

/** Whether AWS may still restate a period: the running month, and the one before it until it is invoiced. */
export function isEstimated(period: Span, now: Date): boolean {
  const today = dayOf(now);
  const month = monthOf(period.start);
  return month >= monthOf(today) || (month === addMonths(monthOf(today), -1) && Number(today.slice(8)) < INVOICED_FROM);
}
