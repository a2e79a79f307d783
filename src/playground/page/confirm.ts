import type { Json } from '../page-wire.js';
import type { Draw } from './draw.js';
import { drawTextObject, plainWords } from './draw-text.js';
import { h } from './element.js';

/** Asks before a risky action, when its element says so (`confirm`). Esc and clicking beside mean no. */
export function confirmed(confirm: Json | undefined, draw: Draw): Promise<boolean> {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'modal small', 'aria-labelledby': 'confirm-title' }, [
      h('h2', { id: 'confirm-title' }, plainWords(confirm.title)),
      h('div', { class: 'modal-body text' }, drawTextObject(confirm.text, draw)),
      h('footer', {}, [
        h('button', { type: 'button', class: 'button' }, plainWords(confirm.deny) || 'Cancel', { click: () => dialog.close() }),
        h(
          'button',
          { type: 'button', class: `button ${confirm.style === 'danger' ? 'danger' : 'primary'}` },
          plainWords(confirm.confirm) || 'Yes',
          {
            click: () => dialog.close('yes'),
          },
        ),
      ]),
    ]);
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
