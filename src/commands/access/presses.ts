import type { View } from '@slack/types';
import { NotAllowed, UsageError } from '../../errors.js';
import * as id from '../../views/access/actions.js';
import { drawExtendForm, drawReviewForm, drawTextForm } from '../../views/access/forms.js';
import { drawRequest, drawRequestWindow } from '../../views/access/requests.js';
import { section } from '../../views/blocks.js';
import type { CommandContext } from '../command.js';
import type { Done, Press } from '../surface.js';
import { openForm, wishOf } from './open-form.js';
import { seen, told } from './told.js';

/** What a button carries: the request and the stage it was drawn at. It says what is meant and gives no right. */
export function carriedBy(value: string): { request: string; stage: number } {
  const [request = '', stage = ''] = value.split(':');
  if (!/^[a-z0-9]{4,20}$/.test(request)) throw new UsageError('This button is out of date; see `/aispend access list`.');
  return { request, stage: /^\d+$/.test(stage) ? Number(stage) : 0 };
}

const press = (
  action: string,
  run: (request: string, stage: number, context: CommandContext, value: string) => Promise<Done | undefined>,
): Press => ({
  action,
  run: ({ value }, context) => {
    const carried = carriedBy(value);
    return run(carried.request, carried.stage, context, value);
  },
});

/** Before a window is opened it is said who may not: nobody writes a reason for nothing. Authority is checked again at the end. */
const deciding =
  (open: (value: string) => View) =>
  async (request: string, _stage: number, { access, asker }: CommandContext, value: string): Promise<Done> => {
    const { may, why, people } = await access.whyApprover(request, asker);
    if (!may) throw new NotAllowed(why, people);
    return { window: open(value) };
  };
const said = (words: string): Done => ({ message: { text: words, blocks: [section(words)] } });

export const accessPresses: Press[] = [
  press(id.APPROVE, async (request, stage, context) =>
    told(await context.access.decide(request, context.asker, 'approve', { stage }), context),
  ),
  press(
    id.DENY,
    deciding((about) =>
      drawTextForm({ callback: id.DENY_FORM, title: 'Deny', submit: 'Deny', about, label: 'Why not? The person who asked reads it.' }),
    ),
  ),
  press(
    id.ASK_BACK,
    deciding((about) => drawTextForm({ callback: id.ASK_BACK_FORM, title: 'Ask back', submit: 'Ask', about, label: 'Your question' })),
  ),
  press(id.ANSWER, async (request, index, { access, asker }, about) => {
    const found = await access.find(request, asker);
    if (found.asker !== asker.id) throw new NotAllowed('A question is answered by the person who asked for access.', [found.asker]);
    const question = found.questions[index];
    if (!question || question.answer) return said('This question has been answered already.');
    return {
      window: drawTextForm({
        callback: id.ANSWER_FORM,
        title: 'Answer',
        submit: 'Answer',
        about,
        label: 'Your answer',
        quote: question.text,
      }),
    };
  }),
  press(id.CLAIM, async (request, _stage, context) => told(await context.access.claim(request, context.asker), context)),
  press(id.DONE, async (request, _stage, context) => told(await context.access.done(request, context.asker), context)),
  press(id.CANCEL, async (request, _stage, context) => told(await context.access.cancel(request, context.asker), context)),
  press(id.UNDO_PAUSE, async (request, _stage, context) => told(await context.access.undoPause(request, context.asker), context)),
  press(id.EXTEND, async (request, _stage, { access, asker }, about) => {
    const found = await access.find(request, asker);
    if (found.state !== 'Granted') return said(`It is ${found.state}; only what is Granted can be extended.`);
    return { window: drawExtendForm(id.EXTEND_FORM, about, found.model?.consent) };
  }),
  press(id.REVOKE, async (request, _stage, context, about) => {
    const found = await context.access.find(request, context.asker).catch((error: unknown) => {
      if (error instanceof UsageError)
        throw new NotAllowed('Access is taken away by those who may decide it, the managers of its team and the admins.', context.admins);
      throw error;
    });
    if (found.state !== 'Granted') return said(`It is ${found.state}; there is nothing to take away.`);
    return {
      window: drawTextForm({
        callback: id.REVOKE_FORM,
        title: 'Revoke',
        submit: 'Revoke',
        about,
        label: 'Why? The person who has it reads it.',
      }),
    };
  }),
  press(id.REVIEW, async (request, _stage, { access, asker }, about) => {
    const found = await access.find(request, asker);
    if (found.asker === asker.id) throw new NotAllowed('Nobody reviews what they did themselves.');
    return found.breakGlass?.review ? said('It has been reviewed already.') : { window: drawReviewForm(id.REVIEW_FORM, about) };
  }),
  press(id.SHOW, async (request, _stage, context) => {
    const what = await seen(request, context);
    // App Home has no conversation to answer in.
    return context.asker.channel === undefined
      ? { window: drawRequestWindow(what), message: drawRequest(what) }
      : { message: drawRequest(what) };
  }),
  { action: id.OPEN_FORM, run: async ({ value }, context) => openForm(context, wishOf(value)) },
  {
    action: id.FIX_TAG,
    async run({ value }, { access, asker }) {
      const [principal, team] = JSON.parse(value) as [string, string];
      await access.tag(principal, team, asker);
      return said('The tag is set. What this principal spends from its next call on is attributed to the team once AWS bills it.');
    },
  },
];
