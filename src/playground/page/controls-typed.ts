import type { Json } from '../page-wire.js';
import { confirmed } from './confirm.js';
import type { Place } from './controls.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h, whileBusy } from './element.js';

const INPUTS: Record<string, { type: string; initial: string; state: string }> = {
  plain_text_input: { type: 'text', initial: 'initial_value', state: 'value' },
  email_text_input: { type: 'email', initial: 'initial_value', state: 'value' },
  url_text_input: { type: 'url', initial: 'initial_value', state: 'value' },
  number_input: { type: 'number', initial: 'initial_value', state: 'value' },
  datepicker: { type: 'date', initial: 'initial_date', state: 'selected_date' },
  timepicker: { type: 'time', initial: 'initial_time', state: 'selected_time' },
};

/** Everything that is typed: text, numbers, addresses, dates, times. Values stay the strings that were typed. */
export function drawTyped(element: Json, place: Place, draw: Draw): HTMLElement {
  const kind = INPUTS[element.type] as { type: string; initial: string; state: string };
  const action = String(element.action_id ?? '');
  const block = String(place.block.block_id);
  const initial = String(draw.form?.kept(block, action)?.[kind.state] ?? element[kind.initial] ?? '');
  const shared = {
    class: 'field',
    placeholder: plainWords(element.placeholder) || undefined,
    maxlength: element.max_length,
    'aria-labelledby': place.labelId,
    'aria-label': place.labelId ? undefined : plainWords(element.placeholder) || 'Date',
    'data-action': action,
  };
  const field = element.multiline
    ? h('textarea', { ...shared, rows: 4 }, initial)
    : h('input', {
        ...shared,
        type: kind.type,
        value: initial,
        min: element.min_value,
        max: element.max_value,
        step: element.type !== 'number_input' ? undefined : element.is_decimal_allowed ? 'any' : 1,
        autocomplete: 'off',
      });
  const isDate = kind.type === 'date' || kind.type === 'time';
  if (draw.form)
    draw.form.add(block, action, () => ({ type: element.type, [kind.state]: field.value === '' ? null : field.value }), place.required);
  const dispatch = async () => {
    if (await confirmed(element.confirm, draw)) await whileBusy(field, () => draw.act(action, field.value));
  };
  if (!place.waits && isDate) field.addEventListener('change', () => void (field.value && dispatch()));
  if (!place.waits && !isDate) {
    field.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Enter') void dispatch();
    });
  }
  return field;
}
