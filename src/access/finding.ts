/** What was looked at before anybody is asked. */
export type Check =
  | 'principal'
  | 'tag'
  | 'activation'
  | 'boundary'
  | 'entitlement'
  | 'region'
  | 'agreement'
  | 'use-case'
  | 'terms'
  | 'room'
  | 'approvers'
  | 'cost'
  | 'time-limit';

/**
 * `blocking` stops the request, `aws` lets it wait for AWS; `warning`, `note` and `ok` go on the approver's card, `unknown`
 * could not be found out and is no "ok".
 */
export type Level = 'blocking' | 'aws' | 'warning' | 'unknown' | 'note' | 'ok';

/** One line with its cure. Both are our own words, but may hold names that AWS or people wrote: show them as plain text. */
export interface Finding {
  check: Check;
  level: Level;
  line: string;
  cure?: string;
  /** The bot can do this itself when a person who may says so. */
  fix?: { kind: 'tag'; key: string; value: string };
}
