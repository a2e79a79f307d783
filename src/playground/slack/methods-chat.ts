import { contentOf } from './content.js';
import type { Channel, Json, Message } from './fake-slack.types.js';
import { messageJson } from './message-json.js';
import type { Methods } from './methods.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

/** An edit takes 4,000 bytes of text, a new message 40,000. */
const MAX_EDIT = 4000;

/** @throws SlackError channel_not_found, is_archived, not_in_channel */
function whereToPost(workspace: Workspace, wanted: unknown, mustBeMember = false): Channel {
  const channel = workspace.directory.forBot(wanted);
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!channel.botIsMember && (mustBeMember || workspace.scopes?.has('chat:write.public') === false))
    throw new SlackError('not_in_channel');
  return channel;
}

/** The bot's own message that everybody can see. @throws SlackError message_not_found, or `notMine` */
function ownMessage(workspace: Workspace, args: Json, notMine: string): Message {
  const found = workspace.messages.find(workspace.directory.forBot(args.channel).id, args.ts);
  if (!found || found.onlyFor) throw new SlackError('message_not_found');
  if (found.from !== 'bot') throw new SlackError(notMine);
  return found;
}

/** Slack takes blocks without text, and warns: notifications and screen readers have nothing to say then. */
const warnings = (args: Json): Json =>
  args.text ? {} : { warning: 'missing_text_in_message', response_metadata: { warnings: ['missing_text_in_message'] } };

export const chatMethods: Methods = {
  'chat.postMessage': (workspace, args) => {
    const channel = whereToPost(workspace, args.channel);
    const content = contentOf(workspace, args);
    workspace.pace.check(channel.id);
    const { metadata } = args;
    const threadTs = workspace.messages.threadAt(channel.id, args.thread_ts);
    const broadcast = (threadTs && args.reply_broadcast) || undefined;
    const message = workspace.messages.post({ channel: channel.id, ...content, threadTs, broadcast, metadata, from: 'bot' });
    workspace.pace.posted(message);
    return { channel: channel.id, ts: message.ts, message: messageJson(workspace, message), ...warnings(args) };
  },

  'chat.postEphemeral': (workspace, args) => {
    const channel = whereToPost(workspace, args.channel, true);
    const person = workspace.directory.person(args.user);
    if (!channel.members.includes(person.id)) throw new SlackError('user_not_in_channel');
    const content = contentOf(workspace, args);
    const message = workspace.messages.post({ channel: channel.id, ...content, threadTs: args.thread_ts, onlyFor: person.id, from: 'bot' });
    return { message_ts: message.ts, ...warnings(args) };
  },

  'chat.update': (workspace, args) => {
    const message = ownMessage(workspace, args, 'cant_update_message');
    // Blocks that are not sent stay, unless text alone is sent to replace them.
    const blocks = args.blocks ?? (args.text ? [] : message.blocks);
    const content = contentOf(workspace, { ...args, blocks }, MAX_EDIT);
    const edited = workspace.messages.edit(message, { ...content, metadata: args.metadata ?? message.metadata });
    return { channel: message.channel, ts: message.ts, text: content.text, message: messageJson(workspace, edited) };
  },

  'chat.delete': (workspace, args) => {
    const message = ownMessage(workspace, args, 'cant_delete_message');
    workspace.messages.remove(message);
    return { channel: message.channel, ts: message.ts };
  },

  'chat.getPermalink': (workspace, args) => {
    const channel = workspace.directory.forBot(args.channel);
    const message = workspace.messages.find(channel.id, args.message_ts);
    if (!message || message.onlyFor) throw new SlackError('message_not_found');
    const host = `https://${workspace.identity.teamDomain}.slack.com`;
    return { channel: channel.id, permalink: `${host}/archives/${channel.id}/p${message.ts.replace('.', '')}` };
  },
};
