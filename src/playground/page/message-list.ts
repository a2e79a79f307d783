import type { WireMessage } from '../page-wire.js';
import { drawerOf } from './drawer.js';
import { h, reconcile } from './element.js';
import { dayDivider, drawMessage } from './message.js';
import type { Model } from './model.js';
import { postOrTell } from './server.js';
import { dayIn, slackDate } from './slack-date.js';
import { Thread } from './thread.js';

/** The messages of a conversation by day, with their threads. Redraws only what changed, so tables keep their sorting. */
export class MessageList {
  readonly element = h('ol', { class: 'messages', 'aria-live': 'polite', 'aria-label': 'Messages' });
  private drawn = new Map<string, { json: string; element: HTMLElement }>();
  private readonly threads = new Map<string, Thread>();

  constructor(
    private readonly model: Model,
    private readonly threadChanged: () => void,
  ) {}

  /** Forgets what was drawn: another person or another conversation is looked at. */
  clear(): void {
    this.drawn.clear();
    this.threads.clear();
  }

  /** Whether the last line is another one than before. */
  redraw(): boolean {
    const lines = this.lines();
    const isNew = lines.at(-1) !== this.element.lastElementChild;
    reconcile(this.element, lines);
    return isNew;
  }

  private lines(): HTMLElement[] {
    const next: typeof this.drawn = new Map();
    const keep = (key: string, json: string, make: () => HTMLElement): HTMLElement => {
      const before = this.drawn.get(key);
      const element = before?.json === json ? before.element : make();
      next.set(key, { json, element });
      return element;
    };
    const { timeZone, now } = drawerOf(this.model);
    // "Today" in a message is another day tomorrow.
    const asOf = (message: WireMessage): string => `${dayIn(now, timeZone)} ${JSON.stringify(message)}`;
    const lines: HTMLElement[] = [];
    let day = '';
    for (const { first, replies } of this.model.threads()) {
      const at = Number(first.ts);
      const itsDay = dayIn(new Date(at * 1000), timeZone);
      const label = slackDate(at, '{day_divider_pretty}', timeZone, now);
      if (itsDay !== day) lines.push(keep(`day/${itsDay}`, label, () => dayDivider(label)));
      day = itsDay;
      lines.push(keep(first.key, asOf(first), () => this.draw(first, first.broadcast ? undefined : this.openerOf(first))));
      const thread = replies.length > 0 ? this.threadOf(first) : this.threads.get(first.ts);
      if (!thread || (replies.length === 0 && !thread.isOpen)) continue;
      const latest = slackDate(Number(replies.at(-1)?.ts ?? first.ts), '{day_divider_pretty} at {time}', timeZone, now);
      thread.show(
        replies.map((reply) => keep(`reply/${reply.key}`, asOf(reply), () => this.draw(reply))),
        latest,
      );
      lines.push(thread.element);
    }
    this.drawn = next;
    return lines;
  }

  private draw(message: WireMessage, reply?: () => void): HTMLElement {
    const draw = drawerOf(this.model, { channel: message.channel, ts: message.ts });
    return drawMessage(message, this.model.person(message.from), draw, reply);
  }

  /** What nobody else can see cannot be replied to. */
  private openerOf(first: WireMessage): (() => void) | undefined {
    if (first.onlyYou || first.typed || this.model.channel?.archived) return undefined;
    return () => this.threadOf(first).open();
  }

  private threadOf(first: WireMessage): Thread {
    let thread = this.threads.get(first.ts);
    if (!thread) {
      const as = this.model.state?.me;
      const { channel, ts } = first;
      thread = new Thread(async (text) => (await postOrTell('say', { as, channel, text, thread: ts })).ok, this.threadChanged);
      this.threads.set(first.ts, thread);
    }
    return thread;
  }
}
