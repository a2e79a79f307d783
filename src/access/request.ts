import type { Model } from './catalogue.js';
import type { Finding } from './finding.js';
import type { Target } from './target.js';

/** Where a request stands; people read these very words everywhere. */
export const STATES = [
  'Pending',
  'Waiting for AWS',
  'Approved',
  'Granting',
  'Granted',
  'Denied',
  'Expired',
  'Cancelled',
  'Revoking',
  'Revoked',
  'Failed',
] as const;
export type State = (typeof STATES)[number];

/** Nothing moves a request out of these. */
export const FINAL: readonly State[] = ['Denied', 'Expired', 'Cancelled', 'Revoked', 'Failed'];
/** A policy of ours may be at AWS while a request is in one of these. */
export const HOLDING: readonly State[] = ['Granting', 'Granted', 'Revoking'];

/** `grant` allows a model for a time; `pause` denies all Bedrock inference for a time, by the same states. */
export type Kind = 'grant' | 'pause';

/** Whom a decision is counted for, and by what right, in words people are shown: "manager of engineering". */
export interface Decision {
  stage: number;
  by: string;
  verdict: 'approve' | 'deny';
  /** What was typed; shown as plain text only. */
  reason?: string;
  at: string;
  why: string;
  /** When executed, the right was gone: why it no longer counts. */
  void?: string;
}

/** One stage of the approval, as it was when the request was made. */
export interface Stage {
  /** Name of the rule in `access.approvers`. */
  name: string;
  /** How many different people it takes. */
  quorum: number;
  openedAt?: string;
  /** When others are asked as well, if nobody has decided. */
  escalateAt?: string;
  escalatedAt?: string;
  closedAt?: string;
}

/** What is, or is to be, at AWS. Fixed before the first call, so that every repetition writes the same. */
export interface Policy {
  name: string;
  how: 'inline' | 'managed';
  /** JSON as it is put; of a managed policy empty. */
  document: string;
  managedArn?: string;
  /** The first time AWS was seen to have it. */
  putAt?: string;
}

/**
 * Why a grant or pause ends: its time, the person who is done, somebody who takes it back, a longer pause in its place, a
 * fault, somebody at AWS.
 */
export type EndCause = 'time' | 'done' | 'revoked' | 'undone' | 'replaced' | 'fault' | 'removed-outside';

/** How it ends, from the moment it does. */
export interface Ending {
  cause: EndCause;
  /** Slack user id, or "aispend". */
  by: string;
  reason?: string;
  at: string;
  /** The state it ends in. */
  into: 'Revoked' | 'Failed';
  /** It allowed for longer than was approved; a whole sentence, for the admins too. */
  overrun?: string;
}

/** Something went wrong that is tried again. `tries` counts since the state began. */
export interface Trouble {
  /** One sentence for people. */
  line: string;
  tries: number;
  since: string;
  /** When the admins were told. */
  toldAt?: string;
}

/** A question to the person who asked, by somebody who may decide. */
export interface Question {
  /** Names the submission, so that asking twice is asking once. */
  key: string;
  by: string;
  text: string;
  at: string;
  answer?: { text: string; at: string };
}

/**
 * A request for access, or a pause. All times are ISO 8601 UTC. It is changed by compare-and-swap on `version` only;
 * `todo` is what the last change still owes to the world, done in order, each safe to repeat.
 */
export interface AccessRequest {
  /** Short enough to be typed: "k3m9pq2r7t". */
  id: string;
  version: number;
  kind: Kind;
  state: State;
  /** Slack user id of who asked; a pause's is who paused. */
  asker: string;
  workspace: string;
  /** The catalogue's entry as it was when asked; absent for a pause. */
  model?: Model;
  /** ARN of the IAM role or user. */
  principal: string;
  /** Owner by the principal's team tag; null is nobody. */
  team: string | null;
  minutes: number;
  reason: string;
  ticket?: string;
  /** What exactly is to be allowed, resolved when asked; absent for a pause. */
  target?: Target;
  findings: Finding[];
  /** The terms were shown and agreed to. */
  consent?: { to: string; by: string; at: string };
  stages: Stage[];
  /** Index of the open stage; as many as stages when all are closed. */
  stage: number;
  decisions: Decision[];
  questions: Question[];
  claim?: { by: string; at: string };
  breakGlass?: {
    reviewBy: string;
    /** The last reminder that it is to be reviewed, and how many there have been. */
    remindedAt?: string;
    reminders?: number;
    review?: { by: string; verdict: 'justified' | 'not-justified'; note: string; at: string };
  };
  /** By what right it was paused, as the audit trail has it: says who may undo it. */
  pausedAs?: string;
  /** The grant that this one prolongs, and its end as it was when this was asked for. */
  extends?: string;
  prolongs?: string;
  /** Who or what cancelled it: Slack user id or "aispend", and why. */
  cancelled?: { by: string; line?: string };
  /** For "Waiting for AWS": the text for the account team and when availability is looked at next. */
  waiting?: { text: string; since: string; checkAt: string };
  policy?: Policy;
  askedAt: string;
  /** It is not decided after this. */
  expiresAt: string;
  /** When "Granted" was said. */
  grantedAt?: string;
  /** The second at which the policy stops to allow; fixed when granting begins. */
  endsAt?: string;
  /** Absent when the grant is too short to be reminded of. */
  remindAt?: string;
  remindedAt?: string;
  ending?: Ending;
  endedAt?: string;
  trouble?: Trouble;
  /** The engine leaves it alone until then. */
  notBefore?: string;
  /** What was spent by this principal on the days of the grant: asked for at `askAt`, told once. */
  closing?: { askAt: string; tries: number };
  todo: Todo[];
  /** Conversations that have the card. */
  cards: string[];
  /** What people were told with buttons that can still be pressed. */
  offered?: Offered[];
  /** How long IAM is given before "Granted" is said, as configured when it was asked for. */
  settleSeconds?: number;
}

/** What a request was told, asked or did, as an event people may be told of. */
export type Event =
  | { what: 'stage-opened' | 'escalated' | 'claimed' | 'granted' | 'reminder' | 'expired' | 'aws-allowed' }
  | { what: 'glass-broken' }
  /** `beside`: a request that waits for the same of AWS, whose text is with the admins already. */
  | { what: 'waiting-for-aws'; beside?: string }
  /** With the reason, where nobody can review it. */
  | { what: 'review-due' | 'review-left'; line?: string }
  | { what: 'cancelled'; by: string; line?: string }
  | { what: 'question'; by: string; text: string }
  /** By the person who asked for access, to whoever had the question. */
  | { what: 'answered'; to: string; question: string; text: string }
  | { what: 'approved' | 'denied'; by: string; reason?: string }
  | { what: 'decision-void'; by: string; line: string }
  /** `spent` is absent while the bill of those days is not complete; it follows as an event of its own. */
  | { what: 'ended'; spent?: Spent }
  /** `cure`: who can put it right, the admins unless told. */
  | { what: 'failed'; line: string; cure?: 'asker' }
  | { what: 'spent'; spent: Spent }
  | { what: 'trouble'; line: string }
  | { what: 'reviewed'; by: string }
  | { what: 'drift'; line: string };

/** What this principal spent on whole UTC billing days; the bill knows no hours. Without `cost` the reason why says so. */
export type Spent = { start: string; end: string; cost: string; onModel?: string } | { start: string; end: string; why: string };

/** A message with buttons: its key in the outbox, the person or channel that has it, and what it told. */
export interface Offered {
  key: string;
  place: string;
  event: Event;
}

/** One thing owed: a message, the card, or an entry in the audit trail. `key` makes it happen once. */
export type Todo =
  | { kind: 'tell'; key: string; event: Event }
  | { kind: 'card'; key: string }
  | { kind: 'audit'; key: string; entry: TodoEntry };

export interface TodoEntry {
  at: string;
  what: string;
  /** Slack user id, "aispend" or "AWS". */
  who: string;
  /** On whose authority: "manager of engineering (aispend.yaml)". */
  authority: string;
  details: Record<string, unknown>;
}
