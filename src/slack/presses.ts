import type { App, BlockAction, BlockElementAction, ButtonAction, GlobalShortcut, ViewSubmitAction } from '@slack/bolt';
import type { View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Done, Fields, Form, Pressed, Surface } from '../commands/surface.js';
import { deliveryKey } from './delivery-key.js';
import type { Desk, Visit } from './desk.js';
import { inHome, publish } from './home.js';
import { openView } from './open-view.js';
import { visitOf, visitOfSubmission } from './visit.js';

/** Buttons, windows and shortcuts of the surface: acknowledged first, then dealt with at the desk, once each. */
export function listenToSurface(app: App, desk: Desk, surface: Surface, slash: string): void {
  const contextOf = (visit: Visit) => desk.contextOf(visit, slash);

  for (const press of surface.presses)
    app.action<BlockAction>({ type: 'block_actions', action_id: press.action }, async ({ ack, body, action, client }) => {
      await ack();
      const visit = visitOf(body);
      const key = deliveryKey(body.type, visit.user, action, body.trigger_id);
      await desk.serve(key, visit, press.action, async () => {
        const done = await press.run(pressedOf(body, action), contextOf(visit));
        await deliver(desk, visit, done, client, body.trigger_id);
        if (inHome(body)) await publish(client, desk, surface.home, visit, slash);
      });
    });

  for (const form of surface.forms)
    app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: form.callback }, async ({ ack, body, view, client }) => {
      const fields = fieldsOf(view.state.values);
      const visit = visitOfSubmission(body);
      const wrong = await inTime(form.check?.(fields, aboutOf(view.private_metadata), contextOf(visit)));
      if (Object.keys(wrong).length > 0) {
        await ack({ response_action: 'errors', errors: wrong });
        return;
      }
      await ack();
      await desk.serve(deliveryKey(body.type, visit.user, view.id, view.hash, view.state.values), visit, form.callback, async () => {
        const done = await form.run(fields, aboutOf(view.private_metadata), contextOf(visit));
        await deliver(desk, visit, done, client, body.trigger_id);
        // A window without a conversation behind it was opened from App Home, which shows what has changed.
        if (visit.channel === undefined) await publish(client, desk, surface.home, visit, slash);
      });
    });

  for (const shortcut of surface.shortcuts)
    app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: shortcut.callback }, async ({ ack, body, client }) => {
      await ack();
      const visit: Visit = { user: body.user.id, workspace: body.team?.id ?? body.user.team_id ?? '' };
      await desk.serve(deliveryKey(body.type, visit.user, body.callback_id, body.trigger_id), visit, shortcut.callback, async () => {
        await deliver(desk, visit, await shortcut.run(contextOf(visit)), client, body.trigger_id);
      });
    });
}

/** Slack gives up after three seconds; what takes longer, or fails, is said by what the form runs. */
const CHECK_MS = 2000;

async function inTime(check: ReturnType<NonNullable<Form['check']>> | undefined): Promise<Record<string, string>> {
  if (!(check instanceof Promise)) return check ?? {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Record<string, string>>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, {});
  });
  return Promise.race([check.catch(() => ({})), late]).finally(() => clearTimeout(timer));
}

/** Brings what came of it to the person: a window, or, where there is none or Slack does not open it in time, the message. */
export async function deliver(desk: Desk, visit: Visit, done: Done | undefined, client: WebClient, trigger: string): Promise<void> {
  if (done?.window) {
    const opening = openView(client, trigger, withWay(done.window, visit));
    if (!done.message) return opening;
    if (
      await opening.then(
        () => true,
        () => false,
      )
    )
      return;
  }
  if (done?.message) await desk.o.replies.toAsker(visit, done.message);
}

/** Puts into the window where the answer to it belongs. */
export const withWay = (view: View, visit: Visit): View => ({
  ...view,
  private_metadata: JSON.stringify({ channel: visit.channel, responseUrl: visit.responseUrl, about: view.private_metadata }),
});

function aboutOf(metadata: string): string {
  try {
    const { about } = JSON.parse(metadata) as { about?: unknown };
    return typeof about === 'string' ? about : '';
  } catch {
    return '';
  }
}

function pressedOf(body: BlockAction, action: BlockElementAction): Pressed {
  const value = (action as ButtonAction).value ?? chosen(action as unknown as Entered);
  const [channel, ts] = [body.channel?.id ?? body.container?.['channel_id'], body.message?.ts ?? body.container?.['message_ts']];
  const threadTs = body.message?.['thread_ts'];
  return {
    value: typeof value === 'string' ? value : '',
    ...(channel && ts ? { place: { channel, ts, ...(threadTs ? { threadTs } : {}) } } : {}),
  };
}

/** What Slack sends of an input element (docs.slack.dev, view state). */
interface Entered {
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: { value?: string }[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_channel?: string | null;
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
}

function chosen(one: Entered): string | string[] | undefined {
  const several = one.selected_options?.map((option) => option.value ?? '') ?? one.selected_users;
  if (several) return several;
  const single =
    one.selected_option?.value ??
    one.selected_user ??
    one.selected_conversation ??
    one.selected_channel ??
    one.selected_date ??
    one.selected_time ??
    one.value;
  if (single === undefined || single === null) return one.selected_date_time ? String(one.selected_date_time) : undefined;
  return single;
}

const fieldsOf = (values: Record<string, Record<string, unknown>>): Fields =>
  Object.fromEntries(Object.entries(values).map(([block, elements]) => [block, chosen((Object.values(elements)[0] ?? {}) as Entered)]));
