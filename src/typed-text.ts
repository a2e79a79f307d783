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

/** Slack escapes `& < >` in what people type and makes links of what looks like an address (data.io); team names are compared as they are written. */
export const unescapeSlack = (text: string): string =>
  text
    .replace(/<(?:https?:\/\/|mailto:)[^|>\s]*\|([^<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** A name in quotes is taken as it stands. */
export function unquoted(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text.trim());
  return match?.[2]?.trim() ?? text.trim();
}
