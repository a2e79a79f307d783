import type { Audit, AuditStore, Entry, Head, Verdict } from './audit.js';
import { check, follow } from './chain.js';

const PAGE = 500;
/** Writers that meet try again; more than this means that somebody else holds the table. */
const MOST_TRIES = 1000;

export function auditOver(store: AuditStore): Audit {
  /** Where this process saw the trail end last; nothing is ever taken off it, so a wrong guess only costs another look. */
  let end: Head | undefined;
  async function* pages(about?: string): AsyncGenerator<Entry[]> {
    for (let after = 0; ; ) {
      const page = await store.entries({ after, limit: PAGE, ...(about === undefined ? {} : { about }) });
      yield page;
      if (page.length < PAGE) return;
      after = (page.at(-1) as Entry).seq;
    }
  }
  return {
    async write(entries) {
      for (const entry of entries)
        for (let tries = 1; ; tries++) {
          const next = follow(end ?? (await store.head()), entry);
          // Where the end was not where it was last seen, or the entry is there already, nothing is added.
          end = undefined;
          if (await store.add(next)) {
            end = { seq: next.seq, hash: next.hash };
            break;
          }
          if (await store.hasKey(entry.key)) break;
          if (tries > MOST_TRIES) throw new Error(`the audit trail takes no entry (${entry.key})`);
        }
    },
    async read(about) {
      const all: Entry[] = [];
      for await (const page of pages(about)) all.push(...page);
      return all;
    },
    async verify(known) {
      let verdict: Verdict = { intact: true, head: undefined };
      let seen = known === undefined;
      for await (const page of pages()) {
        verdict = check(verdict.head, page);
        if (!verdict.intact) return verdict;
        seen ||= page.some((entry) => known !== undefined && entry.seq === known.seq && entry.hash.startsWith(known.hash));
      }
      return seen ? verdict : missing(known as Head, verdict.head);
    },
  };
}

const missing = (known: Head, head: Head | undefined): Verdict => ({
  intact: false,
  at: known.seq,
  wrong:
    (head?.seq ?? 0) < known.seq
      ? `the trail ends at entry ${head?.seq ?? 0}; entries up to ${known.seq} were cut off`
      : `entry ${known.seq} is not the one that was noted`,
});
