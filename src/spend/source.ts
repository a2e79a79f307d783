import type { Month, Span } from '../period.js';
import type { MonthMeta } from './ledger/month-file.js';

/** What a pull did: which months it replaced, what it cost, and what the reader must be told. */
export interface PullReport {
  months: Month[];
  requests: number;
  /** Sentences for people: ceiling reached, a damaged file skipped, a history that begins later than asked. */
  notes: string[];
}

/** A source of spend has one verb: pull a period into the ledger, month by month, each replaced whole. */
export interface Source {
  readonly name: 'cost-explorer' | 'cur-files';
  /** What the files must have been pulled with to be usable; changes with metric and tag keys. */
  readonly shape: string;
  /** The spans worth pulling now, most wanted first; each is pulled and lands by itself. Asked again after each pull. */
  wanted(known: ReadonlyMap<Month, MonthMeta>): Span[];
  /** Whether a refresh by the clock can be paid for; one that somebody asked for is tried in any case. */
  affordable(): Promise<boolean>;
  /**
   * Pulls every month that touches `span`. Months already in `known` may be skipped when nothing can have changed.
   * @throws Unavailable with one sentence when nothing could be pulled at all.
   */
  pull(span: Span, known: ReadonlyMap<Month, MonthMeta>): Promise<PullReport>;
}
