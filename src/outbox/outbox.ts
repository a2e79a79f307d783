import { effectsOf } from './effect.js';
import type { KeptMessage, OutgoingMessage, Place } from './message.js';
import type { OutboxStore } from './outbox-store.js';

/** Where messages are left to be sent. Each is sent once, also when Slack's answer is lost or the process dies. */
export interface Outbox {
  /** All or nothing; a key that is known changes nothing. Returns the keys that are new. */
  put(messages: OutgoingMessage[]): Promise<string[]>;
  /** Where a message stands in Slack, once it does. */
  sent(key: string): Promise<Place | undefined>;
  find(key: string): Promise<KeptMessage | undefined>;
  /** The message of ours that stands there, with what it is about: for a reply or a click. */
  at(place: Pick<Place, 'channel' | 'ts'>): Promise<KeptMessage | undefined>;
}

/** `kick` wakes whoever sends. */
export const outboxOver = (store: OutboxStore, now: () => Date, kick: () => void): Outbox => ({
  async put(messages) {
    const fresh = await store.put(messages.flatMap((message) => effectsOf(message, now())));
    kick();
    return fresh.filter((key) => messages.some((message) => message.key === key));
  },
  sent: async (key) => (await store.find(key))?.place,
  find: (key) => store.find(key),
  at: (place) => store.at(place),
});
