import { type ConversationsInfoResponse, WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { Rejected, Unavailable } from '../errors.js';
import type { Room, RoomLook } from '../spend/audience/room.js';
import type { People } from './people.js';

/** One call brings so many; Slack's conversations.members takes at most a thousand. */
const MEMBERS = 1000;
/** Guests are looked for among so many members of a channel. */
const LOOKED = 50;
const AT_ONCE = 8;
/** users.info takes about a hundred a minute (tier 4); the rest is left to people who ask. */
const A_MINUTE = 60;
const COUNTED_FOR_MS = 7 * 86_400_000;
const DEADLINE_MS = 15_000;
/** Slack asks for some seconds when many channels are looked at at once. */
const PATIENCE_S = 10;

type Channel = NonNullable<ConversationsInfoResponse['channel']>;

/**
 * Who is in a channel: conversations.info (scopes channels:read, groups:read), conversations.members and users.info; the
 * names of other organisations by team.info (team:read). Whatever but the first does not answer leaves out what it would tell.
 */
export class Rooms implements RoomLook {
  private minute = { began: 0, looked: 0 };

  constructor(
    private readonly web: WebClient,
    private readonly people: Pick<People, 'isGuest'>,
    /** Our own workspace and organisation. */
    private readonly home: () => Promise<string[]>,
    private readonly now: () => Date,
  ) {}

  async room(channel: string, known?: Room): Promise<Room> {
    const found: Room = { shared: 'no', organisations: [], members: [], size: 0, guests: 0, looked: 0, lookedAt: this.now().toISOString() };
    let timer: NodeJS.Timeout | undefined;
    let told = false;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DEADLINE_MS);
    });
    const asking = (async () => {
      const about = await this.about(channel);
      const shared = about.is_ext_shared ? 'yes' : about.is_pending_ext_shared ? 'invited' : 'no';
      Object.assign(found, { shared, size: about.num_members ?? 0 });
      told = true;
      if (shared === 'yes') found.organisations = await this.others(about);
      found.members = await this.members(channel);
      found.size = Math.max(found.size, found.members.length);
      if (known && this.stillCounts(known, found)) Object.assign(found, pick(known));
      else await this.count(found);
    })();
    try {
      await Promise.race([asking, deadline]);
    } catch (error) {
      throw inWords(error);
    } finally {
      clearTimeout(timer);
    }
    asking.catch(() => undefined);
    if (!told) throw new Unavailable('Slack does not tell aispend in time who is in that channel.');
    // What comes after the deadline changes nothing any more.
    return { ...found };
  }

  private async about(channel: string, patient = true): Promise<Channel> {
    try {
      const { channel: about } = await this.web.conversations.info({ channel, include_num_members: true });
      if (about?.id !== channel) throw new Error('conversations.info answered about another channel');
      return about;
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || !patient || error.retryAfter > PATIENCE_S) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfter * 1000));
      return this.about(channel, false);
    }
  }

  private members(channel: string): Promise<string[]> {
    return this.web.conversations.members({ channel, limit: MEMBERS }).then(
      ({ members }) => members ?? [],
      () => [],
    );
  }

  private async others(about: Channel): Promise<string[]> {
    const ours = await this.home().catch((): string[] => []);
    const ids = [...(about.connected_team_ids ?? []), ...(about.shared_team_ids ?? [])];
    const others = [...new Set(ids)].filter((id) => !ours.includes(id) && !about.internal_team_ids?.includes(id));
    const name = (team: string): Promise<string> => this.web.team.info({ team }).then((answer) => answer.team?.name ?? '');
    const names = await Promise.all(others.slice(0, 3).map((team) => name(team).catch(() => '')));
    return names.filter((one) => one !== '');
  }

  private stillCounts(known: Room, found: Room): boolean {
    const young = this.now().getTime() - Date.parse(known.lookedAt) < COUNTED_FOR_MS;
    const all = known.looked >= Math.min(LOOKED, known.members.length);
    return young && all && known.members.length === found.members.length && found.members.every((id) => known.members.includes(id));
  }

  /** Counts as far as it comes. */
  private async count(found: Room): Promise<void> {
    const left = found.members.slice(0, LOOKED);
    const one = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined && this.mayLook(); id = left.shift()) {
        const guest = await this.people.isGuest(id).catch(() => undefined);
        if (guest === undefined) continue;
        found.looked++;
        if (guest) found.guests++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  private mayLook(): boolean {
    const now = this.now().getTime();
    if (now - this.minute.began >= 60_000) this.minute = { began: now, looked: 0 };
    return ++this.minute.looked <= A_MINUTE;
  }
}

/** Rejected when it is only this channel that Slack does not tell of. */
function inWords(error: unknown): Unavailable | Rejected {
  const word = error instanceof WebAPIPlatformError ? String(error.data.error) : '';
  if (word === 'missing_scope')
    return new Unavailable('aispend may not look who is in a channel; reinstall the Slack app with the scopes of manifest.yml.', {
      cause: error,
    });
  if (/channel_not_found|not_in_channel|method_not_supported/.test(word))
    return new Rejected(`Slack does not tell aispend about that channel (${word}).`, { cause: error });
  return new Unavailable('Slack does not tell aispend who is in that channel right now.', { cause: error });
}

const pick = ({ guests, looked, lookedAt }: Room) => ({ guests, looked, lookedAt });
