/** What the server tells the page: plain JSON, seen through the eyes of one person. Types only, shared by both sides. */

// biome-ignore lint/suspicious/noExplicitAny: blocks, views and traffic are Slack's JSON as it came over the wire
export type Json = any;

export interface WirePerson {
  id: string;
  name: string;
  title?: string;
  /** IANA time zone; dates in messages are shown in it. */
  timeZone: string;
  mark?: 'guest' | 'external' | 'deactivated';
}

export interface WireChannel {
  id: string;
  name: string;
  kind: 'channel' | 'private' | 'dm';
  botIsMember: boolean;
  archived: boolean;
}

export interface WireMessage {
  /** Stays the same over edits, so the page redraws only what changed. */
  key: string;
  channel: string;
  ts: string;
  text: string;
  blocks: Json[];
  /** "bot", or the id of a person. */
  from: string;
  onlyYou: boolean;
  edited: boolean;
  threadTs?: string;
  /** Typed here by a person. Slack would not show a command to anybody; the page shows it to the one who typed it. */
  typed?: 'command' | 'say';
  /** Why what was typed came to nothing. */
  failed?: string;
}

export interface WireView {
  id: string;
  hash: string;
  view: Json;
  errors?: Record<string, string>;
  /** What Slack says under the view when the bot did not answer properly. */
  notice?: string;
}

export interface WireTraffic {
  /** Names the request for `/playground/exchange?key=`. */
  key: string;
  at: string;
  between: 'to-bot' | 'from-bot' | 'to-aws';
  what: string;
  status: number;
  ms?: number;
  /** Slack's or AWS's own error word. */
  error?: string;
}

/** One push. Messages that this connection has already seen unchanged are named in `order` only. */
export interface WireState {
  me: string;
  now: string;
  people: WirePerson[];
  channels: WireChannel[];
  order: Record<string, string[]>;
  changed: WireMessage[];
  view?: WireView;
  home?: WireView;
  traffic: WireTraffic[];
}

/** The answer to a POST. `problem` is worded for the person who clicked. */
export interface WireAnswer {
  ok: boolean;
  problem?: string;
  /** What an external select offers. */
  options?: Json[];
}
