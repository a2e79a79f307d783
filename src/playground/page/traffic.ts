import type { WireTraffic } from '../page-wire.js';
import { h, reconcile } from './element.js';
import { exchange } from './server.js';

const SIDES = { 'to-bot': '→ bot', 'from-bot': '← bot', 'to-aws': '→ AWS' } as const;
/** How many rows of each kind are kept: many of one must not crowd out the other. */
const KEPT = 200;
const FILTERS = { all: 'All', slack: 'Slack', aws: 'AWS' } as const;

/** The requests between Slack, the bot and AWS, latest first; a click shows the JSON. */
export class TrafficPanel {
  private filter: keyof typeof FILTERS = 'all';
  private rows: WireTraffic[] = [];
  private readonly open = new Set<string>();
  private readonly drawn = new Map<string, HTMLElement>();
  private readonly list = h('ol', { class: 'traffic-list' });
  private readonly clock = h('time');
  private readonly filters: HTMLElement[];

  constructor(root: HTMLElement, close: () => void) {
    this.filters = Object.entries(FILTERS).map(([name, words]) =>
      h('button', { type: 'button', 'aria-pressed': name === 'all' ? 'true' : 'false' }, words, {
        click: () => {
          this.filter = name as keyof typeof FILTERS;
          for (const [index, one] of this.filters.entries()) one.setAttribute('aria-pressed', String(Object.keys(FILTERS)[index] === name));
          this.redraw();
        },
      }),
    );
    root.append(
      h('header', { class: 'bar' }, [
        h('h2', {}, 'Traffic'),
        h('button', { type: 'button', class: 'icon', 'aria-label': 'Close traffic' }, '×', { click: close }),
      ]),
      h('div', { class: 'clock' }, [h('span', { class: 'faint' }, 'Clock'), this.clock]),
      h('div', { class: 'segments', role: 'group', 'aria-label': 'Show' }, this.filters),
      this.list,
    );
  }

  /** Another connection tells everything from the beginning. */
  clear(): void {
    this.rows = [];
    this.drawn.clear();
    this.open.clear();
  }

  /** Takes what is new. */
  take(rows: WireTraffic[], now: string): void {
    const all = [...this.rows, ...rows].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const [aws, slack] = [all.filter(isAws), all.filter((row) => !isAws(row))];
    const kept = new Set([...aws.slice(-KEPT), ...slack.slice(-KEPT)]);
    this.rows = all.filter((row) => kept.has(row));
    for (const key of this.drawn.keys()) if (!this.rows.some((row) => row.key === key)) this.drawn.delete(key);
    this.clock.textContent = `${now.slice(0, 10)} ${now.slice(11, 16)} UTC`;
    this.clock.setAttribute('datetime', now);
    this.redraw();
  }

  private redraw(): void {
    const shown = this.rows.filter((row) => this.filter === 'all' || isAws(row) === (this.filter === 'aws')).reverse();
    const elements = shown.map((row) => this.drawn.get(row.key) ?? this.draw(row));
    if (elements.length === 0)
      elements.push(h('li', { class: 'none' }, 'Nothing yet. What the bot, Slack and AWS say to each other appears here.'));
    reconcile(this.list, elements);
  }

  private draw(row: WireTraffic): HTMLElement {
    const bad = row.status < 200 || row.status >= 300 || row.error !== undefined;
    const detail = h('div', { class: 'detail', hidden: true });
    const button = h('button', { type: 'button', class: 'traffic-row', 'aria-expanded': 'false' }, [
      h('span', { class: `side ${row.between}` }, SIDES[row.between]),
      h('span', { class: 'what' }, row.what),
      h('span', { class: bad ? 'status bad' : 'status' }, row.error ?? (row.status === 0 ? 'no answer' : String(row.status))),
      h('span', { class: 'faint' }, row.at.slice(11, 19)),
      row.ms !== undefined && h('span', { class: 'faint ms' }, `${Math.round(row.ms)} ms`),
    ]);
    button.addEventListener('click', async () => {
      detail.hidden = !detail.hidden;
      button.setAttribute('aria-expanded', String(!detail.hidden));
      if (!detail.hidden && !this.open.has(row.key)) {
        this.open.add(row.key);
        const whole = await exchange(row.key);
        const { request, response, ...rest } = whole ?? {};
        const parts = request === undefined ? { Request: rest } : { Request: request, Response: response };
        detail.replaceChildren(
          ...Object.entries(parts).flatMap(([title, json]) => [h('h3', {}, title), h('pre', { tabindex: 0 }, readable(json))]),
        );
      }
    });
    const element = h('li', {}, [button, detail]);
    this.drawn.set(row.key, element);
    return element;
  }
}

const isAws = (row: WireTraffic): boolean => row.between === 'to-aws';

/** JSON with line breaks; a body that came as text is shown as JSON too when it is some. */
function readable(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body, null, 2) ?? '(nothing)';
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body || '(empty)';
  }
}
