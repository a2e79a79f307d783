import type { Due } from './effect.js';
import type { Place } from './message.js';

/** How a turn ended. */
export type Outcome =
  | { kind: 'sent'; place: Place }
  /** Looked for, and not there. */
  | { kind: 'absent' }
  /** Slack will not have it, now or later. */
  | { kind: 'refused'; word: string }
  /** Surely not carried out. `afterMs`: Slack named the time (HTTP 429). */
  | { kind: 'later'; word: string; afterMs?: number }
  /** Perhaps carried out. */
  | { kind: 'unsure'; word: string };

/** Carries messages to Slack. Neither method throws for what Slack does. */
export interface Courier {
  /** `note` keeps the id of an upload before it is completed; false when the turn has passed to somebody else. */
  send(due: Due, note: (fileId: string) => Promise<boolean>): Promise<Outcome>;
  /** Looks whether an earlier turn's call was carried out: `sent`, `absent`, or why that cannot be told. */
  look(due: Due): Promise<Outcome>;
}
