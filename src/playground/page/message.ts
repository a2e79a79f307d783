import type { WireMessage, WirePerson } from '../page-wire.js';
import { avatar, botAvatar } from './avatar.js';
import { drawBlocks } from './blocks.js';
import type { Draw } from './draw.js';
import { drawChunks } from './draw-text.js';
import { h } from './element.js';
import { drawFile } from './file.js';
import { parseMrkdwn } from './mrkdwn.js';
import { slackDate } from './slack-date.js';

/** One message: who, when, what; marked when only the reader sees it. With `reply` it can be answered in its thread. */
export function drawMessage(message: WireMessage, author: WirePerson | undefined, draw: Draw, reply?: () => void): HTMLElement {
  const fromBot = message.from === 'bot';
  const name = fromBot ? 'aispend' : (author?.name ?? (message.from === 'USLACKBOT' ? 'Slackbot' : message.from));
  const seconds = Number(message.ts);
  const time = (format: string) => slackDate(seconds, format, draw.timeZone, draw.now);
  const body = message.typed
    ? h('p', { class: 'typed-command' }, message.text)
    : message.blocks.length > 0
      ? drawBlocks(message.blocks, draw)
      : message.text !== '' && h('div', { class: 'text' }, drawChunks(parseMrkdwn(message.text), draw));
  const marks = `${message.onlyYou ? ' only-you' : ''}${message.typed ? ' typed' : ''}`;
  return h('li', { class: `message${marks}`, 'data-ts': message.ts }, [
    fromBot ? botAvatar() : avatar(name),
    h('div', { class: 'message-main' }, [
      message.onlyYou &&
        !message.typed &&
        h('div', { class: 'only-you-mark' }, [h('span', { 'aria-hidden': 'true' }, '◉ '), 'Only visible to you']),
      h('div', { class: 'byline' }, [
        h('b', {}, name),
        fromBot && h('span', { class: 'app-mark' }, 'App'),
        h('time', { title: time('{date_long} at {time_secs}'), datetime: new Date(seconds * 1000).toISOString() }, time('{time}')),
        message.typed && h('span', { class: 'faint' }, 'command'),
        message.broadcast && h('span', { class: 'faint' }, 'replied in a thread'),
      ]),
      h('div', { class: 'blocks' }, [body, (message.files ?? []).map(drawFile)]),
      message.edited && h('span', { class: 'faint edited' }, '(edited)'),
      message.failed !== undefined && h('p', { class: 'failed', role: 'alert' }, ['⚠︎ ', message.failed]),
    ]),
    reply &&
      h('button', { type: 'button', class: 'button quiet reply', 'data-action': 'reply in thread' }, 'Reply in thread', { click: reply }),
  ]);
}

/** The line between two days. */
export const dayDivider = (label: string): HTMLElement => h('li', { class: 'day', role: 'separator' }, h('span', {}, label));
