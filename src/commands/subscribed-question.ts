import { randomUUID } from 'node:crypto';
import { isSayable, Rejected, Unavailable, UsageError } from '../errors.js';
import type { Questions } from '../jobs/subscriptions.js';
import type { Log } from '../log.js';
import { type Day, dayOf } from '../period.js';
import type { Asker, Command, CommandContext } from './command.js';
import { type Parsed, parse } from './parse.js';

/** How commands are called where no typed one is at hand. */
const SLASH = '/aispend';

/**
 * Reads a question that was typed as a part of another command, and is tidy.
 * @throws UsageError when it is none, or one of a command that acts
 */
export function readQuestion(question: string, commands: Command[], today: Day, slash: string): Parsed {
  // `parse` takes what Slack sends, which escapes.
  const read = parse(question.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), commands, today, slash);
  if (read.command.subscribable) return read;
  const names = commands.filter((one) => one.subscribable).map((one) => one.name);
  throw new UsageError(`\`${read.command.name}\` cannot be subscribed to, only questions can: ${names.join(', ')}.`);
}

/** Asks questions for people who are not there, each with what that person may see at that time. */
export const questionsFor = (commands: Command[], context: (asker: Asker, slash: string) => CommandContext, log: Log): Questions => ({
  async ask(question, asker, at) {
    try {
      const { command, args } = readQuestion(question, commands, dayOf(at), SLASH);
      return (await command.run(args, { ...context(asker, SLASH), now: () => at })).message;
    } catch (error) {
      if (isSayable(error) || error instanceof Rejected) throw error;
      const reference = randomUUID().slice(0, 8);
      log.error({ reference, err: error, question }, 'a fault in aispend, met by a subscription');
      throw new Unavailable(`a fault in aispend itself (reference ${reference})`, { cause: error });
    }
  },
});
