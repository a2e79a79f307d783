import { h } from './element.js';

const SHOWN_MS = 8000;

/** A passing note at the foot of the page. */
export function notice(words: string): void {
  const note = h('div', { class: 'notice' }, [
    words,
    h('button', { type: 'button', class: 'icon', 'aria-label': 'Dismiss' }, '×', { click: () => note.remove() }),
  ]);
  document.getElementById('notices')?.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
