import { NotAllowed } from '../errors.js';
import { showUtc } from '../period.js';
import { change, changed } from './change.js';
import type { Principal } from './ports.js';
import type { AccessRequest } from './request.js';
import { rightToUndoPause } from './rights-of-people.js';
import { after, type World } from './world.js';

/** Pauses of a principal that are in force or about to be. */
export const pausesOf = async (world: World, principal: string): Promise<AccessRequest[]> =>
  (await world.store.list({ states: ['Approved', 'Granting', 'Granted'], principal, limit: 100 })).filter((one) => one.kind === 'pause');

/** When a pause ends by itself; of one that has not begun to be put, when it would. */
export const endOf = ({ endsAt, askedAt, minutes }: AccessRequest): string => endsAt ?? after(askedAt, minutes);

/**
 * What is paused is not asked for: AWS would deny it all the same.
 * @throws NotAllowed naming the pause that holds longest, who set it and until when
 */
export async function mustNotBePaused(world: World, { arn, name }: Pick<Principal, 'arn' | 'name'>): Promise<void> {
  const pause = await longestPause(world, arn);
  if (pause)
    throw new NotAllowed(
      `${name} is paused by {people} until ${timeOf(pause)} (pause ${pause.id}): ask them to undo it, or ask again when it is over.`,
      [pause.asker],
    );
}

/** Why what was approved cannot be carried out while it is paused; undefined when it is not. */
export async function pausedBecause(world: World, principal: string): Promise<string | undefined> {
  const pause = await longestPause(world, principal);
  return pause && `It is paused until ${timeOf(pause)} (pause ${pause.id}); when that is over, ask again.`;
}

const longestPause = async (world: World, principal: string): Promise<AccessRequest | undefined> =>
  (await pausesOf(world, principal)).sort((one, other) => endOf(other).localeCompare(endOf(one)))[0];

const timeOf = (pause: AccessRequest): string => showUtc(endOf(pause));

/**
 * A pause that AWS shows takes the place of those of the same principal that end before it: they are ended, so that undoing
 * it undoes all of it, and nothing in between was allowed. Whose pause the person may not undo stays as it is. May be done again.
 * @throws Unavailable when Slack does not say who that person is
 */
export async function takePlace(world: World, pause: AccessRequest): Promise<void> {
  const others = (await pausesOf(world, pause.principal)).filter((one) => one.id !== pause.id && isBefore(one, pause));
  for (const other of others)
    await change(world, other.id, async (row) => {
      const now = world.now();
      if (!isOpen(row)) return { leave: undefined };
      const authority = await right(world, pause, row);
      if (authority === undefined) return { leave: undefined };
      const owed = [
        { audit: { what: 'replaced', who: pause.asker, authority, details: { by: pause.id, until: pause.endsAt } } },
        { card: true as const },
      ];
      if (row.state === 'Approved') {
        const told = { tell: { what: 'cancelled' as const, by: pause.asker, line: 'A longer pause took its place.' } };
        return { next: changed(row, { state: 'Cancelled', endedAt: now.toISOString() }, now, ...owed, told), result: undefined };
      }
      const ending = { cause: 'replaced' as const, by: pause.asker, at: now.toISOString(), into: 'Revoked' as const };
      return {
        next: changed(row, { state: 'Revoking', ending, notBefore: undefined, trouble: undefined }, now, ...owed),
        result: undefined,
      };
    });
}

const isOpen = ({ state }: AccessRequest): boolean => ['Approved', 'Granting', 'Granted'].includes(state);

/** Of two that end at the same second one goes first, and never both. */
const isBefore = (one: AccessRequest, other: AccessRequest): boolean =>
  endOf(one) === endOf(other) ? one.id < other.id : endOf(one) < endOf(other);

async function right(world: World, pause: AccessRequest, other: AccessRequest): Promise<string | undefined> {
  try {
    return await rightToUndoPause(world, pause.asker, other);
  } catch (error) {
    if (error instanceof NotAllowed) return undefined;
    throw error;
  }
}
