import type { Decimal } from '../money.js';
import type { Day, Period, Span } from '../period.js';
import type { Check } from './ledger/month-file.js';

/** How an answer came about, kept with it so that "why?" explains this very answer and not a later one. */
export interface Why {
  source: string;
  metric: string;
  /** The exact statements that were run over the ledger, with what each is for. */
  queries: { purpose: string; sql: string }[];
  /** In words: services, record types, tag values. */
  filters: string[];
  /** Ledger rows that were summed, and the lines or groups they were made from at the source. */
  ledgerRows: number;
  sourceRows: number;
  months: string[];
  /** Requests this answer sent to AWS: none, the ledger answers. */
  requests: number;
  /** Requests that filling these months took. */
  pullRequests: number;
  checks: Check[];
}

/** What every answer says about its own trustworthiness. */
export interface Standing {
  period: Period;
  /** The part of the period the ledger holds; undefined when it holds none of it. */
  covered: Span | undefined;
  /** When the source was read, ISO. */
  asOf: string;
  /** Days AWS still calls estimated; they may be restated until the invoice closes. */
  provisional: Day[];
  /** The provisional days so recent that part of their usage has not been billed yet. */
  incomplete: Day[];
  /** One sentence each, most important first. */
  notes: string[];
  why: Why;
}

/** Usage of one model, or of one thing that is not a model (AgentCore vCPU hours, guardrails, an unclassified usage type). */
export interface UsageLine {
  name: string;
  sort: 'model' | 'other' | 'unclassified' | 'model-unknown';
  cost: Decimal;
  /** Exact tokens by kind; undefined when no line of it is billed by the token. */
  tokens: Record<string, Decimal> | undefined;
  totalTokens: Decimal | undefined;
  /** Cost of the lines whose tokens are known, per million of them; undefined when none is. */
  perMillion: Decimal | undefined;
}

export interface TeamAnswer extends Standing {
  kind: 'team';
  team: string;
  /** The name as it can be told from another that looks the same, and typed; set only where there is one. */
  shown?: string | undefined;
  total: Decimal;
  /** The same span before; `total` undefined when the ledger does not hold all of it. */
  before: { span: Span; total: Decimal | undefined };
  /** Largest first; their costs add up to `total` exactly. */
  lines: UsageLine[];
  unclassified: Decimal;
  /** Largest first; undefined when the source does not know who called. `null` is spend without a principal. */
  principals: { principal: string | null; cost: Decimal }[] | undefined;
  daily: { day: Day; cost: Decimal }[];
  /** What the whole organisation used in the period, and how much of it no team owns. */
  organisation: { total: Decimal; unattributed: Decimal };
  /** Last day with spend before the period, when the period has none. */
  lastSpend: Day | undefined;
}

export interface TeamsAnswer extends Standing {
  kind: 'teams';
  /** Largest first. With `unattributed` they add up to `total` exactly. */
  teams: { team: string; shown?: string | undefined; cost: Decimal; before: Decimal | undefined }[];
  unattributed: { cost: Decimal; before: Decimal | undefined };
  total: Decimal;
  before: { span: Span; total: Decimal | undefined };
  unclassified: Decimal;
  /** What `unclassified` is made of, by usage type, largest first; it adds up exactly. */
  unclassifiedUsage: { usageType: string; cost: Decimal }[];
  /** Money of other kinds by record type (Credit, Refund, Tax, …), never netted into usage. */
  otherRecords: { recordType: string; cost: Decimal }[];
  /** `total` and all `otherRecords` together: a number of its own beside `total`, never in its place. */
  net: Decimal;
}

export type Answer = TeamAnswer | TeamsAnswer;
