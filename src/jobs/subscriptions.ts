import { setImmediate as breath } from 'node:timers/promises';
import { isSayable, NotAllowed, Rejected, UsageError } from '../errors.js';
import type { Subscription } from '../spend/subscriptions/subscription.js';
import type { Draw } from '../views/message.js';
import { drawDelivered, drawPaused, drawUndelivered } from '../views/subscription.js';
import { type Job, type JobContext, TURNS } from './job.js';
import { withinHours } from './within-hours.js';

/** Answers a question for a person who is not there. */
export interface Questions {
  /**
   * @param at when it is asked: periods are read as of then
   * @throws UsageError, NotAllowed, Unavailable, Rejected
   */
  ask(question: string, asker: { id: string; workspace: string; timeZone: string }, at: Date): Promise<Draw>;
}

/** What the workspace says of a person now. */
export interface PeopleStates {
  /** `guest` is everybody who may not ask. @throws Unavailable when Slack cannot tell */
  state(id: string): Promise<'member' | 'guest' | 'left'>;
}

type Uses = 'subscriptions' | 'questions' | 'people' | 'hours' | 'outbox' | 'settings';

/** After downtime an answer older than this is of no use. */
const TOO_LATE_MS = 24 * 3_600_000;
/** When a failed question is asked again, in minutes. */
const PAUSES = [1, 5, 15, 60];
const BATCH = 100;
const SLASH = '/aispend';

/**
 * Brings the answers that people subscribed to. What is due is found in the rows, so it makes no difference whether a
 * minute was missed: the latest due time is answered once. The message is put before the row moves on, under a key of the
 * subscription and its due time, so a run that is broken off and taken up says nothing twice.
 */
export const subscriptionsJob: Job<Uses> = {
  name: 'subscriptions',
  schedule: '* * * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 24,
  needsPeople: true,
  turn: TURNS.reports,
  summary: 'Brings the answers that people subscribed to',
  async run(due, context) {
    const counts = new Map<string, number>();
    const seen = new Set<string>();
    let fault: unknown;
    for (;;) {
      const rows = (await context.subscriptions.due(due, BATCH)).filter((row) => !seen.has(`${row.id} ${row.version}`));
      for (const row of rows) {
        seen.add(`${row.id} ${row.version}`);
        // One that cannot be served must not keep the others waiting behind it; the run has failed all the same.
        const did = await serve(row, due, context).catch((error: unknown) => {
          fault ??= error;
          return 'failed';
        });
        counts.set(did, (counts.get(did) ?? 0) + 1);
        // Hundreds on a Monday at nine must not hold up people who ask.
        await breath();
      }
      if (rows.length === 0) break;
    }
    if (fault !== undefined) throw fault;
    return [...counts].map(([did, count]) => `${count} ${did}`).join(', ');
  },
};

async function serve(row: Subscription, due: Date, context: Pick<JobContext, Uses>): Promise<string> {
  const { subscriptions, questions, people, hours, outbox } = context;
  const times = subscriptions.times(row.schedule, row.timeZone);
  const [asked, next] = [times.latest(due) ?? new Date(row.next), times.next(due)];
  if (!next) throw new Error(`the subscription ${row.id} is never due again: ${row.schedule}`);
  // What waits for hours is read when they open, so that the newest answer comes and not all that became due meanwhile.
  const opening = await hours.notBeforeFor(row.place, due);
  if (opening) {
    await subscriptions.advance(row, opening);
    return 'wait for the hours of the person';
  }
  if (due.getTime() - Math.max(asked.getTime(), Date.parse(row.next)) > TOO_LATE_MS) {
    await subscriptions.advance(row, next);
    return 'left out, more than a day late';
  }
  const put = async (draw: Draw): Promise<void> => {
    const message = { key: `subscription:${row.id}:${asked.toISOString()}`, channel: row.place, instead: [row.owner], ...draw };
    await outbox.put(await withinHours([message], due, hours));
    await subscriptions.advance(row, next);
  };
  try {
    const state = await people.state(row.owner);
    if (state !== 'member') return await pause(row, state, due, context);
    const answer = await questions.ask(row.question, { id: row.owner, workspace: row.workspace, timeZone: row.timeZone }, asked);
    await put(drawDelivered(answer, row));
    return 'sent';
  } catch (error) {
    if (!isSayable(error) && !(error instanceof Rejected)) throw error;
    const useless = error instanceof UsageError || error instanceof NotAllowed || error instanceof Rejected;
    const pauseFor = useless ? undefined : PAUSES[row.tries];
    if (pauseFor === undefined) {
      await put(drawUndelivered(row, error.message, next.toISOString()));
      return 'could not be answered';
    }
    await subscriptions.retry(row, new Date(due.getTime() + pauseFor * 60_000));
    return 'failed and asked again later';
  }
}

/** Stops all that a person who is gone subscribed to. The admins are told before, so that they hear of it for certain. */
async function pause(row: Subscription, state: 'left' | 'guest', due: Date, context: Pick<JobContext, Uses>): Promise<string> {
  const { subscriptions, outbox, settings, hours } = context;
  const active = (await subscriptions.of(row.owner)).filter((one) => one.state === 'active');
  // Another of the same person was due a moment ago.
  if (active.length === 0) return 'paused';
  const draw = drawPaused(row.owner, state, active, SLASH);
  const messages = settings.admins.map((admin) => ({
    key: `subscription-paused:${row.id}:${row.version}:${admin}`,
    channel: admin,
    ...draw,
  }));
  await outbox.put(await withinHours(messages, due, hours));
  await subscriptions.pause(row.owner);
  return 'paused';
}
