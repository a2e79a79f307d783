import { z } from 'zod';
import { NotAllowed, UsageError } from '../errors.js';
import { drawRemovedByOther, drawUnsubscribed, UNSUBSCRIBE } from '../views/subscription.js';
import type { Command, CommandContext, Reply } from './command.js';
import type { Press } from './surface.js';

/** Removes a subscription, by the id that the list shows. */
export const unsubscribe: Command = {
  name: 'unsubscribe',
  summary: 'Removes a subscription of yours by its id',
  details: 'Admins remove any.',
  usage: '<id>',
  examples: ['unsubscribe k3m9p2'],
  args: z.object({ id: z.string().optional() }),
  run: ({ id = '' }, context) => remove(id, context),
};

/** The button under a delivered answer and in the list; whoever presses it must be the owner or an admin. */
export const unsubscribeButton: Press = {
  action: UNSUBSCRIBE,
  run: ({ value }, context) => remove(value, context),
};

async function remove(typed: string, context: CommandContext): Promise<Reply> {
  const { asker, slash, isAdmin, admins, subscriptions, outbox, hours } = context;
  const id = typed.trim().toLowerCase().replace(/[`#]/g, '');
  if (id === '')
    throw new UsageError(`Which one? \`${slash} subscriptions\` lists them with their ids; then \`${slash} unsubscribe <id>\`.`);
  const known = await subscriptions.find(id);
  if (known && known.owner !== asker.id && !isAdmin(asker))
    throw new NotAllowed('Only the person who subscribed or an admin can remove this subscription:', [known.owner, ...admins]);
  const row = known && (await subscriptions.remove(id));
  if (!row)
    throw new UsageError(
      `No subscription is called "${id.slice(0, 40)}", or it is removed already; \`${slash} subscriptions\` lists yours.`,
    );
  const left = (await subscriptions.of(row.owner)).length;
  if (row.owner === asker.id) return { message: drawUnsubscribed(row, left) };
  const notBefore = await hours.notBeforeFor(row.owner, context.now());
  const told = { key: `unsubscribed:${row.id}`, channel: row.owner, ...drawRemovedByOther(row, asker.id) };
  await outbox.put([notBefore ? { ...told, notBefore } : told]);
  return { message: drawUnsubscribed(row, left, asker.id) };
}
