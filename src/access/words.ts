import type { Draw } from '../views/message.js';
import type { AccessRequest, Event } from './request.js';

/** Who may decide the open stage, with the reason of each; for the card. */
export interface Deciders {
  people: { id: string; why: string }[];
  /** Approvals that still count, and how many it takes. */
  have: number;
  need: number;
}

/** How messages of the workflow read. Drawn when sent, from the request as it then is. */
export interface AccessWords {
  /** The card for those who decide; it is edited as the request moves. Buttons carry `${request.id}:${request.stage}`. */
  card(request: AccessRequest, deciders: Deciders): Draw;
  /** What one person or a channel is told. `reader` is a user's id, or undefined for a channel. */
  notice(request: AccessRequest, event: Event, reader: string | undefined, deciders: Deciders): Draw;
  /** What the admins are told of what a sweep found. */
  drift(lines: string[]): Draw;
}
