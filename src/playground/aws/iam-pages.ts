import { AwsError } from './aws-error.js';
import type { Form } from './iam-input.js';

const PREFIX = 'AAA-page-';

/**
 * One page of a list, by IAM's Marker. A hundred items unless told; `most` makes pages shorter than asked for, which IAM
 * may do at any time.
 * @throws AwsError for a marker that nobody gave.
 */
export function pageOf<T>(all: T[], form: Form, most = Number.POSITIVE_INFINITY): { items: T[]; IsTruncated: boolean; Marker?: string } {
  const marker = form.optional('Marker');
  const read = marker === undefined ? `${PREFIX}0` : Buffer.from(marker, 'base64').toString();
  const from = Number(read.slice(PREFIX.length));
  if (!read.startsWith(PREFIX) || !Number.isInteger(from)) throw new AwsError('ValidationError', 'Invalid Marker.');
  const to = from + Math.min(form.number('MaxItems', 1, 1000) ?? 100, most);
  const more = to < all.length;
  return { items: all.slice(from, to), IsTruncated: more, ...(more && { Marker: Buffer.from(`${PREFIX}${to}`).toString('base64') }) };
}
