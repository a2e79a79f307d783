import { createHash } from 'node:crypto';
import type { BlockAction, ButtonAction } from '@slack/bolt';

/**
 * What makes two deliveries the same one: Slack sends a retry with the same content, and a replayed request is the same
 * to the last byte. The trigger id and the response_url are new with every real click and command.
 */
export const deliveryKey = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The key of a press of a button. */
export const clickKey = (body: BlockAction, action: ButtonAction): string =>
  deliveryKey(body.type, body.user.id, action.action_id, action.value, action.action_ts, body.trigger_id);
