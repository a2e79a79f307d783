import type { WirePerson } from '../page-wire.js';
import { botAvatar } from './avatar.js';
import { h } from './element.js';

/** What a newcomer sees in an empty conversation. */
export const drawWelcome = (me: WirePerson): HTMLElement =>
  h('section', { class: 'welcome' }, [
    botAvatar(),
    h('h2', {}, 'Ask what your AI costs'),
    h(
      'p',
      {},
      `This is a small Slack-like workspace with aispend in it and a sample AWS account behind it. You are ${me.name}; pick somebody else on the left to see what they may see.`,
    ),
    h('p', {}, 'Start with one of the questions below, or type your own. Move the clock on the lower left to get what comes by itself.'),
  ]);
