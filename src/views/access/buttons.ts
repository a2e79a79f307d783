import type { ActionsBlock, Button } from '@slack/types';
import type { AccessRequest } from '../../access/request.js';
import type { Viewer } from '../../access/words.js';
import { APPROVE, ASK_BACK, CANCEL, CLAIM, DENY, DONE, EXTEND, REVIEW, REVOKE, UNDO_PAUSE } from './actions.js';
import { type Offer, offers } from './offers.js';
import { actions, button, carried } from './parts.js';

const DRAWN: Record<Offer, [action: string, text: string, style?: 'primary' | 'danger']> = {
  approve: [APPROVE, 'Approve', 'primary'],
  deny: [DENY, 'Deny', 'danger'],
  'ask back': [ASK_BACK, 'Ask'],
  claim: [CLAIM, 'Claim'],
  cancel: [CANCEL, 'Cancel the request'],
  done: [DONE, "I'm done"],
  extend: [EXTEND, 'Extend'],
  revoke: [REVOKE, 'Revoke', 'danger'],
  undo: [UNDO_PAUSE, 'Undo'],
  review: [REVIEW, 'Review'],
};

/** What a request offers to this viewer, as buttons; `only` those that a message is about. */
export const buttonsFor = (request: AccessRequest, viewer: Viewer, only?: readonly Offer[]): Button[] =>
  offers(request, viewer)
    .filter((one) => only?.includes(one) ?? true)
    .map((one) => {
      const [action, text, style] = DRAWN[one];
      return button(action, text, carried(request), style);
    });

/** Buttons as a row, where there are any. */
export const row = (buttons: Button[]): ActionsBlock[] => (buttons.length > 0 ? [actions(...buttons)] : []);
