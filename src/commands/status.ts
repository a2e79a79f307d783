import { z } from 'zod';
import { drawStatus } from '../views/status.js';
import type { Command } from './command.js';

/** How fresh the figures are and what is wrong with them. */
export const status: Command = {
  name: 'status',
  aliases: ['doctor', 'freshness'],
  summary: 'How fresh and complete the figures are, and what reading the bill cost',
  usage: '',
  examples: ['status'],
  subscribable: true,
  args: z.object({}),
  run: async (_args, context) => ({ message: drawStatus(await context.status()) }),
};
