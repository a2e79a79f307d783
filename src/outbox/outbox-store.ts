import type { Due, Effect, Kind } from './effect.js';
import type { KeptMessage, Place } from './message.js';
import type { Settlement } from './next-step.js';

/** A channel that takes no messages, and why. */
export interface Broken {
  channel: string;
  word: string;
  /** When it was first noticed, ISO 8601. */
  since: string;
}

/** Whose turn it was. */
export type Turn = Pick<Due, 'key' | 'turn' | 'channel' | 'kind' | 'parent'>;

/** Keeps messages until they are sent, and who is sending them, over all processes that share the store. */
export interface OutboxStore {
  /** All or nothing, up to 2,000 at once; those whose key is known change nothing. Returns the keys that are new. */
  put(effects: Effect[]): Promise<string[]>;
  /**
   * Takes up to `limit` effects whose turn it is: the earliest unfinished of their channel (those for later aside), whose
   * channel has rested and whose parent is finished. Each is given to one caller, until the lease ends.
   */
  claim(o: { holder: string; until: Date; limit: number; without: Kind[] }): Promise<Due[]>;
  /** Keeps the id of an upload. False when the turn has passed to somebody else. */
  noteFile(turn: Turn, fileId: string): Promise<boolean>;
  /**
   * Ends a turn. What is sent lets its channel rest until `restUntil` and heals it; what failed and is to be reported marks
   * it as broken; what was posted anew gives its place to the message it stands in for. False, and nothing changed, when the turn has passed to somebody else.
   */
  settle(turn: Turn, settlement: Settlement, restUntil: Date): Promise<boolean>;
  /** The next moment at which time alone makes something due. */
  nextAt(): Promise<Date | undefined>;
  find(key: string): Promise<KeptMessage | undefined>;
  /** The message that was posted there. */
  at(place: Pick<Place, 'channel' | 'ts'>): Promise<KeptMessage | undefined>;
  /** How many are neither sent nor failed. */
  unfinished(): Promise<number>;
  /** Broken channels nobody has been told of. */
  untold(): Promise<Broken[]>;
  told(broken: Broken): Promise<void>;
  /** Forgets what was finished more than 400 days ago. */
  tidy(): Promise<void>;
}
