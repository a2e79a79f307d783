import { h, reconcile } from './element.js';
import { rememberFocus } from './focus.js';

let threads = 0;

/** The replies to one message, under it: folded to a line that counts them, or open with a field to answer in. */
export class Thread {
  readonly element: HTMLElement;
  isOpen = false;
  private readonly toggle = h('button', { type: 'button', class: 'thread-toggle', 'aria-expanded': 'false' });
  private readonly replies = h('ol', { class: 'replies' });
  private readonly field = h('textarea', { rows: 1, 'aria-label': 'Reply in thread', placeholder: 'Reply…', autocomplete: 'off' });
  private readonly body: HTMLElement;
  private giveBack = () => {};

  /** `reply` resolves with whether the reply was taken; `changed` is called after opening and folding. */
  constructor(
    private readonly reply: (text: string) => Promise<boolean>,
    private readonly changed: () => void,
  ) {
    threads += 1;
    const button = h('button', { type: 'button', class: 'button' }, 'Reply', { click: () => void this.submit() });
    const answer = h('div', { class: 'thread-answer' }, [this.field, button]);
    this.body = h('div', { id: `thread-${threads}`, class: 'thread-body', hidden: true }, [this.replies, answer]);
    this.toggle.setAttribute('aria-controls', this.body.id);
    this.toggle.addEventListener('click', () => (this.isOpen ? this.fold() : this.open()));
    this.field.addEventListener('keydown', (event) => this.key(event));
    this.element = h('li', { class: 'thread' }, [this.toggle, this.body]);
  }

  /** `latest`: when the last reply came, in words. */
  show(replies: HTMLElement[], latest: string): void {
    const grown = replies.length > this.replies.children.length;
    reconcile(this.replies, replies);
    // Who is writing in the thread sees what comes in above the field, and the field.
    if (grown && document.activeElement === this.field) requestAnimationFrame(() => this.field.scrollIntoView({ block: 'nearest' }));
    const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
    const words = `${count}, latest ${latest}`;
    this.toggle.hidden = replies.length === 0;
    if (this.toggle.title === words) return;
    this.toggle.title = words;
    this.toggle.replaceChildren(h('b', {}, count), h('span', { class: 'faint' }, `latest ${latest}`));
  }

  open(): void {
    this.giveBack = rememberFocus();
    this.set(true);
    this.field.focus();
    this.field.scrollIntoView({ block: 'nearest' });
  }

  private fold(): void {
    this.set(false);
    if (this.toggle.hidden) this.giveBack();
    else this.toggle.focus();
  }

  private set(open: boolean): void {
    this.isOpen = open;
    this.body.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
    this.changed();
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.fold();
    else if (event.key === 'Enter' && !event.shiftKey) void this.submit();
    else return;
    event.preventDefault();
  }

  private async submit(): Promise<void> {
    const text = this.field.value.trim();
    if (text !== '' && (await this.reply(text))) this.field.value = '';
    this.field.focus();
  }
}
