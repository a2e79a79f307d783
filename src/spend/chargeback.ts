import type { FileConfig } from '../config-schema.js';
import { type Decimal, decimal, sum, ZERO } from '../money.js';
import { addDays, type Day, dayOf, type Month, monthOf, type Period, wholeMonth } from '../period.js';
import type { TeamAnswer, TeamsAnswer } from './answers.js';
import type { Breakdowns } from './breakdowns.js';
import { type BudgetState, budgetState } from './budgets.js';
import { type Forecast, forecast } from './forecast.js';
import { looksLike } from './look-alike.js';
import { splitShared } from './shared-costs.js';
import type { Spend } from './spend.js';

/** History that a forecast looks at, in days. */
const LOOKBACK = 42;

export type TeamSettings = FileConfig['teams'][number];

/** One team's week, with where its month stands. */
export interface TeamWeek {
  week: TeamAnswer;
  /** By project, the largest first, `null` without one; undefined where the source cannot tell projects of a team. */
  projects: { project: string | null; cost: Decimal }[] | undefined;
  month: { month: Month; spent: Decimal };
  forecast: Forecast | undefined;
  budget: BudgetState | undefined;
  /** The line that changed most against the week before, in dollars; undefined when nothing changed by a dollar. */
  stoodOut: { name: string; now: Decimal; before: Decimal } | undefined;
  /** Untagged callers with the team's name in theirs; a guess. Undefined where the source does not know callers. */
  lookAlikes: { principal: string; cost: Decimal }[] | undefined;
  /** The part of the shared teams' spend that falls to this team; undefined when nothing is shared. */
  shared: Decimal | undefined;
}

/** The week of the whole organisation. */
export interface FinanceWeek {
  week: TeamsAnswer;
  /** Teams whose spend is shared, what they spent together, and how it falls to the others. */
  shared: { teams: string[]; total: Decimal; parts: Map<string, Decimal> } | undefined;
}

/** The seven UTC days from Monday to Sunday before a moment. */
export function weekBefore(due: Date): Period {
  const today = dayOf(due);
  const end = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  return { start: addDays(end, -7), end, label: 'last week', compare: 'span' };
}

/** @throws Unavailable when the ledger does not hold the week. */
export async function financeWeek(spend: Spend, due: Date, settings: FileConfig): Promise<FinanceWeek> {
  const week = await spend.everyTeam(weekBefore(due));
  const { teams, split } = settings.chargeback.shared;
  const [own, others] = [week.teams.filter((one) => teams.includes(one.team)), week.teams.filter((one) => !teams.includes(one.team))];
  const total = sum(own.map((one) => one.cost));
  const parts = splitShared(total, new Map(others.map((one) => [one.team, one.cost])), split);
  return { week, shared: teams.length > 0 ? { teams, total, parts } : undefined };
}

/** Everything that one statement over the ledger tells of all teams, so that a team costs no further one. */
export async function organisationFacts(breakdowns: Breakdowns, due: Date) {
  const period = weekBefore(due);
  const today = dayOf(due);
  const [daily, projects, untagged, complete, since] = await Promise.all([
    breakdowns.daily({ start: addDays(today, -LOOKBACK), end: addDays(today, 1) }),
    breakdowns.byTag(period, 'project'),
    breakdowns.untagged(period),
    breakdowns.incompleteFrom(),
    breakdowns.since(),
  ]);
  return { daily, projects, untagged, complete: complete ?? today, since: since ?? today };
}

export type OrganisationFacts = Awaited<ReturnType<typeof organisationFacts>>;

/**
 * A team's last week as of `due`, from the ledger alone.
 * @throws UsageError for a team nobody knows, Unavailable when the ledger does not hold the week.
 */
export async function teamWeek(
  spend: Spend,
  team: TeamSettings,
  due: Date,
  facts: OrganisationFacts,
  shared: FinanceWeek['shared'],
): Promise<TeamWeek> {
  const period = weekBefore(due);
  const [week, before] = await Promise.all([
    spend.team(team.name, period),
    spend.team(team.name, { ...period, start: addDays(period.start, -7), end: period.start }),
  ]);
  const name = week.team;
  const daily = facts.daily.get(name) ?? new Map<Day, Decimal>();
  // The month of yesterday: on its first day a month has nothing to say yet.
  const month = monthOf(addDays(dayOf(due), -1));
  const projects = facts.projects?.get(name);
  return {
    week,
    projects: facts.projects && largest(projects ?? new Map<string | null, Decimal>()),
    ...monthOfTeam(name, month, daily, facts, team.budget === undefined ? undefined : decimal(team.budget)),
    stoodOut: biggestChange(week, before),
    lookAlikes: facts.untagged?.filter((one) => looksLike(one.principal, [team.name, ...team.aliases])),
    shared: shared?.parts.get(name),
  };
}

/** Where a team's month stands: billed so far, forecast, budget. */
export function monthOfTeam(
  team: string,
  month: Month,
  daily: ReadonlyMap<Day, Decimal>,
  known: { complete: Day; since: Day },
  budget: Decimal | undefined,
): Pick<TeamWeek, 'month' | 'forecast' | 'budget'> {
  const { start, end } = wholeMonth(month);
  const spent = sum([...daily].filter(([day]) => day >= start && day < end).map(([, cost]) => cost));
  const expected = forecast(daily, month, known.complete, known.since);
  return {
    month: { month, spent },
    forecast: expected,
    budget: budget && budgetState(team, month, budget, spent, known.complete, expected),
  };
}

const largest = (projects: ReadonlyMap<string | null, Decimal>): { project: string | null; cost: Decimal }[] =>
  [...projects]
    .map(([project, cost]) => ({ project, cost }))
    .filter((one) => !one.cost.eq(0))
    .sort((a, b) => b.cost.cmp(a.cost) || String(a.project).localeCompare(String(b.project)));

function biggestChange(week: TeamAnswer, before: TeamAnswer): TeamWeek['stoodOut'] {
  const names = new Set([...week.lines, ...before.lines].map((line) => line.name));
  const cost = (answer: TeamAnswer, name: string): Decimal => answer.lines.find((line) => line.name === name)?.cost ?? ZERO;
  const changes = [...names].map((name) => ({ name, now: cost(week, name), before: cost(before, name) }));
  const first = changes.sort((a, b) => b.now.minus(b.before).abs().cmp(a.now.minus(a.before).abs()))[0];
  return first?.now.minus(first.before).abs().gte(1) ? first : undefined;
}
