import type { Delivery } from './delivery.js';
import type { Acknowledged } from './fake-slack.types.js';
import { interaction } from './interaction-json.js';
import type { Workspace } from './workspace.js';

/** A global shortcut, as Slack's menus send it: there is a person and a trigger, and no conversation (docs.slack.dev, shortcuts). */
export function chooseShortcut(workspace: Workspace, delivery: Delivery, user: string, callbackId: string): Promise<Acknowledged> {
  const payload = {
    ...interaction(workspace, 'shortcut', user),
    callback_id: callbackId,
    action_ts: (workspace.now().getTime() / 1000).toFixed(6),
    trigger_id: workspace.triggers.mint(user),
  };
  return delivery.send('interactive', payload);
}
