/** What happened, as it is written down: who did what on whose authority, and all that is needed to believe it. */
export interface NewEntry {
  /** Names the event: an entry with a key that is there already is not written again. */
  key: string;
  /** ISO 8601 UTC. */
  at: string;
  /** Id of the access request it belongs to, or "" for what belongs to none. */
  about: string;
  /** "asked", "approved", "policy put", … */
  what: string;
  /** Slack user id, "aispend" or "AWS". */
  who: string;
  /** By what right: "manager of engineering (aispend.yaml)". */
  authority: string;
  /** Policy text, AWS request ids, states before and after. */
  details: Record<string, unknown>;
}

/** An entry in its place. `hash` covers everything else of it, `prev` is the hash of the entry before (64 zeros for the first). */
export interface Entry extends NewEntry {
  /** 1, 2, 3 … without gaps. */
  seq: number;
  prev: string;
  hash: string;
}

/** The end of the trail: kept elsewhere, it proves later that nothing was cut off. */
export interface Head {
  seq: number;
  hash: string;
}

/** What a check of the whole trail found. `head` is undefined while nothing has been written. */
export type Verdict = { intact: true; head: Head | undefined } | { intact: false; at: number; wrong: string };

/** The rows as the store keeps them: it adds and reads, and can do nothing else with them. */
export interface AuditStore {
  /** Adds it as number `seq`; false when that number or key is taken. */
  add(entry: Entry): Promise<boolean>;
  head(): Promise<Head | undefined>;
  hasKey(key: string): Promise<boolean>;
  /** In order, those after number `after`, at most `limit`; `about` one request. */
  entries(o: { after: number; limit: number; about?: string }): Promise<Entry[]>;
}

/** The audit trail. */
export interface Audit {
  /** Writes entries at the end, in order; those whose key is there already change nothing. */
  write(entries: NewEntry[]): Promise<void>;
  /** All entries about one request, or the whole trail, in order. */
  read(about?: string): Promise<Entry[]>;
  /**
   * Follows the chain from its beginning.
   * @param known an end of the trail that was noted earlier, of its hash at least the beginning: it must still be in it.
   */
  verify(known?: Head): Promise<Verdict>;
}
