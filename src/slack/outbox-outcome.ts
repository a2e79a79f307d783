import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Outcome } from '../outbox/courier.js';

/** Slack could not finish and does not say how far it came ("some aspect of the operation" may have succeeded). */
const PERHAPS = /^(internal_error|fatal_error|service_unavailable)$/;
/** It passes, or an administrator puts it right for all channels at once by giving the bot another token. */
const PASSING =
  /^(ratelimited|rate_limited|message_limit_exceeded|accesslimited|request_timeout|team_added_to_org|org_login_required|invalid_auth|not_authed|token_expired|token_revoked|account_inactive)$/;

/** What an error of Slack's client says about the call: never carried out, perhaps carried out, or refused for good. */
export function outcomeOf(error: unknown): Exclude<Outcome, { kind: 'sent' | 'absent' }> {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'later', word: 'ratelimited', afterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) {
    const word = String(error.data.error);
    return { kind: PERHAPS.test(word) ? 'unsure' : PASSING.test(word) ? 'later' : 'refused', word };
  }
  if (error instanceof WebAPIHTTPError) return { kind: error.statusCode >= 500 ? 'unsure' : 'later', word: `http_${error.statusCode}` };
  return { kind: refusedConnection(error) ? 'later' : 'unsure', word: 'unreachable' };
}

/** Nothing was sent, so nothing can have been carried out. */
export const refusedConnection = (error: unknown): boolean => {
  for (let e: unknown = error; e instanceof Error; e = e.cause ?? (e as { original?: unknown }).original)
    if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/.test(`${(e as { code?: string }).code} ${e.message}`)) return true;
  return false;
};
