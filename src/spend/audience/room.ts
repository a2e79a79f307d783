/** What Slack says of a channel: who beside the people of this workspace hears what is said there. */
export interface Room {
  /** By Slack Connect: `invited` when another organisation may join, and read what was said before, at any moment. */
  shared: 'no' | 'invited' | 'yes';
  /** Names of the other organisations, as far as Slack tells them. */
  organisations: string[];
  /** Ids of members, a thousand at most; none where Slack does not tell them. */
  members: string[];
  /** How many members there are. */
  size: number;
  /** Single- and multi-channel guests among the `looked` members that were looked at, when that was, ISO 8601. */
  guests: number;
  looked: number;
  lookedAt: string;
}

/** Asks Slack about a channel. */
export interface RoomLook {
  /**
   * @param known what was told of it before; guests are not counted anew when it is young and the members are the same
   * @throws Unavailable when Slack does not tell, within seconds
   */
  room(channel: string, known?: Room): Promise<Room>;
}

/** Keeps what Slack said of channels, over all processes that share the store. */
export interface RoomStore {
  find(channel: string): Promise<{ room: Room; at: string } | undefined>;
  keep(channel: string, room: Room): Promise<void>;
}

export const isShared = (room: Pick<Room, 'shared'>): boolean => room.shared !== 'no';
