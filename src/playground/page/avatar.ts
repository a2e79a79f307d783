import type { WireChannel } from '../page-wire.js';
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

/** "#", or a lock for a private channel; drawn, since not every font has one. */
export const sigil = (channel: WireChannel): HTMLElement =>
  h(
    'span',
    { class: 'sigil', 'aria-hidden': 'true' },
    channel.kind === 'private'
      ? svg('svg', { viewBox: '0 0 16 16' }, svg('path', { d: 'M3.5 7.5h9v6h-9zM5.5 7V4.6a2.5 2.5 0 0 1 5 0V7' }))
      : '#',
  );
