import type { WireMessage } from '../page-wire.js';
import { Composer } from './composer.js';
import { drawerOf } from './drawer.js';
import { h } from './element.js';
import { HomeTab } from './home.js';
import { dayDivider, drawMessage } from './message.js';
import type { Model } from './model.js';
import { postOrTell } from './server.js';
import { dayIn, slackDate } from './slack-date.js';
import { Waiting } from './waiting.js';
import { drawWelcome } from './welcome.js';

/** The centre of the page: head, messages, composer. Redraws only messages that changed, so tables keep their sorting. */
export class Conversation {
  private readonly title = h('h1');
  private readonly note = h('span', { class: 'faint' });
  private readonly list = h('ol', { class: 'messages', 'aria-live': 'polite', 'aria-label': 'Messages' });
  private readonly welcome = h('div', { class: 'welcome-place' });
  private readonly scroll = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Messages' });
  private readonly waiting = new Waiting();
  private readonly composer: Composer;
  private readonly more = h('button', { type: 'button', class: 'more', hidden: true }, 'New messages ↓', { click: () => this.toEnd() });
  private readonly home = new HomeTab();
  private readonly tabs = h('div', { class: 'tabs', role: 'group', 'aria-label': 'View' });
  private atHome = false;
  private drawn = new Map<string, { json: string; element: HTMLElement }>();
  private place = '';

  constructor(
    root: HTMLElement,
    private readonly model: Model,
    buttons: HTMLElement[],
  ) {
    this.composer = new Composer((text) => this.send(text));
    this.scroll.addEventListener('scroll', () => {
      if (this.isAtEnd()) this.more.hidden = true;
    });
    this.scroll.append(this.home.element, this.welcome, this.list, this.waiting.element);
    this.tabs.append(this.tab('Messages', false), this.tab('Home', true));
    root.append(
      h('header', { class: 'bar' }, [
        buttons[0],
        h('div', { class: 'bar-title' }, [this.title, this.note, this.tabs]),
        ...buttons.slice(1),
      ]),
      this.scroll,
      this.more,
      this.composer.element,
    );
  }

  redraw(): void {
    const { channel, me, state } = this.model;
    if (!channel || !me || !state) return;
    const here = `${me.id}/${channel.id}`;
    const moved = here !== this.place;
    const atEnd = this.isAtEnd();
    if (moved) this.drawn.clear();
    this.place = here;
    this.title.textContent = channel.kind === 'dm' ? 'aispend' : `${channel.kind === 'private' ? '🔒︎ ' : '# '}${channel.name}`;
    this.note.textContent = channel.kind === 'dm' ? 'direct message' : channel.botIsMember ? '' : 'aispend is not a member here';
    const messages = this.model.conversation();
    this.waiting.seen(here, messages.filter((message) => !message.typed).length + (state.view ? 1 : 0));
    const lines = this.lines(messages);
    const isNew = lines.at(-1) !== this.list.lastElementChild;
    if (lines.length !== this.list.children.length || lines.some((line, index) => this.list.children[index] !== line))
      this.list.replaceChildren(...lines);
    this.welcome.replaceChildren(...(messages.length === 0 ? [drawWelcome(me, (text) => this.send(text))] : []));
    this.composer.in(channel, me);
    this.home.show(state.home, drawerOf(this.model));
    this.showTab(channel.kind === 'dm', channel.kind === 'dm' && this.atHome && !moved);
    if (moved || (isNew && atEnd)) this.toEnd();
    else if (isNew) this.more.hidden = false;
  }

  private tab(words: string, home: boolean): HTMLElement {
    return h('button', { type: 'button' }, words, {
      click: () => {
        this.atHome = home;
        this.showTab(true, home);
        if (home) void postOrTell('open-home', { as: this.model.state?.me });
      },
    });
  }

  private showTab(direct: boolean, home: boolean): void {
    this.atHome = home;
    this.tabs.hidden = !direct;
    this.home.element.hidden = !home;
    for (const part of [this.list, this.welcome, this.composer.element]) part.hidden = home;
    for (const [index, button] of [...this.tabs.children].entries()) button.setAttribute('aria-pressed', String((index === 1) === home));
  }

  private isAtEnd(): boolean {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
  }

  /** To the latest message, once the browser knows how tall it is; one that is taller than the window shows its head. */
  private toEnd(): void {
    this.more.hidden = true;
    requestAnimationFrame(() => {
      const last = this.list.lastElementChild as HTMLElement | null;
      const tall = last !== null && this.waiting.element.hidden && last.clientHeight > this.scroll.clientHeight;
      if (tall) this.scroll.scrollTo({ top: last.offsetTop });
      else this.scroll.scrollTo({ top: this.scroll.scrollHeight });
    });
  }

  private lines(messages: WireMessage[]): HTMLElement[] {
    const next = new Map<string, { json: string; element: HTMLElement }>();
    const lines: HTMLElement[] = [];
    const keep = (key: string, json: string, make: () => HTMLElement) => {
      const before = this.drawn.get(key);
      const element = before?.json === json ? before.element : make();
      next.set(key, { json, element });
      lines.push(element);
    };
    let day = '';
    for (const message of messages) {
      const { timeZone, now } = drawerOf(this.model);
      const at = Number(message.ts);
      const itsDay = dayIn(new Date(at * 1000), timeZone);
      const label = slackDate(at, '{day_divider_pretty}', timeZone, now);
      if (itsDay !== day) keep(`day/${itsDay}`, label, () => dayDivider(label));
      day = itsDay;
      keep(message.key, JSON.stringify(message), () =>
        drawMessage(message, this.model.person(message.from), drawerOf(this.model, { channel: message.channel, ts: message.ts })),
      );
    }
    this.drawn = next;
    return lines;
  }

  private async send(text: string): Promise<void> {
    const { channel, state } = this.model;
    if (!channel || !state) return;
    const isCommand = text.startsWith('/');
    if (isCommand) this.waiting.start(this.place);
    this.toEnd();
    const answer = await postOrTell(isCommand ? 'command' : 'say', { as: state.me, channel: channel.id, text });
    if (!answer.ok) this.waiting.stop();
    this.toEnd();
  }
}
