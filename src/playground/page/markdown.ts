import { type Chunk, type Inline, joined, type Style, safeUrl, text } from './inline.js';
import { withEmoji } from './mrkdwn.js';

/** The `markdown` block's text (CommonMark's everyday part, with pipe tables). HTML in it is text. */
export function parseMarkdown(source: string): Chunk[] {
  const chunks: Chunk[] = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0) {
    const line = lines[0] ?? '';
    const fence = /^\s{0,3}```/.test(line);
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') lines.shift();
    else if (fence) chunks.push(takeFence(lines));
    else if (heading) {
      lines.shift();
      chunks.push({ kind: 'heading', level: heading[1]?.length ?? 1, children: inline(heading[2] ?? '') });
    } else if (/^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/.test(line)) {
      lines.shift();
      chunks.push({ kind: 'rule' });
    } else if (/^\s{0,3}>/.test(line)) {
      const quoted = takeWhile(lines, (one) => /^\s{0,3}>/.test(one)).map((one) => one.replace(/^\s{0,3}>\s?/, ''));
      chunks.push({ kind: 'quote', children: inline(quoted.join('\n')) });
    } else if (ITEM.test(line)) chunks.push(...takeList(lines));
    else if (line.includes('|') && /^[\s|:-]*-[\s|:-]*$/.test(lines[1] ?? '')) chunks.push(takeTable(lines));
    else chunks.push({ kind: 'paragraph', children: inline(takeWhile(lines, isPlain).join('\n')) });
  }
  return chunks;
}

const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

const isPlain = (line: string, index: number): boolean =>
  index === 0 || (line.trim() !== '' && !ITEM.test(line) && !/^\s{0,3}(?:```|#{1,6}\s|>)/.test(line));

function takeWhile(lines: string[], wanted: (line: string, index: number) => boolean): string[] {
  let count = 0;
  while (count < lines.length && wanted(lines[count] ?? '', count)) count += 1;
  return lines.splice(0, count);
}

function takeFence(lines: string[]): Chunk {
  lines.shift();
  const body = takeWhile(lines, (line) => !/^\s{0,3}```\s*$/.test(line));
  lines.shift();
  return { kind: 'pre', text: body.join('\n') };
}

function takeList(lines: string[]): Chunk[] {
  const lists: (Chunk & { kind: 'list' })[] = [];
  for (const line of takeWhile(lines, (one) => ITEM.test(one))) {
    const [, space = '', number, body = ''] = ITEM.exec(line) ?? [];
    const indent = Math.floor(space.length / 2);
    const last = lists.at(-1);
    if (last && last.ordered === (number !== undefined) && last.indent === indent) last.items.push(inline(body));
    else lists.push({ kind: 'list', ordered: number !== undefined, indent, start: Number(number ?? 1), items: [inline(body)] });
  }
  return lists;
}

function takeTable(lines: string[]): Chunk {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.trim().replace(/\\\|/g, '|')));
  const [head = '', , ...rows] = takeWhile(lines, (line) => line.includes('|') || /^[\s:-]+$/.test(line.trim() || 'x'));
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

const RULES: [RegExp, (found: RegExpExecArray) => Inline | undefined][] = [
  [/^\\([\\`*_{}[\]()#+\-.!~|<>&])/, (found) => text(found[1] ?? '')],
  [/^`([^`]+)`/, (found) => ({ kind: 'code', text: found[1] ?? '' })],
  [/^\[([^\]]+)\]\(\s*([^\s)]+)[^)]*\)/, (found) => linked(found[2], inline(found[1] ?? ''))],
  [/^<(https?:[^\s<>]+)>/, (found) => linked(found[1], [text(found[1] ?? '')])],
  [/^(?:\*\*|__)(?=\S)(.+?[^\s])(?:\*\*|__)/s, (found) => styled('bold', found[1])],
  [/^\*(?=[^\s*])([^*]*[^\s*])\*/, (found) => styled('italic', found[1])],
  [/^_(?=[^\s_])([^_]*[^\s_])_(?![\p{L}\p{N}])/u, (found) => styled('italic', found[1])],
  [/^~~(?=\S)(.+?)~~/, (found) => styled('strike', found[1])],
];

function inline(source: string): Inline[] {
  const parts: Inline[] = [];
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const inWord = rest.startsWith('_') && /[\p{L}\p{N}]/u.test(source[at - 1] ?? ' ');
    let taken: { node: Inline; length: number } | undefined;
    for (const [pattern, make] of inWord ? [] : RULES) {
      const found = pattern.exec(rest);
      const node = found && make(found);
      if (found && node) {
        taken = { node, length: found[0].length };
        break;
      }
    }
    const run = taken ? undefined : (/^[^\\`[<*_~]+/.exec(rest)?.[0] ?? rest[0] ?? '');
    if (taken) parts.push(taken.node);
    else parts.push(...withEmoji(run ?? ''));
    at += taken?.length ?? run?.length ?? 1;
  }
  return joined(parts);
}

const styled = (style: Style, source = ''): Inline => ({ kind: 'styled', style, children: inline(source) });

function linked(address: string | undefined, children: Inline[]): Inline | undefined {
  const url = safeUrl(address);
  return url ? { kind: 'link', url, children } : undefined;
}
