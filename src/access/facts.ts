import { Unavailable } from '../errors.js';
import { dayOf } from '../period.js';
import { type Decided, type Decider, decidersOf, type Facts, mentioned, standing } from './deciders.js';
import type { AccessRequest } from './request.js';
import type { Deciders } from './words.js';
import type { World } from './world.js';

/** Asks Slack about these people and groups, and about the members of the groups. A group that cannot be read is silent. */
export async function gather(world: World, ids: string[]): Promise<Facts> {
  const groups = new Map<string, string[]>();
  const silent = new Set<string>();
  for (const id of new Set(ids.filter((one) => one.startsWith('S'))))
    groups.set(
      id,
      await world.people.groupMembers(id).catch((error: unknown) => {
        world.log.warn({ err: error, group: id }, 'a user group could not be read; nobody counts as its member');
        silent.add(id);
        return [];
      }),
    );
  const people = new Set([...ids.filter((one) => !one.startsWith('S')), ...[...groups.values()].flat()]);
  const states = await Promise.all(
    [...people].map(async (id) => [id, await world.people.state(id).catch(() => 'unknown' as const)] as const),
  );
  return { groups, silent, states: new Map(states), today: dayOf(world.now()) };
}

export const factsOf = (world: World, request: Decided, ...more: string[]): Promise<Facts> =>
  gather(world, [...mentioned(request, world.settings), ...more]);

/** Who decides the open stage, as the card shows it. */
export async function openDeciders(world: World, request: AccessRequest): Promise<Deciders> {
  const facts = await factsOf(world, request);
  const people: Decider[] = request.state === 'Pending' ? decidersOf(request, request.stage, world.settings, facts) : [];
  return { people, have: standing(request, request.stage).length, need: request.stages[request.stage]?.quorum ?? 0 };
}

/** Before somebody is said not to be among `ids`. @throws Unavailable when Slack does not tell who is in one of these groups */
export function mustBeTold(ids: string[], facts: Facts): void {
  if (ids.some((id) => facts.silent.has(id)))
    throw new Unavailable('Slack does not tell just now who is in a user group; nothing was done, try again in a minute.');
}

/** Whether one of `ids` is this person or a group with this person in it, as far as Slack tells. */
export const isAmong = (ids: string[], who: string, facts: Facts): boolean =>
  ids.some((id) => id === who || (facts.groups.get(id) ?? []).includes(who));
