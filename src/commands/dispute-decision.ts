import { UsageError } from '../errors.js';
import { usd } from '../money.js';
import { showMonth } from '../period.js';
import { bearerOf } from '../spend/statements/bearer.js';
import { entryOf, named } from '../spend/statements/entries.js';
import { readAmount } from '../spend/statements/read-words.js';
import { drawDecidedBefore, drawOutcome } from '../views/dispute.js';
import type { CommandContext, Reply } from './command.js';
import { mustBeFinance, readBearer } from './statement-words.js';

/** Accepts a dispute with an amount that moves from the team to another, or to the spend that no team owns. */
export async function accept(
  id: string,
  o: { amount: string; against: string | undefined; reason: string },
  context: CommandContext,
): Promise<Reply> {
  mustBeFinance(context);
  const amount = readAmount(o.amount.trim());
  if (!amount) throw new UsageError('The amount is dollars, such as 120.50.');
  const against = await readBearer(o.against?.trim() || undefined, context);
  const { dispute, outcome } = await context.statements.disputes.find(known(id));
  if (!outcome) {
    const { month, team } = dispute;
    const holds = await context.statements.books.holds(month, bearerOf(team));
    if (amount.gt(holds))
      throw new UsageError(
        `${usd(amount)} is more than the statement of ${team} for ${showMonth(month)} holds, which is ${usd(holds)}; accept at most that.`,
      );
  }
  return decide(id, { verdict: 'accepted', amount, against, reason: o.reason }, context);
}

export async function reject(id: string, reason: string, context: CommandContext): Promise<Reply> {
  mustBeFinance(context);
  return decide(id, { verdict: 'rejected', reason }, context);
}

/** As people type it. */
const known = (id: string): string => id.trim().toLowerCase().replace(/[`#]/g, '');

type Decision = { reason: string } & (
  | { verdict: 'accepted'; amount: NonNullable<ReturnType<typeof readAmount>>; against: string }
  | { verdict: 'rejected' }
);

async function decide(id: string, decision: Decision, { statements: { books, disputes, mail }, asker }: CommandContext): Promise<Reply> {
  if (decision.reason.trim().length < 3) throw new UsageError('Say why, in quotes: it is kept and told to who disputed.');
  const { dispute, outcome, mine } = await disputes.resolve(known(id), { ...decision, by: asker.id });
  // The card is there before it is changed, also when whoever opened the dispute did not get to put it.
  await mail.disputed(dispute);
  await mail.decided(dispute, outcome);
  const onto = await books.landsOn(dispute.month, entryOf(dispute.id));
  return { message: mine ? drawOutcome(dispute, named(outcome), onto) : drawDecidedBefore(dispute, named(outcome), onto) };
}
