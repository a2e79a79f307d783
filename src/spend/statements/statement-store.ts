import type { Month } from '../../period.js';
import type { Dispute, Entry, Outcome } from './entries.js';

/** A month that was sent out for review. */
export interface Drafted {
  month: Month;
  /** ISO 8601, both. */
  draftedAt: string;
  reviewUntil: string;
}

/** A closed month as it is kept: `content` is JSON and never changes. */
export interface ClosedRow {
  month: Month;
  /** 1, 2, 3 … over all closed months. */
  position: number;
  /** The running numbers of its statements, both included; the first follows the last of the month before. */
  firstNumber: number;
  lastNumber: number;
  content: string;
  /** SHA-256 over everything else of the row. */
  hash: string;
  /** Hash of the month closed before; 64 zeros for the first. */
  previous: string;
  /** Slack user id, or "aispend" when it closed by itself. */
  closedBy: string;
  closedAt: string;
  /** Why an admin closed it although something stood against it, and what did. */
  override: string | null;
}

/** Keeps statements over all processes that share the store. Rows are added and read, never changed. */
export interface StatementStore {
  /** The first draft of a month stands, whoever comes second. */
  draft(one: Drafted): Promise<Drafted>;
  drafts(): Promise<Drafted[]>;
  /** False, and nothing changed, when the month is closed already or another took the position. */
  close(row: ClosedRow): Promise<boolean>;
  /** When months were closed, without their content. */
  heads(): Promise<{ month: Month; closedAt: string }[]>;
  /** In the order of their positions. */
  closed(): Promise<ClosedRow[]>;
  /** All or nothing; ids that are there change nothing. */
  addEntries(entries: Entry[]): Promise<void>;
  /** In the order in which they were made. */
  entries(): Promise<Entry[]>;
  /** False when the id is taken. */
  addDispute(dispute: Dispute): Promise<boolean>;
  disputes(): Promise<{ dispute: Dispute; outcome: Outcome | undefined }[]>;
  /** Of several outcomes of one dispute the first stands; it is what comes back. */
  addOutcome(outcome: Outcome): Promise<Outcome>;
}
