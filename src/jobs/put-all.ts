import { setImmediate as breath } from 'node:timers/promises';
import type { OutgoingMessage } from '../outbox/message.js';
import type { Outbox } from '../outbox/outbox.js';

/** Messages with their files in one statement of the store, which takes 2,000 at most. */
const AT_ONCE = 200;

/** Puts any number of messages, in order and in parts, with a breath in between for people who ask. Returns the keys that are new. */
export async function putAll(outbox: Pick<Outbox, 'put'>, messages: OutgoingMessage[]): Promise<string[]> {
  const said: string[] = [];
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    said.push(...(await outbox.put(messages.slice(from, from + AT_ONCE))));
    await breath();
  }
  return said;
}
