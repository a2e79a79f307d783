import { type Decimal, ZERO } from '../money.js';
import { addDays, type Day, dayOf, monthOf, type Period, wholeMonth } from '../period.js';
import type { TeamAnswer, TeamsAnswer } from './answers.js';
import { type BudgetState, budgetState } from './budgets.js';
import { type Forecast, forecast } from './forecast.js';
import type { Spend } from './spend.js';
import { firstIncomplete } from './standing.js';

/** History that a forecast looks at, in days. */
const LOOKBACK = 42;

/** One team's week, with where its month stands. */
export interface TeamWeek {
  week: TeamAnswer;
  month: TeamAnswer;
  forecast: Forecast | undefined;
  budget: BudgetState | undefined;
  /** The line that changed most against the week before, in dollars; undefined when nothing changed by a dollar. */
  stoodOut: { name: string; now: Decimal; before: Decimal } | undefined;
}

/** The seven UTC days from Monday to Sunday before a moment. */
export function weekBefore(due: Date): Period {
  const today = dayOf(due);
  const end = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  return { start: addDays(end, -7), end, label: 'last week', compare: 'span' };
}

/** The running month at a moment, or the one before while the month has no complete day yet. */
export function monthAt(due: Date): Period {
  const today = dayOf(due);
  const month = monthOf(addDays(today, -1));
  const end = wholeMonth(month).end;
  return {
    start: `${month}-01`,
    end: end < today ? end : addDays(today, 1) < end ? addDays(today, 1) : end,
    label: 'month to date',
    compare: 'month',
  };
}

/**
 * A team's last week as of `due`, from the ledger alone.
 * @throws UsageError for a team nobody knows, Unavailable when the ledger does not hold the week.
 */
export async function teamWeek(spend: Spend, team: string, budget: Decimal | undefined, due: Date): Promise<TeamWeek> {
  const period = weekBefore(due);
  const span = monthAt(due);
  const [week, before, month, history] = await Promise.all([
    spend.team(team, period),
    spend.team(team, { ...period, start: addDays(period.start, -7), end: period.start }),
    spend.team(team, span),
    spend.team(team, { ...period, start: addDays(dayOf(due), -LOOKBACK), end: addDays(dayOf(due), 1), label: `last ${LOOKBACK} days` }),
  ]);
  const complete: Day = firstIncomplete(month.asOf);
  const since = history.covered?.start ?? complete;
  const expected = forecast(new Map(history.daily.map((one) => [one.day, one.cost])), monthOf(span.start), complete, since);
  return {
    week,
    month,
    forecast: expected,
    budget: budget && budgetState(week.team, monthOf(span.start), budget, month.total, complete, expected),
    stoodOut: biggestChange(week, before),
  };
}

function biggestChange(week: TeamAnswer, before: TeamAnswer): TeamWeek['stoodOut'] {
  const names = new Set([...week.lines, ...before.lines].map((line) => line.name));
  const cost = (answer: TeamAnswer, name: string): Decimal => answer.lines.find((line) => line.name === name)?.cost ?? ZERO;
  const changes = [...names].map((name) => ({ name, now: cost(week, name), before: cost(before, name) }));
  const largest = changes.sort((a, b) => b.now.minus(b.before).abs().cmp(a.now.minus(a.before).abs()))[0];
  return largest?.now.minus(largest.before).abs().gte(1) ? largest : undefined;
}

/** The week of the whole organisation, for finance. */
export const everyTeamWeek = (spend: Spend, due: Date): Promise<TeamsAnswer> => spend.everyTeam(weekBefore(due));
