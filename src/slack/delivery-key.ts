import { createHash } from 'node:crypto';

/**
 * What makes two deliveries the same one: Slack sends a retry with the same content, and a replayed request is the same
 * to the last byte. The trigger id and the response_url are new with every real click and command.
 */
export const deliveryKey = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
