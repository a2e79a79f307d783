import { type Decimal, sum, usd, ZERO } from '../money.js';
import { addDays, type Day, days, daysBetween, monthOf, type Span, showDay, showMonth } from '../period.js';
import type { DataVisualization } from './message.js';

/** Slack draws at most 20 points in a chart (docs.slack.dev, data_visualization block). */
const POINTS = 20;
/** Up to here people want days; beyond, the shape. */
const DAILY = 45;

/** "24 Nov" or, where a year is not clear, "Nov 2026". */
const short = (day: Day): string => showDay(day).slice(0, -5);

/**
 * Cost as a line of at most twenty points. A month shows its last twenty days, and says so; longer periods become weeks,
 * then months, of which also the last twenty. A star marks points that are not complete yet. Undefined when there is nothing to draw.
 */
export function trend(daily: { day: Day; cost: Decimal }[], covered: Span, incomplete: Day[]): DataVisualization | undefined {
  const length = daysBetween(covered.start, covered.end);
  if (length < 2 || daily.every((one) => one.cost.eq(0))) return undefined;
  const { words, groups } = grouped(covered, length);
  const costs = new Map(daily.map((one) => [one.day, one.cost]));
  const unfinished = new Set(incomplete);
  const points = groups.map(([label, members]) => ({
    label: members.some((day) => unfinished.has(day)) ? `${label}*` : label,
    value: Number(sum(members.map((day) => costs.get(day) ?? ZERO)).toFixed(2)),
  }));
  const starred = points.some((point) => point.label.endsWith('*'));
  return {
    type: 'data_visualization',
    title: `${words}${starred ? ' (* not complete yet)' : ''}`,
    chart: {
      type: 'line',
      series: [{ name: 'USD', data: points }],
      axis_config: { categories: points.map((point) => point.label), y_label: 'USD' },
    },
  };
}

type Group = [label: string, members: Day[]];

function grouped(covered: Span, length: number): { words: string; groups: Group[] } {
  const all = days(covered);
  if (length <= DAILY) {
    const shown = all.slice(-POINTS);
    return { words: length <= POINTS ? 'By day' : `Last ${POINTS} days`, groups: shown.map((day) => [short(day), [day]]) };
  }
  if (length <= 7 * POINTS) {
    const groups: Group[] = [];
    // Counted from the end, so that the last point is a whole week and no false drop.
    for (let end = covered.end; end > covered.start; end = addDays(end, -7)) {
      const members = all.filter((day) => day >= addDays(end, -7) && day < end);
      groups.unshift([short(members[0] as Day), members]);
    }
    return { words: 'By week', groups };
  }
  const months = new Map<string, Day[]>();
  for (const day of all) months.set(monthOf(day), [...(months.get(monthOf(day)) ?? []), day]);
  return {
    words: months.size <= POINTS ? 'By month' : `Last ${POINTS} months`,
    groups: [...months].slice(-POINTS).map(([month, members]) => [showMonth(month).replace(/^(\w{3})\w*/, '$1'), members]),
  };
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
