import type { Day } from '../../period.js';
import type { Subject } from './incident.js';

/** An incident's figures as they were last decided upon. Dollars are exact decimal strings, estimates whole cents. */
export interface Seen {
  from: Day;
  /** The last unusual day. */
  until: Day;
  days: { day: Day; cost: string; expected: string; low: string; high: string }[];
  excess: string;
  confidence: 'likely' | 'very likely';
  comparedWith: string;
  /** The same dollars seen from elsewhere, most first; never added to `excess`. */
  related: { subject: Subject; excess: string }[];
  /** The last day that was billed in full. */
  billedUntil: Day;
}

/** What AWS Cost Anomaly Detection says of it; an estimate of AWS's. */
export interface SeenByAws {
  id: string;
  monitor: string;
  from: Day;
  /** The last day AWS counts to it. */
  until: Day;
  /** Dollars above what AWS expected, of Bedrock's part. */
  impact: string;
  /** Services, accounts and usage types that AWS names, the largest first. */
  causes: string[];
  /** Models that the usage types name; none when AWS names no usage type. */
  models: string[];
  /** The team whose tag its monitor watches; null when it watches something else. */
  team: string | null;
}

/** Somebody's word that it is planned; the last day is included. */
export interface PlannedBy {
  until: Day;
  by: string;
  note: string;
}

/**
 * What the last change was, to be said in the thread. Everything a message needs is in the row, so saying it again is
 * saying the same.
 */
export type News =
  | { kind: 'new' }
  /** More unusual days; `before` is the excess last told. */
  | { kind: 'more'; days: Day[]; before: string }
  /** Unusual again: within a week of its end, or after the time it was planned for. */
  | { kind: 'again'; days: Day[]; after: 'end' | 'plan' }
  /** It was AWS's word alone until the bill showed it too. */
  | { kind: 'confirmed' }
  | { kind: 'ended'; because: 'usual' | 'restated' | 'new-normal' | 'aws' }
  | { kind: 'planned'; by: string }
  | { kind: 'undone'; by: string }
  /** Only the card changes. */
  | { kind: 'quiet' };

export type IncidentState = 'open' | 'planned' | 'ended';

/** What is known of one incident, and what has been decided to be said of it. */
export interface IncidentRow {
  /** What people type and buttons carry. */
  id: string;
  /** The finder's key, or `aws:` and AWS's id. */
  key: string;
  state: IncidentState;
  /** Counts the changes; what a compare-and-swap compares. */
  version: number;
  /** Undefined while only AWS has seen it. */
  subject?: Subject;
  /** Whose it is; null is nobody's. */
  team: string | null;
  seen?: Seen;
  aws?: SeenByAws;
  plan?: PlannedBy;
  news: News;
  /** Channels and people that are told; none is ever taken away, so that its thread stays where it is. */
  places: string[];
  /** ISO 8601. */
  openedAt: string;
  changedAt: string;
}

export type NewIncident = Omit<IncidentRow, 'id' | 'version' | 'openedAt' | 'changedAt'>;
/** What changes; `undefined` takes a value away. */
export type IncidentChange = Pick<IncidentRow, 'state' | 'news'> &
  Partial<Pick<IncidentRow, 'team' | 'places'>> & {
    [Key in 'subject' | 'seen' | 'aws' | 'plan']?: IncidentRow[Key] | undefined;
  };

/** Keeps incidents over all processes that share the store. */
export interface IncidentStore {
  /** Inserts it unless its key is known; undefined when it is. */
  open(incident: NewIncident): Promise<IncidentRow | undefined>;
  /** Compare-and-swap: undefined, and nothing changed, when the row is no longer as it was read. */
  change(row: IncidentRow, change: IncidentChange): Promise<IncidentRow | undefined>;
  find(id: string): Promise<IncidentRow | undefined>;
  /** Those that are not ended, and those that changed since `since`; the latest opened first. */
  current(since: Date): Promise<IncidentRow[]>;
  /** Forgets what ended more than 400 days ago. */
  tidy(): Promise<void>;
}

/** Spend that was announced before it came; the last day is included. */
export interface Announced {
  id: string;
  subject: Subject;
  /** Whose it is; null is nobody's. */
  team: string | null;
  from: Day;
  until: Day;
  note: string;
  by: string;
  /** ISO 8601. */
  createdAt: string;
}

export interface AnnouncedStore {
  /** `there` when the same was announced already. */
  add(one: Omit<Announced, 'id' | 'createdAt'>): Promise<{ did: 'added' | 'there'; row: Announced }>;
  /** Those whose last day is `day` or later, the first to begin first. */
  since(day: Day): Promise<Announced[]>;
  find(id: string): Promise<Announced | undefined>;
  /** Gives the row to the one caller who removed it. */
  remove(id: string): Promise<Announced | undefined>;
}
