import { randomUUID } from 'node:crypto';
import { minutesOf, showMinutes } from '../../duration.js';
import * as id from '../../views/access/actions.js';
import type { CommandContext } from '../command.js';
import type { Done, Fields, Form } from '../surface.js';
import { ask, asked, type Carried } from './ask.js';
import { carriedBy } from './presses.js';
import { told } from './told.js';

const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (Array.isArray(value) ? value.join(' ') : (value ?? '')).trim();
};
/** @param most minutes that the model allows, where it is known; said at the field, so that nothing typed is lost */
function durationIsWrong(fields: Fields, most = Number.POSITIVE_INFINITY): Record<string, string> {
  const minutes = minutesOf(text(fields, 'duration'));
  if (!(minutes > 0)) return { duration: 'Write a duration such as 4h, 90m or 1h30m.' };
  return minutes > most ? { duration: `That is too long; at most ${showMinutes(most)} can be asked for.` } : {};
}
/** Slack counts white space as filled in. */
const filled =
  (name: string, say: string) =>
  (fields: Fields): Record<string, string> =>
    text(fields, name) === '' ? { [name]: say } : {};

const form = (
  callback: string,
  run: (fields: Fields, carried: { request: string; stage: number }, context: CommandContext) => Promise<Done | undefined>,
  check: Form['check'] = filled('text', 'Write a sentence.'),
): Form => ({ callback, check, run: (fields, about, context) => run(fields, carriedBy(about), context) });

export const accessForms: Form[] = [
  {
    callback: id.REQUEST_FORM,
    check: (fields, _about, { access }) => ({
      ...durationIsWrong(fields, access.models().find((one) => one.id === text(fields, 'model'))?.maxMinutes),
      ...filled('reason', 'Say what it is for; those who decide read it.')(fields),
    }),
    async run(fields, _about, context) {
      const [principal, ticket] = [text(fields, 'principal'), text(fields, 'ticket')];
      return ask(
        {
          model: text(fields, 'model'),
          duration: text(fields, 'duration'),
          reason: text(fields, 'reason'),
          ...(principal ? { principal } : {}),
          ...(ticket ? { ticket } : {}),
        },
        context,
      );
    },
  },
  {
    callback: id.AGREE_FORM,
    // Submitting the window that shows the terms is the consent; what was asked came along in the window.
    async run(_fields, about, context) {
      const { wish, glass } = JSON.parse(about) as Carried;
      return ask({ ...wish, agrees: true }, context, glass);
    },
  },
  form(id.DENY_FORM, async (fields, { request, stage }, context) =>
    told(await context.access.decide(request, context.asker, 'deny', { stage, reason: text(fields, 'text') }), context),
  ),
  form(id.ASK_BACK_FORM, async (fields, { request }, context) =>
    told(
      await context.access.askBack(request, context.asker, text(fields, 'text'), randomUUID()),
      context,
      'Asked. The answer comes to you as a direct message, and onto the card.',
    ),
  ),
  form(id.ANSWER_FORM, async (fields, { request, stage }, context) =>
    told(
      await context.access.answer(request, context.asker, stage, text(fields, 'text')),
      context,
      'Answered. It stands on the card, and whoever asked has been told.',
    ),
  ),
  form(
    id.EXTEND_FORM,
    async (fields, { request }, context) => ({
      message: await asked(
        await context.access.extend(request, context.asker, text(fields, 'duration'), text(fields, 'reason'), randomUUID()),
        context,
      ),
    }),
    async (fields, about, { access, asker }) => {
      // What cannot be looked at now is said when it is asked for.
      const base = await access.find(carriedBy(about).request, asker).catch(() => undefined);
      return { ...durationIsWrong(fields, base?.model?.maxMinutes), ...filled('reason', 'Say why; those who decide read it.')(fields) };
    },
  ),
  form(id.REVOKE_FORM, async (fields, { request }, context) =>
    told(await context.access.revoke(request, context.asker, text(fields, 'text')), context),
  ),
  form(id.REVIEW_FORM, async (fields, { request }, context) => {
    const verdict = text(fields, 'verdict') === 'justified' ? 'justified' : 'not-justified';
    return told(
      await context.access.review(request, context.asker, verdict, text(fields, 'text')),
      context,
      'Reviewed; it is in the audit trail.',
    );
  }),
];
