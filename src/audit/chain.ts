import { createHash } from 'node:crypto';
import type { Entry, Head, NewEntry, Verdict } from './audit.js';

export const FIRST = '0'.repeat(64);

/** JSON with keys in order, so that the same content is the same text wherever it was kept meanwhile. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const keys = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${keys
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`;
}

const hashOf = ({ seq, prev, key, at, about, what, who, authority, details }: Omit<Entry, 'hash'>): string =>
  createHash('sha256').update(canonical({ seq, prev, key, at, about, what, who, authority, details })).digest('hex');

/** The entry that follows `head`. */
export function follow(head: Head | undefined, entry: NewEntry): Entry {
  const placed = { ...entry, seq: (head?.seq ?? 0) + 1, prev: head?.hash ?? FIRST };
  return { ...placed, hash: hashOf(placed) };
}

/** The first thing wrong from `before` on, or the new end. */
export function check(before: Head | undefined, entries: Entry[]): Verdict {
  let head = before;
  for (const entry of entries) {
    const wrong = (what: string): Verdict => ({ intact: false, at: entry.seq, wrong: what });
    if (entry.seq !== (head?.seq ?? 0) + 1) return wrong(`entry ${(head?.seq ?? 0) + 1} is missing`);
    if (entry.prev !== (head?.hash ?? FIRST)) return wrong(`entry ${entry.seq} does not follow the one before it`);
    if (entry.hash !== hashOf(entry)) return wrong(`entry ${entry.seq} was changed after it was written`);
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { intact: true, head };
}
