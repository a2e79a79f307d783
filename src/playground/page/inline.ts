/** Text with its formatting, between the parsers (mrkdwn, markdown, rich_text) and the one place that draws it. */

export type Style = 'bold' | 'italic' | 'strike' | 'underline';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'styled'; style: Style; children: Inline[] }
  | { kind: 'code'; text: string }
  /** `url` has been through `safeUrl`. */
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'mention'; of: 'user' | 'channel' | 'group'; id: string; label?: string }
  | { kind: 'date'; timestamp: number; format: string; fallback: string; url?: string }
  | { kind: 'emoji'; name: string; unicode?: string }
  | { kind: 'color'; value: string };

export type Chunk =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'pre'; text: string }
  | { kind: 'list'; ordered: boolean; indent: number; start: number; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

/** The address when it is one that may be clicked (http, https, mailto, tel); undefined for "javascript:" and the like. */
export function safeUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || !/^(https?:\/\/|mailto:|tel:)/i.test(url)) return undefined;
  return URL.canParse(url) ? url : undefined;
}

export const text = (value: string): Inline => ({ kind: 'text', text: value });

/** Joins neighbouring text, so that what is compared and drawn has no seams. */
export function joined(parts: Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') result[result.length - 1] = text(last.text + part.text);
    else if (part.kind !== 'text' || part.text !== '') result.push(part);
  }
  return result;
}
