import { NotAllowed, Unavailable, UsageError, withPeople } from '../errors.js';
import type { Access, Outcome } from './access.js';
import { change, changed } from './change.js';
import { LEFT_OPEN, whyDecider } from './deciders.js';
import { factsOf } from './facts.js';
import type { AccessRequest, Decision } from './request.js';
import { idAsTyped } from './request-id.js';
import { mustBeAdmin, nobodyKnown, rightToReview } from './rights-of-people.js';
import { advanced } from './stages.js';
import { after, type World } from './world.js';

/** A claim is over by itself, so that nobody waits for a person who forgot it. */
const CLAIM_MINUTES = 60;
const TEXT_AT_MOST = 1000;

/** Decides requests. Authority is looked at inside each attempt to swap, so it holds for the row that is changed. */
export function deciding(
  world: World,
  kick: () => void,
): Pick<Access, 'decide' | 'claim' | 'askBack' | 'cancel' | 'whyApprover' | 'review'> {
  /** The right to decide the open stage. @throws NotAllowed, recorded in the audit trail; Unavailable */
  async function right(request: AccessRequest, who: string, what: string): Promise<string> {
    const facts = await factsOf(world, request, who);
    if (facts.states.get(who) === 'unknown') throw nobodyKnown();
    const { may, why, people } = whyDecider(request, who, world.settings, facts);
    if (may) return why;
    if (why === LEFT_OPEN) throw new Unavailable(LEFT_OPEN);
    await world.audit.write([
      {
        key: `access:${request.id}:refused:${what}:${request.stage}:${who}`,
        at: world.now().toISOString(),
        about: request.id,
        what: `refused to ${what}`,
        who,
        authority: 'none',
        details: { why: withPeople(why, people ?? []) },
      },
    ]);
    throw new NotAllowed(why, people);
  }
  const outcome = async (id: string, decide: Parameters<typeof change<Omit<Outcome, 'request'>>>[2]): Promise<Outcome> => {
    const { request, result, swapped } = await change(world, id, decide);
    if (swapped) kick();
    return { ...result, request };
  };

  return {
    decide: (id, who, verdict, { stage, reason }) =>
      outcome(id, async (request) => {
        const text = reason?.trim().slice(0, TEXT_AT_MOST);
        if (verdict === 'deny' && !text) throw new UsageError('Say why it is denied; the person who asked reads it.');
        const own = request.decisions.find((one) => one.stage === stage && one.by === who.id && one.void === undefined);
        if (request.state !== 'Pending' || request.stage !== stage || own)
          return { leave: { did: 'already', ...byOf(own ?? lastOf(request, stage)) } };
        const why = await right(request, who.id, verdict);
        const now = world.now();
        const decision: Decision = { stage, by: who.id, verdict, at: now.toISOString(), why, ...(text ? { reason: text } : {}) };
        return { next: decided(world, request, decision, now), result: { did: 'done' } };
      }),

    claim: (id, who) =>
      outcome(id, async (request) => {
        mustBePending(request);
        await right(request, who.id, 'claim');
        const now = world.now();
        const { claim } = request;
        if (claim && now.toISOString() < after(claim.at, CLAIM_MINUTES)) return { leave: { did: 'already', by: claim.by } };
        return {
          next: changed(
            request,
            { claim: { by: who.id, at: now.toISOString() } },
            now,
            { audit: { what: 'claimed', who: who.id, authority: 'may decide', details: {} } },
            { card: true },
            { tell: { what: 'claimed' } },
          ),
          result: { did: 'done' },
        };
      }),

    askBack: (id, who, text, key) =>
      outcome(id, async (request) => {
        if (request.questions.some((one) => one.key === key)) return { leave: { did: 'already', by: who.id } };
        mustBePending(request);
        await right(request, who.id, 'ask back');
        const question = text.trim().slice(0, TEXT_AT_MOST);
        if (question === '') throw new UsageError('Write what you want to know.');
        const now = world.now();
        return {
          next: changed(
            request,
            { questions: [...request.questions, { key, by: who.id, text: question, at: now.toISOString() }] },
            now,
            { audit: { what: 'asked back', who: who.id, authority: 'may decide', details: { text: question } } },
            { card: true },
            { tell: { what: 'question', by: who.id, text: question } },
          ),
          result: { did: 'done' },
        };
      }),

    cancel: (id, who) =>
      outcome(id, async (request) => {
        if (request.asker !== who.id) await mustBeAdmin(world, who.id, "Taking back somebody else's request");
        if (request.state === 'Cancelled') return { leave: { did: 'already', ...byOf(lastOf(request, request.stage)) } };
        if (!['Pending', 'Waiting for AWS', 'Approved'].includes(request.state))
          throw new UsageError(
            `It is ${request.state}; only what has not been granted can be cancelled${request.state === 'Granted' ? (request.asker === who.id ? ', so return it with done' : ', so take it away with revoke') : ''}.`,
          );
        const now = world.now();
        return {
          next: changed(
            request,
            { state: 'Cancelled', endedAt: now.toISOString(), cancelled: { by: who.id } },
            now,
            { audit: { what: 'cancelled', who: who.id, authority: request.asker === who.id ? 'who asked' : 'admin', details: {} } },
            { card: true },
            { tell: { what: 'cancelled', by: who.id } },
          ),
          result: { did: 'done' },
        };
      }),

    async whyApprover(id, who) {
      const request = await world.store.find(idAsTyped(id));
      if (!request) return { may: false, why: 'There is no such request.' };
      if (request.state !== 'Pending') return { may: false, why: `It is ${request.state}; there is nothing to decide any more.` };
      return whyDecider(request, who.id, world.settings, await factsOf(world, request, who.id));
    },

    review: (id, who, verdict, note) =>
      outcome(id, async (request) => {
        const glass = request.breakGlass;
        if (!glass) throw new UsageError('Only what was done by breaking glass is reviewed.');
        const right_ = await rightToReview(world, who.id, request);
        if (glass.review) return { leave: { did: 'already', by: glass.review.by } };
        if (note.trim() === '') throw new UsageError('Write a sentence for the audit trail.');
        const now = world.now();
        const review = { by: who.id, verdict, note: note.trim().slice(0, TEXT_AT_MOST), at: now.toISOString() };
        return {
          next: changed(
            request,
            { breakGlass: { ...glass, review } },
            now,
            { audit: { what: `reviewed: ${verdict}`, who: who.id, authority: right_, details: { note: review.note } } },
            { card: true },
            { tell: { what: 'reviewed', by: who.id } },
          ),
          result: { did: 'done' },
        };
      }),
  };
}

/** The row with one decision more: denied, or the stage closed when its quorum is there and the next one open. */
function decided(world: World, request: AccessRequest, decision: Decision, now: Date): AccessRequest {
  const decisions = [...request.decisions, decision];
  const audit = {
    audit: {
      what: decision.verdict === 'approve' ? 'approved' : 'denied',
      who: decision.by,
      authority: decision.why,
      details: { stage: request.stages[decision.stage]?.name, reason: decision.reason },
    },
  };
  if (decision.verdict === 'deny')
    return changed(
      request,
      { decisions, state: 'Denied', endedAt: now.toISOString() },
      now,
      audit,
      { card: true },
      { tell: { what: 'denied', by: decision.by, ...(decision.reason ? { reason: decision.reason } : {}) } },
    );
  const next = advanced({ ...request, decisions }, world.settings.access, now.toISOString());
  const movedOn = next.stage !== request.stage;
  return changed(
    request,
    { decisions, ...next, ...(movedOn ? { claim: undefined } : {}) },
    now,
    audit,
    { card: true },
    ...(next.state === 'Approved' ? [{ tell: { what: 'approved' as const, by: decision.by } }] : []),
    ...(movedOn && next.state === 'Pending' ? [{ tell: { what: 'stage-opened' as const } }] : []),
  );
}

function mustBePending(request: AccessRequest): void {
  if (request.state !== 'Pending') throw new UsageError(`It is ${request.state}; there is nothing to decide any more.`);
}

/** Who decided a stage last. */
const lastOf = (request: AccessRequest, stage: number): Decision | undefined =>
  request.decisions.filter((one) => one.void === undefined && (one.stage === stage || one.verdict === 'deny')).at(-1);
const byOf = (decision: Decision | undefined): { by?: string } => (decision ? { by: decision.by } : {});
