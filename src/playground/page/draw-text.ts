import type { Json } from '../page-wire.js';
import type { Draw } from './draw.js';
import { h } from './element.js';
import type { Chunk, Inline } from './inline.js';
import { parseMrkdwn, withEmoji } from './mrkdwn.js';
import { slackDate } from './slack-date.js';

/** A text object: plain_text or mrkdwn. */
export function drawTextObject(object: Json, draw: Draw): Node[] {
  if (object?.type === 'mrkdwn') return drawChunks(parseMrkdwn(String(object.text ?? '')), draw);
  return drawInline(withEmoji(String(object?.text ?? '')), draw);
}

export const plainWords = (object: Json): string => String(object?.text ?? '');

export const drawChunks = (chunks: Chunk[], draw: Draw): Node[] => chunks.map((chunk) => drawChunk(chunk, draw));

function drawChunk(chunk: Chunk, draw: Draw): Node {
  switch (chunk.kind) {
    case 'paragraph':
      return h('p', {}, drawInline(chunk.children, draw));
    case 'heading':
      return h(chunk.level <= 1 ? 'h3' : chunk.level === 2 ? 'h4' : 'h5', {}, drawInline(chunk.children, draw));
    case 'quote':
      return h('blockquote', {}, drawInline(chunk.children, draw));
    case 'pre':
      return h('pre', {}, chunk.text);
    case 'rule':
      return h('hr');
    case 'list': {
      const items = chunk.items.map((item) => h('li', {}, drawInline(item, draw)));
      const className = `indent-${Math.min(8, chunk.indent)}`;
      return chunk.ordered ? h('ol', { start: chunk.start, class: className }, items) : h('ul', { class: className }, items);
    }
    case 'table': {
      const head = h(
        'tr',
        {},
        chunk.head.map((cell) => h('th', { scope: 'col' }, drawInline(cell, draw))),
      );
      const rows = chunk.rows.map((row) =>
        h(
          'tr',
          {},
          row.map((cell) => h('td', {}, drawInline(cell, draw))),
        ),
      );
      return h('div', { class: 'table-scroll' }, h('table', {}, [h('thead', {}, head), h('tbody', {}, rows)]));
    }
  }
}

export const drawInline = (parts: Inline[], draw: Draw): Node[] => parts.map((part) => drawPart(part, draw));

function drawPart(part: Inline, draw: Draw): Node {
  switch (part.kind) {
    case 'text':
      return document.createTextNode(part.text);
    case 'styled': {
      const tag = ({ bold: 'b', italic: 'i', strike: 's', underline: 'u' } as const)[part.style];
      return h(tag, {}, drawInline(part.children, draw));
    }
    case 'code':
      return h('code', {}, part.text);
    case 'link':
      return h('a', { href: part.url, target: '_blank', rel: 'noopener noreferrer' }, drawInline(part.children, draw));
    case 'mention':
      return h('span', { class: 'mention' }, mentionWords(part, draw));
    case 'emoji':
      return part.unicode
        ? h('span', { role: 'img', 'aria-label': part.name.replaceAll('_', ' ') }, part.unicode)
        : document.createTextNode(`:${part.name}:`);
    case 'date':
      return drawDate(part, draw);
    case 'color': {
      const swatch = h('span', { class: 'swatch' });
      if (/^#[0-9a-f]{3,8}$/i.test(part.value)) swatch.style.background = part.value;
      return h('span', {}, [swatch, part.value]);
    }
  }
}

function mentionWords(part: Inline & { kind: 'mention' }, draw: Draw): string {
  if (part.of === 'channel') return `#${draw.channelName(part.id) ?? part.label ?? part.id}`;
  if (part.of === 'user') return `@${draw.personName(part.id) ?? part.label ?? part.id}`;
  return `@${part.label?.replace(/^@/, '') ?? part.id}`;
}

function drawDate(part: Inline & { kind: 'date' }, draw: Draw): Node {
  if (!Number.isFinite(part.timestamp)) return document.createTextNode(part.fallback);
  const words = slackDate(part.timestamp, part.format, draw.timeZone, draw.now);
  const full = slackDate(part.timestamp, '{date_long} at {time_secs}', draw.timeZone, draw.now);
  const time = h('time', { title: full, datetime: new Date(part.timestamp * 1000).toISOString() }, words);
  return part.url ? h('a', { href: part.url, target: '_blank', rel: 'noopener noreferrer' }, time) : time;
}
