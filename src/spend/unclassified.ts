import type { Log } from '../log.js';
import type { UsageRow } from './usage-lines.js';

/** Remembers which usage types nobody could classify, so that each is reported once. */
export interface UnclassifiedLog {
  /** True the first time this pair is seen by any process. */
  firstTime(service: string, usageType: string): Promise<boolean>;
}

/** Says once, in the log, which usage types nobody could classify. */
export class UnclassifiedReport {
  /** What this process has dealt with, so that a question costs no write. */
  private readonly known = new Set<string>();

  constructor(
    private readonly seen: UnclassifiedLog,
    private readonly log: Log,
  ) {}

  /** @param names the lines of an answer that are unclassified, as `usageLines` names them */
  async report(rows: UsageRow[], names: string[]): Promise<void> {
    const unknown = new Set(names);
    for (const { service, usageType, unit } of rows) {
      const key = `${service} ${usageType}`;
      if (usageType === null || !unknown.has(usageType || service) || this.known.has(key)) continue;
      this.known.add(key);
      if (await this.seen.firstTime(service, usageType))
        this.log.warn({ service, usageType, unit }, 'a usage type that no grammar knows; its cost counts and is shown as unclassified');
    }
  }
}
