import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './aws-error.js';

/** What a Signature Version 4 says about itself. The secret is nobody's, so the signature itself is not computed again. */
export interface Scope {
  accessKeyId: string;
  region: string;
  service: string;
}

const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=[0-9a-f]{64}$/;

/**
 * The scope of a signed request; undefined when it is not signed at all.
 * @throws AwsError when the Authorization header is not a complete SigV4 header, or its date is missing or another day's.
 */
export function signedScope(headers: IncomingHttpHeaders): Scope | undefined {
  const header = headers.authorization;
  if (!header) return undefined;
  const found = SIGNED.exec(header);
  if (!found)
    throw new AwsError(
      'IncompleteSignatureException',
      `Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.`,
    );
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = ''] = found;
  const sentAt = headers['x-amz-date'];
  if (typeof sentAt !== 'string')
    throw new AwsError(
      'IncompleteSignatureException',
      `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`,
    );
  if (!sentAt.startsWith(date))
    throw new AwsError(
      'InvalidSignatureException',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${sentAt.slice(0, 8)}'.`,
    );
  if (!signedHeaders.split(';').includes('host'))
    throw new AwsError('InvalidSignatureException', `'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`);
  return { accessKeyId, region, service };
}
