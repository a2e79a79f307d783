import type { WireClock } from '../page-wire.js';
import { h, whileBusy } from './element.js';
import { postOrTell } from './server.js';
import { slackDate } from './slack-date.js';

const STEPS = [
  ['hour', '+1 hour', 'Move the clock one hour forward'],
  ['day', '+1 day', 'Move the clock one day forward'],
  ['monday', 'Monday 9:00', 'Move the clock to next Monday, 9:00'],
] as const;

/** What the playground takes for now, and the way forward: reports, reminders and ends of access come when it is moved. */
export class Clock {
  private readonly time = h('time');
  private readonly zone = h('span', { class: 'clock-zone' });
  private readonly note = h('p', { class: 'clock-note', role: 'status', title: 'Compared with the clock of your computer' });
  private aheadMs = 0;
  readonly element: HTMLElement;

  constructor() {
    const move = (step: string) =>
      whileBusy(this.element, async () => {
        this.note.textContent = 'Doing what has become due…';
        await postOrTell('advance', { step });
        this.note.textContent = aheadWords(this.aheadMs);
      });
    this.element = h('section', { class: 'clock-panel', 'aria-label': 'Clock', hidden: true }, [
      h('div', { class: 'clock-face' }, [this.time, this.zone]),
      h(
        'div',
        { class: 'clock-steps' },
        STEPS.map(([step, words, title]) => h('button', { type: 'button', title }, words, { click: () => void move(step) })),
      ),
      this.note,
    ]);
  }

  show(clock: WireClock | undefined, now: string): void {
    this.element.hidden = clock === undefined;
    if (!clock) return;
    this.aheadMs = clock.aheadMs;
    const at = Date.parse(now);
    const day = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: clock.timeZone }).format(at);
    this.time.textContent = `${day}, ${slackDate(at / 1000, '{time}', clock.timeZone, new Date(at))}`;
    this.time.title = slackDate(at / 1000, '{date_long} at {time_secs}', clock.timeZone, new Date(at));
    this.time.setAttribute('datetime', now);
    this.zone.textContent = clock.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? clock.timeZone;
    if (this.element.getAttribute('aria-busy') !== 'true') this.note.textContent = aheadWords(clock.aheadMs);
  }
}

/** "2 days 3 hours ahead"; nothing when the clock was not moved. */
export function aheadWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const days = Math.floor(hours / 24);
  const part = (count: number, unit: string) => (count === 0 ? '' : `${count} ${unit}${count === 1 ? '' : 's'}`);
  const words = [part(days, 'day'), part(hours % 24, 'hour')].filter(Boolean).join(' ');
  return ms < 60_000 ? '' : `${words || 'Less than an hour'} ahead`;
}
