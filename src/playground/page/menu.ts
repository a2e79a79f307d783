import { h } from './element.js';

export interface MenuItem {
  words: string;
  /** A second, smaller line. */
  detail?: string;
  value: string;
  url?: string;
}

/** A menu under a button, or above it where there is no room below; arrows move, Esc or a click elsewhere closes it and the focus returns. */
export function openMenu(button: HTMLElement, items: MenuItem[], pick: (value: string) => void): void {
  const close = () => {
    menu.remove();
    document.removeEventListener('pointerdown', outside, true);
    button.setAttribute('aria-expanded', 'false');
  };
  const choose = (value: string) => {
    close();
    button.focus();
    pick(value);
  };
  const entries = items.map((item) =>
    item.url
      ? h('a', { role: 'menuitem', tabindex: -1, href: item.url, target: '_blank', rel: 'noopener noreferrer' }, item.words, {
          click: () => choose(item.value),
        })
      : h('button', { role: 'menuitem', type: 'button', tabindex: -1 }, [item.words, item.detail && h('small', {}, item.detail)], {
          click: () => choose(item.value),
        }),
  );
  const menu = h('div', { class: 'menu', role: 'menu' }, entries, {
    keydown: (event) => {
      const at = entries.indexOf(document.activeElement as HTMLButtonElement);
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step) entries.at((at + step) % entries.length)?.focus();
      if (event.key === 'Escape' || event.key === 'Tab') {
        close();
        button.focus();
      }
      if (step || event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
      }
    },
  });
  const outside = (event: Event) => {
    if (!menu.contains(event.target as Node)) close();
  };
  document.addEventListener('pointerdown', outside, true);
  button.setAttribute('aria-expanded', 'true');
  const box = button.getBoundingClientRect();
  // Inside an open dialog only its own descendants can be reached.
  (button.closest('dialog') ?? document.body).append(menu);
  const fits = box.bottom + 4 + menu.offsetHeight <= window.innerHeight - 8;
  menu.style.top = `${Math.max(8, fits ? box.bottom + 4 : box.top - 4 - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - menu.offsetWidth - 8))}px`;
  entries[0]?.focus();
}
