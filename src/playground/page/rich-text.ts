import type { Json } from '../page-wire.js';
import { emojiOf } from './emoji.js';
import { type Chunk, type Inline, joined, type Style, safeUrl, text } from './inline.js';

/** The elements of a `rich_text` block. Leaves carry their words as they are: nothing in them is decoded or parsed. */
export function richText(elements: Json[]): Chunk[] {
  return (elements ?? []).map(chunk);
}

function chunk(element: Json): Chunk {
  switch (element?.type) {
    case 'rich_text_section':
      return { kind: 'paragraph', children: leaves(element.elements) };
    case 'rich_text_quote':
      return { kind: 'quote', children: leaves(element.elements) };
    case 'rich_text_preformatted':
      return { kind: 'pre', text: (element.elements ?? []).map((leaf: Json) => leaf.text ?? leaf.url ?? '').join('') };
    case 'rich_text_list':
      return {
        kind: 'list',
        ordered: element.style === 'ordered',
        indent: element.indent ?? 0,
        start: (element.offset ?? 0) + 1,
        items: (element.elements ?? []).map((item: Json) => leaves(item.elements)),
      };
    default:
      return { kind: 'paragraph', children: [text(`[${String(element?.type)}]`)] };
  }
}

const leaves = (elements: Json[]): Inline[] => joined((elements ?? []).map((leaf) => styled(leaf, plain(leaf))));

function plain(leaf: Json): Inline {
  switch (leaf?.type) {
    case 'text':
      return text(String(leaf.text ?? ''));
    case 'link': {
      const url = safeUrl(leaf.url);
      const label = [text(String(leaf.text ?? leaf.url ?? ''))];
      return url ? { kind: 'link', url, children: label } : (label[0] as Inline);
    }
    case 'emoji':
      return { kind: 'emoji', name: String(leaf.name), unicode: emojiOf(String(leaf.name)) ?? fromCodes(leaf.unicode) };
    case 'user':
      return { kind: 'mention', of: 'user', id: leaf.user_id };
    case 'usergroup':
      return { kind: 'mention', of: 'group', id: leaf.usergroup_id };
    case 'team':
      return { kind: 'mention', of: 'group', id: leaf.team_id };
    case 'channel':
      return { kind: 'mention', of: 'channel', id: leaf.channel_id };
    case 'broadcast':
      return { kind: 'mention', of: 'group', id: leaf.range };
    case 'date':
      return {
        kind: 'date',
        timestamp: Number(leaf.timestamp),
        format: String(leaf.format ?? ''),
        fallback: leaf.fallback ?? '',
        url: safeUrl(leaf.url),
      };
    case 'color':
      return { kind: 'color', value: String(leaf.value) };
    default:
      return text(`[${String(leaf?.type)}]`);
  }
}

const STYLES: Style[] = ['bold', 'italic', 'strike', 'underline'];

function styled(leaf: Json, node: Inline): Inline {
  const inner: Inline = leaf?.style?.code && node.kind === 'text' ? { kind: 'code', text: node.text } : node;
  return STYLES.filter((style) => leaf?.style?.[style]).reduce<Inline>(
    (child, style) => ({ kind: 'styled', style, children: [child] }),
    inner,
  );
}

const fromCodes = (codes: unknown): string | undefined =>
  typeof codes === 'string' && /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(codes)
    ? codes
        .split('-')
        .reduce((all, code) => all + (Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : ''), '')
    : undefined;
