import type { FileConfig } from '../config-schema.js';
import type { KeptMessage, OutgoingMessage } from '../outbox/message.js';
import type { Outbox } from '../outbox/outbox.js';
import { type Audience, type Audiences, isChannel } from '../spend/audience/audiences.js';
import { heardInstead } from '../spend/audience/bound-for.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';
import { drawInstead } from '../views/outsiders.js';
import { withinHours } from './within-hours.js';

export interface DiscreetOptions {
  outbox: Outbox;
  audiences: Pick<Audiences, 'before'>;
  settings: FileConfig;
  hours: Pick<DeliveryHours, 'notBeforeFor'>;
  now(): Date;
}

const copyKey = (key: string, person: string): string => `${key}:instead:${person}`;

/**
 * The outbox of reports: what may not go to a channel because another organisation hears it there goes to the people it is
 * meant for, each a copy under a key of its own. Where it is not known who hears it, it goes out.
 */
export function discreetOutbox(o: DiscreetOptions): Outbox {
  const { outbox, audiences, settings } = o;

  /** The first copy of what would have gone to the channel that the key ends with. */
  const copyOf = async (key: string): Promise<KeptMessage | undefined> => {
    const channel = key.slice(key.lastIndexOf(':') + 1);
    for (const person of isChannel(channel) ? heardInstead(channel, settings) : []) {
      const found = await outbox.find(copyKey(key, person));
      if (found) return found;
    }
    return undefined;
  };

  /** @param put keys that go out beside these */
  const copies = async (message: OutgoingMessage, audience: Audience, put: ReadonlySet<string>): Promise<OutgoingMessage[]> => {
    // Said there before it was shared: saying it again says nothing, here as there.
    if (await outbox.find(message.key)) return [];
    const { channel, instead, thread, update, ...rest } = message;
    const made: OutgoingMessage[] = [];
    for (const person of instead ?? heardInstead(channel, settings)) {
      const parent = thread ?? update;
      const key = parent === undefined ? undefined : copyKey(parent, person);
      const there = key !== undefined && (put.has(key) || (await outbox.find(key)) !== undefined);
      // The earlier message stands in the channel and is not changed any more; news of it comes as a message.
      if (update !== undefined && !there) continue;
      const where = there ? { [update === undefined ? 'thread' : 'update']: key } : {};
      made.push({ ...rest, ...drawInstead(message, channel, audience), ...where, key: copyKey(message.key, person), channel: person });
    }
    return withinHours(made, o.now(), o.hours);
  };

  /** What replies to, or changes, a message that went to people and not to this channel begins anew here. */
  const anew = async (message: OutgoingMessage, put: ReadonlySet<string>): Promise<OutgoingMessage> => {
    const { thread, update, ...rest } = message;
    const parent = thread ?? update;
    if (parent === undefined || put.has(parent) || (await outbox.find(parent)) || !(await copyOf(parent))) return message;
    return rest;
  };

  return {
    ...outbox,
    find: async (key) => (await outbox.find(key)) ?? copyOf(key),
    async put(messages) {
      const put = new Set<string>();
      const bound: { key: string; messages: OutgoingMessage[] }[] = [];
      for (const message of messages) {
        const audience = await audiences.before(message.channel);
        const goes = audience?.held ? await copies(message, audience, put) : [await anew(message, put)];
        for (const { key } of goes) put.add(key);
        bound.push({ key: message.key, messages: goes });
      }
      const all = bound.flatMap((one) => one.messages);
      const fresh = new Set(all.length === 0 ? [] : await outbox.put(all));
      return bound.filter((one) => one.messages.some(({ key }) => fresh.has(key))).map((one) => one.key);
    },
  };
}
