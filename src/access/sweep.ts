import { createHash } from 'node:crypto';
import { catalogueOf } from './catalogue.js';
import { changed } from './change.js';
import { isThere } from './effect-grant.js';
import { POLICY_PREFIX } from './execute.js';
import type { Principal, Rights } from './ports.js';
import { type AccessRequest, FINAL, HOLDING } from './request.js';
import { isHeld, sharersOf } from './shared-policy.js';
import { after, BOT, type World } from './world.js';

/** For so long after its deletion IAM may still list a policy. */
const STILL_SHOWN_MINUTES = 5;

/** What a sweep found and did, one sentence each. */
export interface Swept {
  looked: number;
  lines: string[];
}

/**
 * Compares what AWS has with what is recorded, both ways. A policy of a request that is over is deleted; one that no
 * record knows is told and left alone, because another installation may own it; a grant whose policy somebody removed ends,
 * and one whose policy somebody changed gets back what was approved.
 * @throws Unavailable when AWS cannot be read
 */
export async function sweep(world: World): Promise<Swept> {
  const rights = world.rights(BOT);
  const principals = await rights.principals();
  const lines: string[] = [];
  const shownUntil = after(world.now(), -STILL_SHOWN_MINUTES);
  for (const principal of principals)
    for (const { name } of principal.inline.filter((one) => one.name.startsWith(POLICY_PREFIX))) {
      const request = await world.store.find(name.slice(POLICY_PREFIX.length));
      if (!request || request.principal !== principal.arn)
        lines.push(`${principal.name} has the policy ${name}, which no request of ours put there; look at it in the IAM console.`);
      else if (FINAL.includes(request.state) && (request.endedAt ?? '') < shownUntil && !(await isHeld(world, principal.arn, name)))
        lines.push(await removeStray(world, rights, request, name));
    }
  for (const principal of principals) lines.push(...(await attachedAfterwards(world, principal, shownUntil)));
  const granted = await world.store.list({ states: ['Granted'], limit: 1000 });
  for (const request of granted) {
    const line = await compare(world, rights, request);
    if (line) lines.push(line);
  }
  await tell(world, lines);
  return { looked: granted.length, lines };
}

/** Deletes what a request that is over has left behind: a call that arrived after its answer was given up. */
async function removeStray(world: World, rights: Rights, request: AccessRequest, name: string): Promise<string> {
  const written = await rights.deletePolicy(request.principal, name);
  const at = world.now().toISOString();
  const did = written.did === 'done' || written.did === 'gone';
  if (did)
    await world.audit.write([
      {
        key: `access:${request.id}:stray:${at}`,
        at,
        about: request.id,
        what: 'stray policy deleted',
        who: BOT,
        authority: 'sweep',
        details: { principal: request.principal, policy: name, awsRequestId: written.requestId },
      },
    ]);
  return did
    ? `${name} was still on ${request.principal} although the request is ${request.state}; it has been deleted.`
    : `${name} is still on ${request.principal} although the request is ${request.state}, and could not be deleted.`;
}

/**
 * Managed policies of models that a grant of ours has left behind, or that somebody attached after it: nobody can tell which,
 * so they are told and left alone. They have no end.
 */
async function attachedAfterwards(world: World, principal: Principal, shownUntil: string): Promise<string[]> {
  const ours = new Set(catalogueOf(world.settings.access).flatMap((one) => one.managedPolicyArn ?? []));
  const attached = principal.attached.filter((arn) => ours.has(arn));
  if (attached.length === 0) return [];
  const requests = await world.store.list({ principal: principal.arn, limit: 1000 });
  return attached.flatMap((arn) => {
    const of = requests.filter((one) => one.policy?.managedArn === arn);
    const over = of.every((one) => FINAL.includes(one.state) && (one.endedAt ?? '') < shownUntil);
    return of.length > 0 && over
      ? [`${principal.name} still has the policy ${arn} although no grant holds it; it has no end. Detach it in the IAM console.`]
      : [];
  });
}

/** What became of the policy of a grant in force; undefined when it is as it should be. */
async function compare(world: World, rights: Rights, request: AccessRequest): Promise<string | undefined> {
  const now = world.now();
  const policy = request.policy;
  if (!policy || (request.endsAt ?? '') <= now.toISOString()) return undefined;
  if (await isThere(rights, request.principal, policy)) return undefined;
  // Whatever prolongs it has written it anew.
  if ((await sharersOf(world, request)).some((one) => (one.endsAt ?? '') > (request.endsAt ?? ''))) return undefined;
  // Whoever ended it while the sweep was at others has removed it, and nobody else.
  if ((await world.store.find(request.id))?.version !== request.version) return undefined;
  const altered = policy.how === 'inline' && (await rights.policy(request.principal, policy.name)) !== undefined;
  const line = altered
    ? `Somebody changed the policy ${policy.name} at AWS; what was approved is put back.`
    : `Somebody removed the policy ${policy.name} at AWS; the ${request.kind === 'pause' ? 'pause' : 'grant'} is over.`;
  if (altered) {
    const written = await rights.putPolicy(request.principal, policy.name, policy.document);
    if (written.did !== 'done') return `Somebody changed the policy ${policy.name} at AWS, and it could not be put back.`;
  }
  const owed = [
    { audit: { what: altered ? 'policy put back' : 'removed outside', who: BOT, authority: 'sweep', details: { policy: policy.name } } },
    { card: true as const },
    { tell: { what: 'drift' as const, line } },
  ];
  const end = { cause: 'removed-outside' as const, by: BOT, at: now.toISOString(), into: 'Revoked' as const };
  const next = altered ? changed(request, {}, now, ...owed) : changed(request, { state: 'Revoking', ending: end }, now, ...owed);
  if (await world.store.swap(request, next)) return line;
  const state = (await world.store.find(request.id))?.state ?? 'Revoked';
  if (altered && !HOLDING.includes(state)) await rights.deletePolicy(request.principal, policy.name);
  return undefined;
}

/** The admins hear of the same finding once a day. */
async function tell(world: World, lines: string[]): Promise<void> {
  if (lines.length === 0) return;
  const day = world.now().toISOString().slice(0, 10);
  const finding = createHash('sha256')
    .update([...lines].sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
  const draw = world.words.drift(lines);
  await world.outbox.put(
    world.settings.admins.map((channel) => ({
      key: `access:drift:${day}:${finding}:${channel}`,
      channel,
      ...draw,
    })),
  );
}
