import type { Terminal } from '../cli.js';
import { commands } from '../commands/index.js';
import { parse } from '../commands/parse.js';
import { isSayable, UsageError } from '../errors.js';
import { dayOf } from '../period.js';
import { answerCsv } from '../views/csv.js';
import { answerJson } from '../views/json.js';
import { answerText, printable } from '../views/terminal.js';

/** The same questions as in Slack, answered on stdout; remarks go to stderr. Reads the bill first when the ledger is empty. */
export async function ask(terminal: Terminal): Promise<number> {
  const { parts, say, aside, now, json, csv } = terminal;
  if (json && csv) throw new UsageError('Choose --json or --csv, not both.');
  const { command, args } = parse(terminal.words.join(' '), commands, dayOf(now()), 'aispend ask');
  if (command.name !== 'help' && (await parts.ledger.months()).size === 0) {
    aside('The ledger is empty; reading the bill for the first time.');
    try {
      await parts.refresher.refresh();
    } catch (error) {
      // What was read before the failure may be all that is asked for.
      if (!isSayable(error) || (await parts.ledger.months()).size === 0) throw error;
      aside(error.message);
    }
  }
  const reply = await command.run(args, parts.context({ id: '', workspace: '' }, 'aispend ask'));
  if (json)
    say(
      harmless(
        JSON.stringify(
          reply.answer ? answerJson(reply.answer.value) : (reply.lines?.json ?? { text: unescaped(reply.message.text) }),
          undefined,
          2,
        ),
      ),
    );
  else if (csv) {
    if (!reply.answer && !reply.lines) throw new UsageError(`\`aispend ask ${command.name}\` has no lines for CSV; leave --csv out.`);
    say(reply.answer ? answerCsv(reply.answer.value) : (reply.lines?.csv ?? ''));
  } else say(reply.answer ? answerText(reply.answer.value) : printable(unescaped(reply.message.text)));
  return 0;
}

/** JSON leaves DEL and C1 control characters as they are, and a terminal obeys them; as codes they mean the same. */
const harmless = (json: string): string => json.replace(/[\u007F-\u009F]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** Message text is escaped for Slack and holds Slack's dates. */
const unescaped = (text: string): string =>
  text
    .replace(/<!date\^[^|]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
