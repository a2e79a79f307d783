import { type Decimal, sum, usd, ZERO } from '../money.js';
import { addDays, type Day, daysBetween, type Span, showDay, showMonth, showSpan } from '../period.js';
import type { DataVisualization } from './message.js';
import { byDay, byMonth, byWeek } from './time-groups.js';

/** Slack draws at most 20 points in a chart (docs.slack.dev, data_visualization block). */
const POINTS = 20;
/** Up to here people want days; beyond, the shape. */
const DAILY = 45;

/** "24 Nov" or, where a year is not clear, "Nov 2026". */
const short = (day: Day): string => showDay(day).slice(0, -5);

/**
 * Cost as a line of at most twenty points. A month shows its last twenty days; longer periods become weeks, then months, of
 * which also the last twenty. The title says which days are drawn, and a star marks points that are not complete yet.
 * Undefined when there is nothing to draw.
 */
export function trend(daily: { day: Day; cost: Decimal }[], covered: Span, incomplete: Day[]): DataVisualization | undefined {
  const length = daysBetween(covered.start, covered.end);
  if (length < 2 || daily.every((one) => one.cost.eq(0))) return undefined;
  const { words, groups, label } = grouped(covered, length);
  const shown = groups.slice(-POINTS);
  const [first, last] = [shown[0]?.[0] as Day, shown.at(-1)?.at(-1) as Day];
  const costs = new Map(daily.map((one) => [one.day, one.cost]));
  const unfinished = new Set(incomplete);
  const points = shown.map((members) => ({
    label: `${label(members[0] as Day)}${members.some((day) => unfinished.has(day)) ? '*' : ''}`,
    value: Number(sum(members.map((day) => costs.get(day) ?? ZERO)).toFixed(2)),
  }));
  const starred = points.some((point) => point.label.endsWith('*'));
  return {
    type: 'data_visualization',
    title: `${words}, ${showSpan({ start: first, end: addDays(last, 1) })}${starred ? ' (* incomplete)' : ''}`,
    chart: {
      type: 'line',
      series: [{ name: 'USD', data: points }],
      axis_config: { categories: points.map((point) => point.label), y_label: 'USD' },
    },
  };
}

function grouped(covered: Span, length: number): { words: string; groups: Day[][]; label: (first: Day) => string } {
  if (length <= DAILY) return { words: 'By day', groups: byDay(covered), label: short };
  if (length <= 7 * POINTS) return { words: 'By week', groups: byWeek(covered), label: short };
  return { words: 'By month', groups: byMonth(covered), label: (first) => showMonth(first).replace(/^(\w{3})\w*/, '$1') };
}

/** The chart in words, for where it cannot be drawn. */
export const trendText = (chart: DataVisualization): string => {
  const points = chart.chart.series[0]?.data ?? [];
  const wide = Math.max(...points.map((point) => point.label.length));
  const most = Math.max(...points.map((point) => point.value), 0);
  return points
    .map(
      (point) =>
        `${point.label.padEnd(wide)}  ${'▇'.repeat(most > 0 ? Math.max(0, Math.round((point.value / most) * 20)) : 0)} ${usd(ZERO.plus(point.value))}`,
    )
    .join('\n');
};
