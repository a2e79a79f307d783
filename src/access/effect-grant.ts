import { actorOf } from './actor.js';
import { changed } from './change.js';
import { takePlace } from './pauses.js';
import { samePolicy } from './policy-document.js';
import type { Rights } from './ports.js';
import type { AccessRequest, Policy } from './request.js';
import { standsAgainst } from './stands-against.js';
import { again } from './trouble.js';
import { BOT, later, type World } from './world.js';

/** How soon AWS is read again while it does not show yet what was put. */
const READ_AGAIN_S = 5;
/** A policy that AWS does not show, or does not let work, so long after it was put is taken back. */
const PATIENCE_S = 300;

/**
 * One turn at bringing a grant about: put what is to be put (the same each time), read it back, have it simulated, and
 * wait as long as IAM takes. Gives the row as it is to be. What AWS refuses is taken back first and then said.
 * @throws Unavailable when AWS cannot be read
 */
export async function grant(world: World, request: AccessRequest): Promise<AccessRequest> {
  const policy = request.policy as Policy;
  const now = world.now();
  if (now.toISOString() >= (request.endsAt as string))
    return takeBack(world, request, 'AWS did not take the policy before its time was over.');
  // What cannot be confirmed must not be in force unsaid; a pause rather stays.
  const { trouble } = request;
  if (trouble && policy.putAt !== undefined && request.kind === 'grant' && now.getTime() - Date.parse(policy.putAt) >= PATIENCE_S * 1000)
    return takeBack(world, request, trouble.line);
  const rights = world.rights(actorOf(request));
  const there = await isThere(rights, request.principal, policy);
  // It is there although nobody knows that it was put: the answer was lost, or the process that heard it died.
  if (policy.putAt === undefined) return there ? wasPut(world, request, {}) : put(world, request, rights, policy);
  const since = (now.getTime() - Date.parse(policy.putAt)) / 1000;
  const wait = (until: string): AccessRequest => changed(request, { notBefore: until, trouble: undefined }, now);
  if (!there)
    return since < PATIENCE_S ? wait(later(now, READ_AGAIN_S)) : takeBack(world, request, 'AWS took the policy, but does not show it.');
  const settled = later(new Date(policy.putAt), world.settings.access.settleSeconds);
  if (now.toISOString() < settled) return wait(settled);
  const against = await standsAgainst(world, rights, request);
  if (against && !against.final && since < PATIENCE_S) return wait(later(now, READ_AGAIN_S));
  // A pause that nobody confirms stays: to take it away would be worse.
  if (against && request.kind === 'grant') return takeBack(world, request, against.line);
  if (request.kind === 'pause') await takePlace(world, request);
  return changed(
    request,
    { state: 'Granted', grantedAt: now.toISOString(), trouble: undefined, notBefore: undefined },
    now,
    {
      audit: {
        what: request.kind === 'pause' ? 'paused' : 'granted',
        who: BOT,
        authority: 'read back and simulated',
        details: { policy: policy.name, until: request.endsAt },
      },
    },
    { card: true },
    { tell: { what: 'granted' } },
    ...(against ? [{ tell: { what: 'trouble' as const, line: against.line } }] : []),
  );
}

/** Whether AWS shows exactly what was to be put. */
export async function isThere(rights: Rights, principal: string, policy: Policy): Promise<boolean> {
  if (policy.how === 'managed') return (await rights.attached(principal)).includes(policy.managedArn as string);
  const text = await rights.policy(principal, policy.name);
  return text !== undefined && samePolicy(text, policy.document);
}

async function put(world: World, request: AccessRequest, rights: Rights, policy: Policy): Promise<AccessRequest> {
  const written =
    policy.how === 'managed'
      ? await rights.attach(request.principal, policy.managedArn as string)
      : await rights.putPolicy(request.principal, policy.name, policy.document);
  switch (written.did) {
    case 'done':
      return wasPut(world, request, written.requestId === undefined ? {} : { awsRequestId: written.requestId });
    case 'gone':
      return takeBack(world, request, 'The role or user no longer exists.');
    case 'refused':
      return takeBack(world, request, written.line);
    default:
      return again(world, request, written.line);
  }
}

function wasPut(world: World, request: AccessRequest, details: Record<string, unknown>): AccessRequest {
  const [now, policy] = [world.now(), request.policy as Policy];
  return changed(request, { policy: { ...policy, putAt: now.toISOString() }, notBefore: undefined, trouble: undefined }, now, {
    audit: {
      what: policy.how === 'managed' ? 'policy attached' : 'policy put',
      who: actorOf(request),
      authority: `request ${request.id}`,
      details: { principal: request.principal, policy: policy.name, ...details },
    },
  });
}

/** The grant cannot be: whatever may be at AWS is taken away before that is said. */
export const takeBack = (world: World, request: AccessRequest, line: string): AccessRequest =>
  changed(
    request,
    {
      state: 'Revoking',
      ending: { cause: 'fault', by: BOT, reason: line, at: world.now().toISOString(), into: 'Failed' },
      notBefore: undefined,
      trouble: undefined,
    },
    world.now(),
    { audit: { what: 'taking back', who: BOT, authority: `request ${request.id}`, details: { why: line } } },
    { card: true },
  );
