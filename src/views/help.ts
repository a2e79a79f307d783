import { context, cut, escaped, header, section } from './blocks.js';
import { FORM_OPEN } from './form.js';
import type { Draw, DrawnBlock } from './message.js';

/** The part of a command that help shows. */
export interface Explained {
  name: string;
  summary: string;
  usage: string;
  examples: string[];
}

/** Help, drawn from the commands and the examples of `periods` so that it cannot drift. With several commands it offers the form. */
export function drawHelp(commands: Explained[], slash: string, periods: string[]): Draw {
  const line = (command: Explained) => `*\`${slash} ${[command.name, command.usage].filter(Boolean).join(' ')}\`*\n${command.summary}`;
  const examples = (command: Explained) => command.examples.map((example) => `\`${slash} ${example}\``).join('\n');
  const alone = commands.length === 1;
  const blocks: DrawnBlock[] = alone
    ? commands.flatMap((command) => [section(line(command)), section(examples(command))])
    : [
        header('What AI on Amazon Bedrock costs'),
        ...commands.map((command) =>
          section(
            `${line(command)}\n${command.examples
              .slice(0, 2)
              .map((example) => `\`${slash} ${example}\``)
              .join('  ')}`,
          ),
        ),
      ];
  if (!alone) {
    blocks.push({
      type: 'actions',
      elements: [{ type: 'button', action_id: FORM_OPEN, style: 'primary', text: { type: 'plain_text', text: 'Ask with a form' } }],
    });
    blocks.push(
      context(
        `Periods: ${periods.join(', ')}. Days are UTC billing days; without a period it is the month to date. Only you see the answer until you share it.`,
      ),
    );
  }
  // What is read aloud or shown in a notification: of many commands no more than how they begin.
  const text = commands
    .map((command) => {
      const usage = [command.name, alone ? command.usage : cut(command.usage, 36)].filter(Boolean).join(' ');
      return escaped(`${slash} ${usage}${alone ? `: ${command.summary}.` : ''}`);
    })
    .join('\n');
  return { text: alone ? `${text}\nExamples: ${commands[0]?.examples.map((example) => `${slash} ${example}`).join('; ')}` : text, blocks };
}
