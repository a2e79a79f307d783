import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { Visit } from './desk.js';

/** Who clicked where, out of a signed payload. `team` is null for org-wide installs, the user's own team then counts. */
export const visitOf = (body: BlockAction): Visit => ({
  user: body.user.id,
  workspace: body.team?.id ?? body.user.team_id ?? '',
  channel: body.channel?.id ?? body.container?.['channel_id'],
  responseUrl: body.response_url || undefined,
});

/** Who submitted a form; where the answer belongs was put into the form's metadata when it was opened. */
export function visitOfSubmission(body: ViewSubmitAction): Visit {
  const visit: Visit = { user: body.user.id, workspace: body.team?.id ?? body.user.team_id ?? '' };
  try {
    const { channel, responseUrl } = JSON.parse(body.view.private_metadata) as Partial<Visit>;
    return { ...visit, ...(typeof channel === 'string' ? { channel } : {}), ...(typeof responseUrl === 'string' ? { responseUrl } : {}) };
  } catch {
    return visit;
  }
}
