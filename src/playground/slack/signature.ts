import { createHmac } from 'node:crypto';

/** Slack's v0 request signature: HMAC-SHA256 of "v0:<seconds>:<raw body>" (docs.slack.dev, verifying requests from Slack). */
export const sign = (secret: string, seconds: number, rawBody: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${rawBody}`).digest('hex')}`;
