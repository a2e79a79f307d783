import type { FakeSlack } from './slack/fake-slack.types.js';
import { dmOf } from './slack/people.js';

/** Up to where each person has looked at each conversation. Lives as long as the server; nobody has read anything at first. */
export class Reads {
  private readonly looked = new Map<string, number>();

  constructor(
    private readonly slack: FakeSlack,
    private readonly changed: () => void,
  ) {}

  /** Notes that the person sees the end of the conversation. */
  look(user: string, channel: string): void {
    const before = this.unread(user).has(channel);
    this.looked.set(key(user, channel), this.slack.messages.length);
    if (before) this.changed();
  }

  /** How many messages of others each conversation of a person holds that came after the last look; none are left out. */
  unread(user: string): Map<string, number> {
    const counts = new Map<string, number>();
    const mine = new Set([dmOf(user), ...this.slack.channels.filter(({ members }) => members.includes(user)).map(({ id }) => id)]);
    for (const [index, message] of this.slack.messages.entries()) {
      const { channel, onlyFor, from, deleted } = message;
      if (deleted || from === user || (onlyFor ?? user) !== user || !mine.has(channel)) continue;
      if (index >= (this.looked.get(key(user, channel)) ?? 0)) counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
    return counts;
  }
}

const key = (user: string, channel: string): string => `${user}/${channel}`;
