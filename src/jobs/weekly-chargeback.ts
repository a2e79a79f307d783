import { setImmediate as breath } from 'node:timers/promises';
import type { FileConfig } from '../config-schema.js';
import type { OutgoingMessage } from '../outbox/message.js';
import { type FinanceWeek, financeWeek, organisationFacts, type TeamSettings, teamWeek, weekBefore } from '../spend/chargeback.js';
import { monthsToDraft } from '../spend/statements/calendar.js';
import { drawFinanceWeek, drawTeamWeek, isQuiet } from '../views/chargeback.js';
import { answerCsv } from '../views/csv.js';
import { type Job, type JobContext, TURNS } from './job.js';
import { placesOf } from './places.js';
import { withinHours } from './within-hours.js';

type Uses = 'refresh' | 'spend' | 'breakdowns' | 'incidents' | 'settings' | 'outbox' | 'hours' | 'audiences';

/** The bill is read three times a day; older than this it was not, because nobody was there. */
const STALE_MS = 20 * 3_600_000;

/**
 * Every team's last week to its channel, or directly to managers who are not there, and all teams in one table to finance. Keys name the week, the team
 * and the place, so that a run that is repeated, or broken off and taken up, says nothing twice.
 */
export const weeklyChargeback = (settings: FileConfig): Job<Uses> => ({
  name: 'weekly-chargeback',
  schedule: settings.chargeback.schedule,
  timeZone: settings.timezone,
  missed: 'run-latest',
  maxAgeHours: 72,
  turn: TURNS.reports,
  summary: "Tells each team's channel and managers what last week cost, and finance all teams",
  async run(due, context) {
    await broughtUpToDate(due, context);
    const finance = await financeWeek(context.spend, due, settings);
    const key = `weekly-chargeback:${weekBefore(due, settings.timezone).start}`;
    const facts = await organisationFacts(context.breakdowns, await context.incidents.current(due), due, settings.timezone);
    let said = await context.outbox.put(financeMessages(finance, key, settings));
    // One team after the other, with a breath in between: five hundred teams must not hold up people who ask.
    for (const team of settings.teams) {
      const messages = await withinHours(await teamMessages(team, due, key, facts, finance, context), due, context.hours);
      said = [...said, ...(await context.outbox.put(messages))];
      await breath();
    }
    return said.length === 0 ? 'nobody to tell, or all had been told' : `${said.length} ${said.length === 1 ? 'message' : 'messages'}`;
  },
});

/** After downtime the report waits for the bill. When that cannot be read the report goes out all the same, and says how old it is. */
async function broughtUpToDate(due: Date, { breakdowns, refresh }: Pick<JobContext, 'breakdowns' | 'refresh'>): Promise<void> {
  const asOf = await breakdowns.asOf();
  if (asOf === undefined || due.getTime() - Date.parse(asOf) > STALE_MS) await refresh().catch(() => undefined);
}

async function teamMessages(
  team: TeamSettings,
  due: Date,
  key: string,
  facts: Awaited<ReturnType<typeof organisationFacts>>,
  finance: FinanceWeek,
  { settings, audiences }: Pick<JobContext, Uses>,
): Promise<OutgoingMessage[]> {
  const places = await placesOf(team, settings.chargeback.toManagers, audiences);
  if (places.length === 0) return [];
  const week = teamWeek(team, due, facts, finance);
  if (isQuiet(week) && settings.chargeback.nothingToSay === 'skip') return [];
  const drafted = monthsToDraft(due, settings.chargeback.statements.draftAfterDays, []);
  const stated = drafted.includes(week.month.month) && !week.month.spent.eq(0);
  const draw = drawTeamWeek({ ...week, stated }, settings.chargeback.top);
  return places.map((channel) => ({ key: `${key}:${team.name}:${channel}`, channel, ...draw }));
}

function financeMessages(finance: FinanceWeek, key: string, { chargeback }: FileConfig): OutgoingMessage[] {
  if (!chargeback.financeChannel) return [];
  const file = { name: `chargeback-${finance.week.period.start}.csv`, content: answerCsv(finance.week) };
  return [{ key: `${key}:finance`, channel: chargeback.financeChannel, ...drawFinanceWeek(finance), file }];
}
