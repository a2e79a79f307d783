import type { App } from '@slack/bolt';
import { parse } from '../commands/parse.js';
import type { Surface } from '../commands/surface.js';
import { dayOf } from '../period.js';
import { PERIOD, SHARE, WHY } from '../views/answer-actions.js';
import { FORM_OPEN } from '../views/form.js';
import { listenToAnswerClicks } from './answer-clicks.js';
import { deliveryKey } from './delivery-key.js';
import type { Desk } from './desk.js';
import { listenToForm } from './form.js';
import { listenToHome } from './home.js';
import { openView } from './open-view.js';
import { listenToSurface, withWay } from './presses.js';

/** How the command is called where no typed one is at hand (buttons, forms). */
const SLASH = '/aispend';

/**
 * Everything Slack may send. Acknowledged before any work; what nobody listens to is acknowledged too, because Bolt would
 * let it hang for three seconds otherwise.
 */
export function listen(app: App, desk: Desk, surface: Surface, now: () => Date): void {
  app.command(/.*/, async ({ ack, command, client }) => {
    await ack();
    const visit = { user: command.user_id, workspace: command.team_id, channel: command.channel_id, responseUrl: command.response_url };
    const key = deliveryKey(
      'command',
      command.team_id,
      command.user_id,
      command.channel_id,
      command.command,
      command.text,
      command.trigger_id,
      command.response_url,
    );
    await desk.serve(key, visit, 'command', async (log) => {
      const { command: found, args } = parse(command.text ?? '', desk.o.commands, dayOf(now()), command.command);
      await desk.run(found, args, visit, command.command, log, {
        open: (view) => openView(client, command.trigger_id, withWay(view, visit)),
      });
    });
  });
  listenToAnswerClicks(app, desk, SLASH);
  listenToForm(app, desk, SLASH, now);
  listenToSurface(app, desk, surface, SLASH);
  listenToHome(app, desk, surface.home, SLASH);
  const known = new Set([SHARE, WHY, PERIOD, FORM_OPEN, ...surface.presses.map((press) => press.action)]);
  app.action(/.*/, async ({ ack, action }) => {
    if (!('action_id' in action) || !known.has(action.action_id)) await ack();
  });
  app.options(/.*/, ({ ack }) => ack({ options: [] }));
  const shortcuts = new Set(surface.shortcuts.map((shortcut) => shortcut.callback));
  app.shortcut(/.*/, async ({ ack, shortcut }) => {
    if (!shortcuts.has(shortcut.callback_id)) await ack();
  });
}
