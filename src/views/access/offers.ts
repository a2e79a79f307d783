import type { AccessRequest } from '../../access/request.js';
import type { Viewer } from '../../access/words.js';

/** What can be done with a request by pressing a button. */
export type Offer = 'approve' | 'deny' | 'ask back' | 'claim' | 'cancel' | 'done' | 'extend' | 'revoke' | 'undo' | 'review';

export const DECIDING: readonly Offer[] = ['approve', 'deny', 'ask back', 'claim'];
/** Nothing is at AWS yet, and what broke the glass is not waited for. */
const CANCELLABLE = ['Pending', 'Waiting for AWS', 'Approved'];

/**
 * What a request offers to a person, or to a channel for everybody in it: the card, notices, `access show` and App Home
 * draw these buttons and no others. Who asked is offered what is hers alone and never to decide, take away or review it.
 */
export function offers(request: AccessRequest, viewer: Viewer): Offer[] {
  const { state, kind, breakGlass } = request;
  const [isGrant, granted, own] = [kind === 'grant', state === 'Granted', viewer.id === request.asker];
  return [
    ...(state === 'Pending' && viewer.decides && !own ? DECIDING.filter((one) => one !== 'claim' || !isHers(request, viewer)) : []),
    ...(isGrant && own && !breakGlass && CANCELLABLE.includes(state) ? (['cancel'] as const) : []),
    ...(isGrant && own && granted ? (['done', 'extend'] as const) : []),
    ...(isGrant && !own && granted && viewer.ends ? (['revoke'] as const) : []),
    ...(!isGrant && granted && viewer.ends ? (['undo'] as const) : []),
    ...(breakGlass && !breakGlass.review && viewer.reviews && !own ? (['review'] as const) : []),
  ];
}

/** She has said herself that she looks at it. */
export const isHers = ({ claim }: AccessRequest, { id }: Viewer): boolean => claim !== undefined && claim.by === id;

/** Who asked, where only that is known. */
export const asAsker = ({ asker }: AccessRequest): Viewer => ({ id: asker, decides: false, ends: false, reviews: false });
