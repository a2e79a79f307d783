/**
 * Typed text as a person meant it: phones make curly quotes, long dashes and odd spaces of what was typed, and pasted
 * text brings invisible characters along.
 */
export function tidyWords(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/(?!\s)[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033]/g, '"')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A name in quotes: they open after a space and close before one, so that "ada's lab" holds none. */
const QUOTED =
  /(?<=^|\s)(?:["\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033]([\s\S]*?)["\u201C\u201D\u00AB\u00BB\u2033]|['\u2018\u201A\u201B\u2032]([\s\S]*?)['\u2018\u2019\u2032])(?=\s|$)/g;

/**
 * A whole question, tidy but for what stands in quotes: a name in quotes is meant as it is written, spaces and invisible
 * characters included.
 */
export function tidyQuestion(typed: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of typed.matchAll(QUOTED)) {
    const inner = match[1] ?? match[2] ?? '';
    const quote = inner.includes('"') ? "'" : '"';
    parts.push(tidyWords(typed.slice(end, match.index)), `${quote}${inner}${quote}`);
    end = match.index + match[0].length;
  }
  return [...parts, tidyWords(typed.slice(end))].filter((part) => part !== '').join(' ');
}

/** Slack escapes `& < >` in what people type and makes links of what looks like an address (data.io); team names are compared as they are written. */
export const unescapeSlack = (text: string): string =>
  text
    .replace(/<(?:https?:\/\/|mailto:)[^|>\s]*\|([^<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** A name in quotes is taken as it stands; quotes around nothing are nothing. */
export function unquoted(text: string): string {
  const match = /^(["'])([\s\S]*)\1$/.exec(text.trim());
  if (!match) return text.trim();
  return tidyWords(match[2] ?? '') === '' ? '' : (match[2] as string);
}

const CODE = (character: string): string => `\\u{${(character.codePointAt(0) as number).toString(16)}}`;

/**
 * A name with what nobody sees in it written out, in quotes, as it can be typed: `"engineering\u{20}"`. Spaces at the
 * ends or after another, accents that are characters of their own, control and formatting characters. A name without
 * any of these is itself.
 */
export function visible(name: string): string {
  const shown = name
    .replace(/^\s+|\s+$|(?<=\s)\s+|(?! )\s|[\p{Cc}\p{Cf}]/gu, (run) => [...run].map(CODE).join(''))
    .replace(/\p{M}+/gu, (marks) => (name === name.normalize('NFC') ? marks : [...marks].map(CODE).join('')));
  return shown === name ? name : `"${shown}"`;
}

/** What was typed with the codes of `visible` as the characters they stand for. */
export const decoded = (typed: string): string =>
  typed.replace(/\\u\{([0-9a-f]{1,6})\}/gi, (all, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
  });

/** Names that look like another of the same list, as `visible` writes them; names that stand out are not in it. */
export function lookalikes(names: Iterable<string>): Map<string, string> {
  const alike = new Map<string, string[]>();
  for (const name of new Set(names)) alike.set(tidyWords(name), [...(alike.get(tidyWords(name)) ?? []), name]);
  return new Map(
    [...alike.values()]
      .filter((group) => group.length > 1)
      .flat()
      .map((name): [string, string] => [name, visible(name)])
      .filter(([name, shown]) => name !== shown),
  );
}
