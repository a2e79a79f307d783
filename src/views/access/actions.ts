/** Buttons and windows of the access workflow. A button carries `<request id>:<stage>`; who pressed it is Slack's to say. */
export const APPROVE = 'access_approve';
export const DENY = 'access_deny';
export const ASK_BACK = 'access_ask_back';
export const ANSWER = 'access_answer';
export const CLAIM = 'access_claim';
export const DONE = 'access_done';
export const EXTEND = 'access_extend';
export const REVOKE = 'access_revoke';
export const CANCEL = 'access_cancel';
export const UNDO_PAUSE = 'access_undo_pause';
export const REVIEW = 'access_review';
export const SHOW = 'access_show';
export const OPEN_FORM = 'access_form_open';
/** Puts the team tag on the principal that a finding is about. */
export const FIX_TAG = 'access_fix_tag';

export const REQUEST_FORM = 'access_request';
export const DENY_FORM = 'access_deny_form';
export const ASK_BACK_FORM = 'access_ask_back_form';
export const ANSWER_FORM = 'access_answer_form';
export const EXTEND_FORM = 'access_extend_form';
export const REVOKE_FORM = 'access_revoke_form';
export const REVIEW_FORM = 'access_review_form';
export const AGREE_FORM = 'access_agree_form';

/** The global shortcut. */
export const REQUEST_SHORTCUT = 'access_request_shortcut';
