import { isThere } from './effect-grant.js';
import type { Rights, Written } from './ports.js';
import { type AccessRequest, HOLDING, type Policy } from './request.js';
import type { World } from './world.js';

/*
 * Where a principal has no room for a second inline policy (a user has 2048 characters), an extension writes the policy of the
 * grant that it prolongs anew, under the same name and with the later end. So several requests may hold one policy.
 */

/** Name of the inline policy that an extension may write anew; undefined when it prolongs nothing that is in force. */
export async function prolonged(world: World, { extends: id }: Pick<AccessRequest, 'extends'>): Promise<string | undefined> {
  const base = id === undefined ? undefined : await world.store.find(id);
  const isInForce = base?.state === 'Granted' && (base.endsAt ?? '') > world.now().toISOString();
  return isInForce && base.policy?.how === 'inline' ? base.policy.name : undefined;
}

/** Others that hold the inline policy of a request, or are about to, the latest end first. */
export async function sharersOf(world: World, { id, principal, policy }: AccessRequest): Promise<AccessRequest[]> {
  if (policy?.how !== 'inline') return [];
  const holding = await world.store.list({ states: HOLDING, principal, limit: 100 });
  return holding
    .filter((one) => one.id !== id && one.policy?.how === 'inline' && one.policy.name === policy.name)
    .sort((a, b) => ((a.endsAt ?? '') < (b.endsAt ?? '') ? 1 : -1));
}

/** Whether any request holds a policy of that name. */
export const isHeld = async (world: World, principal: string, name: string): Promise<boolean> =>
  (await world.store.list({ states: HOLDING, principal, limit: 100 })).some((one) => one.policy?.name === name);

/** How the end of one of several goes on: `left`: the policy is as another holds it; else what AWS said to putting it so. */
export type LeftTo = { left: string } | { written: Written };

/**
 * Of a policy that another request holds too, the end is that it reads as that one had it approved. Undefined when nobody
 * else holds it. May be done again.
 * @throws Unavailable when AWS cannot be read
 */
export async function leaveToOther(world: World, request: AccessRequest, rights: Rights): Promise<LeftTo | undefined> {
  const others = (await sharersOf(world, request)).filter((one) => one.state !== 'Revoking');
  const [first] = others;
  if (!first) return undefined;
  const holder = others.find((one) => one.policy?.putAt !== undefined);
  // Who has yet to put it does so in its own turn; what somebody removed at AWS is not put back by the end of another.
  if (!holder || request.ending?.cause === 'removed-outside') return { left: (holder ?? first).id };
  const policy = holder.policy as Policy;
  if (await isThere(rights, request.principal, policy)) return { left: holder.id };
  return { written: await rights.putPolicy(request.principal, policy.name, policy.document) };
}
