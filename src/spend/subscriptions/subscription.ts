/** How many one person may have. */
export const MOST_PER_PERSON = 50;

/** A question that is asked again and again for somebody, and where the answer goes. */
export interface Subscription {
  /** What people type and buttons carry: six letters and digits. */
  id: string;
  /** Slack id of the person who subscribed; each answer is given with what she may see at that time. */
  owner: string;
  workspace: string;
  /** As it would be typed after the slash command. */
  question: string;
  /** Cron expression of five fields on the wall clock of `timeZone`. */
  schedule: string;
  timeZone: string;
  /** A channel's id, or the owner's for a direct message. */
  place: string;
  state: 'active' | 'paused';
  /** The next due time, ISO 8601. */
  next: string;
  /** When it is looked at; later than `next` while a question that failed is tried again. */
  actAt: string;
  /** Failed attempts at what is due. */
  tries: number;
  /** Counts the changes; what a compare-and-swap compares. */
  version: number;
  createdAt: string;
}

/** What a subscription is besides its number and its history. */
export type NewSubscription = Pick<Subscription, 'owner' | 'workspace' | 'question' | 'schedule' | 'timeZone' | 'place' | 'next'>;

/** Keeps subscriptions over all processes that share the store. */
export interface SubscriptionStore {
  /**
   * Adds one: `there` when the person has the same already, `full` when she has `most`. However many are added at once, no
   * more than these are kept and none twice.
   */
  add(one: NewSubscription, most: number): Promise<{ did: 'added' | 'there'; row: Subscription } | { did: 'full' }>;
  find(id: string): Promise<Subscription | undefined>;
  /** A person's, the next due first. */
  of(owner: string): Promise<Subscription[]>;
  /** Everybody's, the next due first. */
  all(): Promise<Subscription[]>;
  /** The active ones that go to a channel. */
  at(place: string): Promise<Subscription[]>;
  /** Gives the row as it was to the one caller who removed it. */
  remove(id: string): Promise<Subscription | undefined>;
  /** Up to `limit` active ones whose turn it is at `at`, the earliest first. */
  due(at: Date, limit: number): Promise<Subscription[]>;
  /** Moves on to the next due time. False, and nothing changed, when the row is no longer as it was read. */
  advance(row: Subscription, next: Date): Promise<boolean>;
  /** Counts a failure and looks again later; the same compare-and-swap. */
  retry(row: Subscription, actAt: Date): Promise<boolean>;
  /** Stops all active ones of a person; gives how many. */
  pause(owner: string): Promise<number>;
  /** Goes on with a paused one; the same compare-and-swap. */
  resume(row: Subscription, next: Date): Promise<boolean>;
}

/** When schedules are due; see jobs/timetable. */
export interface Times {
  latest(now: Date): Date | undefined;
  next(now: Date): Date | undefined;
}

/** Subscriptions as commands and jobs use them. */
export interface Subscriptions extends SubscriptionStore {
  /** @throws UsageError when the time zone cannot be read */
  times(schedule: string, timeZone: string): Times;
}
