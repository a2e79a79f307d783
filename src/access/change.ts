import { UsageError } from '../errors.js';
import type { AccessRequest, Event, State, Todo, TodoEntry } from './request.js';
import { idAsTyped, noneToSee } from './request-id.js';
import type { World } from './world.js';

/** What a change owes to the world, before it has its key. */
export type Owed = { tell: Event } | { card: true } | { audit: Omit<TodoEntry, 'at'> };

/** From where to where a request may go; a request may always be changed within its state. */
export const MOVES: Record<State, readonly State[]> = {
  Pending: ['Approved', 'Denied', 'Expired', 'Cancelled'],
  'Waiting for AWS': ['Pending', 'Expired', 'Cancelled'],
  Approved: ['Granting', 'Pending', 'Cancelled', 'Failed'],
  Granting: ['Granted', 'Revoking'],
  Granted: ['Revoking'],
  Denied: [],
  Expired: [],
  Cancelled: [],
  Revoking: ['Revoked', 'Failed'],
  Revoked: [],
  Failed: [],
};

/**
 * The request as it is after a change, with what that owes. Keys come from the version it will have, so that of two changes
 * made at the same instant the one that loses owes nothing.
 * @throws Error for a move that there is none of: a fault of ours.
 */
export function changed(before: AccessRequest, patch: Partial<AccessRequest>, now: Date, ...owed: Owed[]): AccessRequest {
  const state = patch.state ?? before.state;
  if (state !== before.state && !MOVES[before.state].includes(state))
    throw new Error(`request ${before.id} cannot go from ${before.state} to ${state}`);
  return { ...before, ...patch, todo: [...(patch.todo ?? before.todo), ...todos(before.version + 1, now, before.state, state, owed)] };
}

export function todos(version: number, now: Date, from: State | undefined, to: State, owed: Owed[]): Todo[] {
  return owed.map((one, index): Todo => {
    const key = `${version}.${index}`;
    if ('tell' in one) return { kind: 'tell', key, event: one.tell };
    if ('card' in one) return { kind: 'card', key };
    const details = from === to ? one.audit.details : { ...(from === undefined ? {} : { from }), to, ...one.audit.details };
    return { kind: 'audit', key, entry: { ...one.audit, details, at: now.toISOString() } };
  });
}

/** What a decision about a request comes to: the row to be, or the reason to leave it as it is. */
export type Verdict<T> = { next: AccessRequest; result: T } | { leave: T };

/**
 * Reads, decides and swaps until the swap holds: whoever changed the row meanwhile is taken into account.
 * @throws UsageError when there is no such request
 */
export async function change<T>(
  world: World,
  id: string,
  decide: (request: AccessRequest) => Promise<Verdict<T>> | Verdict<T>,
): Promise<{ request: AccessRequest; result: T; swapped: boolean }> {
  for (;;) {
    const request = await world.store.find(idAsTyped(id));
    if (!request) throw new UsageError(noneToSee(id));
    const verdict = await decide(request);
    if ('leave' in verdict) return { request, result: verdict.leave, swapped: false };
    const swapped = await world.store.swap(request, verdict.next);
    if (swapped) return { request: swapped, result: verdict.result, swapped: true };
  }
}
