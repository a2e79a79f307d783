import type { Day } from '../period.js';

/** A wish that a principal may call no model for a while. */
export interface PauseWish {
  /** ARN as the bill has it. */
  principal: string;
  reason: string;
  /** The last day, included. */
  until: Day;
  /** Slack id of whoever asks, as Slack signed it. */
  by: string;
  /** Id of the incident it is about. */
  incident: string;
}

/** Opens a request to pause a principal; deciding and doing it is the access workflow's. */
export interface PausePort {
  /** @returns one sentence on what happens next @throws UsageError, NotAllowed, Unavailable */
  requestPause(wish: PauseWish): Promise<string>;
}
