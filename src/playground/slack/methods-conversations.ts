import type { Channel, Json, Message } from './fake-slack.types.js';
import { channelJson, messageJson } from './message-json.js';
import type { Methods } from './methods.js';
import { dmOf } from './people.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

/** One page of a list with Slack's cursor, which here is the place of the next item in base64. */
function page(items: Json[], args: Json, size: number): { items: Json[]; response_metadata: Json } {
  const start = args.cursor ? Number(Buffer.from(String(args.cursor), 'base64').toString()) : 0;
  if (Number.isNaN(start)) throw new SlackError('invalid_cursor');
  const end = start + Number(args.limit ?? size);
  const cursor = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
  return { items: items.slice(start, end), response_metadata: { next_cursor: cursor } };
}

/** Slack's window of history; its ends belong to it only when `inclusive`. */
function within(message: Message, { oldest = '0', latest = '9999999999', inclusive }: Json): boolean {
  const edge = inclusive && [String(oldest), String(latest)].includes(message.ts);
  return edge || (Number(message.ts) > Number(oldest) && Number(message.ts) < Number(latest));
}

/** @throws SlackError channel_not_found, not_in_channel */
function readable(workspace: Workspace, wanted: unknown): Channel {
  const channel = workspace.directory.forBot(wanted);
  if (!channel.botIsMember) throw new SlackError('not_in_channel');
  return channel;
}

const said = (workspace: Workspace, channel: Channel, args: Json): Message[] =>
  workspace.messages.all.filter((it) => it.channel === channel.id && !it.deleted && !it.onlyFor && within(it, args));

/** What the first message of a thread says about its replies. */
function threadOf(workspace: Workspace, message: Message): Json {
  const replies = workspace.messages.repliesTo(message);
  if (replies.length === 0) return {};
  const authors = [...new Set(replies.map(({ from }) => (from === 'bot' ? workspace.identity.botUserId : from)))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: authors.length,
    reply_users: authors,
    latest_reply: replies.at(-1)?.ts,
  };
}

function pageOfMessages(workspace: Workspace, found: Message[], args: Json): Json {
  const { items, response_metadata } = page(found, args, 100);
  const metadata = (message: Message) => (args.include_all_metadata && message.metadata ? { metadata: message.metadata } : {});
  return {
    messages: items.map((message) => ({
      ...messageJson(workspace, message),
      ...threadOf(workspace, message),
      ...metadata(message),
    })),
    has_more: response_metadata.next_cursor !== '',
    response_metadata,
  };
}

export const conversationMethods: Methods = {
  'conversations.open': (workspace, args) => {
    const users = String(args.users ?? '').split(',');
    if (users.length !== 1) throw new SlackError('method_not_supported_for_channel_type');
    const person = workspace.directory.person(users[0]);
    if (person.deleted) throw new SlackError('user_disabled');
    if (person.is_stranger) throw new SlackError('user_not_visible');
    return { channel: { id: dmOf(person.id) } };
  },

  'conversations.info': (workspace, args) => ({
    channel: channelJson(workspace, workspace.directory.forBot(args.channel), args.include_num_members === true),
  }),

  // Also of public channels that the bot has not joined.
  'conversations.members': (workspace, args) => {
    const channel = workspace.directory.forBot(args.channel);
    const joined = workspace.directory.isDirect(channel) || channel.botIsMember ? [workspace.identity.botUserId] : [];
    const { items, response_metadata } = page([...channel.members, ...joined], args, 100);
    return { members: items, response_metadata };
  },

  'conversations.list': (workspace, args) => {
    const types = String(args.types ?? 'public_channel').split(',');
    const listed = workspace.directory.channels
      .filter((channel) => types.includes(channel.isPrivate ? 'private_channel' : 'public_channel'))
      .filter((channel) => !channel.isPrivate || channel.botIsMember)
      .filter((channel) => !(args.exclude_archived && channel.isArchived));
    const { items, response_metadata } = page(listed, args, 100);
    return { channels: items.map((channel) => channelJson(workspace, channel)), response_metadata };
  },

  'conversations.history': (workspace, args) => {
    const channel = readable(workspace, args.channel);
    // Replies are in their thread, unless they were sent to the channel, too.
    const found = said(workspace, channel, args).filter(({ ts, threadTs = ts, broadcast }) => ts === threadTs || broadcast);
    return pageOfMessages(workspace, found.reverse(), args);
  },

  'conversations.replies': (workspace, args) => {
    const channel = readable(workspace, args.channel);
    const wanted = workspace.messages.find(channel.id, args.ts);
    if (!wanted || wanted.onlyFor) throw new SlackError('thread_not_found');
    const first = wanted.threadTs ?? wanted.ts;
    const found = said(workspace, channel, args).filter(({ ts, threadTs = ts }) => threadTs === first);
    return pageOfMessages(workspace, found, args);
  },
};
