import type { View } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { UsageError } from '../errors.js';

/** Opens a view. Slack lets a click open one for three seconds only; after that the person has to press again. */
export async function openView(client: WebClient, trigger: string, view: View): Promise<void> {
  try {
    await client.views.open({ trigger_id: trigger, view });
  } catch (error) {
    if (error instanceof WebAPIPlatformError && /trigger/.test(String(error.data.error)))
      throw new UsageError('That took longer than Slack allows for opening a window; press the button again.');
    throw error;
  }
}
