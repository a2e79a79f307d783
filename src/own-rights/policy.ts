import type { FileConfig } from '../config-schema.js';
import { acts, type Duty, dutiesOf, managedPolicies, rolesToAssume } from './duties.js';
import { below, named } from './scope.js';
import { documentOf, type PolicyDocument, type Statement } from './statement.js';

/** Every way to change rights in IAM: roles, users, groups and policies alike. */
const CHANGES = ['Add', 'Attach', 'Create', 'Delete', 'Detach', 'Pass', 'Put', 'Remove', 'Set', 'Tag', 'Untag', 'Update', 'Upload'].map(
  (verb) => `iam:${verb}*`,
);

/** Stands in the trust policy until the role is named; IAM does not accept it, so that nobody forgets it. */
export const ROLE_TO_NAME = '<ARN of the role aispend runs as>';

/** The policies that this configuration needs. */
export interface OwnPolicies {
  /** Of the role the bot runs as; undefined when it asks AWS nothing. */
  bot?: PolicyDocument;
  /** Of each role it assumes, in each of their accounts. */
  assumed?: { roles: string[]; policy: PolicyDocument; trust: PolicyDocument };
}

/**
 * The exact policies for this configuration, made from the actions that the adapters say they take. `own` is the ARN of the
 * role the bot runs as; without it that role is kept from itself by lying outside `access.rolePath` only.
 */
export function policiesFor(settings: FileConfig, own?: string): OwnPolicies {
  const duties = dutiesOf(settings, own);
  if (duties.length === 0) return {};
  const roles = rolesToAssume(settings);
  const limits = acts(settings) ? limitsOf(settings, own) : [];
  const of = (whose: Duty['of']): Statement[] => duties.filter((one) => one.of === whose).map(allow);
  if (roles.length === 0) return { bot: documentOf([...of('bot'), ...limits]) };
  return {
    bot: documentOf(of('bot')),
    assumed: { roles, policy: documentOf([...of('assumed'), ...limits]), trust: documentOf([trust(own)]) },
  };
}

const allow = ({ sid, actions, resources, condition }: Duty): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(condition && { Condition: condition }),
});

/**
 * What the role must never do, whatever else is attached to it one day: change anything outside the path, itself, what is
 * protected, or attach a policy that no model names.
 */
function limitsOf(settings: FileConfig, own: string | undefined): Statement[] {
  const { rolePath, protectedRoles } = settings.access;
  const spared = [...(own ? [own] : []), ...rolesToAssume(settings), ...protectedRoles.flatMap((one) => named(one, rolePath))];
  const managed = managedPolicies(settings);
  return [
    { Sid: 'NeverOutsideThePath', Effect: 'Deny', Action: CHANGES, NotResource: below(rolePath) },
    ...(spared.length > 0 ? [{ Sid: 'NeverItselfOrProtected', Effect: 'Deny' as const, Action: CHANGES, Resource: spared }] : []),
    {
      Sid: 'NeverAnotherPolicy',
      Effect: 'Deny',
      Action: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
      Resource: '*',
      ...(managed.length > 0 && { Condition: { ArnNotEquals: { 'iam:PolicyARN': managed } } }),
    },
  ];
}

/** Who may assume the role: the bot, and only as itself or for a Slack user (U…, W…). */
const trust = (own: string | undefined): Statement => ({
  Sid: 'OnlyAispend',
  Effect: 'Allow',
  Principal: { AWS: own ?? ROLE_TO_NAME },
  Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  Condition: { StringLike: { 'sts:SourceIdentity': ['aispend', 'U*', 'W*'] } },
});
