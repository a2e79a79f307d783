import type { Swept } from '../access/sweep.js';
import type { FileConfig } from '../config-schema.js';
import type { Outbox } from '../outbox/outbox.js';
import type { IncidentWatch } from '../spend/anomalies/incident-watch.js';
import type { SameDayWatch } from '../spend/anomalies/same-day-watch.js';
import type { Audiences } from '../spend/audience/audiences.js';
import type { Breakdowns } from '../spend/breakdowns.js';
import type { BudgetsSeen } from '../spend/budgets.js';
import type { PullReport } from '../spend/source.js';
import type { Spend } from '../spend/spend.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';
import type { Subscriptions } from '../spend/subscriptions/subscription.js';
import type { Statements } from './statement-port.js';
import type { PeopleStates, Questions } from './subscriptions.js';

/** What it is that a job does for others; see `Job.turn`. */
export const TURNS = { bill: 0, incidents: 1, budgets: 2, reports: 3 } as const;
export type Turn = (typeof TURNS)[keyof typeof TURNS];

/**
 * A job as a value: told when it was due, it never asks what time it is, so it can be run late, again, or in a test.
 * It may be run again for the same `due` after a process died in the middle, so its effects must be safe to repeat.
 * `Uses` are the parts of the context it needs: a test hands in just these.
 */
export interface Job<Uses extends keyof JobContext = keyof JobContext> {
  name: string;
  /** Cron expression of whole minutes, on the wall clock of `timeZone`; day of month and day of week must both fit. */
  schedule: string;
  timeZone: string;
  /** What becomes of a run that was due while nobody was there: the latest is made up for, or it is left out. */
  missed: 'run-latest' | 'skip';
  /** A missed or broken run older than this is not made up for. */
  maxAgeHours: number;
  /** Run once for its last due time as soon as the bill has been read for the first time, not hours later when it is due next. */
  first?: true;
  /** By hand it is run for no due time that is older, where doing now what was to be done then has no end. */
  byHandDays?: number;
  /**
   * Of those that are found due in one look a lower turn goes first, so that what is said of one minute rests on the same
   * bill and the same incidents. Those of one turn run at once, and one without a turn waits for nobody.
   */
  turn?: Turn;
  /** It acts for people and is left to the running bot where nobody can ask Slack who they are now. */
  needsPeople?: true;
  /** One line for people. */
  summary: string;
  /**
   * Gives what it did in a few words, none when there was nothing to do. What it throws is tried again later, unless it is a
   * UsageError or Rejected.
   * @param about.unwatched the due time is from before the job was first seen: what was over by then nobody watched
   */
  run(due: Date, context: Pick<JobContext, Uses>, about?: { unwatched: boolean }): Promise<string>;
}

/** All that jobs may use. */
export interface JobContext {
  /** Reads the bill; undefined when it was left out because today's paid requests are used up. Throws Unavailable. */
  refresh(): Promise<PullReport | undefined>;
  spend: Spend;
  breakdowns: Breakdowns;
  /** What budgets had reached when they were first looked at. */
  budgets: BudgetsSeen;
  /** What aispend.yaml says. */
  settings: FileConfig;
  outbox: Outbox;
  /** Who hears what is said in channels. */
  audiences: Pick<Audiences, 'before'>;
  subscriptions: Subscriptions;
  questions: Questions;
  people: PeopleStates;
  hours: DeliveryHours;
  incidents: IncidentWatch;
  statements: Statements;
  /** Compares access requests with IAM, and follows the audit trail. */
  accessKeeper: { sweep(): Promise<Swept>; checkTrail(): Promise<string | undefined> };
  sameDay: SameDayWatch;
}
