import { h } from './element.js';

const GIVE_UP_MS = 20_000;

/** "aispend is working…": from a command until something new appears where it was typed. */
export class Waiting {
  readonly element = h('div', { class: 'waiting', role: 'status', hidden: true }, [
    h('span', { class: 'dots', 'aria-hidden': 'true' }, [h('i'), h('i'), h('i')]),
    'aispend is working…',
  ]);
  private place: string | undefined;
  private before = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  start(place: string): void {
    this.stop();
    this.place = place;
    this.before = this.last.place === place ? this.last.answer : '';
    this.element.hidden = false;
    this.timer = setTimeout(() => this.stop(), GIVE_UP_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.place = undefined;
    this.element.hidden = true;
  }

  private last = { place: '', answer: '' };

  /** Told after every push: what names the latest answer (message and open view) in the place looked at. */
  seen(place: string, answer: string): void {
    this.last = { place, answer };
    this.element.hidden = this.place !== place;
    if (this.place === place && answer !== this.before) this.stop();
  }
}
