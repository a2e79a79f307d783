import type { ServerResponse } from 'node:http';
import type { PlaygroundClock } from './clock.js';
import type { Reads } from './page-reads.js';
import { channelsOf, conversationOf, peopleOf, viewOf } from './page-snapshot.js';
import { type AwsTraffic, newTraffic, type Told } from './page-traffic.js';
import type { Typed } from './page-typed.js';
import type { WireMessage, WireShortcut, WireState } from './page-wire.js';
import type { FakeSlack } from './slack/fake-slack.types.js';

const COALESCE_MS = 25;
const CLOCK_MS = 10_000;
const SUGGESTIONS = ['/aispend team engineering', '/aispend teams last month', '/aispend help'];

/**
 * What the page shows. Without `clock` time cannot be moved; without `suggestionsFor` everybody gets the same; without
 * `shortcuts` there is no menu of them.
 */
export interface World {
  slack: FakeSlack;
  aws?: AwsTraffic;
  now: () => Date;
  clock?: PlaygroundClock;
  suggestionsFor?(user: string): string[];
  shortcuts?: WireShortcut[];
}

/** The open pages. Each gets its person's state by Server-Sent Events: at once, and after every change (a burst is one push). */
export class PageEvents {
  private readonly pages = new Set<Page>();
  private readonly stops: (() => void)[];
  private due: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: World,
    private readonly typed: () => Typed,
    private readonly reads: Reads,
  ) {
    const clock = setInterval(() => this.changed(), CLOCK_MS).unref();
    this.stops = [world.slack.onChange(() => this.changed()), () => clearInterval(clock), () => clearTimeout(this.due)];
    if (world.clock) this.stops.push(world.clock.onAdvance(() => this.changed()));
    if (world.aws) this.stops.push(world.aws.onChange(() => this.changed()));
  }

  open(user: string, res: ServerResponse): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    const page: Page = { user, res, seen: new Map(), told: { slack: 0, aws: 0 }, last: '' };
    this.pages.add(page);
    res.on('close', () => this.pages.delete(page));
    this.push(page);
  }

  changed(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      for (const page of this.pages) this.push(page);
    }, COALESCE_MS);
  }

  close(): void {
    for (const stop of this.stops) stop();
    for (const page of this.pages) page.res.end();
  }

  private push(page: Page): void {
    const state = JSON.stringify(this.stateFor(page));
    if (state === page.last) return;
    page.last = state;
    page.res.write(`data: ${state}\n\n`);
  }

  private stateFor(page: Page): WireState {
    const { slack, aws, now, clock, suggestionsFor, shortcuts = [] } = this.world;
    const channels = channelsOf(slack, this.reads, page.user);
    const order: Record<string, string[]> = {};
    const changed: WireMessage[] = [];
    for (const channel of channels) {
      const messages = conversationOf(slack, this.typed(), page.user, channel.id);
      order[channel.id] = messages.map((message) => message.key);
      changed.push(...messages.filter((message) => isNews(page.seen, message)));
    }
    return {
      me: page.user,
      now: now().toISOString(),
      clock: clock && { timeZone: clock.timeZone, aheadMs: clock.aheadMs },
      suggestions: suggestionsFor?.(page.user) ?? SUGGESTIONS,
      shortcuts,
      people: peopleOf(slack, this.reads),
      channels,
      order,
      changed,
      view: viewOf(slack.openView(page.user)),
      home: viewOf(slack.home(page.user)),
      traffic: newTraffic(page.told, slack, aws),
    };
  }
}

interface Page {
  user: string;
  res: ServerResponse;
  seen: Map<string, string>;
  told: Told;
  last: string;
}

function isNews(seen: Map<string, string>, message: WireMessage): boolean {
  const now = JSON.stringify(message);
  if (seen.get(message.key) === now) return false;
  seen.set(message.key, now);
  return true;
}
