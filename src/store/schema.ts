import type { RunState } from '../jobs/job-run.js';
import type { AccessTables } from './access-tables.js';
import type { AuditTables } from './audit-tables.js';
import type { BudgetTables } from './budgets-tables.js';
import type { IncidentTables } from './incidents-tables.js';
import type { RoomTables } from './rooms-tables.js';
import type { StatementTables } from './statements-tables.js';
import type { SubscriptionTables } from './subscriptions-tables.js';

/** Tables as Kysely sees them. Times are ISO 8601 UTC text, days are "YYYY-MM-DD", on both engines alike. */
export interface Tables extends AccessTables, AuditTables, BudgetTables, IncidentTables, RoomTables, StatementTables, SubscriptionTables {
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
  /** When each job was first seen with its schedule: what was due before is not made up for. */
  job_seen: { job: string; schedule: string; since: string };
  /** One row for each job and due time, at once the lock and the history; see jobs/job-run.ts. */
  job_run: {
    job: string;
    due: string;
    state: RunState;
    attempts: number;
    until: string | null;
    started_at: string;
    ended_at: string | null;
    reference: string | null;
    detail: string | null;
  };
  /** Messages to be sent, and what became of them. `blocks` and `file` are JSON; `turn` is what a compare-and-swap compares. */
  outbox: {
    key: string;
    seq: number;
    kind: string;
    channel: string;
    text: string;
    blocks: string | null;
    parent: string | null;
    file: string | null;
    about: string | null;
    not_before: string;
    state: string;
    /** When it may have its next turn; while it is being sent, the end of the lease. */
    act_at: string;
    turn: number;
    tries: number;
    first_tried: string | null;
    holder: string | null;
    word: string | null;
    file_id: string | null;
    sent_channel: string | null;
    ts: string | null;
    thread_ts: string | null;
    settled_at: string | null;
  };
  /** One row: the last `seq` given out. */
  outbox_counter: { id: number; last: number };
  /** Until when a channel rests after a message, over all processes. */
  outbox_rest: { channel: string; until: string };
  /** Channels that take no messages; `told` is 1 when somebody knows. */
  outbox_broken: { channel: string; word: string; since: string; told: number };
}
