import type { DrawnBlock } from '../views/message.js';

/** What the bot says of its own accord: a report, a reminder, an approval card. It is kept before it is sent. */
export interface OutgoingMessage {
  /** Says what it is, e.g. `weekly-chargeback:2026-11-16:engineering:C0ENG`. A key is sent once, whoever puts it how often. */
  key: string;
  /** A channel's id, or a person's id for a direct message. Messages of one channel keep the order in which they were put. */
  channel: string;
  /** Says the same as the blocks. Of an edit Slack takes 4,000 bytes of it. */
  text: string;
  blocks?: DrawnBlock[];
  /** Key of an earlier message in whose thread this one belongs. */
  thread?: string;
  /**
   * Key of an earlier message that takes this content in place of its own; nothing new is posted. Where Slack has that
   * message no more, or lets nobody edit it, the content is posted and what belongs to the message follows it there.
   */
  update?: string;
  /** Uploaded into the thread of the message: under the earlier one's when it is itself in a thread. */
  file?: { name: string; content: string };
  /** It is not sent earlier, and holds up nothing until then. */
  notBefore?: Date;
  /** A report's own people, who get it directly when figures may not go to the channel; the channel's by aispend.yaml unless told. Not kept. */
  instead?: string[];
  /** What a reply in its thread or a press of its buttons is about, e.g. the id of an access request. Not sent to Slack. */
  about?: string;
}

/** Where a message stands in Slack. `channel` is a conversation's id, also for a direct message. */
export interface Place {
  channel: string;
  ts: string;
  /** The first message of the thread it is in. */
  threadTs?: string;
}

/**
 * waiting: not at Slack. sending: a process is about to call Slack, or died doing so. unsure: Slack may have it, and is
 * looked through before it is sent again. sent, failed: for good.
 */
export type State = 'waiting' | 'sending' | 'unsure' | 'sent' | 'failed';

export interface KeptMessage {
  key: string;
  state: State;
  /** When it is sent. */
  place?: Place;
  /** Slack's word for the last trouble, or ours (`unreachable`, `http_503`, `unconfirmed: …`). */
  word?: string;
  about?: string;
}
