import type { Bedrock, Known, ModelAvailability } from '../aws/bedrock.js';
import type { Iam, IamPrincipal, Simulated, Simulation, Written } from '../aws/iam.js';
import type { Spent } from './request.js';

export type { Known, ModelAvailability, Simulated, Simulation, Written };

/** An IAM role or user as it is now. */
export type Principal = IamPrincipal;

/** What of IAM the workflow uses, acting for one person. */
export type Rights = Pick<
  Iam,
  'principals' | 'principal' | 'policy' | 'attached' | 'putPolicy' | 'deletePolicy' | 'attach' | 'detach' | 'tag' | 'simulate' | 'self'
>;

/** What of Bedrock's control plane the workflow uses. */
export type Models = Pick<Bedrock, 'availability' | 'profiles' | 'direct' | 'useCaseFiled' | 'dataRetention'>;

/** Slack's word on a person. */
export type PersonState = 'member' | 'guest' | 'gone' | 'unknown';

export interface People {
  state(userId: string): Promise<PersonState>;
  /** Members of a user group. Throws Unavailable. */
  groupMembers(groupId: string): Promise<string[]>;
}

/** What the bill says. */
export interface Bill {
  /** Days from `from` to `to` (ISO 8601) as whole UTC billing days. `final` is false while they may not be billed to the end. */
  spentBy(principal: string, from: string, to: string): Promise<{ spent: Spent; final: boolean }>;
  /** What these minutes would cost at the team's own rate. */
  expected(team: string | null, model: string, minutes: number): Promise<Expected>;
  /** Whether the tag's key is active as a cost allocation tag. */
  tagActive(key: string): Promise<Known>;
}

/** An estimate, always with what it rests on. */
export type Expected = { cost: string; basis: string } | { why: string };
