import { z } from 'zod';
import { UsageError } from '../errors.js';
import { type Month, type Span, wholeMonth } from '../period.js';
import { teamOf } from '../spend/statements/bearer.js';
import type { Dispute } from '../spend/statements/entries.js';
import { parts, readAmount } from '../spend/statements/read-words.js';
import { unquoted } from '../typed-text.js';
import { drawDisputed, drawDisputes } from '../views/dispute.js';
import type { Command, CommandContext, Reply } from './command.js';
import { accept, reject } from './dispute-decision.js';
import { monthOf, readBearer } from './statement-words.js';

/** Opens a dispute about a team's month, lists the open ones, and decides one. Anybody may open one; finance decides. */
export const dispute: Command = {
  name: 'dispute',
  summary: 'Disputes what a team is charged',
  details: 'Finance decides in a thread. Alone it lists the open disputes.',
  usage: '[<month> <team> "why"]',
  examples: ['dispute 2026-10 engineering "the load test was for platform"', 'dispute'],
  args: z.object({ what: z.string().optional() }),
  async run({ what = '' }, context) {
    const words = parts(what);
    const [first = '', second = '', ...rest] = words;
    if (words.length === 0) {
      const all = await context.statements.disputes.all();
      return {
        message: drawDisputes(
          all.flatMap((one) => (one.outcome ? [] : [one.dispute])),
          context.slash,
        ),
      };
    }
    if (/^accept$/i.test(first)) return accept(second, acceptance(rest, context), context);
    if (/^reject$/i.test(first)) return reject(second, unquoted(rest.join(' ')), context);
    const why = words.at(-1) ?? '';
    if (words.length < 3 || !/^["']/.test(why))
      throw new UsageError(`Write the month, the team and, in quotes, why: \`${context.slash} dispute 2026-10 engineering "why"\`.`);
    const month = monthOf(first, context.now());
    const team = unquoted([second, ...rest.slice(0, -1)].join(' '));
    return openDispute({ team, month, span: wholeMonth(month), words: unquoted(why) }, context);
  },
};

/** `120.50 [to <team>] "why"`. */
function acceptance(words: string[], { slash }: CommandContext): { amount: string; against: string | undefined; reason: string } {
  const [amount = '', ...rest] = words;
  if (!readAmount(amount)) throw new UsageError(`Accepting takes an amount: \`${slash} dispute accept k3m9p2 120.50 to platform "why"\`.`);
  const named = /^(to|with|against)$/i.test(rest[0] ?? '') ? unquoted(rest.splice(0, 2)[1] ?? '') : undefined;
  return { amount, against: named, reason: unquoted(rest.join(' ')) };
}

/**
 * Opens a dispute about a team's figures and brings it to finance; what the month's statement and the week's summary share.
 * The same words by the same person, while open, are the same dispute.
 * @param o.month the month on whose statement an outcome lands; `span` the days it is about
 * @throws UsageError when the team is unknown or nothing is said
 */
export async function openDispute(
  o: { team: string; month: Month; span: Span; words: string },
  context: CommandContext,
): Promise<Reply & { dispute: Dispute }> {
  const { asker, settings, slash, statements } = context;
  if (asker.id === '') throw new UsageError('A dispute belongs to a person in Slack; type it there.');
  const words = o.words.trim();
  if (words.length < 5) throw new UsageError(`Say what is wrong, in quotes: \`${slash} dispute ${o.month} engineering "why"\`.`);
  const team = teamOf(await readBearer(o.team, context));
  if (team === undefined) throw new UsageError('Spend that no team owns is charged to nobody, so there is nothing to dispute.');
  const opened = await statements.disputes.open({ ...o, team, words, by: asker.id });
  await statements.mail.disputed(opened);
  const onto = await statements.books.landsOn(o.month);
  return { message: drawDisputed(opened, settings.chargeback.financeChannel !== undefined, onto), dispute: opened };
}
