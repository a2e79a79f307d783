import type { App, BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { HomePart } from '../commands/surface.js';
import type { Log } from '../log.js';
import { sentence } from '../views/blocks.js';
import type { DrawnBlock } from '../views/message.js';
import type { Desk, Visit } from './desk.js';
import { failure } from './failures.js';

/** Slack's limit for a view (docs.slack.dev, views). */
const MOST_BLOCKS = 100;

/** App Home: drawn anew whenever somebody opens it, and after each press in it. */
export function listenToHome(app: App, desk: Desk, parts: HomePart[], slash: string): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    const visit: Visit = { user: event.user, workspace: body.team_id };
    await desk.o.inFlight.track(() => publish(client, desk, parts, visit, slash));
  });
}

/** After a press in App Home its state has changed. */
export const inHome = (body: BlockAction): boolean => body.view?.type === 'home';

/** Shows a person their App Home. Opening it is no question, so a refusal is shown there and not sent. */
export async function publish(client: WebClient, desk: Desk, parts: HomePart[], visit: Visit, slash: string): Promise<void> {
  const log: Log = desk.o.log.child({ what: 'home', user: visit.user });
  try {
    await client.views.publish({
      user_id: visit.user,
      view: { type: 'home', blocks: (await blocksFor(desk, parts, visit, slash, log)) as never },
    });
  } catch (error) {
    log.warn({ err: error }, 'App Home could not be shown');
  }
}

async function blocksFor(desk: Desk, parts: HomePart[], visit: Visit, slash: string, log: Log): Promise<DrawnBlock[]> {
  try {
    await desk.admit(visit);
    const context = desk.contextOf(visit, slash);
    const drawn = (await Promise.all(parts.map((part) => part(context)))).flatMap((one) => (one ? [one] : []));
    const blocks = drawn.flatMap((one, index) => (index === 0 ? one : [{ type: 'divider' } as const, ...one]));
    if (blocks.length <= MOST_BLOCKS) return blocks;
    return [...blocks.slice(0, MOST_BLOCKS - 1), sentence(`There is more than fits here; \`${slash} help\` lists what to ask.`)];
  } catch (error) {
    return failure(error, log).blocks;
  }
}
