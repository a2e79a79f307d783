import { randomUUID } from 'node:crypto';
import type { View } from '@slack/types';
import type { Again, Asker, Command, CommandContext, Reply } from '../commands/command.js';
import { readArgs } from '../commands/parse.js';
import { OFFERED_PERIODS } from '../commands/period-argument.js';
import type { Log } from '../log.js';
import { dayOf } from '../period.js';
import type { Why } from '../spend/answers.js';
import type { AnswerStore } from '../store/answers.js';
import type { DeliveryStore } from '../store/deliveries.js';
import { answerActions } from '../views/answer-actions.js';
import type { Draw } from '../views/message.js';
import { failure } from './failures.js';
import type { InFlight } from './in-flight.js';
import type { People } from './people.js';
import type { Replies, Target } from './replies.js';

/** Who asks for what, out of a signed payload. */
export interface Visit extends Target {
  workspace: string;
}

/** What is kept of an answer, as JSON in the store: Share posts it, Why? explains it, a period asks it again. */
export interface Kept {
  draw: Draw;
  why: Why;
  again: Again;
}

export interface DeskOptions {
  commands: Command[];
  context(asker: Asker, slash: string): CommandContext;
  people: People;
  replies: Replies;
  deliveries: DeliveryStore;
  answers: AnswerStore;
  inFlight: InFlight;
  log: Log;
}

/** Everything that comes through Slack is dealt with here: once, for people who may ask, and never without an answer. */
export class Desk {
  constructor(readonly o: DeskOptions) {}

  /** Runs `work` after the acknowledgement, once per delivery; every failure becomes one sentence to the person. */
  serve(key: string, visit: Visit, what: string, work: (log: Log) => Promise<void>): Promise<void> {
    const log = this.o.log.child({ what, user: visit.user });
    return this.o.inFlight.track(async () => {
      try {
        if (!(await this.o.deliveries.claim(key))) {
          log.info('delivered again; already answered');
          return;
        }
        await this.admit(visit);
        await work(log);
      } catch (error) {
        await this.o.replies
          .toAsker(visit, failure(error, log))
          .catch((lost: unknown) => log.error({ err: lost }, 'the sentence on a failure could not be delivered'));
      }
    });
  }

  /** @throws NotAllowed for guests, strangers, bots and deactivated people. */
  async admit(visit: Visit): Promise<void> {
    await this.o.people.mayAsk(visit.user, visit.workspace);
  }

  /** What may be used on behalf of a person who was admitted. */
  contextOf(visit: Visit, slash: string): CommandContext {
    const timeZone = this.o.people.timeZone(visit.user);
    const { user: id, workspace, channel } = visit;
    return this.o.context({ id, workspace, ...(timeZone ? { timeZone } : {}), ...(channel ? { channel } : {}) }, slash);
  }

  /** Runs a command and brings its answer to the asker, with buttons when there is something to share or explain. */
  async run(
    command: Command,
    args: Record<string, string | undefined>,
    visit: Visit,
    slash: string,
    log: Log,
    o: { replace?: boolean; open?(view: View): Promise<void> } = {},
  ): Promise<void> {
    const reply = await command.run(args, this.contextOf(visit, slash));
    if (reply.window && o.open && (await opened(o.open(reply.window), log))) return;
    await this.o.replies.toAsker(visit, await this.withButtons(reply, args, visit, log), o);
  }

  /** Arguments from a form or a menu, checked as if they had been typed. */
  argsFrom(command: Command, values: Record<string, string | undefined>, slash: string, now: Date): Record<string, string | undefined> {
    const period = values['period'];
    const checked = readArgs(command, period ?? '', dayOf(now), slash);
    const parsed = command.args.parse({ ...values, ...(period === undefined ? {} : { period: checked['period'] ?? period }) });
    return parsed;
  }

  /** An answer without its buttons is still an answer, so a store that fails is logged and not felt. */
  private async withButtons(reply: Reply, args: Record<string, string | undefined>, visit: Visit, log: Log): Promise<Draw> {
    const sharable = reply.answer ? { why: reply.answer.value.why, again: reply.answer.again } : reply.sharable;
    if (!sharable) return reply.message;
    const id = randomUUID();
    const kept: Kept = { draw: reply.message, ...sharable };
    try {
      const { command, args: asked } = sharable.again;
      const question = [command, ...Object.values({ ...asked, period: args['period'] })].filter(Boolean).join(' ');
      await this.o.answers.keep({ id, asker: visit.user, workspace: visit.workspace, question, answer: JSON.stringify(kept) });
    } catch (error) {
      log.error({ err: error }, 'the answer could not be kept, so it has no buttons');
      return reply.message;
    }
    return { text: reply.message.text, blocks: [...reply.message.blocks, answerActions(id, OFFERED_PERIODS)] };
  }
}

/** A window that Slack would not open in time leaves the message, which has a button for it. */
const opened = (opening: Promise<void>, log: Log): Promise<boolean> =>
  opening.then(
    () => true,
    (error: unknown) => {
      log.info({ err: error }, 'the window did not open; a message is sent instead');
      return false;
    },
  );
