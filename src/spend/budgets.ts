import { type Decimal, decimal } from '../money.js';
import { type Day, type Month, type Span, wholeMonth } from '../period.js';
import type { Unusual } from './anomalies/unusual.js';
import { type Forecast, passes } from './forecast.js';

/** Shares of a month's budget at which its team hears of it, once each. */
export const THRESHOLDS = [50, 80, 100] as const;
/** By how much of the budget the forecast has to pass it to be told: a forecast is not exact to less, and nobody acts on it. */
const PASSES_BY = decimal('1.02');
/** What was reached below this before anybody watched the budget is no news. */
const NEWS_FROM = 80;

export interface BudgetState {
  team: string;
  month: Month;
  budget: Decimal;
  spent: Decimal;
  /** Highest threshold that the billed spend has reached; undefined below the first. */
  reached: (typeof THRESHOLDS)[number] | undefined;
  /**
   * The day on which the forecast passes the whole budget, while the billed spend has not; undefined when it does not, when
   * the month ends less than 2 % above the budget, and when the month is over.
   */
  willPass: Day | undefined;
  forecast: Decimal | undefined;
  /** The rest of the month from the day on which this is said, that day included; undefined when the month is over. */
  toGo: Span | undefined;
  /** What of `spent` is unusual and not over: the forecast counts it as billed, and expects no more of it. */
  unusual: Unusual | undefined;
}

/** Where a team's month stands against its budget. `spent` is what was billed; the forecast stays apart from it. */
export function budgetState(
  team: string,
  month: Month,
  o: { budget: Decimal; spent: Decimal; today: Day; forecast: Forecast | undefined; unusual: Unusual | undefined },
): BudgetState {
  const { budget, spent, today, unusual } = o;
  const share = budget.gt(0) ? spent.times(100).div(budget) : decimal(0);
  const reached = budget.gt(0) ? THRESHOLDS.filter((threshold) => share.gte(threshold)).at(-1) : undefined;
  const { start, end } = wholeMonth(month);
  const passing = o.forecast?.total.gte(budget.times(PASSES_BY)) && today < end && reached !== 100 && budget.gt(0);
  return {
    team,
    month,
    budget,
    spent,
    reached,
    willPass: o.forecast && passing ? passes(o.forecast.byDay, budget) : undefined,
    forecast: o.forecast?.total,
    toGo: today < end ? { start: today > start ? today : start, end } : undefined,
    unusual,
  };
}

/** Names a team's budget of a month; another amount is another budget. */
export const budgetKey = ({ month, team, budget }: BudgetState): string => `budget:${month}:${team}:${budget.toFixed()}`;

/** Remembers what budgets had reached when they were first looked at. */
export interface BudgetsSeen {
  /** Keeps, by `budgetKey`, what is not kept yet; gives all as they are kept. */
  first(found: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
}

/** What a budget that is looked at for the first time had reached before, in percent, that is not to be told; 0 is nothing. */
export const beforeWatched = ({ reached }: BudgetState): number => (reached !== undefined && reached < NEWS_FROM ? reached : 0);

/**
 * What has to be said of a state, as keys that are said once per month and budget; a raised budget arms them anew. Of a
 * month that is over only that its budget was used up is told: nothing else can still be acted on.
 * @param silent the threshold up to which nothing is said, see `beforeWatched`
 */
export function budgetAlerts(state: BudgetState, silent: number): { key: string; threshold: number | 'forecast' }[] {
  const key = (threshold: number | 'forecast') => `${budgetKey(state)}:${threshold}`;
  const alerts: { key: string; threshold: number | 'forecast' }[] = [];
  // Having passed 80 % says that 50 % was passed: only the highest is worth a message.
  if (state.reached !== undefined && state.reached > silent && (state.toGo || state.reached === 100))
    alerts.push({ key: key(state.reached), threshold: state.reached });
  if (state.willPass !== undefined) alerts.push({ key: key('forecast'), threshold: 'forecast' });
  return alerts;
}
