import { minutesOf } from '../duration.js';
import { catalogueOf, type Model } from './catalogue.js';
import { changed } from './change.js';
import { grant } from './effect-grant.js';
import { revoke } from './effect-revoke.js';
import { begin } from './execute.js';
import { REVIEW_REMINDERS, remindersOf, type Step } from './next-step.js';
import { look } from './preflight.js';
import { modelFindings } from './preflight-model.js';
import type { AccessRequest } from './request.js';
import { NOBODY_ELSE, reviewersNow } from './rights-of-people.js';
import { prolonged } from './shared-policy.js';
import { advanced, stagesOf } from './stages.js';
import { ASK_AGAIN, isSameModel, mayNoLongerAsk } from './still-as-asked.js';
import { after, BOT, type World } from './world.js';

const DAY = 1440;
/** AWS brings a day's bill within about a day; after so many looks it is said that it did not. */
const BILL_LOOKS = 10;

/** One step of one request: gives the row as it is to be. May be done again for the same row. */
export const TURNS: Record<Exclude<Step, 'settle'>, (world: World, request: AccessRequest) => Promise<AccessRequest>> = {
  begin,
  grant,
  revoke,
  async escalate(world, request) {
    const [now, at] = [world.now(), world.now().toISOString()];
    const stages = request.stages.map((one, index) => (index === request.stage ? { ...one, escalatedAt: at } : one));
    return changed(
      request,
      { stages },
      now,
      {
        audit: { what: 'escalated', who: BOT, authority: 'access.escalateAfter', details: { stage: request.stages[request.stage]?.name } },
      },
      { card: true },
      { tell: { what: 'escalated' } },
    );
  },
  async expire(world, request) {
    const now = world.now();
    return changed(
      request,
      { state: 'Expired', endedAt: now.toISOString() },
      now,
      { audit: { what: 'expired', who: BOT, authority: 'access.expireAfter', details: {} } },
      { card: true },
      { tell: { what: 'expired' } },
    );
  },
  'check-aws': checkAws,
  async remind(world, request) {
    const now = world.now();
    return changed(request, { remindedAt: now.toISOString() }, now, { tell: { what: 'reminder' } });
  },
  async end(world, request) {
    const now = world.now();
    return changed(
      request,
      { state: 'Revoking', ending: { cause: 'time', by: BOT, at: now.toISOString(), into: 'Revoked' }, notBefore: undefined },
      now,
      { audit: { what: 'time is over', who: BOT, authority: `request ${request.id}`, details: { until: request.endsAt } } },
    );
  },
  close,
  async 'remind-of-review'(world, request) {
    const now = world.now();
    const glass = request.breakGlass as NonNullable<AccessRequest['breakGlass']>;
    const reminders = remindersOf(glass) + 1;
    const breakGlass = { ...glass, remindedAt: now.toISOString(), reminders };
    const nobody = (await reviewersNow(world, request)).length === 0 ? { line: NOBODY_ELSE } : {};
    if (reminders <= REVIEW_REMINDERS) return changed(request, { breakGlass }, now, { tell: { what: 'review-due', ...nobody } });
    const audit = { what: 'review left undone', who: BOT, authority: 'aispend', details: { reviewBy: glass.reviewBy } };
    return changed(request, { breakGlass }, now, { audit }, { tell: { what: 'review-left', ...nobody } });
  },
};

/** Looks whether AWS has allowed the model by now; when it has, the request goes on as if it had just been asked. */
async function checkAws(world: World, request: AccessRequest): Promise<AccessRequest> {
  const now = world.now();
  const asked = request.model as Model;
  // Whether AWS is waited for is the configuration's to say, and may have been changed meanwhile.
  const model = catalogueOf(world.settings.access).find((one) => one.id === asked.id);
  const still = (await modelFindings(model ?? asked, request.principal, request.target, world.models)).some((one) => one.level === 'aws');
  if (still && request.waiting) return changed(request, { waiting: { ...request.waiting, checkAt: after(now, DAY) } }, now);
  const stop = (line: string): AccessRequest =>
    changed(
      request,
      { state: 'Cancelled', endedAt: now.toISOString(), cancelled: { by: BOT, line } },
      now,
      { audit: { what: 'cancelled', who: BOT, authority: 'aispend', details: { why: line } } },
      { card: true },
      { tell: { what: 'cancelled', by: BOT, line } },
    );
  if (!isSameModel(model, request)) return stop(ASK_AGAIN);
  const astray = await mayNoLongerAsk(world, request);
  if (astray !== undefined) return stop(astray);
  const principal = await world.rights(BOT).principal(request.principal);
  if (!principal) return stop('The role or user no longer exists.');
  const flight = await look(world, {
    model,
    principal,
    team: request.team,
    minutes: request.minutes,
    who: request.asker,
    agrees: true,
    writesAnew: await prolonged(world, request),
  });
  const bad = flight.findings.find((one) => one.level === 'blocking');
  if (bad) return stop(`AWS has allowed the model, but: ${bad.line}`);
  // Nobody has decided yet, so it is decided as it would be today.
  const opened = {
    ...request,
    model,
    stages: stagesOf(model, world.settings.access, undefined),
    findings: flight.findings,
    ...(flight.target ? { target: flight.target } : {}),
  };
  return changed(
    opened,
    {
      ...advanced(opened, world.settings.access, now.toISOString()),
      expiresAt: after(now, minutesOf(world.settings.access.expireAfter)),
    },
    now,
    { audit: { what: 'allowed by AWS', who: 'AWS', authority: 'bedrock:GetFoundationModelAvailability', details: { model: model.id } } },
    { card: true },
    { tell: { what: 'aws-allowed' } },
    { tell: { what: 'stage-opened' } },
  );
}

/** The closing message; what was spent follows in its thread when the bill of the last day is complete. */
async function close(world: World, request: AccessRequest): Promise<AccessRequest> {
  const now = world.now();
  const tries = request.closing?.tries ?? 0;
  const [from, to] = [request.grantedAt ?? request.askedAt, request.endedAt ?? now.toISOString()];
  const { spent, final } = await world.bill.spentBy(request.principal, from, to);
  const over = (event: { tell: { what: 'ended' | 'spent'; spent: typeof spent } }): AccessRequest =>
    changed(request, { closing: undefined }, now, event, {
      audit: { what: 'spent', who: BOT, authority: 'the bill', details: { ...spent } },
    });
  if (final || !('cost' in spent)) return over({ tell: { what: tries === 0 ? 'ended' : 'spent', spent } });
  if (tries >= BILL_LOOKS) {
    const { start, end } = spent;
    return over({ tell: { what: 'spent', spent: { start, end, why: 'the bill of these days is still not complete' } } });
  }
  const closing = { askAt: after(now, DAY / 2), tries: tries + 1 };
  return tries === 0 ? changed(request, { closing }, now, { tell: { what: 'ended' } }) : changed(request, { closing }, now);
}
