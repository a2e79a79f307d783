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

/** A channel as conversations.info and conversations.list show it; `num_members` only when asked for. */
export const channelJson = (workspace: Workspace, channel: Channel, withNumber = true): Json => {
  const direct = workspace.directory.isDirect(channel);
  const isPrivate = Boolean(channel.isPrivate);
  const others = workspace.directory.othersIn(channel);
  const shared = others.length > 0;
  return {
    id: channel.id,
    is_im: direct,
    ...(direct
      ? { user: channel.members[0] }
      : { name: channel.name, is_channel: !isPrivate, is_group: isPrivate, is_general: channel.name === 'general' }),
    is_private: isPrivate || direct,
    is_archived: Boolean(channel.isArchived),
    is_member: channel.botIsMember,
    ...(direct
      ? {}
      : {
          is_shared: shared || Boolean(channel.isOrgShared),
          is_ext_shared: shared,
          is_org_shared: Boolean(channel.isOrgShared),
          is_pending_ext_shared: Boolean(channel.isPendingShared),
          shared_team_ids: [workspace.identity.teamId, ...others],
          ...(shared ? { connected_team_ids: others } : {}),
        }),
    ...(withNumber ? { num_members: channel.members.length } : {}),
  };
};
