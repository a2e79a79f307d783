import type { WireChannel, WirePerson, WireShortcut } from '../page-wire.js';
import { h } from './element.js';
import { openMenu } from './menu.js';

const COMMAND = '/aispend';

/** Where one types, with questions to try above it. Enter sends, Shift+Enter breaks the line, the arrows walk through what was sent, Tab completes the command. */
export class Composer {
  private readonly input = h('textarea', { id: 'composer', rows: 1, 'aria-label': 'Message', autocomplete: 'off', spellcheck: 'false' });
  private readonly hint = h('button', { type: 'button', class: 'hint-line', hidden: true }, [
    h('code', {}, COMMAND),
    h('span', {}, 'what AI costs, who spends it: team engineering · teams last month · help'),
    h('kbd', {}, 'Tab'),
  ]);
  private readonly chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Questions to try' });
  private readonly plus = h(
    'button',
    { type: 'button', class: 'icon plus', 'aria-label': 'Shortcuts', 'aria-haspopup': 'menu', 'aria-expanded': 'false', hidden: true },
    '+',
    { click: () => this.openShortcuts() },
  );
  readonly element: HTMLElement;
  private shortcuts: WireShortcut[] = [];
  private sent: string[] = [];
  private at = 0;

  constructor(
    private readonly send: (text: string) => void,
    /** Chooses one of the app's shortcuts, by its callback. */
    private readonly choose: (callback: string) => void,
  ) {
    const button = h('button', { type: 'button', class: 'send', 'aria-label': 'Send' }, '➤', { click: () => this.submit() });
    this.element = h('footer', { class: 'composer' }, [
      this.chips,
      this.hint,
      h('div', { class: 'composer-box' }, [this.plus, this.input, button]),
      h('div', { class: 'composer-foot' }, 'Enter to send · ↑ for what you sent before'),
    ]);
    this.input.addEventListener('input', () => this.changed());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.hint.addEventListener('click', () => this.set(`${COMMAND} `));
  }

  /** `questions` are offered above the field, where one click asks one; `shortcuts` in the menu beside it. */
  in(channel: WireChannel, me: WirePerson, questions: string[], shortcuts: WireShortcut[]): void {
    const where = channel.kind === 'dm' ? 'aispend' : `#${channel.name}`;
    this.input.placeholder = `${me.name} to ${where}: try ${questions[0] ?? COMMAND}`;
    this.suggest(questions);
    this.shortcuts = shortcuts;
    this.plus.hidden = shortcuts.length === 0;
  }

  private openShortcuts(): void {
    const items = this.shortcuts.map((one) => ({ words: one.name, detail: `aispend · ${one.description}`, value: one.callback }));
    openMenu(this.plus, items, (callback) => this.choose(callback));
  }

  private suggest(questions: string[]): void {
    if (questions.join('\n') === [...this.chips.children].map((chip) => chip.textContent).join('\n')) return;
    const chip = (text: string) => h('button', { type: 'button', class: 'chip' }, text, { click: () => this.send(text) });
    this.chips.replaceChildren(...questions.map(chip));
  }

  private set(text: string): void {
    this.input.value = text;
    this.input.focus();
    this.changed();
  }

  private changed(): void {
    const { value } = this.input;
    this.hint.hidden = value === '' || value.length > COMMAND.length || !COMMAND.startsWith(value);
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(160, this.input.scrollHeight)}px`;
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (text === '') return;
    if (this.sent.at(-1) !== text) this.sent.push(text);
    this.at = this.sent.length;
    this.set('');
    this.send(text);
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) this.submit();
    else if (event.key === 'Tab' && !event.shiftKey && !this.hint.hidden) this.set(`${COMMAND} `);
    else if (event.key === 'ArrowUp' && this.walks(-1)) this.at -= 1;
    else if (event.key === 'ArrowDown' && this.walks(1)) this.at += 1;
    else return;
    event.preventDefault();
    if (event.key.startsWith('Arrow')) this.set(this.sent[this.at] ?? '');
  }

  /** The arrows leave a text alone that is being written. */
  private walks(step: number): boolean {
    const untouched = this.input.value === (this.sent[this.at] ?? '');
    return untouched && this.at + step >= 0 && this.at + step <= this.sent.length;
  }
}
