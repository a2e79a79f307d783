import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Access } from '../../access/access.js';
import { FINAL, HOLDING, STATES, type State } from '../../access/request.js';
import { UsageError } from '../../errors.js';
import { auditMessage, drawVerdict } from '../../views/access/audit.js';
import { drawModels } from '../../views/access/models.js';
import { drawOutcome } from '../../views/access/outcome.js';
import { drawRequest, drawRequests } from '../../views/access/requests.js';
import { section } from '../../views/blocks.js';
import type { Command, CommandContext, Reply } from '../command.js';
import { ask, asked } from './ask.js';
import { openForm } from './open-form.js';
import { readWish } from './read-wish.js';
import { seen } from './told.js';
import { mustHaveId, which } from './which.js';

type Sub = (rest: string, context: CommandContext) => Promise<Reply>;

/** What follows `access`, by its first word; anything else is a wish. */
const SUBS: Record<string, Sub> = {
  async list(rest, { access, asker, slash }) {
    const states = statesOf(rest);
    const found = await access.list(asker, { states, limit: 50 });
    if (found.length > 0 || !states) return { message: drawRequests(found, slash) };
    const none = `No request that you may see is ${states.join(' or ')}; \`${slash} access list\` shows all.`;
    return { message: { text: none, blocks: [section(none)] } };
  },
  async models(_rest, { access, settings, slash }) {
    return { message: drawModels(access.models(), settings.access.approvers, slash) };
  },
  async show(rest, context) {
    return { message: drawRequest(await seen(mustHaveId(rest, 'show', context), context)) };
  },
  async cancel(rest, context) {
    return { message: drawOutcome(await context.access.cancel(await which(rest, 'cancel', context), context.asker)) };
  },
  async done(rest, context) {
    return { message: drawOutcome(await context.access.done(await which(rest, 'done', context), context.asker)) };
  },
  async revoke(rest, context) {
    const { access, asker } = context;
    const [id = '', ...reason] = rest.split(' ');
    return {
      message: drawOutcome(
        await access.revoke(mustHaveId(id, 'revoke', context), asker, reason.join(' ').replace(/^for /i, '') || 'no reason given'),
      ),
    };
  },
  async extend(rest, context) {
    const { access, asker, slash } = context;
    const [, id, duration, reason] = /^(\S+)\s+(\S+)(?:\s+for)?\s+(.+)$/i.exec(rest) ?? [];
    if (!id || !duration || !reason) throw new UsageError(`Write \`${slash} access extend <id> 2h for <reason>\`.`);
    return { message: await asked(await access.extend(id, asker, duration, reason, randomUUID()), context) };
  },
  async 'break-glass'(rest, context) {
    return ask(readWish(rest, context.slash, 'access break-glass'), context, true);
  },
  async review(rest, { access, asker, slash }) {
    const [, id, verdict, note] = /^(\S+)\s+(justified|not-justified)\s+(.+)$/i.exec(rest) ?? [];
    if (!id || !verdict || !note) throw new UsageError(`Write \`${slash} access review <id> justified <note>\`, or not-justified.`);
    return { message: drawOutcome(await access.review(id, asker, verdict.toLowerCase() as 'justified', note)) };
  },
  async audit(rest, { access, asker, outbox, slash }) {
    const [word, format, hash] = rest.toLowerCase().split(' ');
    if (word === 'verify') {
      const noted = notedEnd(format, hash, slash);
      return { message: drawVerdict(await access.verifyAudit(asker, noted), noted?.seq) };
    }
    if (word !== '' && word !== 'export' && word !== undefined) {
      const entries = await access.audit(asker, word);
      return { message: auditMessage(entries, word) };
    }
    if (format && format !== 'csv' && format !== 'json') throw new UsageError(`"${format.slice(0, 20)}" is no format; write csv or json.`);
    const file = await access.auditFile(asker, format === 'json' ? 'json' : 'csv');
    const message = drawVerdict(file.verdict);
    if (word !== 'export') return { message };
    // A file goes through the outbox: to the person, not to the channel.
    await outbox.put([{ key: `audit:${randomUUID()}`, channel: asker.id, ...message, file: { name: file.name, content: file.content } }]);
    const where = 'The file comes as a direct message.';
    return { message: { text: `${message.text} ${where}`, blocks: [...message.blocks, section(where)] } };
  },
};

/** Model access: asking, deciding, returning, and the audit. */
export const access: Command = {
  name: 'access',
  summary: 'Asks for a gated model for a while; alone it opens a form',
  details: [
    'What may follow:',
    '• `models`: what can be asked for, by whom, and who decides.',
    '• `list`, with a state if wanted: the requests you may see; `show` and an id: one of them.',
    '• `done` returns access early; `extend` asks for more time, a new decision; `cancel` takes a request back.',
    '• `revoke`, an id and why: takes access from somebody, for those who may decide it.',
    '• `break-glass`, as when asking: at once and without approval in an emergency, for those named; it is reviewed afterwards.',
    '• `review`, an id, `justified` or `not-justified` and a note: the review of broken glass.',
    '• `audit` and an id: what happened to a request; `audit verify` and `audit export`: the whole trail, for admins.',
  ].join('\n'),
  usage:
    '[<model> <duration> [on <role>] for <reason> | models | list | show | done | extend | cancel | revoke | break-glass | review | audit]',
  examples: ['access', 'access models', 'access list', 'access mythos 4h for INC-42'],
  args: z.object({ words: z.string().max(300).optional() }),
  async run({ words = '' }, context) {
    const [first = '', ...rest] = words.split(' ');
    if (first === '') return openForm(context);
    const sub = Object.hasOwn(SUBS, first.toLowerCase()) ? SUBS[first.toLowerCase()] : undefined;
    return sub ? sub(rest.join(' ').trim(), context) : ask(readWish(words, context.slash), context);
  },
};

/** An end of the trail that was noted earlier, as a number and at least the sixteen characters of its hash that are shown. */
function notedEnd(number: string | undefined, hash: string | undefined, slash: string): Parameters<Access['verifyAudit']>[1] {
  if (number === undefined) return undefined;
  const noted = hash?.replace(/[`….]/g, '') ?? '';
  if (!/^\d{1,15}$/.test(number) || !/^[0-9a-f]{16,64}$/.test(noted))
    throw new UsageError(`Write \`${slash} access audit verify <number> <hash>\`, with the end of the trail as it was noted earlier.`);
  return { seq: Number(number), hash: noted };
}

const GROUPS: Record<string, readonly State[] | undefined> = {
  open: STATES.filter((state) => !FINAL.includes(state)),
  closed: FINAL,
  active: HOLDING,
};

function statesOf(typed: string): readonly State[] | undefined {
  if (typed === '') return undefined;
  // "waiting" is Waiting for AWS, "expire" Expired; what is open or over is several.
  const [word, exact] = [typed.toLowerCase(), STATES.filter((state) => state.toLowerCase() === typed.toLowerCase())];
  const found =
    exact.length > 0 ? exact : (GROUPS[word] ?? STATES.filter((state) => word.length > 2 && state.toLowerCase().startsWith(word)));
  if (found.length === 0) throw new UsageError(`There is no state "${typed.slice(0, 40)}"; states: ${STATES.join(', ')}.`);
  return found;
}
