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
  /** Messages to this person that he or she has not looked at, in all conversations. */
  unread: number;
}

export interface WireChannel {
  id: string;
  name: string;
  kind: 'channel' | 'private' | 'dm';
  botIsMember: boolean;
  archived: boolean;
  /** Messages that the acting person has not looked at. */
  unread: number;
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
  /** The first message of the thread; its own ts when it is the first. */
  threadTs?: string;
  /** A reply that is shown in the channel too. */
  broadcast?: boolean;
  files?: WireFile[];
  /** A command, which Slack would show to nobody; the page shows it to the one who typed it. */
  typed?: boolean;
  /** Why what was typed came to nothing. */
  failed?: string;
}

export interface WireFile {
  id: string;
  name: string;
  title: string;
  /** Bytes. */
  size: number;
  /** Path on the playground's own address. */
  path: string;
}

/** A global shortcut of the app, as Slack's menus list it. */
export interface WireShortcut {
  name: string;
  description: string;
  /** Its callback_id. */
  callback: string;
}

/** A clock that can be moved forward. */
export interface WireClock {
  /** IANA time zone of the company. */
  timeZone: string;
  /** By how much it has been moved. */
  aheadMs: number;
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

/**
 * One push. Messages that this connection has already seen unchanged are named in `order` only, and `traffic` brings what
 * was not sent before.
 */
export interface WireState {
  me: string;
  now: string;
  clock?: WireClock;
  /** What this person may want to ask. */
  suggestions: string[];
  shortcuts: WireShortcut[];
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
