import { SlackError } from './slack-error.js';

interface Trigger {
  user: string;
  /** The view in which it arose; what views.push puts its view on. */
  viewId: string | undefined;
  until: number;
  used: boolean;
}

const LIFETIME_MS = 3000;

/** trigger_ids: good for one view within three seconds. */
export class Triggers {
  private readonly known = new Map<string, Trigger>();

  constructor(private readonly now: () => Date) {}

  mint(user: string, viewId?: string): string {
    const id = `${1000 + this.known.size}.${this.now().getTime()}.t`;
    this.known.set(id, { user, viewId, until: this.now().getTime() + LIFETIME_MS, used: false });
    return id;
  }

  /** @throws SlackError invalid_trigger_id, exchanged_trigger_id or expired_trigger_id */
  exchange(id: unknown): Trigger {
    const trigger = this.known.get(String(id));
    if (!trigger) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.now().getTime() > trigger.until) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }
}
