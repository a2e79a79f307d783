import type { Json } from '../page-wire.js';
import type { Place } from './controls.js';
import type { Draw } from './draw.js';
import { drawTextObject } from './draw-text.js';
import { h, whileBusy } from './element.js';

let groups = 0;

/** Checkboxes and radio buttons. A dispatched choice of several carries the values joined by commas. */
export function drawChoices(element: Json, place: Place, draw: Draw): HTMLElement {
  const many = element.type === 'checkboxes';
  const options: Json[] = element.options ?? [];
  const action = String(element.action_id ?? '');
  const block = String(place.block.block_id);
  const kept = draw.form?.kept(block, action);
  const initial: Json[] = kept ? (kept.selected_options ?? [kept.selected_option]) : (element.initial_options ?? [element.initial_option]);
  groups += 1;
  const boxes = options.map((option) =>
    h('input', {
      type: many ? 'checkbox' : 'radio',
      name: `choice-${groups}`,
      value: String(option.value),
      checked: initial.some((one) => one?.value === option.value),
    }),
  );
  const picked = () => options.filter((_, index) => boxes[index]?.checked);
  const group = h(
    'div',
    { class: 'choices', role: many ? 'group' : 'radiogroup', 'aria-labelledby': place.labelId },
    options.map((option, index) =>
      h('label', {}, [
        boxes[index],
        h('span', {}, [
          h('span', { class: 'text' }, drawTextObject(option.text, draw)),
          option.description && h('small', { class: 'text' }, drawTextObject(option.description, draw)),
        ]),
      ]),
    ),
    {
      change: () => {
        if (place.waits) return;
        void whileBusy(group, () =>
          draw.act(
            action,
            picked()
              .map((option) => option.value)
              .join(','),
          ),
        );
      },
    },
  );
  draw.form?.add(
    block,
    action,
    () => ({ type: element.type, ...(many ? { selected_options: picked() } : { selected_option: picked()[0] ?? null }) }),
    place.required,
  );
  return group;
}
