import { h } from './element.js';

const GIVE_UP_MS = 20_000;

/** "aispend is working…": from a command until something new appears where it was typed. */
export class Waiting {
  readonly element = h('div', { class: 'waiting', role: 'status', hidden: true }, [
    h('span', { class: 'dots', 'aria-hidden': 'true' }, [h('i'), h('i'), h('i')]),
    'aispend is working…',
  ]);
  private place: string | undefined;
  private before: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  start(place: string): void {
    this.stop();
    this.place = place;
    this.before = this.last.place === place ? this.last.count : 0;
    this.element.hidden = false;
    this.timer = setTimeout(() => this.stop(), GIVE_UP_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.place = undefined;
    this.element.hidden = true;
  }

  private last = { place: '', count: 0 };

  /** Told after every push: how many answers (messages and open views) there are in the place looked at. */
  seen(place: string, count: number): void {
    this.last = { place, count };
    this.element.hidden = this.place !== place;
    if (this.place === place && count > (this.before ?? 0)) this.stop();
  }
}
