import { percentOf, usd } from '../money.js';
import { addDays, daysBetween, showDay, showMonth, showSpan, wholeMonth } from '../period.js';
import type { Unusual } from '../spend/anomalies/unusual.js';
import type { BudgetState } from '../spend/budgets.js';
import { cut, escaped, header, remark, section } from './blocks.js';
import type { Draw } from './message.js';

/**
 * A budget that reached a threshold, or will be passed: what was billed first, then the pace, which is a forecast and
 * says so.
 *
 * @param complete the first day whose usage may not be billed to the end
 */
export function drawBudgetAlert(state: BudgetState, threshold: number | 'forecast', complete: string): Draw {
  const month = showMonth(state.month);
  const used = percentOf(state.spent, state.budget) ?? '–';
  const team = cut(state.team, 80);
  const title =
    threshold === 'forecast' && state.willPass
      ? `${team} will pass its budget on ${showDay(state.willPass)}`
      : state.reached === 100
        ? `${team} ${state.toGo ? 'has used' : 'used'} up its budget for ${month}`
        : `${team} has used ${threshold} % of its budget for ${month}`;
  const left = state.budget.minus(state.spent);
  const rest = left.gt(0) ? `${usd(left)} left` : left.eq(0) ? 'nothing left' : `${usd(left.times(-1))} over`;
  const facts = [`*${usd(state.spent)}* billed of ${usd(state.budget)} (${used}), ${rest}; ${toGo(state)}.`];
  if (!state.toGo) facts.push('AWS may still bill some of its last days.');
  else if (state.forecast) {
    const pace = `Forecast for ${month}: about ${usd(state.forecast)} (${percentOf(state.forecast, state.budget) ?? '–'} of the budget)`;
    const passed = state.willPass ? `; at this pace it is passed on *${showDay(state.willPass)}*` : '';
    facts.push(`${pace}${passed}.${state.unusual ? ` ${forecastBasis(state.unusual)}` : ''}`);
  } else facts.push('There is no forecast yet: it needs two weeks of bills.');
  const until = complete < wholeMonth(state.month).end ? addDays(complete, -1) : addDays(wholeMonth(state.month).end, -1);
  const words = `${title}: ${usd(state.spent)} of ${usd(state.budget)} (${used}).`;
  return {
    text: escaped(words),
    blocks: [
      header(title),
      section(facts.join('\n')),
      remark(
        `Usage billed in full until ${showDay(until)}; later days count as far as AWS has billed them. Said once for this threshold, month and budget.`,
      ),
    ],
  };
}

/** "6 days to go, 25–30 Nov 2026". */
function toGo({ toGo: rest }: BudgetState): string {
  if (!rest) return 'the month is over';
  const count = daysBetween(rest.start, rest.end);
  return `${count === 1 ? '1 day' : `${count} days`} to go, ${showSpan(rest)}`;
}

/** What a forecast makes of an open incident. */
export const forecastBasis = ({ excess, since, more }: Unusual): string =>
  `It includes the unusual ${usd(excess)} billed since ${showDay(since)}${more > 0 ? ` (and ${more} more ${more === 1 ? 'incident' : 'incidents'})` : ''}, and expects no more of it.`;
