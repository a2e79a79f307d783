import { emojiOf } from './emoji.js';
import { type Chunk, type Inline, joined, type Style, safeUrl, text } from './inline.js';

const STYLES: Record<string, Style> = { '*': 'bold', _: 'italic', '~': 'strike' };

/** Slack's mrkdwn as chunks: code fences, quotes, paragraphs. Text is only ever text: the three entities are decoded once. */
export function parseMrkdwn(source: string): Chunk[] {
  const chunks: Chunk[] = [];
  source.split('```').forEach((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) chunks.push({ kind: 'pre', text: decoded(part.replace(/^\n|\n$/g, '')) });
    else chunks.push(...paragraphs(index % 2 === 1 ? `\`\`\`${part}` : part));
  });
  return chunks;
}

function paragraphs(source: string): Chunk[] {
  const chunks: Chunk[] = [];
  let lines: string[] = [];
  let quoted = false;
  const flush = () => {
    const body = lines.join('\n').replace(/^\n+|\n+$/g, '');
    if (body !== '') chunks.push({ kind: quoted ? 'quote' : 'paragraph', children: parseInline(body) });
    lines = [];
  };
  for (const line of source.split('\n')) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (Boolean(quote) !== quoted) flush();
    quoted = Boolean(quote);
    lines.push(quote ? (quote[1] ?? '') : line);
  }
  flush();
  return chunks;
}

/** One run of mrkdwn without fences or quotes. */
export function parseInline(source: string): Inline[] {
  const parts: Inline[] = [];
  for (let at = 0; at < source.length; ) {
    const taken = codeAt(source, at) ?? angleAt(source, at) ?? styleAt(source, at) ?? emojiAt(source, at) ?? bareLinkAt(source, at);
    parts.push(taken?.node ?? text(''));
    if (taken) at = taken.end;
    else {
      const run = /^(?:&(?:lt|gt|amp);|[^`<*_~:h&]+|.)/s.exec(source.slice(at))?.[0] ?? '';
      parts.push(text(decoded(run)));
      at += run.length;
    }
  }
  return joined(parts);
}

interface Taken {
  node: Inline;
  end: number;
}

function codeAt(source: string, at: number): Taken | undefined {
  if (source[at] !== '`') return undefined;
  const found = /^`([^`\n]+)`/.exec(source.slice(at));
  return found?.[1] ? { node: { kind: 'code', text: decoded(found[1]) }, end: at + found[0].length } : undefined;
}

function angleAt(source: string, at: number): Taken | undefined {
  if (source[at] !== '<') return undefined;
  const found = /^<([^<>\n]+)>/.exec(source.slice(at));
  const node = found?.[1] === undefined ? undefined : angle(found[1]);
  return found && node ? { node, end: at + found[0].length } : undefined;
}

/** What stands between angle brackets: a mention, a date or a link. Anything else is not Slack's and stays text. */
function angle(inner: string): Inline | undefined {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decoded(inner.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: 'mention', of: 'user', id: target.slice(1), label };
  if (/^#[CG][A-Z0-9]+$/.test(target)) return { kind: 'mention', of: 'channel', id: target.slice(1), label };
  const date = /^!date\^(-?\d{1,12})\^([^^]*)(?:\^(.*))?$/.exec(target);
  if (date)
    return { kind: 'date', timestamp: Number(date[1]), format: decoded(date[2] ?? ''), fallback: label ?? '', url: safeUrl(date[3]) };
  const group = /^!(?:subteam\^)?([A-Za-z0-9]+)$/.exec(target);
  if (group?.[1]) return { kind: 'mention', of: 'group', id: group[1], label };
  const url = safeUrl(decoded(target));
  if (url) return { kind: 'link', url, children: label === undefined ? [text(url)] : joined(withEmoji(label)) };
  return undefined;
}

function styleAt(source: string, at: number): Taken | undefined {
  const mark = source[at] ?? '';
  const style = STYLES[mark];
  if (!style || /[\p{L}\p{N}]/u.test(source[at - 1] ?? ' ') || /[\s]/.test(source[at + 1] ?? ' ')) return undefined;
  for (let end = at + 1; end < source.length && source[end] !== '\n'; end += 1) {
    if (source[end] === '`' || source[end] === '<') end = (codeAt(source, end) ?? angleAt(source, end))?.end ?? end;
    if (source[end] !== mark || end === at + 1) continue;
    if (/\s/.test(source[end - 1] ?? ' ') || /[\p{L}\p{N}]/u.test(source[end + 1] ?? ' ')) continue;
    return { node: { kind: 'styled', style, children: parseInline(source.slice(at + 1, end)) }, end: end + 1 };
  }
  return undefined;
}

function emojiAt(source: string, at: number): Taken | undefined {
  if (source[at] !== ':') return undefined;
  const found = /^:([a-z0-9_+-]+):/.exec(source.slice(at));
  const unicode = found?.[1] && emojiOf(found[1]);
  return found?.[1] && unicode ? { node: { kind: 'emoji', name: found[1], unicode }, end: at + found[0].length } : undefined;
}

function bareLinkAt(source: string, at: number): Taken | undefined {
  if (source[at] !== 'h' || /[\p{L}\p{N}]/u.test(source[at - 1] ?? ' ')) return undefined;
  const found = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/.exec(source.slice(at));
  const url = found && safeUrl(decoded(found[0]));
  return found && url ? { node: { kind: 'link', url, children: [text(url)] }, end: at + found[0].length } : undefined;
}

/** Emoji codes within otherwise plain text (plain_text objects, link labels). */
export function withEmoji(plain: string): Inline[] {
  return plain.split(/(:[a-z0-9_+-]+:)/).map((part) => {
    const name = part.slice(1, -1);
    const unicode = part.startsWith(':') && part.endsWith(':') ? emojiOf(name) : undefined;
    return unicode ? { kind: 'emoji', name, unicode } : text(part);
  });
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

const decoded = (source: string): string => source.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
