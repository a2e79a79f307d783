import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Blocker } from '../spend/statements/blockers.js';
import { type MonthStatements, refusal } from '../spend/statements/books.js';
import { monthSummary } from '../spend/statements/month-summary.js';
import { parts } from '../spend/statements/read-words.js';
import { unquoted } from '../typed-text.js';
import { sentence } from '../views/blocks.js';
import { CLOSE_FORM, closeWindow } from '../views/dispute.js';
import { drawAlreadyClosed, drawClosed, STATEMENT_CLOSE } from '../views/statement-month.js';
import type { Command, CommandContext, Reply } from './command.js';
import { isFinance, monthOf, mustBeFinance } from './statement-words.js';
import type { Form, Press } from './surface.js';

/** Closes a month for good. For those who close the months; an admin may do so although something stands against it. */
export const close: Command = {
  name: 'close',
  summary: 'Closes a month: its statements are frozen and numbered',
  details: 'For finance and admins.',
  offered: isFinance,
  usage: '<month> ["reason", when something stands against it]',
  examples: ['close 2026-10'],
  args: z.object({ what: z.string().optional() }),
  async run({ what = '' }, context) {
    const [word, ...rest] = parts(what);
    if (word === undefined) throw new UsageError(`Which month? Write \`${context.slash} close 2026-10\`.`);
    const reason = unquoted(rest.join(' '));
    // Who types can type the reason too; the window is for who pressed.
    const { message } = await closeMonth(monthOf(word, context.now()), reason === '' ? undefined : reason, context);
    return { message };
  },
};

/** The button under finance's table. */
export const closeButton: Press = {
  action: STATEMENT_CLOSE,
  run: ({ value }, context) => closeMonth(monthOf(value, context.now()), undefined, context),
};

/** An admin's reason. Who submits it is looked at again. */
export const closeForm: Form = {
  callback: CLOSE_FORM,
  check: (fields): Record<string, string> =>
    String(fields['reason'] ?? '').trim().length < 5 ? { reason: 'Say in a few words why it is closed all the same.' } : {},
  run: (fields, month, context) => closeMonth(monthOf(month, context.now()), String(fields['reason']).trim(), context),
};

async function closeMonth(month: string, reason: string | undefined, context: CommandContext): Promise<Reply> {
  mustBeFinance(context);
  const { books, mail } = context.statements;
  const state = await books.show(month);
  if (state.state === 'draft' && state.blockers.length > 0) {
    const firm = state.blockers.some((one: Blocker) => one.firm);
    if (firm || !context.isAdmin(context.asker)) throw new UsageError(refusal(month, state.blockers));
    if (reason === undefined) return askWhy(month, state, context.slash);
  }
  const { did, closed } = await books.close(month, { by: context.asker.id, ...(reason ? { reason } : {}) });
  const now = { state: 'closed' as const, content: closed.content, closed };
  // Also when it was closed before: whoever closed it may not have got to tell.
  await mail.closed(now);
  return { message: did === 'closed' ? drawClosed(now, monthSummary(now)) : drawAlreadyClosed(now) };
}

/** As a window where there is one to be opened; the message says how to do the same by typing. */
function askWhy(month: string, state: MonthStatements & { state: 'draft' }, slash: string): Reply {
  const words = `${refusal(month, state.blockers)} To do so: \`${slash} close ${month} "the reason"\`.`;
  return {
    message: { text: words.replaceAll('`', ''), blocks: [sentence(words)] },
    window: closeWindow(month, refusal(month, state.blockers)),
  };
}
