import type { ContextBlock, HeaderBlock, PlainTextElement, RichTextBlock, RichTextElement, SectionBlock } from '@slack/types';
import { listed, PEOPLE } from '../errors.js';
import { showUtc } from '../period.js';

/** Makes text from outside safe in mrkdwn and in a message's `text` (docs.slack.dev, formatting message text). */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cuts with a visible mark. */
export const cut = (text: string, length: number): string =>
  text.length > length
    ? `${[...text]
        .slice(0, length - 1)
        .join('')
        .slice(0, length - 1)}…`
    : text;

/** Text that Slack never interprets: the place for names that people or AWS wrote. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(cut(text, 150)) });

/** Our own words with Slack's formatting; whatever is not ours must be `escaped` first. */
export const section = (mrkdwn: string): SectionBlock => ({ type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, 3000) } });

export const context = (mrkdwn: string): ContextBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text: cut(mrkdwn, 3000) }] });

/** A moment in the reader's own time zone, with a UTC fallback. */
export const moment = (iso: string): string =>
  `<!date^${Math.floor(Date.parse(iso) / 1000)}^{date_short_pretty} at {time}|${showUtc(iso)}>`;

/** The same in rich text, where mrkdwn is not read. */
export const dateLeaf = (iso: string) => ({
  type: 'date' as const,
  timestamp: Math.floor(Date.parse(iso) / 1000),
  format: '{date_short_pretty} at {time}',
  fallback: showUtc(iso),
});

export const leaf = (text: string, style?: { bold?: boolean; code?: boolean }): RichTextElement => ({
  type: 'text',
  text,
  ...(style ? { style } : {}),
});

export const list = (items: RichTextElement[][]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style: 'bullet', elements: items.map((elements) => ({ type: 'rich_text_section', elements })) }],
});

/** Fixed-width text, never interpreted. */
export const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [leaf(cut(text, 3000))] as never }],
});

/**
 * One of our sentences, quoted commands in `code`. Nothing in it is live, whatever was quoted back to the person, but
 * `people`, by their Slack ids, where `{people}` stands.
 */
export function sentence(text: string, people: string[] = []): RichTextBlock {
  const spoken = (words: string): RichTextElement[] =>
    words
      .split('`')
      .map((part, index) => leaf(part, index % 2 === 1 ? { code: true } : undefined))
      .filter((element) => 'text' in element && element.text !== '');
  const at = people.length > 0 ? text.indexOf(PEOPLE) : -1;
  const elements =
    at < 0
      ? spoken(text)
      : [
          ...spoken(text.slice(0, at)),
          ...listed<RichTextElement>(people, (user_id) => ({ type: 'user', user_id }), leaf),
          ...spoken(text.slice(at + PEOPLE.length)),
        ];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** A remark in small print, never interpreted. */
export const remark = (text: string): ContextBlock => ({ type: 'context', elements: [plain(cut(text.replaceAll('`', ''), 2000))] });
