import { h, svg } from './element.js';

/** Initials on a colour that stays with the name. */
export function avatar(name: string): HTMLElement {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('');
  const hue = [...name].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261) >>> 29;
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials.toUpperCase());
}

/** The bot's mark: four bars. */
export const botAvatar = (): HTMLElement =>
  h(
    'span',
    { class: 'avatar bot', 'aria-hidden': 'true' },
    svg('svg', { viewBox: '0 0 20 20' }, svg('path', { d: 'M4 15v-4M8 15V7M12 15V10M16 15V4' })),
  );
