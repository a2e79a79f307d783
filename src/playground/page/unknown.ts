import { h } from './element.js';

/** What the page cannot draw is named, never silently left out. */
export const unknownBox = (type: unknown): HTMLElement =>
  h('div', { class: 'unknown', role: 'note' }, ['The playground cannot draw ', h('code', {}, String(type)), ' yet.']);
