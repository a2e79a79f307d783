import type { Reads } from './page-reads.js';
import type { Typed, TypedLine } from './page-typed.js';
import type { Json, WireChannel, WireFile, WireMessage, WirePerson, WireView } from './page-wire.js';
import type { Channel, FakeSlack, Message, OpenView, Person } from './slack/fake-slack.types.js';
import { dmOf } from './slack/people.js';

const KEPT = 200;

/** Everybody one can act as, in the workspace's order. */
export const peopleOf = (slack: FakeSlack, reads: Reads): WirePerson[] =>
  slack.people
    .filter((person) => !person.is_bot && person.id !== slack.botUserId)
    .map((person) => ({ ...personOf(person), unread: [...reads.unread(person.id).values()].reduce((sum, count) => sum + count, 0) }));

/** The channels a person is a member of, then the conversation with the bot. */
export function channelsOf(slack: FakeSlack, reads: Reads, user: string): WireChannel[] {
  const unread = reads.unread(user);
  const joined = slack.channels.filter((channel) => !channel.id.startsWith('D') && channel.members.includes(user));
  const direct: Omit<WireChannel, 'unread'> = { id: dmOf(user), name: 'aispend', kind: 'dm', botIsMember: true, archived: false };
  return [...joined.map(channelOf), direct].map((channel) => ({ ...channel, unread: unread.get(channel.id) ?? 0 }));
}

/** What a person sees in a channel, replies included, oldest first, with the commands typed on the page in their places. */
export function conversationOf(slack: FakeSlack, typed: Typed, user: string, channel: string): WireMessage[] {
  const place = new Map(slack.messages.map((message, index) => [keyOf(message), index]));
  const sent = slack
    .visible(user, channel)
    .map((message) => ({ at: place.get(keyOf(message)) ?? slack.messages.length, line: messageOf(message) }));
  const lines = typed.visible(user, channel).map((line) => ({ at: line.after - 0.5, line: typedOf(line) }));
  return [...sent, ...lines]
    .sort((a, b) => a.at - b.at)
    .slice(-KEPT)
    .map((one) => one.line);
}

export const viewOf = (open: OpenView | undefined): WireView | undefined =>
  open && { id: open.id, hash: open.hash, view: open.view, errors: open.errors, notice: open.notice };

function personOf(person: Person): Omit<WirePerson, 'unread'> {
  const mark = person.deleted
    ? 'deactivated'
    : person.is_stranger
      ? 'external'
      : person.is_restricted || person.is_ultra_restricted
        ? 'guest'
        : undefined;
  return { id: person.id, name: person.realName || person.name, title: person.title, timeZone: person.tz, mark };
}

const channelOf = (channel: Channel): Omit<WireChannel, 'unread'> => ({
  id: channel.id,
  name: channel.name,
  kind: channel.isPrivate ? 'private' : 'channel',
  botIsMember: channel.botIsMember,
  archived: channel.isArchived ?? false,
});

const keyOf = (message: Message): string => `${message.channel}/${message.ts}/${message.onlyFor ?? ''}`;

const messageOf = (message: Message): WireMessage => ({
  key: keyOf(message),
  channel: message.channel,
  ts: message.ts,
  text: message.text,
  blocks: message.blocks ?? [],
  from: message.from,
  onlyYou: message.onlyFor !== undefined,
  edited: message.edited ?? false,
  threadTs: message.threadTs,
  broadcast: message.broadcast,
  files: message.files?.map(fileOf),
});

const fileOf = (file: Json): WireFile => ({
  id: file.id,
  name: file.name,
  title: file.title,
  size: file.size,
  path: new URL(file.url_private).pathname,
});

const typedOf = (line: TypedLine): WireMessage => ({
  key: `typed/${line.channel}/${line.ts}/${line.user}`,
  channel: line.channel,
  ts: line.ts,
  text: line.text,
  blocks: [],
  from: line.user,
  onlyYou: true,
  edited: false,
  typed: true,
  failed: line.failed,
});
