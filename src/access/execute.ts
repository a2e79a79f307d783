import { minutesOf } from '../duration.js';
import { Unavailable } from '../errors.js';
import { Owners } from '../spend/teams.js';
import { catalogueOf } from './catalogue.js';
import { changed } from './change.js';
import { decidersOf, type Facts, isLeftOpen, LEFT_OPEN, STANDING_IN, standInsFor } from './deciders.js';
import { factsOf, gather, isAmong, mustBeTold } from './facts.js';
import { pausedBecause } from './pauses.js';
import { allowing, denying, tooLongBy } from './policy-document.js';
import type { Principal } from './ports.js';
import { modelFindings } from './preflight-model.js';
import { isUnsure, rightsFindings, teamOf, teamTags } from './preflight-principal.js';
import { protectedBecause } from './protection.js';
import type { AccessRequest, Decision, Policy } from './request.js';
import { prolonged } from './shared-policy.js';
import { advanced } from './stages.js';
import { ASK_AGAIN, areSameStages, isSameModel, mayNoLongerAsk } from './still-as-asked.js';
import { mayStillPause } from './still-may-pause.js';
import { after, BOT, type World } from './world.js';

/** Every policy of ours is called so; what a sweep finds is known by it. */
export const POLICY_PREFIX = 'aispend-';

/**
 * Approved: looks at everything again, as if it had just been asked, and fixes what is to be put. Whoever approved must
 * still have the right to; what was approved must still be what is configured.
 * @throws Unavailable when Slack or AWS cannot be asked
 */
export async function begin(world: World, request: AccessRequest): Promise<AccessRequest> {
  const now = world.now();
  if (now.toISOString() >= request.expiresAt) return fail(world, request, 'It could not be carried out in time.');
  const facts = await factsOf(world, request, ...request.decisions.map((one) => one.by));
  const asker = facts.states.get(request.asker);
  if (asker === 'unknown') throw new Unavailable('Slack does not say whether the person who asked is still a member.');
  if (asker !== 'member') return cancelled(world, request, 'The person who asked is no longer a full member of the workspace.');
  const astray = request.kind === 'grant' ? await mayNoLongerAsk(world, request) : undefined;
  if (astray !== undefined) return cancelled(world, request, astray);
  const lost = await lostRight(world, request, facts);
  if (lost) return lost;
  const principal = await world.rights(BOT).principal(request.principal);
  const writesAnew = await prolonged(world, request);
  const barred = principal ? await bars(world, request, principal, writesAnew) : 'The role or user no longer exists.';
  if (!principal || barred !== undefined) return fail(world, request, barred ?? '');
  const base = request.extends === undefined ? undefined : await world.store.find(request.extends);
  const from = base?.state === 'Granted' && base.endsAt !== undefined && base.endsAt > now.toISOString() ? base.endsAt : now.toISOString();
  const endsAt = after(from, request.minutes).replace(/\.\d+Z$/, '.000Z');
  const remindAt = after(endsAt, -minutesOf(world.settings.access.reminderBefore));
  const policy = policyOf(request, endsAt, principal, writesAnew);
  return changed(
    request,
    {
      state: 'Granting',
      policy,
      endsAt,
      trouble: undefined,
      notBefore: undefined,
      // A grant that is shorter than twice that would be reminded of as soon as it is there.
      remindAt: request.kind === 'grant' && remindAt > after(now, request.minutes / 2) ? remindAt : undefined,
    },
    now,
    {
      audit: {
        what: 'executing',
        who: BOT,
        authority: authorityOf(request),
        details: {
          principal: request.principal,
          policy: policy.name,
          document: policy.document,
          managedArn: policy.managedArn,
          until: endsAt,
        },
      },
    },
    { card: true },
  );
}

function policyOf(request: AccessRequest, endsAt: string, principal: Principal, writesAnew: string | undefined): Policy {
  const name = `${POLICY_PREFIX}${request.id}`;
  if (request.kind === 'pause' || !request.target) return { name, how: 'inline', document: denying(endsAt) };
  const managedArn = request.model?.managedPolicyArn;
  if (managedArn !== undefined) return { name, how: 'managed', document: '', managedArn };
  const document = allowing(request.target, endsAt);
  const fits = tooLongBy(principal.kind, principal.inline, name, document) === 0;
  return { name: fits ? name : (writesAnew ?? name), how: 'inline', document };
}

const authorityOf = (request: AccessRequest): string =>
  request.decisions
    .filter((one) => one.void === undefined)
    .map((one) => `${one.by}: ${one.why}`)
    .join('; ') || (request.breakGlass ? `${request.asker}: broke the glass` : `${request.asker}: paused`);

/** What has become of the rights that it was decided by; undefined when they all hold. */
async function lostRight(world: World, request: AccessRequest, facts: Facts): Promise<AccessRequest | undefined> {
  if (request.kind === 'pause')
    return (await mayStillPause(world, request)) ? undefined : cancelled(world, request, 'Who paused it no longer may.');
  if (request.breakGlass) {
    const { people } = world.settings.access.breakGlass;
    const told = await gather(world, people);
    if (isAmong(people, request.asker, told)) return undefined;
    mustBeTold(people, told);
    return cancelled(world, request, 'Who broke the glass no longer may.');
  }
  const reasons = new Map<Decision, string>();
  for (const decision of request.decisions.filter((one) => one.void === undefined && one.verdict === 'approve')) {
    const state = facts.states.get(decision.by);
    if (state === 'unknown') throw new Unavailable('Slack does not say whether those who approved are still members.');
    const deciders = decidersOf(request, decision.stage, world.settings, facts);
    const standsIn =
      decision.why.startsWith(STANDING_IN) &&
      world.settings.admins.includes(decision.by) &&
      state === 'member' &&
      !standInsFor(request.asker, world.settings, facts.today).has(decision.by);
    if (standsIn || deciders.some((one) => one.id === decision.by)) continue;
    if (state === 'member' && isLeftOpen(request, decision.stage, world.settings, facts)) throw new Unavailable(`${LEFT_OPEN}.`);
    reasons.set(decision, state === 'member' ? 'no longer one of those who decide' : 'no longer a full member of the workspace');
  }
  if (reasons.size === 0) return undefined;
  const decisions = request.decisions.map((one) => (reasons.has(one) ? { ...one, void: reasons.get(one) as string } : one));
  const now = world.now();
  return changed(
    request,
    {
      decisions,
      ...advanced({ ...request, decisions }, world.settings.access, now.toISOString()),
      notBefore: undefined,
      trouble: undefined,
    },
    now,
    ...[...reasons].flatMap(([{ by, why }, line]) => [
      { audit: { what: 'approval void', who: BOT, authority: why, details: { by, line } } },
      { tell: { what: 'decision-void' as const, by, line } },
    ]),
    { card: true },
    { tell: { what: 'stage-opened' } },
  );
}

/** Why it must not be carried out after all, in one sentence. */
async function bars(world: World, request: AccessRequest, principal: Principal, writesAnew?: string): Promise<string | undefined> {
  const { settings } = world;
  const rights = world.rights(BOT);
  const barred = protectedBecause(principal, settings.access, await rights.self());
  if (barred) return barred;
  if (request.kind === 'pause') {
    const excess = tooLongBy(principal.kind, principal.inline, '', denying(after(world.now(), request.minutes)));
    return excess > 0 ? `The inline policies of ${principal.name} leave no room for it.` : undefined;
  }
  const paused = await pausedBecause(world, principal.arn);
  if (paused) return paused;
  const { model, target } = request;
  const configured = catalogueOf(settings.access).find((one) => one.id === model?.id);
  if (!model || !target || !isSameModel(configured, request)) return ASK_AGAIN;
  if (!request.breakGlass && !areSameStages(configured, request)) return ASK_AGAIN;
  const owners = new Owners(settings.teams, settings.spend.mergeSpelling);
  const team = teamOf(principal, teamTags(world), owners);
  if (request.team !== null && team !== request.team)
    return `${principal.name} no longer belongs to ${request.team}, whose managers decided; ask again.`;
  const findings = [
    ...(await rightsFindings(world, rights, { model, principal, target, minutes: request.minutes, writesAnew })),
    ...(await modelFindings(configured, principal.arn, target, world.models)),
  ];
  const unsure = findings.find(isUnsure);
  if (unsure) throw new Unavailable(unsure.line);
  const bad = findings.find((one) => one.level === 'blocking' || one.level === 'aws');
  return bad && [bad.line, bad.cure].filter(Boolean).join(' ');
}

function fail(world: World, request: AccessRequest, line: string): AccessRequest {
  return changed(
    request,
    { state: 'Failed', endedAt: world.now().toISOString(), trouble: undefined },
    world.now(),
    { audit: { what: 'failed', who: BOT, authority: `request ${request.id}`, details: { why: line } } },
    { card: true },
    // Whoever asks again needs no admin for it.
    { tell: { what: 'failed', line, ...(/\bask again\.$/.test(line) ? { cure: 'asker' as const } : {}) } },
  );
}

const cancelled = (world: World, request: AccessRequest, line: string): AccessRequest =>
  changed(
    request,
    { state: 'Cancelled', endedAt: world.now().toISOString(), trouble: undefined, cancelled: { by: BOT, line } },
    world.now(),
    { audit: { what: 'cancelled', who: BOT, authority: 'aispend', details: { why: line } } },
    { card: true },
    { tell: { what: 'cancelled', by: BOT, line } },
  );
