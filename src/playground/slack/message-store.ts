import { withIds } from './block-ids.js';
import type { Channel, Message } from './fake-slack.types.js';
import type { Feed } from './feed.js';

type Content = Pick<Message, 'text' | 'blocks'>;

/** All messages of the workspace. A message object never changes: an edit puts a new one in its place, so an old one is what a stale client shows. */
export class MessageStore {
  readonly all: Message[] = [];
  private lastTs = 0;

  constructor(
    private readonly now: () => Date,
    private readonly feed: Feed<Message>,
  ) {}

  post(message: Omit<Message, 'ts'>): Message {
    const posted = { ...message, blocks: withIds(message.blocks), ts: this.nextTs() };
    this.all.push(posted);
    this.feed.add(posted);
    return posted;
  }

  edit(message: Message, content: Content & { metadata?: Message['metadata'] }): Message {
    return this.replace(message, { ...content, blocks: withIds(content.blocks), edited: true });
  }

  remove(message: Message): void {
    this.replace(message, { deleted: true });
  }

  find(channel: string, ts: unknown): Message | undefined {
    return this.all.find((message) => message.channel === channel && message.ts === ts && !message.deleted);
  }

  /**
   * The thread that a reply to `ts` joins. Slack refuses no reply to a message that is not there: it stands in the channel,
   * and the answer names no thread. What was deleted keeps its thread while there are replies in it.
   */
  threadAt(channel: string, ts: unknown): string | undefined {
    const first = this.all.find((message) => message.channel === channel && message.ts === ts && !message.onlyFor);
    if (!first || (first.deleted && this.repliesTo(first).length === 0)) return undefined;
    return first.ts;
  }

  /** The replies in the thread that a message began, oldest first. */
  repliesTo(first: Message): Message[] {
    return this.all.filter(
      ({ channel, threadTs, ts, deleted, onlyFor }) =>
        channel === first.channel && threadTs === first.ts && ts !== first.ts && !deleted && !onlyFor,
    );
  }

  visible(user: string, channel: Channel | undefined): Message[] {
    if (!channel?.members.includes(user)) return [];
    return this.all.filter((message) => message.channel === channel.id && !message.deleted && (message.onlyFor ?? user) === user);
  }

  private replace(message: Message, change: Partial<Message>): Message {
    const index = this.all.findIndex(({ channel, ts }) => channel === message.channel && ts === message.ts);
    const changed = { ...this.all[index]!, ...change };
    this.all[index] = changed;
    this.feed.add(changed);
    return changed;
  }

  /** Slack's ts: seconds and six digits that make it unique and increasing. */
  private nextTs(): string {
    this.lastTs = Math.max(this.lastTs + 1, Math.floor(this.now().getTime() / 1000) * 1_000_000);
    return `${Math.floor(this.lastTs / 1_000_000)}.${String(this.lastTs % 1_000_000).padStart(6, '0')}`;
  }
}
