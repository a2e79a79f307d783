import { contentOf } from './content.js';
import type { Json, Message } from './fake-slack.types.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

const USES = 5;
const LIFETIME_MS = 30 * 60_000;

interface Grant {
  user: string;
  channel: string;
  /** The message whose button was pressed; a command has none and cannot replace or delete anything. */
  source: Message | undefined;
  until: number;
  uses: number;
}

/** response_urls: five answers within thirty minutes, into the place where the person acted, whether the bot is a member there or not. */
export class ResponseUrls {
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly workspace: Workspace) {}

  mint(user: string, channel: string, source?: Message): string {
    const id = `R${this.grants.size + 1}`;
    this.grants.set(id, { user, channel, source, until: this.workspace.now().getTime() + LIFETIME_MS, uses: 0 });
    return `${this.workspace.base}/response/${id}`;
  }

  /** @throws SlackError invalid_url, expired_url, used_url, no_text, invalid_blocks, msg_too_long, message_not_found */
  answer(id: string, body: Json): void {
    const grant = this.grants.get(id);
    if (!grant) throw new SlackError('invalid_url');
    if (this.workspace.now().getTime() > grant.until) throw new SlackError('expired_url');
    if (grant.uses >= USES) throw new SlackError('used_url');
    this.carryOut(grant, body);
    grant.uses += 1;
  }

  /** What a command's immediate answer does as well: shows it to the person, or to everybody with `in_channel`. */
  say(user: string, channel: string, body: Json): Message {
    const onlyFor = body.response_type === 'in_channel' ? undefined : user;
    return this.workspace.messages.post({ channel, ...contentOf(this.workspace, body), onlyFor, threadTs: body.thread_ts, from: 'bot' });
  }

  private carryOut({ user, channel, source }: Grant, body: Json): void {
    const { messages } = this.workspace;
    if (source && (body.delete_original || body.replace_original)) {
      const current = messages.find(source.channel, source.ts);
      if (!current) throw new SlackError('message_not_found');
      if (body.delete_original) messages.remove(current);
      else messages.edit(current, contentOf(this.workspace, body));
    } else {
      this.say(user, channel, body);
    }
  }
}
