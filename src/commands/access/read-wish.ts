import type { Wish } from '../../access/access.js';
import { durationAmong } from '../../duration.js';
import { UsageError } from '../../errors.js';
import { unquoted } from '../../typed-text.js';

const TICKET = /\b[A-Z][A-Z0-9]{1,9}-\d{1,8}\b/;

/**
 * Reads "mythos 4h on CodeAssistant for INC-42, the outage of the search": model, duration, then in any order the principal
 * after "on" or "as" and the reason after "for", which goes to the end. A ticket is taken out of the reason, and stays in it.
 * @throws UsageError saying what is missing, with an example
 */
export function readWish(typed: string, slash: string, command = 'access'): Wish {
  const example = `\`${slash} ${command} mythos ${command === 'access' ? '4h' : '1h'} for INC-42\``;
  const words = typed.trim().split(/\s+/).filter(Boolean);
  const found = durationAmong(words);
  if (!found) throw new UsageError(`Say which model and for how long, such as ${example}.`);
  const { at, length, text } = found;
  const rest = words.slice(at + length).join(' ');
  const [, before = '', reason = ''] = /^(.*?)(?:^|\s)(?:for|because)\s+(.+)$/i.exec(rest) ?? [undefined, rest, ''];
  if (reason.trim() === '' && before.trim() !== '' && !/^((on|as|with)\s|for$)/i.test(before.trim()))
    throw new UsageError(`Write "for" before the reason, such as ${example}.`);
  if (reason.trim() === '') throw new UsageError(`Say what it is for, such as ${example}; those who decide read it.`);
  const principal = before.trim() === '' ? undefined : /^(?:on|as|with)\s+(.+)$/i.exec(before.trim())?.[1];
  if (before.trim() !== '' && !principal)
    throw new UsageError(`"${before.trim().slice(0, 60)}" is neither "on <role>" nor "for <reason>"; write it such as ${example}.`);
  const ticket = TICKET.exec(reason)?.[0];
  return {
    model: unquoted(
      words
        .slice(0, at)
        .join(' ')
        .replace(/\s+for$/i, ''),
    ),
    duration: text,
    reason: reason.trim(),
    ...(principal ? { principal: unquoted(principal) } : {}),
    ...(ticket ? { ticket } : {}),
  };
}
