import { sigil } from './avatar.js';
import { Composer } from './composer.js';
import { drawerOf } from './drawer.js';
import { h } from './element.js';
import { HomeTab } from './home.js';
import { MessageList } from './message-list.js';
import type { Model } from './model.js';
import { postOrTell } from './server.js';
import { Waiting } from './waiting.js';
import { drawWelcome } from './welcome.js';

/** The centre of the page: head, messages, composer; for the conversation with the bot its Home tab, too. */
export class Conversation {
  private readonly title = h('h1');
  private readonly note = h('span', { class: 'faint' });
  private readonly list: MessageList;
  private readonly welcome = h('div', { class: 'welcome-place' });
  private readonly scroll = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Messages' });
  private readonly waiting = new Waiting();
  private readonly composer: Composer;
  private readonly more = h('button', { type: 'button', class: 'more', hidden: true }, 'New messages ↓', { click: () => this.toEnd() });
  private readonly home = new HomeTab();
  private readonly tabs = h('div', { class: 'tabs', role: 'group', 'aria-label': 'View' });
  private atHome = false;
  private place = { me: '', channel: '' };

  constructor(
    root: HTMLElement,
    private readonly model: Model,
    buttons: HTMLElement[],
    /** Called when another tab is looked at. */
    private readonly turned: () => void,
  ) {
    this.composer = new Composer(
      (text) => this.send(text),
      (callback) => void postOrTell('shortcut', { as: this.model.state?.me, callback }),
    );
    this.list = new MessageList(model, () => this.redraw());
    this.scroll.addEventListener('scroll', () => {
      if (this.isAtEnd()) this.more.hidden = true;
    });
    this.scroll.append(this.home.element, this.welcome, this.list.element, this.waiting.element);
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

  /** Whether messages are looked at, and not the Home tab. */
  get showsMessages(): boolean {
    return !this.atHome;
  }

  redraw(): void {
    const { channel, me, state } = this.model;
    if (!channel || !me || !state) return;
    const before = this.place;
    const moved = me.id !== before.me || channel.id !== before.channel;
    const atEnd = this.isAtEnd();
    if (moved) this.list.clear();
    this.place = { me: me.id, channel: channel.id };
    this.title.replaceChildren(...(channel.kind === 'dm' ? ['aispend'] : [sigil(channel), ` ${channel.name}`]));
    this.note.textContent = channel.kind === 'dm' ? 'direct message' : channel.botIsMember ? '' : 'aispend is not a member here';
    const messages = this.model.conversation();
    const answer = messages.findLast((message) => !message.typed && !this.model.person(message.from));
    this.waiting.seen(`${me.id}/${channel.id}`, `${answer?.key} ${state.view?.id}`);
    const isNew = this.list.redraw();
    this.welcome.replaceChildren(...(messages.length === 0 ? [drawWelcome(me)] : []));
    this.composer.in(channel, me, state.suggestions, state.shortcuts);
    this.home.show(state.home, drawerOf(this.model));
    this.showTab(channel.kind === 'dm', channel.kind === 'dm' && this.atHome);
    // Somebody else's Home is another one: the bot is told that it is opened.
    if (this.atHome && me.id !== before.me) void postOrTell('open-home', { as: me.id });
    // What only this person sees is an answer to what he or she has just done.
    const answered = isNew && messages.at(-1)?.onlyYou === true;
    if (moved || answered || (isNew && atEnd)) this.toEnd();
    else if (isNew) this.more.hidden = false;
  }

  private tab(words: string, home: boolean): HTMLElement {
    return h('button', { type: 'button' }, words, {
      click: () => {
        this.showTab(true, home);
        if (home) void postOrTell('open-home', { as: this.model.state?.me });
        this.toEnd();
        this.turned();
      },
    });
  }

  private showTab(direct: boolean, home: boolean): void {
    this.atHome = home;
    this.tabs.hidden = !direct;
    this.home.element.hidden = !home;
    for (const part of [this.list.element, this.welcome]) part.hidden = home;
    this.composer.element.hidden = home || this.model.channel?.archived === true;
    for (const [index, button] of [...this.tabs.children].entries()) button.setAttribute('aria-pressed', String((index === 1) === home));
  }

  private isAtEnd(): boolean {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
  }

  /** To the latest message, once the browser knows how tall it is; one that is taller than the window shows its head. */
  private toEnd(): void {
    this.more.hidden = true;
    requestAnimationFrame(() => {
      const last = this.list.element.lastElementChild as HTMLElement | null;
      const tall = last !== null && this.waiting.element.hidden && last.clientHeight > this.scroll.clientHeight;
      if (this.atHome) this.scroll.scrollTo({ top: 0 });
      else if (tall) this.scroll.scrollTo({ top: last.offsetTop });
      else this.scroll.scrollTo({ top: this.scroll.scrollHeight });
    });
  }

  private async send(text: string): Promise<void> {
    const { channel, state } = this.model;
    if (!channel || !state) return;
    const isCommand = text.startsWith('/');
    if (isCommand) this.waiting.start(`${state.me}/${channel.id}`);
    this.toEnd();
    const answer = await postOrTell(isCommand ? 'command' : 'say', { as: state.me, channel: channel.id, text });
    if (!answer.ok) this.waiting.stop();
    this.toEnd();
  }
}
