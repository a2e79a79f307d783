import type { Room } from './iam-quota.js';

/** An IAM role or user as it is now. */
export interface IamPrincipal {
  arn: string;
  kind: 'role' | 'user';
  account: string;
  name: string;
  /** "/teams/". */
  path: string;
  tags: Record<string, string>;
  /** ARN of the policy that is its permissions boundary. */
  boundary?: string;
  /** Decoded JSON documents by name. */
  inline: { name: string; document: string }[];
  /** ARNs of attached managed policies. */
  attached: string[];
  /** When a role was last used, ISO 8601; absent when IAM does not say, as for users. */
  lastUsed?: string;
  /** AWS manages it and refuses every change: of IAM Identity Center, or service-linked. */
  managedByAws?: 'identity-center' | 'service-linked';
}

/**
 * How a change at AWS ended. `gone`: there was nothing (left) to do it to, which for a removal is success. `refused`: asking
 * again is no use. `later`: surely not carried out now. `unknown`: perhaps carried out, which only reading tells. `line` is
 * one sentence that may be shown as plain text.
 */
export type Written =
  | { did: 'done'; requestId?: string }
  | { did: 'gone'; requestId?: string }
  | { did: 'refused'; code: string; line: string; requestId?: string }
  | { did: 'later'; line: string; requestId?: string }
  | { did: 'unknown'; line: string; requestId?: string };

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Simulation {
  /** ARN of the role or user; never of a session. */
  principal: string;
  actions: string[];
  resources: string[];
  /** Condition keys with their values: a model's id, the time (ISO 8601). */
  context: { key: string; type: 'string' | 'stringList' | 'numeric' | 'boolean' | 'date'; values: string[] }[];
  /** Documents as if they were there already. */
  extraPolicies?: string[];
}

/** What the simulator says of one action over all the resources that were asked about: the most restrictive decision. */
export interface Simulated {
  action: string;
  decision: Decision;
  /** What stands against it besides the principal's own policies. */
  by?: 'boundary' | 'organisation';
  /** Policies with the statements that decided. */
  matched: string[];
  /** Condition keys that policies ask about and nobody gave. */
  missing: string[];
  resources: { arn: string; decision: Decision }[];
}

/**
 * IAM in our words, of the accounts the bot may act in. Roles and users are named by their ARN, and a name of a policy
 * is deterministic, so every change may be repeated: putting replaces, and removing what is gone is success.
 *
 * Reads throw Unavailable, which names the IAM action that is missing; what is not there is undefined. IAM is eventually
 * consistent: what was just written may take some seconds until a read shows it and everybody obeys it.
 */
export interface Iam {
  /** All roles and users. */
  principals(): Promise<IamPrincipal[]>;
  /** One of them, fresh. */
  principal(arn: string): Promise<IamPrincipal | undefined>;
  /** The JSON document of an inline policy. */
  policy(arn: string, name: string): Promise<string | undefined>;
  /** ARNs of attached managed policies; empty when the principal is gone. */
  attached(arn: string): Promise<string[]>;
  tags(arn: string): Promise<Record<string, string> | undefined>;
  putPolicy(arn: string, name: string, document: string): Promise<Written>;
  deletePolicy(arn: string, name: string): Promise<Written>;
  attach(arn: string, policyArn: string): Promise<Written>;
  detach(arn: string, policyArn: string): Promise<Written>;
  /** Sets these tags and leaves the others. IAM takes keys that differ only in case for one. */
  tag(arn: string, tags: Record<string, string>): Promise<Written>;
  untag(arn: string, keys: string[]): Promise<Written>;
  /** @throws Unavailable, also when there is no such principal. */
  simulate(simulation: Simulation): Promise<Simulated[]>;
  /** ARN of the role or user the process runs as. Without the right to read its own role the path is missing from it. */
  self(): Promise<string>;
  /** Whether IAM's quota has room for this policy beside the others; asks nothing. */
  room(principal: Pick<IamPrincipal, 'kind' | 'inline'>, policy: { name: string; document: string }): Room;
  /** Whether a document that was read is the one that was put, however its JSON is spelled; asks nothing. */
  same(document: string, other: string): boolean;
}

/**
 * The IAM actions that each method asks for. Changes read first, and reads then, whether the role or user is the one that was
 * meant.
 * `sts:GetCallerIdentity` needs no permission.
 */
export const IAM_NEEDS = {
  principals: ['iam:GetAccountAuthorizationDetails'],
  principal: [
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:GetUser',
    'iam:ListUserPolicies',
    'iam:GetUserPolicy',
    'iam:ListAttachedUserPolicies',
  ],
  policy: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:GetUser', 'iam:GetUserPolicy'],
  attached: ['iam:GetRole', 'iam:GetUser', 'iam:ListAttachedRolePolicies', 'iam:ListAttachedUserPolicies'],
  tags: ['iam:ListRoleTags', 'iam:ListUserTags'],
  putPolicy: ['iam:GetRole', 'iam:GetUser', 'iam:PutRolePolicy', 'iam:PutUserPolicy'],
  deletePolicy: ['iam:GetRole', 'iam:GetUser', 'iam:DeleteRolePolicy', 'iam:DeleteUserPolicy'],
  attach: ['iam:GetRole', 'iam:GetUser', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
  detach: ['iam:GetRole', 'iam:GetUser', 'iam:DetachRolePolicy', 'iam:DetachUserPolicy'],
  tag: ['iam:GetRole', 'iam:GetUser', 'iam:TagRole', 'iam:TagUser'],
  untag: ['iam:GetRole', 'iam:GetUser', 'iam:UntagRole', 'iam:UntagUser'],
  simulate: ['iam:SimulatePrincipalPolicy'],
  self: ['sts:GetCallerIdentity', 'iam:GetRole'],
  room: [],
  same: [],
} as const satisfies Record<keyof Iam, readonly string[]>;
