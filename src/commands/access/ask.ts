import { randomUUID } from 'node:crypto';
import type { Preflight, Wish } from '../../access/access.js';
import { findModel, type Model, readMinutes } from '../../access/catalogue.js';
import type { AccessRequest } from '../../access/request.js';
import { AGREE_FORM, OPEN_FORM } from '../../views/access/actions.js';
import { consentWords } from '../../views/access/consent.js';
import { drawAgreeForm } from '../../views/access/forms.js';
import { actions, button, typed } from '../../views/access/parts.js';
import { drawAsked, drawStopped } from '../../views/access/requests.js';
import { section } from '../../views/blocks.js';
import type { CommandContext, Reply } from '../command.js';
import { openForm } from './open-form.js';

export type Uses = Pick<CommandContext, 'access' | 'asker' | 'slash'>;

/** A wish on its way through the window that shows the terms. */
export interface Carried {
  wish: Wish;
  glass: boolean;
}

/**
 * Looks at a wish, and asks when nothing stands against it. A role or user that is not named, where there are several, is
 * chosen in the form. Terms are shown before anything is asked: asking is the consent.
 */
export async function ask(wish: Wish, context: Uses, glass = false): Promise<Reply> {
  const { access, asker, slash } = context;
  const model = findModel(access.models(), wish.model);
  readMinutes(wish.duration, model.maxMinutes);
  if (!wish.principal && !glass && (await access.forPrincipalChoices(asker)).length > 1)
    return openForm(context, { ...wish, model: model.id });
  if ((model.terms || model.consent) && !wish.agrees) return terms(model, { wish, glass });
  if (glass) return { message: await asked(await access.breakGlass(wish, asker, randomUUID()), context) };
  const looked: Preflight = await access.preflight(wish, asker);
  if (looked.blocked) return { message: drawStopped(looked) };
  return { message: await asked(await access.ask(wish, asker, randomUUID()), { access, asker, slash }) };
}

/** What is said to the person whose request was opened: for whom it waits. */
export const asked = async (request: AccessRequest, { access, asker, slash }: Uses) =>
  drawAsked(request, slash, await access.deciders(request.id, asker));

function terms(model: Model, carried: Carried): Reply {
  const words = `*${model.name}* has terms of its own; read and agree to them in the window to ask.`;
  return {
    window: drawAgreeForm(AGREE_FORM, JSON.stringify(carried), model.name, model.terms, model.consent),
    message: {
      text: words,
      blocks: [
        section(words),
        ...(model.terms ? [typed('Terms', model.terms)] : []),
        ...(model.consent ? [typed('Consent', consentWords(model.consent))] : []),
        actions(button(OPEN_FORM, 'Request model access', JSON.stringify(carried.wish), 'primary')),
      ],
    },
  };
}
