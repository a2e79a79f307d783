import { minutesOf } from '../duration.js';
import { NotAllowed, UsageError } from '../errors.js';
import type { Access, Who, Wish } from './access.js';
import { catalogueOf, findModel, readMinutes, sameTerms } from './catalogue.js';
import { type Owed, todos } from './change.js';
import { gather, isAmong, mustBeTold } from './facts.js';
import { type Flight, fly } from './preflight.js';
import type { AccessRequest } from './request.js';
import { idAsTyped, requestId } from './request-id.js';
import { accountOf } from './resolve-target.js';
import { mustBeReviewed } from './rights-of-people.js';
import { prolonged } from './shared-policy.js';
import { stagesOf } from './stages.js';
import { textForAws } from './text-for-aws.js';
import { after, type World } from './world.js';

const DAY = 1440;
/** AWS answers an account team within days; after a quarter nobody waits any more. */
const WAITS_AT_MOST = 90 * DAY;
const REASON_AT_MOST = 1000;

/** Opens requests. */
export function asking(world: World, kick: () => void): Pick<Access, 'ask' | 'breakGlass' | 'extend'> {
  /** Keeps a new request, or gives the one that the same submission has made already. */
  async function keep(request: AccessRequest): Promise<AccessRequest> {
    const kept = (await world.store.add(request)) ? request : await world.store.find(request.id);
    kick();
    return kept as AccessRequest;
  }

  async function open(flight: Flight, wish: Wish, who: Who, id: string, more: Partial<AccessRequest> = {}): Promise<AccessRequest> {
    const bad = flight.findings.find((one) => one.level === 'blocking');
    if (bad) throw new UsageError([bad.line, bad.cure].filter(Boolean).join(' '));
    const waiting = flight.waits ? await world.store.list({ states: ['Waiting for AWS'], limit: 200 }) : [];
    const account = accountOf(flight.principal.arn);
    const beside = waiting.find((one) => one.model?.id === flight.model.id && accountOf(one.principal) === account && one.id !== id);
    return keep(draft(world, flight, wish, who, id, more, beside?.id));
  }

  return {
    async ask(wish, who, key) {
      const id = requestId(who.id, key);
      const known = await world.store.find(id);
      if (known) return known;
      const flight = await fly(world, wish, who);
      await mustBeNew(world, flight, who, id);
      return open(flight, wish, who, id);
    },

    async breakGlass(wish, who, key) {
      const id = requestId(who.id, key);
      const known = await world.store.find(id);
      if (known) return known;
      const { breakGlass } = world.settings.access;
      const facts = await gather(world, [who.id, ...breakGlass.people]);
      const among = isAmong(breakGlass.people, who.id, facts);
      if (!among) mustBeTold(breakGlass.people, facts);
      if (!among)
        throw new NotAllowed('Only the people named in access.breakGlass may break the glass; ask for access instead.', breakGlass.people);
      await mustBeReviewed(world, who.id);
      const flight = await fly(world, wish, who, { most: minutesOf(breakGlass.maxDuration), breaksGlass: true });
      if (flight.waits)
        throw new UsageError(`AWS has not allowed this account to use ${flight.model.name}; breaking glass does not change that.`);
      await mustBeNew(world, flight, who, id, true);
      return open(flight, wish, who, id, { breakGlass: { reviewBy: after(world.now(), DAY) } });
    },

    async extend(id, who, duration, reason, key) {
      const mine = requestId(who.id, key);
      const known = await world.store.find(mine);
      if (known) return known;
      const base = await world.store.find(idAsTyped(id));
      if (!base || base.asker !== who.id || base.kind !== 'grant' || !base.model)
        throw new UsageError(`You have no access ${id.slice(0, 20)} to extend; \`access list\` shows what you have.`);
      if (base.state !== 'Granted')
        throw new UsageError(`${base.model.name} is ${base.state}; only what is Granted can be extended. Ask anew.`);
      readMinutes(duration, base.model.maxMinutes);
      if (!sameTerms(base.model, findModel(catalogueOf(world.settings.access), base.model.id)))
        throw new UsageError(`The terms of ${base.model.name} have changed; ask for it anew, which shows them.`);
      const others = await world.store.list({
        states: ['Pending', 'Waiting for AWS', 'Approved', 'Granting', 'Granted'],
        asker: who.id,
        limit: 200,
      });
      const there = others.find((one) => one.extends === base.id && one.id !== mine);
      if (there) throw new UsageError(`It is being extended already (${there.id}, ${there.state}).`);
      const wish: Wish = {
        model: base.model.id,
        principal: base.principal,
        duration,
        reason,
        agrees: true,
        ...(base.ticket ? { ticket: base.ticket } : {}),
      };
      const flight = await fly(world, wish, who, { writesAnew: await prolonged(world, { extends: base.id }) });
      return open(flight, wish, who, mine, { extends: base.id, ...(base.endsAt ? prolonging(world, base.endsAt) : {}) });
    },
  };
}

/** After the end of what it prolongs there is nothing to prolong: it is not decided later than that. */
function prolonging(world: World, end: string): Pick<AccessRequest, 'prolongs' | 'expiresAt'> {
  const last = after(world.now(), minutesOf(world.settings.access.expireAfter));
  return { prolongs: end, expiresAt: end < last ? end : last };
}

/**
 * In an emergency nobody is held up by what was asked for in the ordinary way; breaking the same glass twice only fills the
 * role's quota.
 * @throws UsageError naming the request that there is already
 */
async function mustBeNew(world: World, flight: Flight, who: Who, id: string, breaksGlass = false): Promise<void> {
  const open = await world.store.list({
    states: ['Pending', 'Waiting for AWS', 'Approved', 'Granting', 'Granted'],
    asker: who.id,
    principal: flight.principal.arn,
    limit: 100,
  });
  const there = open.find(
    (one) => one.id !== id && one.kind === 'grant' && one.model?.id === flight.model.id && (!breaksGlass || one.breakGlass !== undefined),
  );
  if (!there) return;
  const cure =
    there.state === 'Granted' ? `extend it with \`access extend ${there.id}\`` : `\`access show ${there.id}\` says how it stands`;
  throw new UsageError(`You have asked for ${flight.model.name} for ${flight.principal.name} already: it is ${there.state}; ${cure}.`);
}

function draft(
  world: World,
  flight: Flight,
  wish: Wish,
  who: Who,
  id: string,
  more: Partial<AccessRequest>,
  beside: string | undefined,
): AccessRequest {
  const [now, { access }] = [world.now(), world.settings];
  const at = now.toISOString();
  const state = more.breakGlass ? 'Approved' : flight.waits ? 'Waiting for AWS' : 'Pending';
  const { model } = flight;
  const ticket = wish.ticket?.trim().slice(0, 100);
  const request: AccessRequest = {
    id,
    version: 1,
    kind: 'grant',
    state,
    asker: who.id,
    workspace: who.workspace,
    model,
    principal: flight.principal.arn,
    team: flight.team,
    minutes: flight.minutes,
    reason: wish.reason.trim().slice(0, REASON_AT_MOST),
    ...(ticket ? { ticket } : {}),
    ...(flight.target ? { target: flight.target } : {}),
    findings: flight.findings,
    ...(model.consent ? { consent: { to: model.consent, by: who.id, at } } : {}),
    stages: more.breakGlass ? [] : stagesOf(model, access, flight.waits ? undefined : at),
    stage: 0,
    decisions: [],
    questions: [],
    askedAt: at,
    expiresAt: after(now, flight.waits ? WAITS_AT_MOST : minutesOf(access.expireAfter)),
    todo: [],
    cards: [],
    settleSeconds: access.settleSeconds,
    ...more,
  };
  if (flight.waits) request.waiting = { text: textForAws(request), since: at, checkAt: after(now, DAY) };
  return { ...request, todo: todos(1, now, undefined, state, owedFor(request, beside)) };
}

function owedFor(request: AccessRequest, beside: string | undefined): Owed[] {
  const { model, principal, minutes, reason, ticket, consent, findings, target } = request;
  return [
    {
      audit: {
        what: request.breakGlass ? 'broke the glass' : 'asked',
        who: request.asker,
        authority: request.breakGlass ? 'named in access.breakGlass (aispend.yaml)' : `member of ${request.team ?? 'no team'}`,
        details: { model: model?.id, principal, minutes, reason, ticket, consent: consent?.to, target, extends: request.extends, findings },
      },
    },
    ...(request.state === 'Waiting for AWS' ? [] : [{ card: true as const }]),
    request.state === 'Waiting for AWS'
      ? { tell: { what: 'waiting-for-aws', ...(beside === undefined ? {} : { beside }) } }
      : { tell: { what: request.breakGlass ? 'glass-broken' : 'stage-opened' } },
  ];
}
