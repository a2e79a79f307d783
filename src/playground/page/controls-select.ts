import type { Json } from '../page-wire.js';
import { confirmed } from './confirm.js';
import type { Place } from './controls.js';
import { drawTypedChoice } from './controls-suggest.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h, whileBusy } from './element.js';

/**
 * A select as the browser's own, which keyboards and screen readers know. Selects whose options are not in the block
 * (`external_select`, people, channels) are typed instead.
 */
export function drawSelect(element: Json, place: Place, draw: Draw): HTMLElement {
  const options: Json[] = element.options ?? (element.option_groups ?? []).flatMap((group: Json) => group.options ?? []);
  const action = String(element.action_id ?? '');
  if (options.length === 0) return drawTypedChoice(element, place, draw);
  const multiple = element.type === 'multi_static_select';
  const kept = draw.form?.kept(String(place.block.block_id), action);
  const chosen: Json[] = kept ? (kept.selected_options ?? [kept.selected_option]) : (element.initial_options ?? [element.initial_option]);
  const isChosen = (option: Json) => chosen.some((one) => one?.value === option.value);
  const entry = (option: Json) => h('option', { value: String(option.value), selected: isChosen(option) }, plainWords(option.text));
  const placeholder = h(
    'option',
    { value: '', disabled: place.required, selected: !options.some(isChosen) },
    plainWords(element.placeholder) || 'Choose one',
  );
  const select = h(
    'select',
    {
      class: 'select',
      multiple,
      'aria-labelledby': place.labelId,
      'aria-label': place.labelId ? undefined : plainWords(element.placeholder) || 'Choose',
      'data-action': action,
    },
    [
      !multiple && placeholder,
      element.option_groups
        ? element.option_groups.map((group: Json) => h('optgroup', { label: plainWords(group.label) }, (group.options ?? []).map(entry)))
        : options.map(entry),
    ],
  );
  const picked = () => options.filter((option) => [...select.selectedOptions].some((one) => one.value === String(option.value)));
  draw.form?.add(
    String(place.block.block_id),
    action,
    () => ({ type: element.type, ...(multiple ? { selected_options: picked() } : { selected_option: picked()[0] ?? null }) }),
    place.required,
  );
  let before = select.value;
  select.addEventListener('change', async () => {
    if (place.waits) return;
    if (await confirmed(element.confirm, draw)) {
      before = select.value;
      await whileBusy(select, () => draw.act(action, [...select.selectedOptions].map((one) => one.value).join(',')));
    } else select.value = before;
  });
  return select;
}
