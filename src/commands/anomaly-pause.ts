import { NotAllowed, Unavailable, UsageError } from '../errors.js';
import { addDays, dayOf, parseDay } from '../period.js';
import { checkPlan } from '../spend/anomalies/plan-words.js';
import { ANOMALY_PAUSE } from '../views/anomaly-closer.js';
import { drawPauseForm, PAUSE_FORM } from '../views/anomaly-forms.js';
import { drawSentence } from '../views/anomaly-list.js';
import { callersOf, incident, untilWrong } from './anomaly-buttons.js';
import { mayPause } from './anomaly-rights.js';
import type { CommandContext } from './command.js';
import type { Form, Press } from './surface.js';

const PROPOSED_DAYS = 1;

/** Pause this principal: asks until when and why. The button is drawn only where somebody takes such requests. */
export const pauseButton: Press = {
  action: ANOMALY_PAUSE,
  async run({ value }, context) {
    const { arn } = await caller(value, context);
    return { window: drawPauseForm(arn, addDays(dayOf(context.now()), PROPOSED_DAYS), value) };
  },
};

/** Opens the request; deciding is the access workflow's. */
export const pauseForm: Form = {
  callback: PAUSE_FORM,
  check: ({ until, reason }, _about, { now }) => ({
    ...untilWrong(until, dayOf(now())),
    ...(typeof reason === 'string' && reason.trim() !== '' ? {} : { reason: 'Say why, for those who decide.' }),
  }),
  async run({ until, reason }, about, context) {
    const { id, arn, port } = await caller(about, context);
    const [day, today] = [parseDay(String(until)), dayOf(context.now())];
    checkPlan(today, day, today);
    const wish = { principal: arn, reason: String(reason).trim(), until: day, by: context.asker.id, incident: id };
    return { message: drawSentence(await port.requestPause(wish)) };
  },
};

/** What a button carried is no authority: the incident must name the caller, and the person must be one who may. */
async function caller(
  value: string,
  context: CommandContext,
): Promise<{ id: string; arn: string; port: NonNullable<CommandContext['pause']> }> {
  if (!context.pause) throw new Unavailable('Pausing principals is not set up here; stop it where it runs.');
  if (!mayPause(context))
    throw new NotAllowed('Only admins and curators of the registry can pause a principal; ask one of them:', context.admins);
  const [id, arn] = read(value);
  if (!callersOf(await incident(id, context)).includes(arn)) throw new UsageError('This button is out of date; press Look closer again.');
  return { id, arn, port: context.pause };
}

function read(value: string): [string, string] {
  try {
    const [id, arn] = JSON.parse(value) as unknown[];
    return [String(id), String(arn)];
  } catch (error) {
    throw new UsageError('This button is out of date; press Look closer again.', { cause: error });
  }
}
