import type { Channel, Json, Message } from './fake-slack.types.js';
import type { Workspace } from './workspace.js';

/** A message as chat.postMessage, conversations.history and interaction payloads show it. */
export function messageJson({ identity }: Workspace, message: Message): Json {
  const author =
    message.from === 'bot' ? { user: identity.botUserId, bot_id: identity.botId, app_id: identity.appId } : { user: message.from };
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...author,
    team: identity.teamId,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: { user: identity.botUserId, ts: message.ts } } : {}),
    ...(message.files ? { files: message.files } : {}),
  };
}

export const channelJson = (workspace: Workspace, channel: Channel): Json => {
  const direct = workspace.directory.isDirect(channel);
  const isPrivate = Boolean(channel.isPrivate);
  return {
    id: channel.id,
    is_im: direct,
    ...(direct
      ? { user: channel.members[0] }
      : { name: channel.name, is_channel: !isPrivate, is_group: isPrivate, is_general: channel.name === 'general' }),
    is_private: isPrivate || direct,
    is_archived: Boolean(channel.isArchived),
    is_member: channel.botIsMember,
    num_members: channel.members.length,
  };
};
