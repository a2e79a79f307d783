import { z } from 'zod';
import { UsageError } from '../errors.js';
import { PERIOD_EXAMPLES } from '../spend/period-grammar.js';
import { drawHelp } from '../views/help.js';
import type { Command } from './command.js';
import { find } from './parse.js';

/** Help about all commands or one, drawn from the commands themselves. */
export const helpFor = (commands: () => Command[]): Command => ({
  name: 'help',
  aliases: ['?', 'hi', 'hello', '--help', '-h', 'commands'],
  summary: 'What can be asked, with examples',
  usage: '[command]',
  examples: ['help', 'help team'],
  args: z.object({ command: z.string().optional() }),
  async run(args, { slash }) {
    const wanted = args['command'];
    const known = commands();
    if (!wanted) return { message: drawHelp(known, slash, PERIOD_EXAMPLES) };
    const one = find(wanted.split(' ')[0] ?? '', known);
    if (!one) throw new UsageError(`There is no command "${wanted.slice(0, 60)}"; \`${slash} help\` lists them all.`);
    return { message: drawHelp([one], slash, PERIOD_EXAMPLES) };
  },
});
