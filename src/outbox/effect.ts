import type { OutgoingMessage, Place } from './message.js';

/** `anew`: an edit whose message is gone, posted in its place. */
export type Kind = 'post' | 'update' | 'file' | 'anew';

/** One thing to be done at Slack. A message with a file is two: the post, and the upload into its thread. */
export interface Effect extends Pick<OutgoingMessage, 'key' | 'channel' | 'text' | 'blocks' | 'file' | 'about'> {
  kind: Kind;
  /** Key of the message it is posted under, edits, stands in for or brings a file to. */
  parent?: string;
  notBefore: Date;
}

/** An effect whose turn it is, held by this process until the end of its lease. */
export interface Due extends Effect {
  /** Counts the turns it has had; only the holder of the latest may settle it. */
  turn: number;
  /** Temporary failures so far. */
  tries: number;
  /** Beginning of its first turn: Slack cannot have it from before. */
  firstTried: Date;
  /** An earlier turn ended without knowing: Slack is looked through, nothing is sent. */
  look: boolean;
  /** Where the parent is; `failed` and `unknown` (never put) are nowhere. */
  under?: Place | 'failed' | 'unknown';
  /** The upload that an earlier turn was about to complete. */
  fileId?: string;
  /** The last trouble. */
  word?: string;
}

/** @throws Error when it is to be a reply and an edit at once */
export function effectsOf(message: OutgoingMessage, now: Date): Effect[] {
  const { key, channel, text, blocks, thread, update, file, about } = message;
  if (thread && update) throw new Error(`message ${key} is both a reply and an edit`);
  const notBefore = message.notBefore ?? now;
  const first: Effect = { key, kind: update ? 'update' : 'post', channel, text, blocks, parent: update ?? thread, notBefore, about };
  return file ? [first, { key: `${key}/file`, kind: 'file', channel, text: file.name, file, parent: key, notBefore }] : [first];
}
