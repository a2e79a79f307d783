import type { Draw } from '../views/message.js';
import type { AccessRequest, Event } from './request.js';

/** Who may decide the open stage, with the reason of each; for the card. */
export interface Deciders {
  people: { id: string; why: string }[];
  /** Approvals that still count, and how many it takes. */
  have: number;
  need: number;
}

/**
 * For whom something is drawn, and what they may do with the request as it stands. A channel has no id and stands for
 * everybody in it: there it is looked at whether a person may when that person presses.
 */
export interface Viewer {
  id?: string;
  /** May decide the open stage. */
  decides: boolean;
  /** May take the grant away, or undo the pause. */
  ends: boolean;
  /** May review the broken glass. */
  reviews: boolean;
}

/** How messages of the workflow read. Drawn when sent, from the request as it then is. */
export interface AccessWords {
  /** The card for those who decide; it is edited as the request moves. Buttons carry `${request.id}:${request.stage}`. */
  card(request: AccessRequest, deciders: Deciders, viewer: Viewer): Draw;
  /** What one person or a channel is told; drawn again when its buttons can no longer be pressed, and then without them. */
  notice(request: AccessRequest, event: Event, viewer: Viewer, deciders: Deciders): Draw;
  /** What the admins are told of what a sweep found. */
  drift(lines: string[]): Draw;
}
