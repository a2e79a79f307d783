import type { Json } from './fake-slack.types.js';
import type { Problem } from './validate-blocks-words.js';

/** Answered as `{ok: false, error: word, ...more}`. The words are those of docs.slack.dev's method pages. */
export class SlackError extends Error {
  override name = 'SlackError';
  constructor(
    readonly word: string,
    readonly more: Record<string, Json> = {},
  ) {
    super(word);
  }
}

/** A person wants to do what Slack's own clients would not let him or her do. The message says why, to that person. */
export class CannotAct extends Error {
  override name = 'CannotAct';
}

/** Answered with HTTP 429 and `Retry-After`. */
export class RateLimited extends Error {
  override name = 'RateLimited';
  constructor(readonly seconds: number) {
    super('ratelimited');
  }
}

/** Throws `word` with Slack's `response_metadata.messages` when there are problems. */
export function refuseOn(problems: Problem[], word: string): void {
  if (problems.length === 0) return;
  const messages = problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  throw new SlackError(word, { errors: problems.map(({ message }) => message), response_metadata: { messages } });
}
