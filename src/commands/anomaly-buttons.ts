import { UsageError } from '../errors.js';
import { addDays, type Day, dayOf, parseDay } from '../period.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import { checkPlan } from '../spend/anomalies/plan-words.js';
import { ANOMALY_CLOSER, ANOMALY_PLANNED, ANOMALY_UNDO } from '../views/anomaly.js';
import { drawCloser } from '../views/anomaly-closer.js';
import { drawPlannedForm, PLANNED_FORM } from '../views/anomaly-forms.js';
import { drawOutcome } from '../views/anomaly-list.js';
import { noticesOf } from '../views/anomaly-notices.js';
import { mayPause, mustAnswerFor } from './anomaly-rights.js';
import type { CommandContext, Reply } from './command.js';
import type { Form, Press } from './surface.js';

const PROPOSED_DAYS = 7;
const LONGEST_NOTE = 200;

/** It's planned: asks until when. */
export const plannedButton: Press = {
  action: ANOMALY_PLANNED,
  async run({ value }, context) {
    const row = await incident(value, context);
    mustAnswerFor(row.team, 'say that it is planned', context);
    if (row.state !== 'open') return { message: drawOutcome(row, 'already') };
    return { window: drawPlannedForm(row, addDays(dayOf(context.now()), PROPOSED_DAYS)) };
  },
};

/** Silences the incident until a day; who said so is kept and told in the thread. */
export const plannedForm: Form = {
  callback: PLANNED_FORM,
  check: ({ until }, _about, { now }) => untilWrong(until, dayOf(now())),
  async run({ until, note }, about, context) {
    const { anomalies, asker, outbox, now } = context;
    const row = await incident(about, context);
    mustAnswerFor(row.team, 'say that it is planned', context);
    const [day, today] = [parseDay(String(until)), dayOf(now())];
    checkPlan(today, day, today);
    if (row.state !== 'open') return { message: drawOutcome(row, 'already') };
    const plan = { until: day, note: typeof note === 'string' ? note.trim().slice(0, LONGEST_NOTE) : '', by: asker.id };
    const changed = await anomalies.plan(row, plan);
    if (!changed) return { message: drawOutcome(await incident(about, context), 'already') };
    await outbox.put(noticesOf(changed));
    return { message: drawOutcome(changed, 'done') };
  },
};

/** What is wrong with the day that was chosen, if anything; the form asks for the last day only. */
export function untilWrong(until: unknown, today: Day): Record<string, string> {
  if (typeof until !== 'string' || until === '') return { until: 'Choose a day.' };
  try {
    checkPlan(today, parseDay(until), today);
    return {};
  } catch (error) {
    if (error instanceof UsageError) return { until: error.message };
    throw error;
  }
}

/** Takes "planned" back. */
export const undoButton: Press = {
  action: ANOMALY_UNDO,
  run: async ({ value }, context) => undoPlanned(await incident(value, context), context),
};

export async function undoPlanned(row: IncidentRow, context: CommandContext): Promise<Reply> {
  const { anomalies, asker, outbox } = context;
  if (row.plan?.by !== asker.id) mustAnswerFor(row.team, 'take that back', context);
  if (row.state !== 'planned') return { message: drawOutcome(row, 'already') };
  const changed = await anomalies.undo(row, asker.id);
  if (!changed) return { message: drawOutcome(await incident(row.id, context), 'already') };
  await outbox.put(noticesOf(changed));
  return { message: drawOutcome(changed, 'done') };
}

/** Day by day, who and what changed, for the eyes of the person who pressed. */
export const closerButton: Press = {
  action: ANOMALY_CLOSER,
  async run({ value }, context) {
    const row = await incident(value, context);
    const closer = await context.anomalies.closer(row);
    if (!closer) throw new UsageError('There are no figures of this incident to look at.');
    return { message: drawCloser(row, closer, context.pause && mayPause(context) ? callersOf(row) : []) };
  },
};

/** ARNs of the callers that an incident is about. */
export const callersOf = (row: IncidentRow): string[] =>
  [...(row.subject ? [row.subject] : []), ...(row.seen?.related.map((one) => one.subject) ?? [])]
    .filter(({ kind }) => kind === 'principal' || kind === 'agent')
    .map(({ name }) => name);

/** @throws UsageError for a button of something that is forgotten */
export async function incident(id: string, { anomalies }: Pick<CommandContext, 'anomalies'>): Promise<IncidentRow> {
  const row = await anomalies.find(id);
  if (!row) throw new UsageError('This incident is no longer known; `/aispend anomalies` lists the open ones.');
  return row;
}
