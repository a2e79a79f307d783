import type { Json } from '../page-wire.js';
import { confirmed } from './confirm.js';
import { drawChoices } from './controls-choices.js';
import { drawSelect } from './controls-select.js';
import { drawTyped } from './controls-typed.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h, whileBusy } from './element.js';
import { safeUrl } from './inline.js';
import { openMenu } from './menu.js';
import { unknownBox } from './unknown.js';

/** Where a control stands: in an input block it waits for submit; elsewhere using it is an action of its own. */
export interface Place {
  block: Json;
  /** Whether the block is an `input` that does not dispatch. */
  waits: boolean;
  required: boolean;
  labelId?: string;
}

/** Draws one interactive element (or an image) of an actions, section, context or input block. */
export function drawControl(element: Json, place: Place, draw: Draw): HTMLElement {
  switch (element?.type) {
    case 'button':
    case 'workflow_button':
      return drawButton(element, draw);
    case 'icon_button':
      return drawButton({ ...element, style: undefined }, draw);
    case 'overflow':
      return drawOverflow(element, draw);
    case 'static_select':
    case 'external_select':
    case 'multi_static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return drawSelect(element, place, draw);
    case 'checkboxes':
    case 'radio_buttons':
      return drawChoices(element, place, draw);
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'datepicker':
    case 'timepicker':
      return drawTyped(element, place, draw);
    case 'image':
      return h('img', { class: 'thumb', src: String(element.image_url ?? ''), alt: String(element.alt_text ?? '') });
    default:
      return unknownBox(element?.type);
  }
}

function drawButton(element: Json, draw: Draw): HTMLElement {
  const words = plainWords(element.text);
  const style = element.style === 'primary' || element.style === 'danger' ? ` ${element.style}` : '';
  const act = () => draw.act(element.action_id ?? words, element.value);
  const label = element.accessibility_label as string | undefined;
  if (safeUrl(element.url)) {
    const attributes = {
      class: `button${style} link`,
      href: element.url,
      target: '_blank',
      rel: 'noopener noreferrer',
      'aria-label': label,
    };
    return h('a', attributes, words, { click: () => void act() });
  }
  const button = h('button', { type: 'button', class: `button${style}`, 'aria-label': label, 'data-action': element.action_id }, words, {
    click: async () => {
      if (await confirmed(element.confirm, draw)) await whileBusy(button, act);
    },
  });
  return button;
}

function drawOverflow(element: Json, draw: Draw): HTMLElement {
  const button: HTMLButtonElement = h(
    'button',
    { type: 'button', class: 'button overflow', 'aria-haspopup': 'menu', 'aria-label': 'More actions', 'data-action': element.action_id },
    '⋯',
    {
      click: () =>
        openMenu(
          button,
          (element.options ?? []).map((option: Json) => ({
            words: plainWords(option.text),
            url: safeUrl(option.url),
            value: String(option.value ?? ''),
          })),
          async (value) => {
            if (await confirmed(element.confirm, draw)) await whileBusy(button, () => draw.act(element.action_id, value));
          },
        ),
    },
  );
  return button;
}
