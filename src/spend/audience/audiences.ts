import { Rejected } from '../../errors.js';
import type { Log } from '../../log.js';
import { isShared, type Room, type RoomLook, type RoomStore } from './room.js';

/** Members come and go; what is said once a week is looked up each time. */
const YOUNG_MS = 86_400_000;
/** Whoever could not be asked is left alone for so long. */
const QUIET_MS = 60_000;

/** Not a person, and not a direct conversation, which nobody but the person hears. */
export const isChannel = (place: string): boolean => /^[CG]/.test(place);

/** Who hears what is said in a channel. */
export interface Audience extends Room {
  /** Figures do not go there: it is shared with another organisation, and aispend.yaml does not allow it. */
  held: boolean;
}

export interface AudiencesOptions {
  look: RoomLook;
  rooms: RoomStore;
  /** Channels that may be shared with other organisations and get figures all the same. */
  allowed: readonly string[];
  /** Tells the admins of outsiders; told again it says nothing. */
  tell(channel: string, audience: Audience): Promise<void>;
  log: Log;
  now(): Date;
}

/**
 * Learns who is in a channel before something is said there, and again after a day. What Slack does not tell holds nothing
 * up: then the last known counts, and where nothing is known nobody can say.
 */
export class Audiences {
  private readonly asking = new Map<string, Promise<Audience | undefined>>();
  private readonly told = new Set<string>();
  private quietUntil = 0;

  constructor(private readonly o: AudiencesOptions) {}

  /** Undefined when it is not known, and for what is no channel. Never throws; takes some seconds at most. */
  async of(channel: string): Promise<Audience | undefined> {
    if (!isChannel(channel)) return undefined;
    const asking = this.asking.get(channel) ?? this.learn(channel).finally(() => this.asking.delete(channel));
    this.asking.set(channel, asking);
    return asking;
  }

  /** The same, before a report goes there: the admins hear of outsiders once for each channel and state. */
  async before(channel: string): Promise<Audience | undefined> {
    const audience = await this.of(channel);
    if (!audience || this.o.allowed.includes(channel)) return audience;
    const state = `${channel} ${stateOf(audience)}`;
    if (stateOf(audience) !== '' && !this.told.has(state))
      await this.o.tell(channel, audience).then(
        () => this.told.add(state),
        (error: unknown) => this.o.log.error({ err: error, channel }, 'the admins could not be told of outsiders in a channel'),
      );
    return audience;
  }

  /** Learns of channels ahead of time, one after the other at a pace that Slack bears, so that nothing waits for it later. */
  async ahead(channels: string[], rest: () => Promise<void>): Promise<void> {
    for (const channel of new Set(channels)) {
      await this.of(channel);
      await rest();
    }
  }

  private async learn(channel: string): Promise<Audience | undefined> {
    const { rooms, look, log } = this.o;
    const now = this.o.now().getTime();
    let known: Room | undefined;
    try {
      const kept = await rooms.find(channel);
      known = kept?.room;
      const young = kept !== undefined && now - Date.parse(kept.at) < YOUNG_MS;
      if (!young && now >= this.quietUntil) {
        known = await look.room(channel, known);
        await rooms.keep(channel, known);
      }
    } catch (error) {
      if (!(error instanceof Rejected)) this.quietUntil = now + QUIET_MS;
      log.warn({ err: error, channel }, 'Slack does not tell who is in a channel; what is meant for it goes by what was known');
    }
    return known && { ...known, held: isShared(known) && !this.o.allowed.includes(channel) };
  }
}

/** What the admins are told of once: that there are guests, however many, and with whom the channel is shared. */
export const stateOf = (room: Room): string =>
  [isShared(room) ? `${room.shared}:${[...room.organisations].sort().join(',')}` : '', room.guests > 0 ? 'guests' : '']
    .filter((part) => part !== '')
    .join(' ');
