import { z } from 'zod';
import { UsageError } from '../errors.js';
import { dayOf } from '../period.js';
import { drawTeam } from '../views/team.js';
import type { Command } from './command.js';
import { drawOnce } from './draw-once.js';
import { periodOf } from './period-argument.js';

const draw = drawOnce(drawTeam);

/** What one team spent on Amazon Bedrock. Without a name: the team the asker manages. */
export const team: Command = {
  name: 'team',
  summary: 'What a team spends: total, change, models, trend',
  usage: '<team> [period]',
  examples: [
    'team engineering',
    'team engineering last month',
    'team "data science" 7d',
    'team eng 2026-10',
    'team eng last quarter',
    'team platform 2026-10-01..2026-10-15',
  ],
  subscribable: true,
  args: z.object({
    team: z.string().max(200, 'A team name has at most 200 characters.').optional().meta({ label: 'Team' }),
    period: z.string().optional().meta({ label: 'Period' }),
  }),
  async run(args, { spend, now, asker, slash, manages }) {
    const period = periodOf(args['period'], dayOf(now()));
    const name =
      args['team'] || own(manages(asker)) || (await missing(manages(asker), [...(await spend.teams()).keys()], args['period'], slash));
    const answer = await spend.team(name, period);
    return { message: draw(answer), answer: { value: answer, again: { command: 'team', args: { team: answer.team } } } };
  },
};

const own = (teams: string[]): string | undefined => (teams.length === 1 ? teams[0] : undefined);

async function missing(managed: string[], teams: string[], period: string | undefined, slash: string): Promise<never> {
  if (managed.length > 0)
    throw new UsageError(`You manage ${managed.join(' and ')}; write \`${slash} team ${managed[0]}\` or another of them.`);
  const some = teams.sort().slice(0, 20).join(', ');
  // "may" and "Q3" are read as periods; a team may still be called that.
  const quoted = period === undefined ? '' : ` If that is a team's name, put it in quotes: \`${slash} team "${period}"\`.`;
  throw new UsageError(`Which team? Write \`${slash} team <name> [period]\`.${quoted}${some ? ` Teams: ${some}.` : ''}`);
}
