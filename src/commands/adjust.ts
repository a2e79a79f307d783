import { z } from 'zod';
import { UsageError } from '../errors.js';
import { usd } from '../money.js';
import { showMonth } from '../period.js';
import { bearerName, teamOf } from '../spend/statements/bearer.js';
import { readMove } from '../spend/statements/read-words.js';
import { drawAdjusted } from '../views/dispute.js';
import type { Command } from './command.js';
import { isFinance, mustBeFinance, readBearer } from './statement-words.js';

/** Moves an amount between two statements, or between one and the spend that no team owns, so that all still add up to the bill. */
export const adjust: Command = {
  name: 'adjust',
  summary: 'Moves an amount from one statement to another, with a reason',
  details: 'For finance and admins.',
  offered: isFinance,
  usage: '<team> <amount> [to|from <team>] <month> "reason" [anyway]',
  examples: [
    'adjust engineering -120.50 to platform 2026-10 "moved to platform"',
    'adjust team research 40 2026-10 "their share of the trial"',
  ],
  args: z.object({ what: z.string().optional() }),
  async run({ what = '' }, context) {
    mustBeFinance(context);
    const { statements, asker, now, slash } = context;
    const move = readMove(what, now(), `${slash} adjust engineering -120.50 to platform 2026-10 "moved to platform"`);
    const [to, from] = [await readBearer(move.team, context), await readBearer(move.other, context)];
    const { amount, month, reason, anyway } = move;
    const [giver, taken] = amount.gt(0) ? [from, amount] : [to, amount.times(-1)];
    // What no team owns may run into minus: it is nobody's bill.
    if (!anyway && teamOf(giver) !== undefined) {
      const holds = await statements.books.holds(month, giver);
      if (taken.gt(holds))
        throw new UsageError(
          `${usd(taken)} is more than the statement of ${bearerName(giver)} for ${showMonth(month)} holds, which is ${usd(holds)}. If it is meant all the same, write \`anyway\` behind the reason.`,
        );
    }
    const entries = await statements.disputes.adjust({ month, from, to, amount, reason, by: asker.id });
    await statements.mail.adjusted(entries);
    return {
      message: drawAdjusted(
        entries.map((one) => ({ ...one, name: bearerName(one.bearer) })),
        await statements.books.landsOn(month),
      ),
    };
  },
};
