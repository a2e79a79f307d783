import type { FileConfig } from '../config-schema.js';
import { type Decimal, decimal } from '../money.js';
import { addDays, type Day, monthOf, type Period } from '../period.js';
import type { TeamsAnswer } from './answers.js';
import type { Breakdowns } from './breakdowns.js';
import type { BudgetState } from './budgets.js';
import { monthOfTeam } from './chargeback.js';
import type { Spend } from './spend.js';

/** History that a forecast looks at, in days, beside the running month. */
const LOOKBACK = 70;

/** The whole organisation's week or month in a few figures. */
export interface Digest {
  teams: TeamsAnswer;
  /** Teams by how many dollars they changed, the most first; undefined when the span before is not known. */
  movers: { team: string; shown?: string | undefined; cost: Decimal; before: Decimal }[] | undefined;
  /** Budgets of the running month at 80 % or more, or that the forecast passes; the fullest first. */
  nearTheirEnd: BudgetState[];
  /** How many teams have a budget. */
  budgets: number;
}

/**
 * @param today the UTC day on which it is asked; budgets stand where its month (yesterday's, on its first day) stands
 * @throws Unavailable when the ledger holds nothing of the period
 */
export async function digest(
  o: { spend: Spend; breakdowns: Breakdowns; settings: Pick<FileConfig, 'teams'> },
  period: Period,
  today: Day,
): Promise<Digest> {
  const teams = await o.spend.everyTeam(period);
  const states = await budgetStates(o, today);
  return {
    teams,
    movers: teams.before.total && movers(teams),
    nearTheirEnd: states
      .filter((state) => (state.reached ?? 0) >= 80 || state.willPass !== undefined)
      .sort((a, b) => b.spent.times(a.budget).cmp(a.spent.times(b.budget)) || a.team.localeCompare(b.team)),
    budgets: states.length,
  };
}

const movers = (answer: TeamsAnswer): Digest['movers'] =>
  answer.teams
    .flatMap(({ before, ...one }) => (before === undefined ? [] : [{ ...one, before }]))
    .filter((one) => one.cost.minus(one.before).abs().gte('0.01'))
    .sort((a, b) => b.cost.minus(b.before).abs().cmp(a.cost.minus(a.before).abs()) || a.team.localeCompare(b.team));

async function budgetStates({ breakdowns, settings }: Parameters<typeof digest>[0], today: Day): Promise<BudgetState[]> {
  const watched = settings.teams.filter((team) => team.budget !== undefined);
  const [complete, since] = await Promise.all([breakdowns.incompleteFrom(), breakdowns.since()]);
  if (watched.length === 0 || !complete || !since) return [];
  const daily = await breakdowns.daily({ start: addDays(today, -LOOKBACK), end: addDays(today, 1) });
  const month = monthOf(addDays(today, -1));
  return watched.flatMap(
    (team) => monthOfTeam(team.name, month, daily.get(team.name) ?? new Map(), { complete, since }, decimal(team.budget ?? 0)).budget ?? [],
  );
}
