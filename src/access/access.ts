import type { Entry, Head, Verdict } from '../audit/audit.js';
import type { Model } from './catalogue.js';
import type { Why } from './deciders.js';
import type { Finding } from './finding.js';
import type { Principal } from './ports.js';
import type { AccessRequest, State } from './request.js';
import type { Deciders, Viewer } from './words.js';

/** A person, as Slack signed it: the only thing authority rests on. */
export interface Who {
  id: string;
  workspace: string;
}

/** What is asked for. Texts are as typed. */
export interface Wish {
  /** Id, name or alias. */
  model: string;
  /** ARN or name of a role or user; when the person has exactly one to ask for, it may be left out. */
  principal?: string;
  /** "4h", "90m". */
  duration: string;
  reason: string;
  ticket?: string;
  /** For a model with terms or consent: the person has seen them and agrees. */
  agrees?: boolean;
}

/** A wish that has been looked at. Blocking findings stop it; `aws` ones make it wait for AWS. */
export interface Preflight {
  model: Model;
  principal: Principal;
  team: string | null;
  minutes: number;
  findings: Finding[];
  blocked: boolean;
  waits: boolean;
}

/** What became of a click. `already`: it had been done; `by` did it. Either way the request is as it is now. */
export interface Outcome {
  did: 'done' | 'already';
  by?: string;
  request: AccessRequest;
}

/**
 * The access workflow. Every method may be called twice for one click: the second call finds what the first has done.
 * Whether the person may is found out from the configuration, Slack and the store at that moment.
 * All throw UsageError for what the person can put right, NotAllowed, or Unavailable.
 */
export interface Access {
  models(): Model[];
  /** Roles and users the person may ask for: those of her teams, below the configured path, that can be written to. */
  forPrincipalChoices(who: Who): Promise<(Principal & { team: string | null })[]>;
  /** Looks at a wish and changes nothing. */
  preflight(wish: Wish, who: Who): Promise<Preflight>;
  /** Looks again and opens the request. `key` names the submission: a repetition gives the request there is. */
  ask(wish: Wish, who: Who, key: string): Promise<AccessRequest>;
  /** Immediate and short, for the people named in the configuration, told to everybody concerned and reviewed afterwards. */
  breakGlass(wish: Wish, who: Who, key: string): Promise<AccessRequest>;
  /** Says whether what was done by breaking glass was justified; never by the person who did it. */
  review(id: string, who: Who, verdict: 'justified' | 'not-justified', note: string): Promise<Outcome>;

  /** @param stage the stage whose card was clicked: a click on an old card decides nothing. */
  decide(id: string, who: Who, verdict: 'approve' | 'deny', o: { stage: number; reason?: string }): Promise<Outcome>;
  /** Says that this person looks at it; others still may decide. */
  claim(id: string, who: Who): Promise<Outcome>;
  /** Asks the person who wants access; the request stays as it is. */
  askBack(id: string, who: Who, text: string, key: string): Promise<Outcome>;
  /** Answers a question, counted from 0; the person who asked for access. */
  answer(id: string, who: Who, question: number, text: string): Promise<Outcome>;
  /** Takes an undecided request back; the asker and the admins. */
  cancel(id: string, who: Who): Promise<Outcome>;
  /** Why this person may decide the open stage ("manager of engineering"), or a sentence why not. Never throws NotAllowed. */
  whyApprover(id: string, who: Who): Promise<Why>;

  /** Returns a grant early; the asker. What prolongs it ends with it. */
  done(id: string, who: Who): Promise<Outcome>;
  /** A new request that begins where this one ends, decided like any other. */
  extend(id: string, who: Who, duration: string, reason: string, key: string): Promise<AccessRequest>;
  /** Takes a grant away; those who may decide it, the managers of its team and the admins. */
  revoke(id: string, who: Who, reason: string): Promise<Outcome>;

  /** Denies all Bedrock inference to a principal for a time. */
  pause(o: { principal: string; duration: string; reason: string }, who: Who, key: string): Promise<AccessRequest>;
  /** Ends a pause early: who set it, the admins, those named to pause; the team's managers only what one of them has set. */
  undoPause(id: string, who: Who): Promise<Outcome>;

  /** Puts the team tag on a principal, so that what it spends is attributed; the managers of that team and the admins. */
  tag(principal: string, team: string, who: Who): Promise<void>;

  /**
   * What the person may see: her own, what she may decide, her teams'; the admins everything. The latest first; with `which`
   * only such, and `limit` counts these.
   */
  list(who: Who, o?: { states?: readonly State[]; limit?: number; which?: (request: AccessRequest) => boolean }): Promise<AccessRequest[]>;
  /** Who may decide the open stage of a request that the person may see; nobody when it is not Pending. */
  deciders(id: string, who: Who): Promise<Deciders>;
  /** What this person may do with a request that she may see, for the buttons to draw. */
  viewer(id: string, who: Who): Promise<Viewer>;
  /** By id, as typed. @throws UsageError when there is none that the person may see. */
  find(id: string, who: Who): Promise<AccessRequest>;

  /** The trail; the admins all of it, others what is about a request they may see. */
  audit(who: Who, about?: string): Promise<Entry[]>;
  /** The trail as a file, with a check of its chain. */
  auditFile(who: Who, format: 'csv' | 'json'): Promise<{ name: string; content: string; verdict: Verdict }>;
  verifyAudit(who: Who, known?: Head): Promise<Verdict>;
}
