import { Unavailable } from '../errors.js';
import { explain, isTransient } from './aws-errors.js';
import type { Written } from './iam.js';

/** IAM's error code, without the "Exception" that the SDK's classes carry and the wire does not. */
export const codeOf = (error: unknown): string => (error instanceof Error ? error.name.replace(/Exception$/, '') : '');

/** There is no such role, user or policy; at Bedrock, no such model or profile. */
export const isGone = (error: unknown): boolean => /^(NoSuchEntity|ResourceNotFound)$/.test(codeOf(error));

/**
 * Too many requests. `LimitExceeded` is none of it: at IAM that is a quota, and asking again never helps, which the SDK's
 * own retries do not know.
 */
export const isBusy = (error: unknown): boolean =>
  /^(Throttling|Throttled|ThrottlingException|RequestThrottled|TooManyRequests|RequestLimitExceeded|SlowDown)$/.test(codeOf(error)) ||
  statusOf(error) === 429;

/** Somebody else changed the same entity at the same moment; IAM did nothing. */
export const isContended = (error: unknown): boolean => /^(ConcurrentModification|EntityTemporarilyUnmodifiable)$/.test(codeOf(error));

export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode;
export const requestIdOf = (error: unknown): string | undefined => (error as { $metadata?: { requestId?: string } })?.$metadata?.requestId;

/** The request never left: there was nobody to send it to, or nothing to sign it with. */
const neverSent = (error: unknown): boolean =>
  error instanceof Unavailable ||
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test((error as { code?: string })?.code ?? '') ||
  codeOf(error) === 'CredentialsProviderError';

const EXPIRED = /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|RequestExpired)$/;

/** How a change ended that AWS, or the way there, answered with an error. `target` names the role or user. */
export function writtenOf(error: unknown, action: string, target: string): Written {
  const requestId = requestIdOf(error);
  const id = requestId === undefined ? {} : { requestId };
  const then = 'aispend tries again';
  if (neverSent(error)) return { did: 'later', line: explain(error, action, then).message, ...id };
  if (isGone(error) && /^The (role|user)\b/.test((error as Error).message)) return { did: 'gone', ...id };
  if (isBusy(error) || isContended(error))
    return { did: 'later', line: `IAM has too much to do for ${action} on ${target}; ${then}.`, ...id };
  if (EXPIRED.test(codeOf(error))) return { did: 'later', line: explain(error, action, then).message, ...id };
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 500 || isTransient(error))
    return { did: 'unknown', line: `The answer to ${action} on ${target} was lost; aispend reads IAM to find out.`, ...id };
  return { did: 'refused', code: codeOf(error), line: refusal(error as Error, action, target), ...id };
}

function refusal(error: Error, action: string, target: string): string {
  const said = error.message.replace(/\s+/g, ' ').slice(0, 200).replace(/\.$/, '');
  switch (codeOf(error)) {
    case 'LimitExceeded':
      if (action.endsWith('Policy') && action.includes('Put'))
        return `${target} has no room for another inline policy (${said}); remove one that is no longer needed, then ask again.`;
      return `${target} is at one of IAM's quotas (${said}); remove what is no longer needed, then ask again.`;
    case 'MalformedPolicyDocument':
      return `IAM did not accept the policy for ${target} (${said}); check the model's entry in aispend.yaml.`;
    case 'UnmodifiableEntity':
      return `${target} is managed by AWS (IAM Identity Center, or service-linked) and cannot be changed; choose a role of your own.`;
    case 'NoSuchEntity':
      return `IAM does not find what ${action} on ${target} needs (${said}); check access.models in aispend.yaml.`;
    case 'PolicyNotAttachable':
      return `The managed policy cannot be attached to ${target} (${said}); name another in aispend.yaml.`;
    case 'AccessDenied':
      return explain(error, action).message;
    default:
      return `IAM refused ${action} on ${target}: ${said}.`;
  }
}
