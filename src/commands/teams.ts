import { z } from 'zod';
import { dayOf } from '../period.js';
import { drawTeams } from '../views/teams.js';
import type { Command } from './command.js';
import { drawOnce } from './draw-once.js';
import { periodOf } from './period-argument.js';

const draw = drawOnce(drawTeams);

/** Every team beside the others, with what nobody owns, adding up to the bill's Bedrock usage. */
export const teams: Command = {
  name: 'teams',
  aliases: ['total', 'all'],
  summary: 'All teams in one table, with unattributed spend, credits and tax',
  usage: '[period]',
  examples: ['teams', 'teams last month'],
  subscribable: true,
  args: z.object({ period: z.string().optional().meta({ label: 'Period' }) }),
  async run(args, { spend, now }) {
    const answer = await spend.everyTeam(periodOf(args['period'], dayOf(now())));
    return { message: draw(answer), answer: { value: answer, again: { command: 'teams', args: {} } } };
  },
};
