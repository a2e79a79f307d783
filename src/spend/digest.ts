import type { FileConfig } from '../config-schema.js';
import { type Decimal, decimal } from '../money.js';
import { addDays, type Day, daysBetween, firstDay, type Month, monthOf, type Period, wholeMonth } from '../period.js';
import type { TeamsAnswer } from './answers.js';
import type { Breakdowns } from './breakdowns.js';
import type { BudgetState } from './budgets.js';
import { monthOfTeam } from './chargeback.js';
import type { Spend } from './spend.js';

/** History that a forecast looks at, in days, beside the month. */
const LOOKBACK = 70;

/** The whole organisation's week or month in a few figures. */
export interface Digest {
  teams: TeamsAnswer;
  /** Teams by how many dollars they changed, the most first; undefined when the span before is not known. */
  movers: { team: string; shown?: string | undefined; cost: Decimal; before: Decimal }[] | undefined;
  /** Budgets are a month's; undefined when the period belongs to no one month. */
  budgets: MonthBudgets | undefined;
}

export interface MonthBudgets {
  month: Month;
  /** How many teams have a budget; undefined when the ledger does not hold the month from its first day. */
  count: number | undefined;
  /** Those at 80 % or more, or that the forecast passes; the fullest first. */
  nearTheirEnd: BudgetState[];
}

/**
 * @param today the UTC day on which it is asked
 * @throws Unavailable when the ledger holds nothing of the period
 */
export async function digest(
  o: { spend: Spend; breakdowns: Breakdowns; settings: Pick<FileConfig, 'teams'> },
  period: Period,
  today: Day,
): Promise<Digest> {
  const teams = await o.spend.everyTeam(period);
  const month = budgetMonth(period, today);
  return {
    teams,
    movers: teams.before.total && movers(teams),
    budgets: month === undefined ? undefined : await budgetsOf(o, month, today),
  };
}

/**
 * The month whose budgets belong beside a period: the one it lies in. A week or so that reaches into the running month
 * has the running one; what is longer than a month, or lies over two that are over, has none.
 */
export function budgetMonth(period: Period, today: Day): Month | undefined {
  const [first, last] = [monthOf(period.start), monthOf(addDays(period.end, -1))];
  if (first === last) return first;
  return last === monthOf(today) && daysBetween(period.start, period.end) <= 31 ? last : undefined;
}

const movers = (answer: TeamsAnswer): Digest['movers'] =>
  answer.teams
    .flatMap(({ before, ...one }) => (before === undefined ? [] : [{ ...one, before }]))
    .filter((one) => one.cost.minus(one.before).abs().gte('0.01'))
    .sort((a, b) => b.cost.minus(b.before).abs().cmp(a.cost.minus(a.before).abs()) || a.team.localeCompare(b.team));

async function budgetsOf({ breakdowns, settings }: Parameters<typeof digest>[0], month: Month, today: Day): Promise<MonthBudgets> {
  const watched = settings.teams.filter((team) => team.budget !== undefined);
  const [complete, since] = await Promise.all([breakdowns.incompleteFrom(), breakdowns.since()]);
  if (watched.length === 0) return { month, count: 0, nearTheirEnd: [] };
  if (!complete || !since || since > firstDay(month)) return { month, count: undefined, nearTheirEnd: [] };
  const { start, end } = wholeMonth(month);
  const daily = await breakdowns.daily({ start: addDays(start, -LOOKBACK), end });
  const known = { complete, since, today, incidents: [] };
  const states = watched.flatMap(
    (team) => monthOfTeam(team.name, month, daily.get(team.name) ?? new Map(), known, decimal(team.budget ?? 0)).budget ?? [],
  );
  return {
    month,
    count: states.length,
    nearTheirEnd: states
      .filter((state) => (state.reached ?? 0) >= 80 || state.willPass !== undefined)
      .sort((a, b) => b.spent.times(a.budget).cmp(a.spent.times(b.budget)) || a.team.localeCompare(b.team)),
  };
}
