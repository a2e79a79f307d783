import type { WireView } from '../page-wire.js';
import { drawBlocks } from './blocks.js';
import type { Draw } from './draw.js';
import { h } from './element.js';
import { Form } from './form.js';

/** The app's Home tab, beside the direct message: what the bot has published for this person. */
export class HomeTab {
  readonly element = h('div', { class: 'home blocks', hidden: true });
  private drawn = '';

  show(home: WireView | undefined, draw: Draw): void {
    const mark = JSON.stringify(home?.view ?? null);
    if (mark === this.drawn) return;
    this.drawn = mark;
    const published = home?.view.blocks ?? [];
    const blocks =
      published.length > 0
        ? drawBlocks(published, { ...draw, form: new Form() })
        : [h('p', { class: 'faint' }, 'aispend has published nothing here yet.')];
    this.element.replaceChildren(...blocks);
  }
}
