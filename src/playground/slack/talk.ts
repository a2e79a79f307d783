import type { Message } from './fake-slack.types.js';
import { CannotAct } from './slack-error.js';
import type { Workspace } from './workspace.js';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What a person says in a conversation or, with the ts of its first message, in a thread. The bot is not told: the app
 * subscribes to no message events.
 */
export function say(workspace: Workspace, user: string, channelId: string, text: string, thread?: string): Message {
  const channel = workspace.directory.whereActs(user, channelId);
  if (channel.isArchived) throw new CannotAct(`#${channel.name} is archived; nobody can write there.`);
  const first = thread === undefined ? undefined : workspace.messages.find(channel.id, thread);
  if (thread !== undefined && (!first || first.onlyFor)) throw new CannotAct('There is no such message to reply to.');
  return workspace.messages.post({ channel: channel.id, text: escaped(text), blocks: [], threadTs: first?.threadTs ?? thread, from: user });
}
