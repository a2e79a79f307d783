import { createHash } from 'node:crypto';
import { AwsError } from './aws-error.js';

/** The part of a list that a page holds, and the token that leads on. */
export interface Page<T> {
  items: T[];
  next: string | undefined;
}

/**
 * Cuts a page out of a list. The token remembers the input it was given for.
 * @throws AwsError InvalidNextTokenException for a token nobody gave, RequestChangedException for one of another input.
 */
export function page<T>(items: T[], size: number, token: string | undefined, input: object): Page<T> {
  const asked = fingerprint(input);
  const offset = token === undefined ? 0 : offsetOf(token, asked);
  const end = offset + size;
  return {
    items: items.slice(offset, end),
    next: end < items.length ? Buffer.from(JSON.stringify({ offset: end, asked })).toString('base64url') : undefined,
  };
}

function offsetOf(token: string, asked: string): number {
  let given: { offset?: unknown; asked?: unknown };
  try {
    given = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    given = {};
  }
  if (typeof given.offset !== 'number' || typeof given.asked !== 'string')
    throw new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.');
  if (given.asked !== asked)
    throw new AwsError(
      'RequestChangedException',
      'Your request parameters changed between pages. Try again with the old parameters or without a pagination token.',
    );
  return given.offset;
}

/** Tells inputs apart whatever page of them is asked for. */
export const fingerprint = (input: object): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...input, NextPageToken: undefined, NextToken: undefined }))
    .digest('base64url');
