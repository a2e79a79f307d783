import type { Wish } from '../../access/access.js';
import { showMinutes } from '../../duration.js';
import { OPEN_FORM, REQUEST_FORM } from '../../views/access/actions.js';
import { drawRequestForm } from '../../views/access/forms.js';
import { actions, button } from '../../views/access/parts.js';
import { escaped, section } from '../../views/blocks.js';
import { principalName } from '../../views/principal.js';
import type { Reply } from '../command.js';
import type { Uses } from './ask.js';

const NONE =
  'There is no IAM role or user that you may ask for: aispend looks for those tagged with a team that you manage or belong to, below the path `access.rolePath`. Ask an admin to tag one, or to add you to the team in aispend.yaml.';

/**
 * The form, with the models and principals that this person may ask for and with what was typed already; a message with a
 * button where it cannot open.
 */
export async function openForm({ access, asker, slash }: Uses, wish: Partial<Wish> = {}): Promise<Reply> {
  const models = access.models();
  if (models.length === 0) return said('No model can be asked for yet; an admin lists them under `access.models` in aispend.yaml.');
  const principals = await access.forPrincipalChoices(asker);
  if (principals.length === 0) return said(NONE);
  const names = principals.slice(0, 10).map((one) => escaped(one.name));
  const words = wish.model
    ? `Which role or user is it for? Choose it in the form, or add \`on <name>\` to what you typed: ${names.join(', ')}${principals.length > 10 ? ', …' : ''}.`
    : `Ask for access with the form, or type \`${slash} access <model> 4h on <role> for <reason>\`.`;
  const text = words.replaceAll(/<(name|model|role|reason)>/g, '&lt;$1&gt;');
  const twice = (name: string): boolean => principals.filter((one) => one.name === name).length > 1;
  return {
    message: {
      text,
      blocks: [section(text), actions(button(OPEN_FORM, 'Request model access', wish.model ? JSON.stringify(wish) : 'open', 'primary'))],
    },
    window: drawRequestForm({
      callback: REQUEST_FORM,
      models: models.map((one) => ({ value: one.id.slice(0, 150), text: `${one.name} (up to ${showMinutes(one.maxMinutes)})` })),
      principals: principals.map((one) => ({
        value: twice(one.name) ? one.arn.slice(0, 150) : one.name,
        text: `${principalName(one.arn)}${one.team ? ` (${one.team})` : ''}`,
      })),
      consents: models.flatMap((one) => (one.consent ? [{ model: one.name, to: one.consent }] : [])),
      initial: wish,
    }),
  };
}

const said = (words: string): Reply => ({ message: { text: words, blocks: [section(words)] } });

/** What the button of a form that could not open carried: no authority, only what was typed. */
export function wishOf(value: string): Partial<Wish> {
  try {
    const { model, duration: time, reason, ticket, principal } = JSON.parse(value) as Record<string, unknown>;
    const texts = Object.entries({ model, duration: time, reason, ticket, principal }).filter(([, one]) => typeof one === 'string');
    return Object.fromEntries(texts) as Partial<Wish>;
  } catch {
    return {};
  }
}
