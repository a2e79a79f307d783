import type { Json } from '../page-wire.js';
import type { Place } from './controls.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h, whileBusy } from './element.js';

let lists = 0;

/** A select whose options are not in the block. An external one asks the bot while one types; people and channels are typed by their id. */
export function drawTypedChoice(element: Json, place: Place, draw: Draw): HTMLElement {
  const external = element.type === 'external_select';
  const action = String(element.action_id ?? '');
  const block = String(place.block.block_id);
  const kept: Json = draw.form?.kept(block, action);
  const known = new Map<string, Json>();
  const initial = external ? (kept?.selected_option ?? element.initial_option) : undefined;
  if (initial) known.set(plainWords(initial.text), initial);
  const what = element.type.replace('s_select', '');
  lists += 1;
  const list = h('datalist', { id: `offered-${lists}` });
  const field = h('input', {
    class: 'field',
    type: 'text',
    list: list.id,
    autocomplete: 'off',
    value: external ? plainWords(initial?.text) : (kept?.[`selected_${what}`] ?? element[`initial_${what}`] ?? ''),
    placeholder: plainWords(element.placeholder),
    'aria-labelledby': place.labelId,
    'data-action': action,
  });
  const chosen = () => known.get(field.value.trim());
  const read = () =>
    external
      ? { type: element.type, selected_option: chosen() ?? null }
      : { type: element.type, [`selected_${what}`]: field.value.trim() || null };
  draw.form?.add(block, action, read, place.required);

  const ask = async () => {
    const typed = field.value.trim();
    if (!external || typed.length < (element.min_query_length ?? 3)) return;
    const options = await draw.suggest(action, typed);
    for (const option of options) known.set(plainWords(option.text), option);
    list.replaceChildren(...options.map((option) => h('option', { value: plainWords(option.text) })));
  };
  field.addEventListener('focus', () => void ask());
  field.addEventListener('input', () => void ask());
  field.addEventListener('change', () => {
    const value = external ? chosen()?.value : field.value.trim();
    if (!place.waits && value) void whileBusy(field, () => draw.act(action, value));
  });
  return h('span', { class: 'suggest' }, [field, list]);
}
