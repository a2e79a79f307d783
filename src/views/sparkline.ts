import { type Decimal, sum, usd, ZERO } from '../money.js';
import { addDays, type Day, daysBetween, type Span, showDay, showSpan } from '../period.js';
import { dayRuns } from './show.js';
import { byDay, byMonth, byWeek } from './time-groups.js';

/** Points that fit a line of a terminal. */
const WIDE = 62;
const BARS = [...'▁▂▃▄▅▆▇█'];

/**
 * Cost over time as one line of bars with its days, its peak and what is not complete of it; a dot is a time without cost.
 * Undefined when there is nothing to draw.
 */
export function sparkline(daily: { day: Day; cost: Decimal }[], covered: Span, incomplete: Day[]): string | undefined {
  const length = daysBetween(covered.start, covered.end);
  if (length < 2 || daily.every((one) => one.cost.eq(0))) return undefined;
  const [words, groups] =
    length <= WIDE ? ['day', byDay(covered)] : length <= 7 * WIDE ? ['week', byWeek(covered)] : ['month', byMonth(covered).slice(-WIDE)];
  const costs = new Map(daily.map((one) => [one.day, one.cost]));
  const points = groups.map((members) => ({ members, cost: sum(members.map((day) => costs.get(day) ?? ZERO)) }));
  const most = points.reduce((best, point) => (point.cost.gt(best.cost) ? point : best));
  const bar = (cost: Decimal): string =>
    cost.lte(0) || most.cost.lte(0) ? '·' : (BARS[Math.max(0, Number(cost.times(BARS.length).div(most.cost).toFixed(0)) - 1)] as string);
  const days = (members: Day[]): string =>
    members.length === 1 ? showDay(members[0] as Day) : showSpan({ start: members[0] as Day, end: addDays(members.at(-1) as Day, 1) });
  const drawn = groups.flat();
  const unfinished = incomplete.filter((day) => drawn.includes(day));
  const late = unfinished.length > 0 ? `; not complete yet: ${dayRuns(unfinished)}` : '';
  return `By ${words}, ${days(drawn)}: ${points.map((point) => bar(point.cost)).join('')}  most ${usd(most.cost)} on ${days(most.members)}${late}`;
}
