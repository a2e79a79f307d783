import { z } from 'zod';
import { NotAllowed, UsageError } from '../errors.js';
import { drawJobs, drawRanByHand } from '../views/jobs.js';
import type { Command } from './command.js';

/** What the clock does, for admins: when each job runs next, how it went, and running one by hand. */
export const jobs: Command = {
  name: 'jobs',
  aliases: ['job'],
  summary: 'Scheduled jobs, their last runs, and running one by hand',
  details: 'For admins.',
  offered: ({ asker, isAdmin }) => isAdmin(asker),
  usage: '[run <name> [again]]',
  examples: ['jobs', 'jobs run refresh'],
  args: z.object({ jobs: z.string().optional() }),
  async run(args, { asker, isAdmin, admins, jobs: byHand, status, slash }) {
    if (!isAdmin(asker))
      throw admins.length === 0
        ? new NotAllowed('Only admins may see and run jobs, and there are none: list Slack user ids under `admins` in aispend.yaml.')
        : new NotAllowed('Only admins may see and run jobs; ask one of them:', admins);
    const words = (args['jobs'] ?? '').toLowerCase();
    if (words === '') {
      const { months } = await status();
      const readAt = months
        .map((month) => month.pulledAt)
        .sort()
        .at(-1);
      return { message: drawJobs(await byHand.list(), slash, readAt) };
    }
    const [, name, again] = /^run (\S+)( again)?$/.exec(words) ?? [];
    if (!name) throw new UsageError(`\`${slash} jobs\` takes nothing more or run <name>, so "${words.slice(0, 60)}" does not fit.`);
    return { message: drawRanByHand(await byHand.run(name, { again: again !== undefined }), slash) };
  },
};
