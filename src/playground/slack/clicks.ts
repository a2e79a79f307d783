import { allElements, type PlacedElement } from './block-tree.js';
import type { Delivery, DeliveryOptions } from './delivery.js';
import { chosen, stateOf } from './element-state.js';
import type { Acknowledged, Json, Message, OpenView } from './fake-slack.types.js';
import { interaction } from './interaction-json.js';
import { messageJson } from './message-json.js';
import type { Workspace } from './workspace.js';

/** The element with that action_id or visible text; the value decides between buttons that share an action_id. */
function elementNamed(blocks: Json[], action: string, value: string | undefined): PlacedElement {
  const found = allElements(blocks).filter(({ element }) => element.action_id === action || element.text?.text === action);
  const exact = found.find(({ element }) => element.value === value) ?? found[0];
  if (exact) return exact;
  const there = allElements(blocks).flatMap(({ element }) => element.action_id ?? []);
  throw new Error(`There is nothing called "${action}" to press; there is ${there.join(', ') || 'nothing'}.`);
}

/** What happens when people press buttons and choose from menus, in messages, modals and the Home tab. */
export class Clicks {
  constructor(
    private readonly workspace: Workspace,
    private readonly delivery: Delivery,
  ) {}

  /** Presses what the given message shows, which may be older than what is there now: clients can be behind. */
  async inMessage(user: string, message: Message, action: string, value?: string, options?: DeliveryOptions): Promise<Acknowledged> {
    const current = this.seenBy(user, message);
    const { block, element } = elementNamed(message.blocks, action, value);
    const payload = {
      ...interaction(this.workspace, 'block_actions', user),
      ...this.place(current),
      trigger_id: this.workspace.triggers.mint(user),
      response_url: this.workspace.responseUrls.mint(user, message.channel, current),
      state: { values: stateOf(message.blocks) },
      actions: [this.action(block, element, chosen(element, value))],
    };
    return this.delivery.send('interactive', payload, options);
  }

  /** The same in the top modal, or in the Home tab when no modal is open. What was chosen stays in the view's state. */
  async inView(user: string, action: string, value?: string): Promise<Acknowledged> {
    const before = this.viewBefore(user);
    const { block, element } = elementNamed(before.view.blocks, action, value);
    const pick = chosen(element, value);
    const values = before.view.state.values;
    const holds = values[block.block_id]?.[element.action_id] !== undefined;
    const ofBlock = { ...values[block.block_id], [element.action_id]: { type: element.type, ...pick } };
    const open = this.workspace.views.keep(before, holds ? { ...values, [block.block_id]: ofBlock } : values);
    const payload = {
      ...interaction(this.workspace, 'block_actions', user),
      container: { type: 'view', view_id: open.id },
      trigger_id: this.workspace.triggers.mint(user, open.view.type === 'modal' ? open.id : undefined),
      view: open.view,
      actions: [this.action(block, element, pick)],
    };
    return this.delivery.send('interactive', payload);
  }

  /** Types into an external select and gives the options that the bot offers. */
  async suggestions(user: string, where: Message | 'view', action: string, typed: string): Promise<Json[]> {
    const open = where === 'view' ? this.viewBefore(user) : undefined;
    const { block, element } = elementNamed(open?.view.blocks ?? (where as Message).blocks, action, undefined);
    const payload = {
      ...interaction(this.workspace, 'block_suggestion', user),
      ...(open ? { container: { type: 'view', view_id: open.id }, view: open.view } : this.place(this.seenBy(user, where as Message))),
      action_id: element.action_id,
      block_id: block.block_id,
      value: typed,
    };
    const { status, body } = await this.delivery.send('interactive', payload);
    if (status !== 200) throw new Error(`The bot offered no options: ${status} ${body}`);
    const answer = JSON.parse(body);
    return answer.options ?? answer.option_groups.flatMap((group: Json) => group.options);
  }

  private viewBefore(user: string): OpenView {
    const open = this.workspace.views.top(user) ?? this.workspace.views.home(user);
    if (!open) throw new Error(`${user} has no view open.`);
    return open;
  }

  private seenBy(user: string, message: Message): Message {
    const seen = this.workspace.messages.visible(user, this.workspace.directory.find(message.channel));
    const current = seen.find(({ ts }) => ts === message.ts);
    if (!current) throw new Error(`${user} does not see the message ${message.ts} in ${message.channel}.`);
    return current;
  }

  /** An ephemeral message is not kept by Slack, so its payload brings no `message`. */
  private place(message: Message): Json {
    const channel = this.workspace.directory.find(message.channel)!;
    const is_ephemeral = message.onlyFor !== undefined;
    const thread = message.threadTs ? { thread_ts: message.threadTs } : {};
    return {
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral, ...thread },
      channel: { id: channel.id, name: channel.isPrivate ? 'privategroup' : channel.name },
      ...(is_ephemeral ? {} : { message: messageJson(this.workspace, message) }),
    };
  }

  private action(block: Json, element: Json, pick: Json): Json {
    const seconds = (this.workspace.now().getTime() / 1000).toFixed(6);
    const { action_id, type } = element;
    return { action_id, block_id: block.block_id, type, ...pick, action_ts: seconds };
  }
}
