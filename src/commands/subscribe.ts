import { z } from 'zod';
import { NotAllowed, Unavailable, UsageError } from '../errors.js';
import { dayOf } from '../period.js';
import type { Audience } from '../spend/audience/audiences.js';
import { readWish, type Wish } from '../spend/subscriptions/grammar.js';
import { MOST_PER_PERSON, type NewSubscription, type Subscription } from '../spend/subscriptions/subscription.js';
import { seenByOutsiders, sharedWords } from '../views/outsiders.js';
import { drawSubscribed } from '../views/subscription.js';
import type { Asker, Command, CommandContext } from './command.js';
import { readQuestion } from './subscribed-question.js';

/** A question that is asked again and again. It is asked once now, so that a wrong one is refused at once. */
export const subscribeFor = (commands: () => Command[]): Command => ({
  name: 'subscribe',
  summary: 'Brings an answer again every day, week or month',
  details: 'To you, or to a channel; without words for the place, to you.',
  usage: '<question> every <days> [at] [time] [in #channel | here | to me]',
  examples: [
    'subscribe team engineering every monday 9:00 here',
    'subscribe digest last week every monday',
    'subscribe coverage last month every 2nd 8:30',
  ],
  args: z.object({ question: z.string().optional() }),
  async run({ question = '' }, context) {
    const { asker, slash, now, settings, subscriptions, hours } = context;
    if (asker.id === '') throw new UsageError('A subscription belongs to a person in Slack; type it there.');
    if (question === '') throw new UsageError(`Subscribe to what? Write \`${slash} subscribe team engineering every monday 9:00\`.`);
    const wish = readWish(question, slash);
    await tryOut(wish.question, commands(), context);
    const place = placeFor(wish.place, asker);
    const audience = await heardBy(place, context);
    const timeZone = asker.timeZone ?? settings.timezone;
    const next = subscriptions.times(wish.schedule, timeZone).next(now());
    if (!next) throw new UsageError('That time never comes; write a day such as every monday or every 1st.');
    const added = await subscriptions.add(
      {
        owner: asker.id,
        workspace: asker.workspace,
        question: wish.question,
        schedule: wish.schedule,
        timeZone,
        place,
        next: next.toISOString(),
      } satisfies NewSubscription,
      MOST_PER_PERSON,
    );
    if (added.did === 'full')
      throw new UsageError(
        `You have ${MOST_PER_PERSON} subscriptions, which is the most; remove one first: \`${slash} subscriptions\` lists them.`,
      );
    const resumed = added.row.state === 'paused' && (await subscriptions.resume(added.row, next));
    // Drawn from the row as it stands, not from what was typed.
    const row = (await subscriptions.find(added.row.id)) ?? added.row;
    const seen = audience ? seenByOutsiders(place, audience) : '';
    return { message: drawSubscribed(row, resumed ? 'resumed' : added.did, await heldUntil(row, hours), seen) };
  },
});

/** @throws what the question throws, but for figures that are not there yet: they may be when it is asked again. */
async function tryOut(question: string, commands: Command[], context: CommandContext): Promise<void> {
  const { command, args } = readQuestion(question, commands, dayOf(context.now()), context.slash);
  try {
    await command.run(args, context);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}

function placeFor(place: Wish['place'], asker: Asker): string {
  if (place === 'me') return asker.id;
  if (place !== 'here') return place.channel;
  if (asker.channel === undefined)
    throw new UsageError('"here" means the channel it is typed in, and there is none; write "in #channel" or "to me".');
  return asker.channel.startsWith('D') ? asker.id : asker.channel;
}

/**
 * Who hears it; undefined for direct messages, and where Slack does not tell.
 * @throws NotAllowed where figures may not go
 */
async function heardBy(place: string, { audiences, admins }: CommandContext): Promise<Audience | undefined> {
  const audience = await audiences.of(place);
  if (audience?.held)
    throw new NotAllowed(
      `aispend answers members of its own workspace only, and that channel ${sharedWords(audience)}; subscribe "to me" and share what is worth it, or have an admin list ${place} under \`allowOutsiders\` in aispend.yaml${admins.length === 0 ? '.' : ':'}`,
      admins,
    );
  return audience;
}

async function heldUntil(row: Subscription, hours: CommandContext['hours']): Promise<string | undefined> {
  return (await hours.notBeforeFor(row.place, new Date(row.next)))?.toISOString();
}
