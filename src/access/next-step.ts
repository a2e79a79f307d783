import type { AccessRequest } from './request.js';
import { after } from './world.js';

/** What the engine does next with a request. */
export type Step =
  /** Messages, the card and audit entries that the last change owes. */
  | 'settle'
  /** Pending too long: others are asked as well. */
  | 'escalate'
  /** Undecided to the end. */
  | 'expire'
  /** Looks whether AWS allows the model by now. */
  | 'check-aws'
  /** Approved: looks at everything again and fixes what is to be put. */
  | 'begin'
  /** Puts the policy, reads it back, has it simulated. */
  | 'grant'
  | 'remind'
  /** The time is over. */
  | 'end'
  /** Takes the policy away and reads that it is gone. */
  | 'revoke'
  /** Says what was spent. */
  | 'close'
  | 'remind-of-review';

/** The moment (ISO 8601) from which there is something to do; undefined when there is nothing, ever. */
export function dueAt(request: AccessRequest): string | undefined {
  return waitsFor(request)
    .flatMap(({ at }) => at ?? [])
    .sort()[0];
}

/**
 * What is to be done at `now`. An engine that was away finds several things due: the first in their order is done, so a
 * grant whose end has passed is ended, not reminded of.
 */
export function nextStep(request: AccessRequest, now: Date): Step | undefined {
  return waitsFor(request).find(({ at }) => at !== undefined && at <= now.toISOString())?.step;
}

/** What is to be done at once is due at any time: a clock that was put back makes nothing wait. */
const AT_ONCE = '1970-01-01T00:00:00.000Z';

type Wait = { step: Step; at: string | undefined };

/** In the order in which they go first when several are due: what ends a request goes before what prolongs it. */
function waitsFor(request: AccessRequest): Wait[] {
  if (request.todo.length > 0) return [{ step: 'settle', at: AT_ONCE }];
  const soon = request.notBefore ?? AT_ONCE;
  switch (request.state) {
    case 'Pending': {
      const stage = request.stages[request.stage];
      return [
        { step: 'expire', at: request.expiresAt },
        { step: 'escalate', at: stage?.escalatedAt ? undefined : stage?.escalateAt },
      ];
    }
    case 'Waiting for AWS':
      return [
        { step: 'expire', at: request.expiresAt },
        { step: 'check-aws', at: request.waiting?.checkAt },
      ];
    case 'Approved':
      return [{ step: 'begin', at: soon }];
    case 'Granting':
      return [{ step: 'grant', at: soon }];
    case 'Granted':
      return [
        { step: 'end', at: request.endsAt },
        { step: 'remind', at: request.remindedAt ? undefined : request.remindAt },
        ...review(request),
      ];
    case 'Revoking':
      return [{ step: 'revoke', at: soon }];
    case 'Revoked':
      return [{ step: 'close', at: request.closing?.askAt }, ...review(request)];
    default:
      return [];
  }
}

/** Nobody has reviewed broken glass: a reminder a day for so many days, then a last line. */
export const REVIEW_REMINDERS = 14;
const DAY = 1440;

const review = ({ breakGlass: glass }: AccessRequest): Wait[] => {
  if (!glass || glass.review || remindersOf(glass) > REVIEW_REMINDERS) return [];
  return [{ step: 'remind-of-review', at: glass.remindedAt === undefined ? glass.reviewBy : after(glass.remindedAt, DAY) }];
};

/** How often it has been said that broken glass is not reviewed. */
export const remindersOf = ({ reminders, remindedAt }: NonNullable<AccessRequest['breakGlass']>): number =>
  reminders ?? (remindedAt === undefined ? 0 : 1);
