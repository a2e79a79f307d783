import type { Decider } from './deciders.js';
import type { AccessRequest, Event } from './request.js';
import type { World } from './world.js';

/** A person or channel that is told; `thread`: under the card. */
export interface Reader {
  place: string;
  thread: boolean;
}

/** Where the card of a request stands: in the channel, or without one with each who may decide. A pause is told by notices. */
export function placesOfCard(world: World, request: AccessRequest, people: Decider[]): string[] {
  const { channel } = world.settings.access;
  if (channel) return [channel];
  return request.kind === 'pause' ? [] : people.map((one) => one.id);
}

/**
 * Who hears of an event, each at most once. The card in the channel is edited and tells where a request stands, so the
 * channel hears in its thread only what the card cannot tell: whose turn it is, what went wrong, how it ended. A message goes
 * to the person for whom something changes, and not to whoever did it. Members of user groups (`groups`) are told one by
 * one: nobody can write to a group.
 */
export function readersOf(
  world: World,
  request: AccessRequest,
  event: Event,
  deciders: Decider[],
  groups: Map<string, string[]>,
  reviewers: string[] = [],
  stopped: string[] = [],
): Reader[] {
  const { access, admins, teams } = world.settings;
  const managers = teams.find((one) => one.name === request.team)?.managers ?? [];
  const thread: Reader[] = access.channel ? [{ place: access.channel, thread: true }] : [];
  const to = (...people: string[]): Reader[] => [...new Set(people)].map((place) => ({ place, thread: false }));
  const toOthers = (by: string, ...people: string[]): Reader[] => to(...people.filter((id) => id !== by));
  const members = (ids: string[]): string[] => ids.flatMap((id) => groups.get(id) ?? [id]);
  const asker = to(request.asker);
  switch (event.what) {
    case 'stage-opened':
      // An edited card notifies nobody, a new one does; without a channel each who may decide gets one.
      if (!access.channel) return [];
      return [
        ...(request.stage > 0 ? thread : []),
        ...to(...deciders.map((one) => one.id).filter((id) => members(access.directMessages).includes(id))),
      ];
    case 'escalated':
      if (!access.channel) return [];
      return [...thread, ...toOthers(request.asker, ...(access.escalateTo.length > 0 ? members(access.escalateTo) : admins))];
    case 'glass-broken':
      return toOthers(request.asker, ...admins, ...managers, ...reviewers);
    case 'trouble':
      return [...thread, ...to(...admins)];
    case 'review-due':
      return [...thread, ...(reviewers.length > 0 ? to(...reviewers) : to(...admins))];
    case 'review-left':
      return reviewers.length > 0 ? to(...reviewers) : to(...admins);
    case 'granted':
      return request.kind === 'pause' ? to(request.asker, ...managers, ...stopped) : asker;
    case 'ended':
      return request.kind === 'pause'
        ? to(request.asker, ...managers, ...stopped)
        : [...thread, ...to(request.asker, ...(request.ending?.overrun ? admins : []))];
    case 'failed':
      return [...thread, ...to(request.asker, ...(request.kind === 'pause' || request.breakGlass || event.cure !== 'asker' ? admins : []))];
    // The card says so; the admins hear of drift in one message of the sweep.
    case 'approved':
    case 'claimed':
      return [];
    case 'decision-void':
    case 'drift':
      return thread;
    case 'cancelled':
      return toOthers(event.by, request.asker);
    case 'answered':
      return to(event.to);
    case 'waiting-for-aws':
    case 'aws-allowed':
      return to(request.asker, ...admins);
    case 'spent':
    case 'reviewed':
      return [...thread, ...asker];
    case 'denied':
    case 'expired':
    case 'question':
    case 'reminder':
      return asker;
  }
}
