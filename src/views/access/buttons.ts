import type { Button } from '@slack/types';
import type { AccessRequest } from '../../access/request.js';
import { APPROVE, ASK_BACK, CANCEL, CLAIM, DENY, DONE, EXTEND, REVIEW, REVOKE, UNDO_PAUSE } from './actions.js';
import { button, carried } from './parts.js';

/** For those who decide. */
export const decidingButtons = (request: AccessRequest): Button[] => {
  const value = carried(request);
  return [
    button(APPROVE, 'Approve', value, 'primary'),
    button(DENY, 'Deny', value, 'danger'),
    button(ASK_BACK, 'Ask', value),
    button(CLAIM, 'Claim', value),
  ];
};

/** For the person who asked. */
export function ownButtons(request: AccessRequest): Button[] {
  const value = carried(request);
  if (request.kind === 'grant' && request.state === 'Granted') return [button(DONE, "I'm done", value), button(EXTEND, 'Extend', value)];
  return ['Pending', 'Waiting for AWS', 'Approved'].includes(request.state) && request.kind === 'grant'
    ? [button(CANCEL, 'Cancel the request', value)]
    : [];
}

/** What is on the card of a request as it stands; whether a person may is looked at when it is pressed. */
export function cardButtons(request: AccessRequest): Button[] {
  const value = carried(request);
  if (request.state === 'Pending') return decidingButtons(request);
  const review = request.breakGlass && !request.breakGlass.review ? [button(REVIEW, 'Review', value)] : [];
  if (request.state === 'Granted')
    return [request.kind === 'pause' ? button(UNDO_PAUSE, 'Undo', value) : button(REVOKE, 'Revoke', value, 'danger'), ...review];
  return review;
}
