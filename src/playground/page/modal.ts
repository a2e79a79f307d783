import type { WireView } from '../page-wire.js';
import { showInputError } from './block-input.js';
import { drawBlocks } from './blocks.js';
import type { Draw } from './draw.js';
import { plainWords } from './draw-text.js';
import { h, whileBusy } from './element.js';
import { rememberFocus } from './focus.js';
import { Form } from './form.js';
import { postOrTell } from './server.js';

/**
 * The person's open view as a dialog. An updated view keeps what was filled in; a pushed one starts afresh. When the last
 * one is closed, the focus goes back to where it was.
 */
export class Modal {
  private dialog: HTMLDialogElement | undefined;
  private form = new Form();
  private readonly notice = h('p', { class: 'modal-notice', role: 'alert' });
  private shown = '';
  private viewId = '';
  private giveBack = () => {};

  show(open: WireView | undefined, me: string, draw: Draw): void {
    const mark = open ? JSON.stringify([me, open.id, open.view]) : '';
    if (mark !== this.shown) {
      this.shown = mark;
      if (open) this.draw(open, me, draw);
      else this.remove();
    }
    if (!open || !this.dialog) return;
    this.showErrors(this.dialog, open.errors ?? {});
    this.notice.textContent = open.notice ?? '';
  }

  private remove(): void {
    const dialog = this.dialog;
    this.dialog = undefined;
    this.viewId = '';
    dialog?.close();
    dialog?.remove();
    if (dialog) this.giveBack();
  }

  private draw(open: WireView, me: string, draw: Draw): void {
    this.form = new Form(open.id === this.viewId ? this.form.values() : {});
    this.viewId = open.id;
    const { view } = open;
    const close = () => void postOrTell('close-view', { as: me });
    const submit = h('button', { type: 'submit', class: 'button primary' }, plainWords(view.submit) || 'Submit');
    const body = h('form', { class: 'modal-form', novalidate: true }, [
      h('header', {}, [
        h('h2', { id: 'modal-title' }, plainWords(view.title)),
        h('button', { type: 'button', class: 'icon', 'aria-label': 'Close' }, '×', { click: close }),
      ]),
      h('div', { class: 'modal-body blocks' }, drawBlocks(view.blocks ?? [], { ...draw, form: this.form })),
      h('footer', {}, [
        h('button', { type: 'button', class: 'button' }, plainWords(view.close) || 'Close', { click: close }),
        view.submit && submit,
      ]),
    ]);
    body.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submit(me, submit);
    });
    const dialog = this.dialog ?? h('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' });
    dialog.oncancel = (event) => {
      event.preventDefault();
      close();
    };
    // A browser closes a dialog by itself when Esc is pressed again and again.
    dialog.onclose = () => {
      if (this.dialog === dialog) close();
    };
    dialog.replaceChildren(body);
    if (!this.dialog) this.giveBack = rememberFocus();
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    this.dialog = dialog;
    dialog.querySelector<HTMLElement>('.modal-body :is(input, select, textarea)')?.focus();
  }

  private async submit(me: string, button: HTMLElement): Promise<void> {
    const missing = Object.fromEntries(this.form.missing().map((block) => [block, 'Please complete this required field.']));
    if (this.dialog) this.showErrors(this.dialog, missing);
    if (Object.keys(missing).length > 0) return;
    await whileBusy(button, async () => {
      await postOrTell('submit', { as: me, values: this.form.values() });
    });
  }

  private showErrors(dialog: HTMLElement, errors: Record<string, string>): void {
    for (const block of dialog.querySelectorAll<HTMLElement>('.block[data-block]'))
      showInputError(dialog, block.dataset.block ?? '', errors[block.dataset.block ?? ''] ?? '');
    dialog.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
