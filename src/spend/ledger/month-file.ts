import type { Month } from '../../period.js';

/**
 * The columns of a month file, in order. One Parquet file a month, replaced whole by rename, so a reader sees the old
 * month or the new one and a crash never leaves half.
 */
export const COLUMNS = {
  day: 'DATE',
  cube: 'VARCHAR',
  account: 'VARCHAR',
  tags: 'MAP(VARCHAR, VARCHAR)',
  principal: 'VARCHAR',
  service: 'VARCHAR',
  usage_type: 'VARCHAR',
  record_type: 'VARCHAR',
  unit: 'VARCHAR',
  cost: 'DECIMAL(38,18)',
  quantity: 'DECIMAL(38,18)',
  estimated: 'BOOLEAN',
} as const;

/** Two totals that must agree because they are the same money cut two ways; `difference` is exact USD, "0" when it holds. */
export interface Check {
  cube: string;
  service: string;
  difference: string;
}

/** What a month file says of itself, in its Parquet key-value metadata under `aispend`, so it cannot part from its rows. */
export interface MonthMeta {
  month: Month;
  /** "cost-explorer" or "cur-files". */
  source: string;
  /** Metric and tag keys it was pulled with; a file of another shape is not read but pulled again. */
  shape: string;
  /** When the pull ended, ISO. */
  pulledAt: string;
  /** How fresh the source itself said it was, ISO: the pull's time for Cost Explorer, the newest file's for CUR. */
  asOf: string;
  /** First day of the month that is covered (history may begin inside a month) and the day after the last. */
  covers: { start: string; end: string };
  /** Requests this pull cost, shared over the months it filled. */
  requests: number;
  /** Line items or groups read at the source for this month. */
  sourceRows: number;
  checks: Check[];
  /** Things a reader must be told: a damaged file that was skipped, a breakdown that needs CUR. One sentence each. */
  notes: string[];
  /** For file sources: the input files by path with size and modification time, so an unchanged one is not read again. */
  inputs?: Record<string, string>;
  /** For file sources: why the figures are older than the files, one of `notes`; the month is read again at every refresh. */
  kept?: string;
}
