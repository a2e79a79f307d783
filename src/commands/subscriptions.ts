import { z } from 'zod';
import { NotAllowed, UsageError } from '../errors.js';
import { drawSubscriptions } from '../views/subscription.js';
import type { Command } from './command.js';

/** What somebody is told again and again, with when it comes next; everybody's for admins. */
export const subscriptions: Command = {
  name: 'subscriptions',
  summary: 'Your subscriptions: what, when, where',
  usage: '[all]',
  examples: ['subscriptions'],
  args: z.object({ whose: z.string().optional() }),
  async run({ whose = '' }, { asker, isAdmin, admins, subscriptions: kept, hours, slash }) {
    const all = whose.toLowerCase() === 'all';
    if (whose !== '' && !all)
      throw new UsageError(`\`${slash} subscriptions\` takes nothing more, or all for admins, so "${whose.slice(0, 60)}" does not fit.`);
    if (all && !isAdmin(asker)) throw new NotAllowed('Only admins may see the subscriptions of all; ask one of them:', admins);
    const rows = all ? await kept.all() : await kept.of(asker.id);
    return { message: drawSubscriptions(rows, await hours.of(asker.id), slash, all) };
  },
};
