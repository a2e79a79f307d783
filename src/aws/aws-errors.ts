import { Unavailable } from '../errors.js';

const name = (error: unknown): string => (error instanceof Error ? error.name : '');
/** The first line: the SDK puts hints for programmers below. */
const text = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

export const isThrottled = (error: unknown): boolean =>
  /^(LimitExceeded|Throttling|ThrottlingException|LimitExceededException|TooManyRequestsException|RequestLimitExceeded)$/.test(
    name(error),
  ) || (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode === 429;

/** A lost connection, a time-out or a 5xx: worth one more try. */
export const isTransient = (error: unknown): boolean => {
  const status = (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode;
  const code = (error as { code?: string })?.code ?? '';
  return (
    (status !== undefined && status >= 500) ||
    /socket hang up|ECONNRESET|ECONNREFUSED/.test(text(error)) ||
    /^(ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
    name(error) === 'TimeoutError'
  );
};

/** AWS's answer that a period, a page or a filter cannot be served. */
export const isRejected = (error: unknown): boolean =>
  /^(ValidationException|DataUnavailableException|BillExpirationException)$/.test(name(error));

/**
 * Turns an SDK error into one sentence that says what is missing and what to do; `action` is the IAM action needed, `then`
 * what happens without anybody's doing.
 */
export function explain(error: unknown, action: string, then = 'aispend tries again at the next refresh'): Error {
  if (error instanceof Unavailable) return error;
  const say = (sentence: string): Unavailable => new Unavailable(sentence, { cause: error });
  if (/AccessDenied|UnauthorizedOperation|NotAuthorized/.test(name(error)))
    return say(`AWS refused ${action}; allow the action ${action} in the IAM policy of the role aispend runs as.`);
  if (
    /Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch/.test(
      `${name(error)} ${text(error)}`,
    )
  )
    return say('AWS did not accept the credentials; give the process a role or set AWS_PROFILE, then try again.');
  if (isThrottled(error)) return say(`AWS is throttling ${action}; ${then}.`);
  if (isRejected(error)) return say(`AWS could not serve ${action}: ${text(error).slice(0, 200)}`);
  if (isTransient(error)) return say(`AWS could not be reached for ${action}; check the network, ${then}.`);
  return say(`AWS answered ${action} with ${name(error) || 'an error'}: ${text(error).slice(0, 200)}`);
}
