import { context, cut, escaped, header, section } from './blocks.js';
import { FORM_OPEN } from './form.js';
import type { Draw } from './message.js';

/** The part of a command that help shows. */
export interface Explained {
  name: string;
  summary: string;
  details?: string | undefined;
  usage: string;
  examples: string[];
  /** The period that is taken when none is typed; undefined when it takes none. */
  withoutPeriod?: string | undefined;
}

/** Longer than this, what follows a command's name is left to its own help. */
const USAGE = 24;

/**
 * All commands in their groups, one line each, the most used first. Drawn from the commands and the examples of `periods`
 * so that it cannot drift.
 */
export function drawHelp(groups: { name: string; commands: Explained[] }[], slash: string, periods: string[]): Draw {
  const call = ({ name, usage }: Explained): string =>
    [slash, name, usage.length > USAGE ? '…' : usage].filter((part) => part !== '').join(' ');
  const first = groups[0]?.commands[0]?.examples[0];
  const begin = first ? `Ask like this: \`${slash} ${first}\`. Only you see the answer until you share it.` : '';
  const more = `\`${slash} help <command>\` explains one, with examples.`;
  return {
    text: cut(
      [
        ...groups.map(({ name, commands }) => [`${name}:`, ...commands.map((one) => escaped(`${call(one)}: ${one.summary}.`))].join('\n')),
        escaped(more.replaceAll('`', '')),
      ].join('\n'),
      3500,
    ),
    blocks: [
      header('What AI on Amazon Bedrock costs'),
      ...(begin ? [section(begin)] : []),
      ...groups.map(({ name, commands }) =>
        section([`*${name}*`, ...commands.map((one) => `\`${escaped(call(one))}\`  ${one.summary}`)].join('\n')),
      ),
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: FORM_OPEN, style: 'primary', text: { type: 'plain_text', text: 'Ask with a form' } }],
      },
      context(
        `${escaped(more)} Periods: ${periods.join(', ')}; ${withoutOne(groups.flatMap((group) => group.commands))}. Days are UTC billing days.`,
      ),
    ],
  };
}

/** "without one it is the month to date, for digest last week": the most common one first. */
function withoutOne(commands: Explained[]): string {
  const names = new Map<string, string[]>();
  for (const { name, withoutPeriod } of commands) if (withoutPeriod) names.set(withoutPeriod, [...(names.get(withoutPeriod) ?? []), name]);
  const [most, ...others] = [...names].sort(([, a], [, b]) => b.length - a.length);
  return `without one it is ${[most?.[0], ...others.map(([period, of]) => `for ${of.join(' and ')} ${period}`)].join(', ')}`;
}

/** One command: what it does, how it is written, examples. */
export function drawHelpOf(command: Explained, slash: string, periods: string[]): Draw {
  const call = [slash, command.name, command.usage].filter((part) => part !== '').join(' ');
  const words = [`${command.summary}.`, ...(command.details ? [command.details] : [])].join(' ');
  const examples = command.examples.map((example) => `${slash} ${example}`);
  const period = command.withoutPeriod ? `Periods: ${periods.join(', ')}. Without one it is ${command.withoutPeriod}.` : undefined;
  return {
    text: cut(
      escaped([`${call}: ${words}`, `Examples: ${examples.join('; ')}`, ...(period ? [period] : [])].join('\n').replaceAll('`', '')),
      3500,
    ),
    blocks: [
      section(`*\`${escaped(call)}\`*\n${words}`),
      section(examples.map((example) => `\`${escaped(example)}\``).join('\n')),
      ...(period ? [context(period)] : []),
    ],
  };
}
