import type { Channel, Person } from './fake-slack.types.js';
import { dmOf } from './people.js';
import { CannotAct, SlackError } from './slack-error.js';

/** Who is there, where they meet, and what the bot may see of it. */
export class Directory {
  constructor(
    readonly people: Person[],
    readonly channels: Channel[],
    readonly teamId: string,
  ) {}

  /** @throws SlackError user_not_found */
  person(id: unknown): Person {
    const found = this.people.find((person) => person.id === id);
    if (!found) throw new SlackError('user_not_found');
    return found;
  }

  /** A channel by id or by name, with or without "#"; a person's id or "D…" is the direct conversation with the bot. */
  find(wanted: unknown): Channel | undefined {
    const name = String(wanted ?? '').replace(/^#/, '');
    return this.channels.find((channel) => channel.id === wanted || channel.name === name) ?? this.direct(String(wanted));
  }

  /**
   * The channel as far as the bot can see it: a private channel without the bot does not exist for it.
   * @throws SlackError channel_not_found
   */
  forBot(wanted: unknown): Channel {
    const found = this.find(wanted);
    if (!found || (found.isPrivate && !found.botIsMember)) throw new SlackError('channel_not_found');
    return found;
  }

  /** People of another workspace and those who left cannot be written to. */
  private direct(wanted: string): Channel | undefined {
    const person = this.people.find(({ id }) => id === wanted || dmOf(id) === wanted);
    if (!person || person.deleted || person.is_stranger) return undefined;
    return { id: dmOf(person.id), name: 'directmessage', botIsMember: true, members: [person.id] };
  }

  isDirect(channel: Channel): boolean {
    return channel.name === 'directmessage';
  }

  /**
   * The channel in which a person is about to act.
   * @throws CannotAct when there is no such person or he or she is not there; a test that has this happen has a mistake
   */
  whereActs(user: string, channelId: string): Channel {
    const channel = this.find(channelId);
    const person = this.people.find(({ id }) => id === user);
    if (!person) throw new CannotAct(`There is nobody called ${user}.`);
    if (person.deleted) throw new CannotAct(`${person.realName}'s account is deactivated; nothing can be done with it in Slack.`);
    if (!channel?.members.includes(user)) throw new CannotAct(`${person.realName} is not a member of ${channel?.name ?? channelId}.`);
    return channel;
  }

  /** Workspaces of other organisations with which a channel is shared: those of its members. */
  othersIn(channel: Channel): string[] {
    const teams = this.people.filter(({ id }) => channel.members.includes(id)).map((person) => this.teamOf(person));
    return [...new Set(teams)].filter((team) => team !== this.teamId);
  }

  teamOf(person: Person): string {
    return person.teamId ?? this.teamId;
  }
}
