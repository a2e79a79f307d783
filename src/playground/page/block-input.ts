import type { Json } from '../page-wire.js';
import { drawControl } from './controls.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h } from './element.js';

let labels = 0;

/** An input block: label, control, hint, and a place for the error the bot answers with. */
export function drawInput(block: Json, draw: Draw): HTMLElement {
  labels += 1;
  const labelId = `label-${labels}`;
  const place = { block, waits: !block.dispatch_action, required: !block.optional, labelId };
  return h('div', { class: 'input' }, [
    h('div', { class: 'label', id: labelId }, [plainWords(block.label), block.optional && h('span', { class: 'optional' }, ' (optional)')]),
    drawControl(block.element, place, draw),
    block.hint && h('div', { class: 'hint' }, plainWords(block.hint)),
    h('div', { class: 'error', role: 'alert' }),
  ]);
}

/** Puts an error under the input of that block; false when there is no such block. */
export function showInputError(within: HTMLElement, block: string, words: string): boolean {
  const found = [...within.querySelectorAll<HTMLElement>('.block[data-block]')].find((one) => one.dataset.block === block);
  const slot = found?.querySelector<HTMLElement>('.error');
  if (!found || !slot) return false;
  slot.textContent = words;
  found.classList.toggle('has-error', words !== '');
  const control = found.querySelector('.field, .select, .choices');
  if (words) control?.setAttribute('aria-invalid', 'true');
  else control?.removeAttribute('aria-invalid');
  return true;
}
