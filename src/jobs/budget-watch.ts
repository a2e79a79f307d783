import { decimal } from '../money.js';
import type { OutgoingMessage } from '../outbox/message.js';
import type { Outbox } from '../outbox/outbox.js';
import { addDays, dayOf, firstDay, type Month, monthOf } from '../period.js';
import { type BudgetState, beforeWatched, budgetAlerts, budgetKey } from '../spend/budgets.js';
import { monthOfTeam, type TeamSettings } from '../spend/chargeback.js';
import { drawBudgetAlert } from '../views/budget.js';
import { type Job, type JobContext, TURNS } from './job.js';
import { placesOf } from './places.js';
import { putAll } from './put-all.js';
import { withinHours } from './within-hours.js';

/** Forecasts look at the same weekday of some weeks; the month before counts until its last days are billed. */
const LOOKBACK = 70;
const LAST_MONTH_UNTIL = 4;

type Uses = 'breakdowns' | 'incidents' | 'budgets' | 'settings' | 'outbox' | 'hours' | 'audiences';

/**
 * Budgets after each reading of the bill. What was said is known by its key (team, month, budget, threshold), so a
 * threshold is told once, and a raised budget or a new month arms it anew. A budget that is half used when it is first
 * looked at was so before anybody watched, and that is not told.
 */
export const budgetWatch: Job<Uses> = {
  name: 'budget-watch',
  schedule: '47 5,13,21 * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 8,
  first: true,
  turn: TURNS.budgets,
  summary: 'Tells a team when its budget is half used, nearly used, used up, or will be',
  async run(due, context, about) {
    const { budgets, settings, outbox, hours } = context;
    const watched = settings.teams.filter((team) => team.budget !== undefined);
    if (watched.length === 0) return 'no team has a budget';
    const states = await budgetStates(context, watched, due);
    const seen = await budgets.first(new Map(states.map(({ state }) => [budgetKey(state), silentAt(state, about?.unwatched === true)])));
    const messages: OutgoingMessage[] = [];
    for (const { team, state, complete } of states)
      messages.push(...(await alerts(team, state, seen.get(budgetKey(state)) ?? 0, complete, context)));
    const said = await putAll(outbox, await withinHours(messages, due, hours));
    return said.length === 0
      ? `${watched.length} budgets looked at, nothing new`
      : `${said.length} ${said.length === 1 ? 'alert' : 'alerts'}`;
  },
};

/** A month that was over before anybody watched is no news either, however much of its budget was used. */
const silentAt = (state: BudgetState, unwatched: boolean): number =>
  unwatched && !state.toGo ? (state.reached ?? 0) : beforeWatched(state);

async function budgetStates({ breakdowns, incidents }: Pick<JobContext, Uses>, teams: TeamSettings[], due: Date) {
  const today = dayOf(due);
  const [daily, complete, since, unusual] = await Promise.all([
    breakdowns.daily({ start: addDays(today, -LOOKBACK), end: addDays(today, 1) }),
    breakdowns.incompleteFrom(),
    breakdowns.since(),
    incidents.current(due),
  ]);
  if (!complete || !since) return [];
  const months = [...new Set<Month>([monthOf(addDays(today, -LAST_MONTH_UNTIL)), monthOf(today)])].filter(
    (month) => since <= firstDay(month),
  );
  return teams.flatMap((team) =>
    months.flatMap((month) => {
      const { budget: state } = monthOfTeam(
        team.name,
        month,
        daily.get(team.name) ?? new Map(),
        { complete, since, today, incidents: unusual },
        decimal(team.budget ?? 0),
      );
      return state ? [{ team, state, complete }] : [];
    }),
  );
}

async function alerts(
  team: TeamSettings,
  state: BudgetState,
  silent: number,
  complete: string,
  { settings: { chargeback }, audiences, outbox }: Pick<JobContext, Uses>,
): Promise<OutgoingMessage[]> {
  const reached = budgetAlerts(state, silent);
  const own = reached.length === 0 ? [] : await placesOf(team, chargeback.toManagers, audiences);
  const all = reached.flatMap(({ key, threshold }) => {
    const draw = drawBudgetAlert(state, threshold, complete);
    // Finance hears of what is used up or will be; halves and quarters are the team's own affair.
    const finance = threshold === 100 || threshold === 'forecast' ? chargeback.financeChannel : undefined;
    const places = new Set([...own, ...(finance ? [finance] : [])]);
    return [...places].map((channel) => ({ key: `${key}:${channel}`, channel, ...draw }));
  });
  const fresh: OutgoingMessage[] = [];
  for (const message of all) if (!(await toldBefore(message.key, team, state, outbox))) fresh.push(message);
  return fresh;
}

/** Whether it was said while the team was called otherwise: a name that it keeps as an alias is the same budget's. */
async function toldBefore(key: string, team: TeamSettings, state: BudgetState, outbox: Pick<Outbox, 'find'>): Promise<boolean> {
  for (const alias of team.aliases) {
    const earlier = budgetKey({ ...state, team: alias }) + key.slice(budgetKey(state).length);
    if (await outbox.find(earlier)) return true;
  }
  return false;
}
