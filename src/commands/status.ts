import { z } from 'zod';
import type { JobStatus } from '../jobs/by-hand.js';
import { showUtc } from '../period.js';
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
  run: async (_args, { status: look, jobs, slash }) => {
    const seen = await look();
    return { message: drawStatus({ ...seen, problems: [...seen.problems, ...givenUp(await jobs.list(), slash)] }) };
  },
};

/** Jobs whose last run was given up: what they should have read or said is missing until the next. */
const givenUp = (all: JobStatus[], slash: string): string[] =>
  all.flatMap(({ name, runs: [last] }) =>
    last?.state === 'failed'
      ? [
          `The job ${name}, due ${showUtc(last.due)}, was given up: ${sentenceOf(last.detail ?? 'the log says why')} An admin runs it once more with \`${slash} jobs run ${name} again\`.`,
        ]
      : [],
  );

const sentenceOf = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);
