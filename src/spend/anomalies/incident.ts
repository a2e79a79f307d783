import type { Decimal } from '../../money.js';
import type { Day } from '../../period.js';

/** Whose cost is watched. */
export interface Subject {
  kind: 'team' | 'principal' | 'model' | 'agent';
  name: string;
}

/** Daily cost of one subject in dollars; a missing day cost nothing. */
export interface Series extends Subject {
  days: ReadonlyMap<Day, Decimal>;
  /** The one team it works for, where that is known: keeps what happens in two teams on one day apart. */
  team?: string;
}

/** Spend that was announced, `to` exclusive. A team's plan covers every subject that is known to work for it. */
export interface Planned {
  subject: Subject;
  from: Day;
  to: Day;
}

export interface FindOptions {
  /** The first day the ledger knows. */
  first: Day;
  /** The last complete day. */
  last: Day;
  /** Dollars a day above the expected cost under which nothing is worth a message; 25 unless told otherwise. */
  minimum?: Decimal;
  planned?: readonly Planned[];
  /** Also report what costs much less than expected; never more than "likely", because holidays look the same. */
  drops?: boolean;
}

/** Dollars. `cost` is exactly what was billed; the estimates are whole cents. Usual days lie between `low` and `high`. */
export interface IncidentDay {
  day: Day;
  cost: Decimal;
  expected: Decimal;
  low: Decimal;
  high: Decimal;
}

/** A stretch of days on which a subject cost more (drops: less) than expected. */
export interface Incident {
  /** The same on every later run over the same bill, so it can be told once and then updated. */
  key: string;
  subject: Subject;
  from: Day;
  /** The day after the last unusual one; undefined while the last complete day is unusual. It may start again within a week. */
  to: Day | undefined;
  /** The unusual days only, oldest first. */
  days: IncidentDay[];
  /** Exact dollars above the expected cost over `days`; negative for a drop. */
  excess: Decimal;
  confidence: 'likely' | 'very likely';
  /** What the first day was compared with: "the same weekdays of the last 6 weeks". */
  comparedWith: string;
  /** The same dollars seen from elsewhere, most first: the principal behind a team's spike. Never add these to `excess`. */
  related: { subject: Subject; excess: Decimal }[];
}

export const subjectKey = (subject: Subject): string => `${subject.kind}:${subject.name}`;
