/** Tables as Kysely sees them. Times are ISO 8601 UTC text, days are "YYYY-MM-DD", on both engines alike. */
export interface Tables {
  migration: { name: string; at: string };
  /** Paid requests to Cost Explorer by UTC day: the daily ceiling holds over all processes that share the store. */
  ce_request: { day: string; sent: number };
  /** What Slack delivered and we took on; a second delivery of the same thing finds its key here. */
  delivery: { key: string; at: string };
  /** Answers as they were given, so that a button acts on what the person saw. `answer` is JSON. */
  answer: { id: string; asker: string; workspace: string; question: string; answer: string; at: string; shared_at: string | null };
  /** Usage types that no grammar knows, so that each is logged once and not at every question. */
  unclassified: { service: string; usage_type: string; first_seen: string };
  /** Work that only one process may do at a time, and until when its holder is believed to be alive. */
  lease: { name: string; holder: string; until: string };
}
