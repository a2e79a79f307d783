import type { OutgoingMessage } from '../outbox/message.js';
import type { Draw } from '../views/message.js';
import { gather, openDeciders } from './facts.js';
import { placesOfCard, readersOf } from './readers.js';
import type { AccessRequest, Event, Offered, Todo } from './request.js';
import { reviewersNow } from './rights-of-people.js';
import { isPerson, viewerAt } from './viewer.js';
import type { World } from './world.js';

const key = (request: AccessRequest, what: string, place: string): string => `access:${request.id}:${what}:${place}`;

/**
 * Does what the last change owes: entries, then messages, each known by its key, so that doing it again is silent. Then the
 * row no longer owes it; whatever was added meanwhile stays.
 */
export async function settle(everywhere: World, request: AccessRequest): Promise<AccessRequest | undefined> {
  const world = await discreet(everywhere);
  const cards = new Set(request.cards);
  const closed = new Set<string>();
  const offered: Offered[] = [];
  const open = () => [...(request.offered ?? []), ...offered].filter((one) => !closed.has(one.key));
  for (const todo of request.todo)
    if (todo.kind === 'audit') await world.audit.write([{ ...todo.entry, key: `access:${request.id}:${todo.key}`, about: request.id }]);
    else if (todo.kind === 'card') {
      for (const place of await putCard(world, request, todo)) cards.add(place);
      for (const one of open()) if (await isClosed(world, request, one)) closed.add(one.key);
    } else offered.push(...(await tell(world, request, todo.key, todo.event)));
  const done = new Set(request.todo.map((one) => one.key));
  for (let row: AccessRequest | undefined = request; row; row = await world.store.find(request.id)) {
    const next: AccessRequest = {
      ...row,
      todo: row.todo.filter((one) => !done.has(one.key)),
      cards: [...new Set([...row.cards, ...cards])],
      offered: [...(row.offered ?? []), ...offered].filter((one) => !closed.has(one.key)),
    };
    const swapped = await world.store.swap(row, next);
    if (swapped) return swapped;
  }
  return undefined;
}

/**
 * While another organisation hears what is said in the channel there is none: those who decide get the card directly. What
 * stands there already stays as it is.
 */
async function discreet(world: World): Promise<World> {
  const { channel, ...access } = world.settings.access;
  if (channel === undefined || !(await world.heldBack?.(channel))) return world;
  return { ...world, settings: { ...world.settings, access }, heldBack: async (place) => place === channel };
}

/** Puts the card where there is none and edits it where there is one. */
async function putCard(world: World, request: AccessRequest, todo: Todo): Promise<string[]> {
  const deciders = await openDeciders(world, request);
  const places = [...new Set([...request.cards, ...placesOfCard(world, request, deciders.people)])];
  for (const channel of places) {
    if (await world.heldBack?.(channel)) continue;
    const draw = world.words.card(request, deciders, await viewerAt(world, request, channel));
    const first = key(request, 'card', channel);
    const [fresh] = await world.outbox.put([{ key: first, channel, about: request.id, ...draw }]);
    if (fresh === undefined) await world.outbox.put([{ key: `${first}:${todo.key}`, channel, update: first, about: request.id, ...draw }]);
  }
  return places;
}

const WITH_BUTTONS: readonly Event['what'][] = [
  'stage-opened',
  'escalated',
  'question',
  'answered',
  'granted',
  'reminder',
  'glass-broken',
  'review-due',
  'review-left',
];

const OF_REVIEWS: readonly Event['what'][] = ['glass-broken', 'review-due', 'review-left'];

/** Tells whom an event concerns, and gives the messages whose buttons have to be taken away some day. */
async function tell(world: World, request: AccessRequest, id: string, event: Event): Promise<Offered[]> {
  const deciders = await openDeciders(world, request);
  const { escalateTo, directMessages } = world.settings.access;
  const asks = event.what === 'escalated' || event.what === 'stage-opened';
  const { groups } = await gather(world, asks ? [...escalateTo, ...directMessages].filter((one) => one.startsWith('S')) : []);
  const reviewers = OF_REVIEWS.includes(event.what) ? await reviewersNow(world, request) : [];
  const readers = readersOf(world, request, event, deciders.people, groups, reviewers, await stoppedBy(world, request));
  const messages: OutgoingMessage[] = [];
  for (const { place, thread } of readers) {
    const draw = world.words.notice(request, event, await viewerAt(world, request, place), deciders);
    // A thread hangs on the card, if the card is there.
    const under = thread && request.cards.includes(place) ? { thread: key(request, 'card', place) } : {};
    messages.push({ key: key(request, `${event.what}:${id}`, place), channel: place, about: request.id, ...under, ...draw });
  }
  const fresh = await world.outbox.put(messages);
  // What a process that died had told may have had buttons by a row that has changed since.
  return messages
    .filter((one) => hasButtons(one) || (!fresh.includes(one.key) && WITH_BUTTONS.includes(event.what) && isPerson(one.channel)))
    .map((one) => ({ key: one.key, place: one.channel, event }));
}

/** Who has access that a pause stops, or that works again when it is over. */
async function stoppedBy(world: World, { kind, principal }: AccessRequest): Promise<string[]> {
  if (kind !== 'pause') return [];
  const granted = await world.store.list({ states: ['Granted'], principal, limit: 200 });
  return granted.filter((one) => one.kind === 'grant').map((one) => one.asker);
}

/** Takes the buttons of a message away when nothing of it can be pressed any more, and says what has become of the request. */
async function isClosed(world: World, request: AccessRequest, { key: first, place, event }: Offered): Promise<boolean> {
  if (await world.heldBack?.(place)) return false;
  const deciders = await openDeciders(world, request);
  const draw = world.words.notice(request, event, await viewerAt(world, request, place), deciders);
  if (hasButtons(draw)) return false;
  await world.outbox.put([{ key: `${first}:closed`, channel: place, update: first, about: request.id, ...draw }]);
  return true;
}

const hasButtons = ({ blocks }: Pick<Draw, 'blocks'> | OutgoingMessage): boolean => blocks?.some((one) => one.type === 'actions') ?? false;
