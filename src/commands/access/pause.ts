import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { durationAmong } from '../../duration.js';
import { UsageError } from '../../errors.js';
import { unquoted } from '../../typed-text.js';
import { drawOutcome } from '../../views/access/outcome.js';
import { drawAsked } from '../../views/access/requests.js';
import type { Command } from '../command.js';

/** Reads "principal IdeGateway for 2h because it runs away". @throws UsageError saying what is missing */
export function readPause(typed: string, slash: string): { principal: string; duration: string; reason: string } {
  const example = `\`${slash} pause principal ReplyDrafts 2h for INC-7\``;
  const words = typed.trim().split(/\s+/).filter(Boolean);
  const found = durationAmong(words);
  if (!found) throw new UsageError(`Say whom to pause and for how long, such as ${example}.`);
  const { at, length, text } = found;
  const principal = words
    .slice(0, at)
    .join(' ')
    .replace(/^(principal|role|user)\s+/i, '')
    .replace(/\s+for$/i, '');
  const reason = words
    .slice(at + length)
    .join(' ')
    .replace(/^(for|because|:)(\s+|$)/i, '');
  if (/^(principal|role|user|for)?$/i.test(principal)) throw new UsageError(`Say whom to pause, such as ${example}.`);
  if (reason === '') throw new UsageError(`Say why it is paused, such as ${example}; its team reads it.`);
  return { principal: unquoted(principal), duration: text, reason };
}

/** Denies a principal all Bedrock inference for a time: for managers of its team, admins, and those named in access.mayPause. */
export const pause: Command = {
  name: 'pause',
  summary: 'Stops a role or user from calling Bedrock for a while',
  details: 'It ends by itself, or with unpause.',
  usage: '[principal] <role or user> <duration> for <reason>',
  examples: ['pause principal ReplyDrafts 2h for INC-7'],
  args: z.object({ words: z.string().max(300).optional() }),
  async run({ words = '' }, { access, asker, slash }) {
    return { message: drawAsked(await access.pause(readPause(words, slash), asker, randomUUID()), slash) };
  },
};

export const unpause: Command = {
  name: 'unpause',
  summary: 'Ends a pause before its time',
  usage: '<role or user, or the id of the pause>',
  examples: ['unpause ReplyDrafts'],
  args: z.object({ id: z.string().optional() }),
  async run({ id = '' }, { access, asker, slash }) {
    const typed = id.trim().replace(/^(principal|role|user)\s+/i, '');
    if (typed === '') throw new UsageError(`Whom? Write \`${slash} unpause <role>\`; \`${slash} access list\` shows the pauses.`);
    return { message: drawOutcome(await access.undoPause(typed, asker)) };
  },
};
