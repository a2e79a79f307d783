import type { FileConfig } from '../config-schema.js';
import { type Decimal, decimal, sum, ZERO } from '../money.js';
import { addDays, type Day, dayOf, type Month, monthOf, type Period, wallDay, wholeMonth } from '../period.js';
import type { IncidentRow } from './anomalies/incident-row.js';
import { incidentsIn, type Unusual, unusualIn } from './anomalies/unusual.js';
import type { Standing, TeamAnswer, TeamsAnswer, UsageLine } from './answers.js';
import type { Breakdowns } from './breakdowns.js';
import { type BudgetState, budgetState } from './budgets.js';
import { type Forecast, forecast } from './forecast.js';
import { looksLike } from './look-alike.js';
import { splitShared } from './shared-costs.js';
import type { Spend } from './spend.js';
import { Owners } from './teams.js';
import { usageLines } from './usage-lines.js';

/** History that a forecast looks at, in days. */
const LOOKBACK = 42;

export type TeamSettings = FileConfig['teams'][number];

/** What a team spent in the week; the same figures that `team` answers with. */
export type WeekFigures = Standing & Pick<TeamAnswer, 'team' | 'total' | 'before' | 'lines' | 'principals'>;

/** One team's week, with where its month stands. */
export interface TeamWeek {
  week: WeekFigures;
  /** By project, the largest first, `null` without one; undefined where the source cannot tell projects of a team. */
  projects: { project: string | null; cost: Decimal }[] | undefined;
  month: { month: Month; spent: Decimal };
  /** That month's statement is drafted on the same day and tells its figures. */
  stated?: boolean;
  forecast: Forecast | undefined;
  /** What of the month is unusual and not over; the forecast counts it as billed, and expects no more of it. */
  unusual: Unusual | undefined;
  budget: BudgetState | undefined;
  /** Its incidents with unusual days in the week, the largest first. */
  incidents: IncidentRow[];
  /** The line that changed most against the week before, when that is worth a line; see `biggestChange`. */
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

/**
 * The seven UTC days from Monday to Sunday before a moment. Where Monday has begun by the wall clock of `timeZone`, the week
 * before is meant although its last UTC day has some hours to go; like every day that is not complete it is marked so.
 */
export function weekBefore(due: Date, timeZone: string): Period {
  const [utc, wall] = [dayOf(due), wallDay(due, timeZone)];
  const today = wall > utc ? wall : utc;
  const end = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  return { start: addDays(end, -7), end, label: 'last week', compare: 'span' };
}

/** `chargeback.shared`, with each team by its name where the file has an alias of it. */
export function sharedRule({ teams, spend, chargeback: { shared } }: FileConfig): FileConfig['chargeback']['shared'] {
  const owners = new Owners(teams, spend.mergeSpelling);
  return { ...shared, teams: [...new Set(shared.teams.map((name) => owners.of(name) ?? name))] };
}

/** @throws Unavailable when the ledger does not hold the week. */
export async function financeWeek(spend: Spend, due: Date, settings: FileConfig): Promise<FinanceWeek> {
  const week = await spend.everyTeam(weekBefore(due, settings.timezone));
  const { teams, split } = sharedRule(settings);
  const [own, others] = [week.teams.filter((one) => teams.includes(one.team)), week.teams.filter((one) => !teams.includes(one.team))];
  const total = sum(own.map((one) => one.cost));
  const parts = splitShared(total, new Map(others.map((one) => [one.team, one.cost])), split);
  return { week, shared: teams.length > 0 ? { teams, total, parts } : undefined };
}

/** What a few statements over the ledger tell of all teams, so that a team costs no further one, however many there are. */
export async function organisationFacts(breakdowns: Breakdowns, incidents: IncidentRow[], due: Date, timeZone: string) {
  const period = weekBefore(due, timeZone);
  const before = { start: addDays(period.start, -7), end: period.start };
  const today = dayOf(due);
  const [usage, usageBefore, callers, daily, projects, untagged, complete, since] = await Promise.all([
    breakdowns.usage(period),
    breakdowns.usage(before),
    breakdowns.callers(period),
    breakdowns.daily({ start: addDays(today, -LOOKBACK), end: addDays(today, 1) }),
    breakdowns.byTag(period, 'project'),
    breakdowns.untagged(period),
    breakdowns.incompleteFrom(),
    breakdowns.since(),
  ]);
  return { usage, usageBefore, callers, daily, projects, untagged, incidents, today, complete: complete ?? today, since: since ?? today };
}

export type OrganisationFacts = Awaited<ReturnType<typeof organisationFacts>>;

/** A team's last week as of `due`, out of what is known of all. */
export function teamWeek(team: TeamSettings, due: Date, facts: OrganisationFacts, { week: all, shared }: FinanceWeek): TeamWeek {
  const { name } = team;
  const lines = usageLines(facts.usage.get(name) ?? []);
  const linesBefore = usageLines(facts.usageBefore.get(name) ?? []);
  const comparable = all.before.total !== undefined;
  const { period, covered, asOf, provisional, incomplete, notes, why } = all;
  const week: WeekFigures = {
    ...{ period, covered, asOf, provisional, incomplete, notes, why },
    team: name,
    total: sum(lines.map((line) => line.cost)),
    before: { span: all.before.span, total: comparable ? sum(linesBefore.map((line) => line.cost)) : undefined },
    lines,
    principals: facts.callers && byCost(facts.callers.get(name) ?? new Map()).map((one) => ({ principal: one.name, cost: one.cost })),
  };
  const daily = facts.daily.get(name) ?? new Map<Day, Decimal>();
  // The month of yesterday: on its first day a month has nothing to say yet.
  const month = monthOf(addDays(dayOf(due), -1));
  const projects = facts.projects?.get(name);
  return {
    week,
    projects: facts.projects && byCost(projects ?? new Map()).map((one) => ({ project: one.name, cost: one.cost })),
    ...monthOfTeam(name, month, daily, facts, team.budget === undefined ? undefined : decimal(team.budget)),
    incidents: incidentsIn(facts.incidents, name, period),
    stoodOut: comparable ? biggestChange(lines, linesBefore) : undefined,
    lookAlikes: facts.untagged?.filter((one) => looksLike(one.principal, [team.name, ...team.aliases])),
    shared: shared?.parts.get(name),
  };
}

/** What is known beside a team's daily costs: the first day that is not complete, the first day held, today, incidents of all teams. */
export interface MonthFacts {
  complete: Day;
  since: Day;
  today: Day;
  incidents: readonly IncidentRow[];
}

/** Where a team's month stands: billed so far, forecast, budget. */
export function monthOfTeam(
  team: string,
  month: Month,
  daily: ReadonlyMap<Day, Decimal>,
  { complete, since, today, incidents }: MonthFacts,
  budget: Decimal | undefined,
): Pick<TeamWeek, 'month' | 'forecast' | 'unusual' | 'budget'> {
  const { start, end } = wholeMonth(month);
  const spent = sum([...daily].filter(([day]) => day >= start && day < end).map(([, cost]) => cost));
  const expected = forecast(daily, month, complete, since);
  // A run that is made up for counts the days until it was due, also of what has become unusual since.
  const tomorrow = addDays(today, 1);
  const unusual = unusualIn(incidents, team, { start, end: tomorrow < end ? tomorrow : end });
  return {
    month: { month, spent },
    forecast: expected,
    unusual,
    budget: budget && budgetState(team, month, { budget, spent, today, forecast: expected, unusual }),
  };
}

/** By name, the largest first; `null` is spend without one. */
const byCost = (costs: ReadonlyMap<string | null, Decimal>): { name: string | null; cost: Decimal }[] =>
  [...costs]
    .map(([name, cost]) => ({ name, cost }))
    .filter((one) => !one.cost.eq(0))
    .sort((a, b) => b.cost.cmp(a.cost) || String(a.name).localeCompare(String(b.name)));

/** What a model's change against the week before must come to for a line of its own: dollars, and percent of the team's week before. */
const WORTH_A_LINE = { dollars: 25, percent: 10 };

/** A change is worth a line when it is at least $25 and a tenth of what the team spent in the week before. */
export function biggestChange(lines: UsageLine[], linesBefore: UsageLine[]): TeamWeek['stoodOut'] {
  const names = new Set([...lines, ...linesBefore].map((line) => line.name));
  const cost = (all: UsageLine[], name: string): Decimal => all.find((line) => line.name === name)?.cost ?? ZERO;
  const changes = [...names].map((name) => ({ name, now: cost(lines, name), before: cost(linesBefore, name) }));
  const first = changes.sort((a, b) => b.now.minus(b.before).abs().cmp(a.now.minus(a.before).abs()))[0];
  const size = first?.now.minus(first.before).abs() ?? ZERO;
  const least = sum(linesBefore.map((line) => line.cost))
    .times(WORTH_A_LINE.percent)
    .div(100);
  return size.gte(WORTH_A_LINE.dollars) && size.gte(least) ? first : undefined;
}
