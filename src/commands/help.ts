import { z } from 'zod';
import { UsageError } from '../errors.js';
import { PERIOD_EXAMPLES } from '../spend/period-grammar.js';
import { drawHelp, drawHelpOf, type Explained } from '../views/help.js';
import type { Command } from './command.js';
import { find } from './parse.js';

/** Commands that belong together in help, the most used first. */
export interface CommandGroup {
  name: string;
  commands: Command[];
}

/** Help about all commands that the asker may use, or about one, drawn from the commands themselves. */
export const helpFor = (groups: () => CommandGroup[], commands: () => Command[]): Command => ({
  name: 'help',
  aliases: ['?', 'hi', 'hello', '--help', '-h', 'commands'],
  summary: 'What can be asked, with examples',
  usage: '[command]',
  examples: ['help', 'help team'],
  args: z.object({ command: z.string().optional() }),
  async run(args, context) {
    const { slash } = context;
    const wanted = args['command'];
    if (wanted) {
      const one = find(wanted.split(' ')[0] ?? '', commands());
      if (!one) throw new UsageError(`There is no command "${wanted.slice(0, 60)}"; \`${slash} help\` lists them all.`);
      return { message: drawHelpOf(explained(one), slash, PERIOD_EXAMPLES) };
    }
    const offered = groups()
      .map(({ name, commands: all }) => ({ name, commands: all.filter((one) => one.offered?.(context) ?? true).map(explained) }))
      .filter((group) => group.commands.length > 0);
    return { message: drawHelp(offered, slash, PERIOD_EXAMPLES) };
  },
});

const explained = ({ name, summary, details, usage, examples, args, withoutPeriod = 'the month to date' }: Command): Explained => ({
  name,
  summary,
  details,
  usage,
  examples,
  withoutPeriod: 'period' in args.shape ? withoutPeriod : undefined,
});
