import type { OutgoingMessage } from '../outbox/message.js';
import { gather, openDeciders } from './facts.js';
import { placesOfCard, readersOf } from './readers.js';
import type { AccessRequest, Event, Todo } from './request.js';
import type { World } from './world.js';

const key = (request: AccessRequest, what: string, place: string): string => `access:${request.id}:${what}:${place}`;

/**
 * Does what the last change owes: entries, then messages, each known by its key, so that doing it again is silent. Then the
 * row no longer owes it; whatever was added meanwhile stays.
 */
export async function settle(world: World, request: AccessRequest): Promise<AccessRequest | undefined> {
  const cards = new Set(request.cards);
  for (const todo of request.todo)
    if (todo.kind === 'audit') await world.audit.write([{ ...todo.entry, key: `access:${request.id}:${todo.key}`, about: request.id }]);
    else if (todo.kind === 'card') for (const place of await putCard(world, request, todo)) cards.add(place);
    else await world.outbox.put(await notices(world, request, todo.key, todo.event));
  const done = new Set(request.todo.map((one) => one.key));
  for (let row: AccessRequest | undefined = request; row; row = await world.store.find(request.id)) {
    const left = row.todo.filter((one) => !done.has(one.key));
    const swapped = await world.store.swap(row, { ...row, todo: left, cards: [...new Set([...row.cards, ...cards])] });
    if (swapped) return swapped;
  }
  return undefined;
}

/** Puts the card where there is none and edits it where there is one. */
async function putCard(world: World, request: AccessRequest, todo: Todo): Promise<string[]> {
  const deciders = await openDeciders(world, request);
  const places = [...new Set([...request.cards, ...placesOfCard(world, request, deciders.people)])];
  const draw = world.words.card(request, deciders);
  for (const channel of places) {
    const first = key(request, 'card', channel);
    const [fresh] = await world.outbox.put([{ key: first, channel, about: request.id, ...draw }]);
    if (fresh === undefined) await world.outbox.put([{ key: `${first}:${todo.key}`, channel, update: first, about: request.id, ...draw }]);
  }
  return places;
}

async function notices(world: World, request: AccessRequest, id: string, event: Event): Promise<OutgoingMessage[]> {
  const deciders = await openDeciders(world, request);
  const { escalateTo, directMessages } = world.settings.access;
  const asks = event.what === 'escalated' || event.what === 'stage-opened';
  const { groups } = await gather(world, asks ? [...escalateTo, ...directMessages].filter((one) => one.startsWith('S')) : []);
  return readersOf(world, request, event, deciders.people, groups).map((reader): OutgoingMessage => {
    const isPerson = /^[UW]/.test(reader.place);
    const draw = world.words.notice(request, event, isPerson ? reader.place : undefined, deciders);
    // A thread hangs on the card, if the card is there.
    const thread = reader.thread && request.cards.includes(reader.place) ? { thread: key(request, 'card', reader.place) } : {};
    return { key: key(request, `${event.what}:${id}`, reader.place), channel: reader.place, about: request.id, ...thread, ...draw };
  });
}
