import { z } from 'zod';
import { dayOf } from '../period.js';
import { drawCoverage } from '../views/coverage.js';
import { coverageData } from '../views/report-data.js';
import type { Command } from './command.js';
import { periodOf } from './period-argument.js';

/** How much of the spend has an owner, and what to tag next. */
export const coverage: Command = {
  name: 'coverage',
  aliases: ['tag-coverage', 'tags'],
  summary: 'How much of the spend has an owner, and what to tag next',
  details: 'By team, project and cost-center, as far as aispend.yaml names tags for them. Spellings that may be one team are named too.',
  usage: '[period]',
  examples: ['coverage', 'coverage last month'],
  subscribable: true,
  args: z.object({ period: z.string().optional().meta({ label: 'Period' }) }),
  async run(args, { coverage: covered, now }) {
    const answer = await covered.of(periodOf(args['period'], dayOf(now())));
    return {
      message: drawCoverage(answer),
      sharable: { why: answer.why, again: { command: 'coverage', args: {} } },
      lines: coverageData(answer),
    };
  },
};
