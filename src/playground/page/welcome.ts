import type { WirePerson } from '../page-wire.js';
import { botAvatar } from './avatar.js';
import { h } from './element.js';

const SUGGESTIONS = ['/aispend team engineering', '/aispend teams last month', '/aispend help'];

/** What a newcomer sees in an empty conversation. */
export function drawWelcome(me: WirePerson, send: (text: string) => void): HTMLElement {
  return h('section', { class: 'welcome' }, [
    botAvatar(),
    h('h2', {}, 'Ask what your AI costs'),
    h(
      'p',
      {},
      `This is a small Slack-like workspace with aispend in it and a sample AWS account behind it. You are ${me.name}; pick somebody else on the left to see what they may see.`,
    ),
    h('p', {}, 'Start with one of these:'),
    h(
      'div',
      { class: 'chips' },
      SUGGESTIONS.map((text) => h('button', { type: 'button', class: 'chip' }, text, { click: () => send(text) })),
    ),
  ]);
}
