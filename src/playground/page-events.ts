import type { ServerResponse } from 'node:http';
import { channelsOf, conversationOf, peopleOf, viewOf } from './page-snapshot.js';
import { type AwsTraffic, trafficTail } from './page-traffic.js';
import type { Typed } from './page-typed.js';
import type { WireMessage, WireState } from './page-wire.js';
import type { FakeSlack } from './slack/fake-slack.types.js';

const COALESCE_MS = 25;
const CLOCK_MS = 10_000;

/** The open pages. Each gets its person's state by Server-Sent Events: at once, and after every change (a burst is one push). */
export class PageEvents {
  private readonly pages = new Set<Page>();
  private readonly stops: (() => void)[];
  private due: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: { slack: FakeSlack; aws?: AwsTraffic; now: () => Date },
    private readonly typed: () => Typed,
  ) {
    const clock = setInterval(() => this.changed(), CLOCK_MS).unref();
    this.stops = [world.slack.onChange(() => this.changed()), () => clearInterval(clock), () => clearTimeout(this.due)];
    if (world.aws) this.stops.push(world.aws.onChange(() => this.changed()));
  }

  open(user: string, res: ServerResponse): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    const page: Page = { user, res, seen: new Map(), last: '' };
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
    const { slack, aws, now } = this.world;
    const channels = channelsOf(slack, page.user);
    const order: Record<string, string[]> = {};
    const changed: WireMessage[] = [];
    for (const channel of channels) {
      const messages = conversationOf(slack, this.typed(), page.user, channel.id);
      order[channel.id] = messages.map((message) => message.key);
      changed.push(...messages.filter((message) => isNews(page.seen, message)));
    }
    const traffic = trafficTail(slack, aws);
    return {
      me: page.user,
      now: now().toISOString(),
      people: peopleOf(slack),
      channels,
      order,
      changed,
      view: viewOf(slack.openView(page.user)),
      home: viewOf(slack.home(page.user)),
      traffic,
    };
  }
}

interface Page {
  user: string;
  res: ServerResponse;
  seen: Map<string, string>;
  last: string;
}

function isNews(seen: Map<string, string>, message: WireMessage): boolean {
  const now = JSON.stringify(message);
  if (seen.get(message.key) === now) return false;
  seen.set(message.key, now);
  return true;
}
