import { type Decimal, decimal } from '../money.js';
import { type Day, daysBetween, type Month, wholeMonth } from '../period.js';
import { type Forecast, passes } from './forecast.js';

/** Shares of a month's budget at which its team hears of it, once each. */
export const THRESHOLDS = [50, 80, 100] as const;

export interface BudgetState {
  team: string;
  month: Month;
  budget: Decimal;
  spent: Decimal;
  /** Highest threshold that the billed spend has reached; undefined below the first. */
  reached: (typeof THRESHOLDS)[number] | undefined;
  /** The day on which the forecast passes the whole budget, while the billed spend has not; undefined when it does not. */
  willPass: Day | undefined;
  forecast: Decimal | undefined;
  /** Days of the month after the last complete one. */
  daysLeft: number;
}

/** Where a team's month stands against its budget. `spent` is what was billed; the forecast stays apart from it. */
export function budgetState(
  team: string,
  month: Month,
  budget: Decimal,
  spent: Decimal,
  complete: Day,
  expected: Forecast | undefined,
): BudgetState {
  const share = budget.gt(0) ? spent.times(100).div(budget) : decimal(0);
  const reached = budget.gt(0) ? THRESHOLDS.filter((threshold) => share.gte(threshold)).at(-1) : undefined;
  const end = wholeMonth(month).end;
  return {
    team,
    month,
    budget,
    spent,
    reached,
    willPass: expected && reached !== 100 && budget.gt(0) ? passes(expected.byDay, budget) : undefined,
    forecast: expected?.total,
    daysLeft: Math.max(0, daysBetween(complete < end ? complete : end, end)),
  };
}

/** What has to be said of a state, as keys that are said once per month and budget; a raised budget arms them anew. */
export function budgetAlerts(state: BudgetState): { key: string; threshold: number | 'forecast' }[] {
  const key = (threshold: number | 'forecast') => `budget:${state.month}:${state.team}:${state.budget.toFixed()}:${threshold}`;
  // Having passed 80 % says that 50 % was passed: only the highest is worth a message.
  if (state.reached !== undefined && (state.reached === 100 || state.willPass === undefined))
    return [{ key: key(state.reached), threshold: state.reached }];
  const alerts: { key: string; threshold: number | 'forecast' }[] = [];
  if (state.reached !== undefined) alerts.push({ key: key(state.reached), threshold: state.reached });
  if (state.willPass !== undefined) alerts.push({ key: key('forecast'), threshold: 'forecast' });
  return alerts;
}
