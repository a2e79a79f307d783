import { closest } from '../did-you-mean.js';
import { UsageError } from '../errors.js';
import type { Day } from '../period.js';
import { looksLikePeriod, noPeriod, readPeriod } from '../spend/period-grammar.js';
import { tidyQuestion, unescapeSlack, unquoted } from '../typed-text.js';
import type { Command } from './command.js';

/** Far beyond any question; what is longer was pasted by mistake. */
const LONGEST = 300;

export interface Parsed {
  command: Command;
  args: Record<string, string | undefined>;
}

/**
 * Reads what was typed after the slash command. Nothing typed is help.
 * @throws UsageError with one sentence for anything that is no command or has arguments that cannot be.
 */
export function parse(typed: string, commands: Command[], today: Day, slash: string): Parsed {
  const text = tidyQuestion(unescapeSlack(typed));
  if (text.length > LONGEST)
    throw new UsageError(`That is ${text.length} characters; a question is at most ${LONGEST}. Try \`${slash} help\`.`);
  const [word = 'help', ...rest] = text === '' ? [] : text.split(' ');
  const command = find(word, commands);
  if (!command) throw new UsageError(unknownCommand(word, text, commands, slash));
  return { command, args: readArgs(command, rest.join(' '), today, slash) };
}

/** The command called `word`, by name or alias, in any case. */
export const find = (word: string, commands: Command[]): Command | undefined => {
  const wanted = word.toLowerCase();
  return commands.find((command) => command.name === wanted || command.aliases?.includes(wanted));
};

/** @throws UsageError when words are missing, too many, or mean to be a period and cannot be one. */
export function readArgs(command: Command, words: string, today: Day, slash: string): Record<string, string | undefined> {
  const names = Object.keys(command.args.shape);
  const textName = names.find((name) => name !== 'period');
  let left = words;
  const args: Record<string, string | undefined> = {};
  if (names.includes('period')) {
    const split = splitPeriod(words, today);
    left = split.rest;
    args['period'] = split.period;
  }
  // "engineering in last month" leaves an "in" behind; without a period it is part of the name.
  if (args['period'] !== undefined) left = left.replace(/(^|\s+)(in|for|of|during|from|on|over)$/i, '');
  left = left.replace(/^(in|for|of|during)(\s+|$)/i, '').trim();
  if (textName && left !== '') args[textName] = unquoted(left) || undefined;
  else if (left !== '')
    throw new UsageError(
      `\`${slash} ${command.name}\` takes ${command.usage === '' ? 'nothing more' : command.usage}, so "${cut(left)}" does not fit. ${periodHint(names)}`.trim(),
    );
  const checked = command.args.safeParse(args);
  if (!checked.success) throw new UsageError(checked.error.issues[0]?.message ?? `Write \`${slash} ${command.name} ${command.usage}\`.`);
  return checked.data;
}

/** Takes the longest run of words at the end that is a period. Quoted names are never taken apart. */
function splitPeriod(words: string, today: Day): { rest: string; period: string | undefined } {
  const parts = words === '' ? [] : words.split(' ');
  for (let index = 0; index < parts.length; index++) {
    const tail = parts.slice(index).join(' ');
    if (/["']/.test(tail)) continue;
    if (readPeriod(tail, today)) return { rest: parts.slice(0, index).join(' '), period: tail };
    if (looksLikePeriod(tail)) throw new UsageError(noPeriod(tail));
  }
  return { rest: words, period: undefined };
}

function unknownCommand(word: string, text: string, commands: Command[], slash: string): string {
  const names = commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
  const near = closest(word, names);
  const meant = near
    ? `did you mean \`${slash} ${[near, ...text.split(' ').slice(1)].join(' ').replaceAll('`', '')}\`?`
    : /^[\w .-]{2,40}$/.test(text)
      ? `for a team's spend write \`${slash} team ${text.toLowerCase()}\`.`
      : '';
  return `There is no command "${cut(word)}"${meant ? `; ${meant}` : '.'} \`${slash} help\` lists them all.`;
}

const periodHint = (names: string[]): string =>
  names.includes('period') ? 'A period is today, 7d, mtd, last month, September, Q3, 2026-10 or 2026-10-01..2026-10-15.' : '';
const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
