import { showMinutes } from '../duration.js';
import type { AccessRequest } from './request.js';
import { accountOf } from './resolve-target.js';

/** What to send to the AWS account team so that the account is allowed the model. Plain text, to be copied. */
export function textForAws(request: Pick<AccessRequest, 'model' | 'principal' | 'minutes' | 'reason' | 'ticket' | 'consent'>): string {
  const { model, principal, minutes, reason, ticket, consent } = request;
  const account = accountOf(principal);
  return [
    `Subject: Access to ${model?.name ?? ''} on Amazon Bedrock for account ${account}`,
    '',
    `Please allow AWS account ${account} to use ${model?.id ?? ''} on Amazon Bedrock (endpoint ${model?.endpoint ?? ''}, ${model?.regions.join(', ') ?? ''}).`,
    '',
    `Purpose: ${reason}${ticket && !reason.includes(ticket) ? ` (${ticket})` : ''}`,
    `Caller: ${principal}, for ${showMinutes(minutes)} at a time, granted per request and revoked automatically.`,
    ...(model?.terms ? [`Terms we have read: ${model.terms}`] : []),
    ...(consent ? [`Data retention: we consent to ${consent.to}.`] : []),
    '',
    'Every grant is approved by named people in our company and kept in an audit trail.',
  ].join('\n');
}
