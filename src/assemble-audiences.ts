import type { KnownPeople } from './assemble-access.js';
import type { FileConfig } from './config-schema.js';
import { Unavailable } from './errors.js';
import { discreetOutbox } from './jobs/discreet-outbox.js';
import { withinHours } from './jobs/within-hours.js';
import type { Log } from './log.js';
import type { Outbox } from './outbox/outbox.js';
import { Audiences, stateOf } from './spend/audience/audiences.js';
import { boundFor, heardInstead } from './spend/audience/bound-for.js';
import type { DeliveryHours } from './spend/subscriptions/delivery-hours.js';
import type { Store } from './store/open.js';
import { drawOutsiders } from './views/outsiders.js';

/** Who hears what is said in channels, and the outbox of reports that goes by it. */
export function assembleAudiences(o: {
  /** Whoever knows the workspace now. */
  people(): KnownPeople;
  store: Pick<Store, 'rooms' | 'subscriptions'>;
  outbox: Outbox;
  hours: DeliveryHours;
  settings: FileConfig;
  now(): Date;
  log: Log;
}): { audiences: Audiences; reports: Outbox } {
  const { people, store, outbox, hours, settings, now, log } = o;
  const audiences = new Audiences({
    look: {
      async room(channel, known) {
        const found = await people().room?.(channel, known);
        if (!found) throw new Unavailable('only the running bot can tell who is in a channel');
        return found;
      },
    },
    rooms: store.rooms,
    allowed: settings.allowOutsiders,
    async tell(channel, audience) {
      const subscriptions = (await store.subscriptions.all()).filter((row) => row.place === channel && row.state === 'active').length;
      const draw = drawOutsiders(
        channel,
        audience,
        { ...boundFor(channel, settings), subscriptions, cards: settings.access.channel === channel },
        heardInstead(channel, settings),
      );
      const key = `outsiders:${channel}:${stateOf(audience)}`;
      const messages = settings.admins.map((admin) => ({ key: `${key}:${admin}`, channel: admin, ...draw }));
      await outbox.put(await withinHours(messages, now(), hours));
    },
    now,
    log,
  });
  return { audiences, reports: discreetOutbox({ outbox, audiences, settings, hours, now }) };
}

/** Channels that aispend sends to of its own accord, by aispend.yaml. */
export const configuredChannels = ({ teams, chargeback, access }: FileConfig): string[] =>
  [...teams.map((team) => team.channel), chargeback.financeChannel, access.channel].filter((channel) => channel !== undefined);
