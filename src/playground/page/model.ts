import type { WireChannel, WireMessage, WirePerson, WireState } from '../page-wire.js';

/** What the page knows: the last state pushed, and the messages of all pushes since it connected. */
export class Model {
  state: WireState | undefined;
  readonly messages = new Map<string, WireMessage>();
  private chosen: string | undefined;

  take(state: WireState): void {
    if (state.me !== this.state?.me) this.messages.clear();
    this.state = state;
    for (const message of state.changed) this.messages.set(message.key, message);
  }

  get me(): WirePerson | undefined {
    return this.person(this.state?.me ?? '');
  }

  /** The channel looked at: the chosen one while it can be seen, or else the first. */
  get channel(): WireChannel | undefined {
    const channels = this.state?.channels ?? [];
    return channels.find((channel) => channel.id === this.chosen || (this.chosen === 'dm' && channel.kind === 'dm')) ?? channels[0];
  }

  choose(channel: WireChannel): void {
    // The conversation with the bot has another id for every person.
    this.chosen = channel.kind === 'dm' ? 'dm' : channel.id;
  }

  /** All that is said in the channel looked at, replies included, oldest first. */
  conversation(): WireMessage[] {
    const keys = this.state?.order[this.channel?.id ?? ''] ?? [];
    return keys.map((key) => this.messages.get(key)).filter((message) => message !== undefined);
  }

  /** The messages of the channel itself, each with the replies to it. A reply to what cannot be seen stands by itself. */
  threads(): { first: WireMessage; replies: WireMessage[] }[] {
    const all = this.conversation();
    const threads = new Map(all.filter(beginsThread).map((first) => [first.ts, { first, replies: [] as WireMessage[] }]));
    return all.flatMap((message) => {
      if (message.typed) return { first: message, replies: [] };
      if (beginsThread(message)) return threads.get(message.ts) ?? [];
      const thread = threads.get(message.threadTs ?? '');
      thread?.replies.push(message);
      return thread && !message.broadcast ? [] : { first: message, replies: [] };
    });
  }

  person(id: string): WirePerson | undefined {
    return this.state?.people.find((person) => person.id === id);
  }

  channelName(id: string): string | undefined {
    return this.state?.channels.find((channel) => channel.id === id)?.name;
  }
}

const beginsThread = ({ ts, threadTs = ts, typed }: WireMessage): boolean => threadTs === ts && !typed;
