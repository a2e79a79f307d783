import { showMinutes } from '../duration.js';
import { showUtc } from '../period.js';
import { actorOf } from './actor.js';
import { changed } from './change.js';
import { isThere } from './effect-grant.js';
import type { Written } from './ports.js';
import { type AccessRequest, HOLDING, type Policy } from './request.js';
import { leaveToOther } from './shared-policy.js';
import { again } from './trouble.js';
import { BOT, later, type World } from './world.js';

/** IAM shows for a while what has been deleted. */
const READ_AGAIN_S = 5;
/** A policy that AWS still shows so long after it was to be taken away is said to the admins. */
const PATIENCE_S = 300;

/**
 * One turn at taking a policy away, or at leaving it as another request holds it: deleting what is gone is success, and it is over when AWS no longer shows it. What
 * AWS refuses is tried for as long as it takes, and the admins are told.
 * @throws Unavailable when AWS cannot be read
 */
export async function revoke(world: World, request: AccessRequest): Promise<AccessRequest> {
  const policy = request.policy as Policy;
  const rights = world.rights(actorOf(request));
  if (policy.how === 'managed' && (await isHeldByAnother(world, request))) return ended(world, request, { leftFor: 'another grant' });
  const left = await leaveToOther(world, request, rights);
  if (left && 'left' in left) return ended(world, request, { leftFor: left.left });
  const written: Written =
    left?.written ??
    (policy.how === 'managed'
      ? await rights.detach(request.principal, policy.managedArn as string)
      : await rights.deletePolicy(request.principal, policy.name));
  if (written.did === 'refused') return again(world, request, stays(request, written.line), { tellNow: true });
  if (written.did === 'later' || written.did === 'unknown') return again(world, request, stays(request, written.line));
  if (left && written.did === 'done') return notGone(world, request);
  const gone = policy.how === 'managed' ? !(await isThere(rights, request.principal, policy)) : await isGone(world, request);
  if (!gone) return notGone(world, request);
  return ended(world, request, written.requestId === undefined ? {} : { awsRequestId: written.requestId });
}

function notGone(world: World, request: AccessRequest): AccessRequest {
  const now = world.now();
  if (now.getTime() - Date.parse(request.ending?.at ?? now.toISOString()) < PATIENCE_S * 1000)
    return changed(request, { notBefore: later(now, READ_AGAIN_S) }, now);
  return again(world, request, stays(request, 'AWS took the order and still shows it.'), { tellNow: true });
}

const isGone = async (world: World, request: AccessRequest): Promise<boolean> =>
  (await world.rights(BOT).policy(request.principal, (request.policy as Policy).name)) === undefined;

/** What the failure means for people: a policy with an end does nothing after it. */
const stays = (request: AccessRequest, line: string): string =>
  request.policy?.how === 'managed'
    ? `The policy could not be detached and still allows the model. ${line}`
    : `The policy could not be deleted; it ${request.kind === 'pause' ? 'denies' : 'allows'} nothing after its end. ${line}`;

async function isHeldByAnother(world: World, request: AccessRequest): Promise<boolean> {
  const others = await world.store.list({ states: HOLDING, principal: request.principal, limit: 100 });
  return others.some(
    (one) =>
      one.id !== request.id &&
      one.state !== 'Revoking' &&
      one.policy?.managedArn === request.policy?.managedArn &&
      one.policy?.how === 'managed',
  );
}

/** Only a policy without an end of its own can hold too long; a few minutes are what the engine takes. */
const OVERRUN_MINUTES = 5;

function overrunOf({ policy, endsAt, grantedAt, ending }: AccessRequest, now: Date): string | undefined {
  if (policy?.how !== 'managed' || endsAt === undefined || grantedAt === undefined) return undefined;
  const minutes = Math.floor((now.getTime() - Date.parse(endsAt)) / 60_000);
  if (minutes < OVERRUN_MINUTES) return undefined;
  const away = Date.parse(ending?.at ?? endsAt) - Date.parse(endsAt) >= OVERRUN_MINUTES * 60_000;
  const why = away ? 'aispend was not running' : 'AWS did not let it be taken away';
  return `It held until ${showUtc(now.toISOString())}, ${showMinutes(minutes)} longer than approved, because ${why}; a managed policy knows no end.`;
}

function ended(world: World, request: AccessRequest, details: Record<string, unknown>): AccessRequest {
  const now = world.now();
  const overrun = 'leftFor' in details ? undefined : overrunOf(request, now);
  const before = request.ending;
  const ending = before && overrun ? { ...before, overrun, reason: [before.reason, overrun].filter(Boolean).join(' ') } : before;
  const failed = ending?.into === 'Failed';
  return changed(
    request,
    {
      state: failed ? 'Failed' : 'Revoked',
      endedAt: now.toISOString(),
      notBefore: undefined,
      trouble: undefined,
      ...(ending ? { ending } : {}),
      ...(failed || request.kind === 'pause' || request.grantedAt === undefined ? {} : { closing: { askAt: now.toISOString(), tries: 0 } }),
    },
    now,
    {
      audit: {
        what: failed ? 'failed' : 'revoked',
        who: ending?.by ?? BOT,
        authority: `request ${request.id}, ${ending?.cause ?? 'time'}`,
        details: {
          principal: request.principal,
          policy: request.policy?.name,
          readBack: 'leftFor' in details ? 'left' : 'gone',
          why: ending?.reason,
          overrun,
          ...details,
        },
      },
    },
    { card: true },
    ...(failed ? [{ tell: { what: 'failed' as const, line: ending?.reason ?? 'It could not be granted.' } }] : []),
    ...(!failed && request.kind === 'pause' ? [{ tell: { what: 'ended' as const } }] : []),
    ...(!failed && request.kind === 'grant' && request.grantedAt === undefined
      ? [{ tell: { what: 'cancelled' as const, by: ending?.by ?? BOT } }]
      : []),
  );
}
