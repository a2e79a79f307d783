import { hash } from '../sample/chance.js';
import type { Entity } from './iam-directory.js';

/** Policy documents go out URL-encoded by RFC 3986. */
export const encoded = (document: string): string =>
  encodeURIComponent(document).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const idOf = (entity: Entity): string =>
  `${entity.kind === 'role' ? 'AROA' : 'AIDA'}4EXAMPLE${hash(entity.arn).toString(36).toUpperCase().padStart(9, '0')}`;
const policyName = (arn: string): string => arn.split('/').at(-1) ?? '';

export const attachedShape = (arns: string[]) => arns.map((arn) => ({ PolicyName: policyName(arn), PolicyArn: arn }));
export const tagShape = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const boundaryShape = (arn: string | undefined) => arn && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
const lastUsedShape = (entity: Entity) => ({
  ...(entity.lastUsed && { LastUsedDate: entity.lastUsed.at, Region: entity.lastUsed.region }),
});
const inlineShape = (entity: Entity) =>
  Object.entries(entity.inline).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encoded(document) }));

/** The parts that a role has in GetRole and in GetAccountAuthorizationDetails alike. */
const roleParts = (role: Entity) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: idOf(role),
  Arn: role.arn,
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: role.trust && encoded(role.trust),
  PermissionsBoundary: boundaryShape(role.boundary),
  Tags: tagShape(role.tags),
  RoleLastUsed: lastUsedShape(role),
});

export const roleShape = (role: Entity) => ({ ...roleParts(role), MaxSessionDuration: 3600 });

export const roleDetail = (role: Entity) => ({
  ...roleParts(role),
  InstanceProfileList: [],
  RolePolicyList: inlineShape(role),
  AttachedManagedPolicies: attachedShape(role.attached),
});

export const userShape = (user: Entity) => ({
  Path: user.path,
  UserName: user.name,
  UserId: idOf(user),
  Arn: user.arn,
  CreateDate: user.createdAt,
  PermissionsBoundary: boundaryShape(user.boundary),
  Tags: tagShape(user.tags),
});

export const userDetail = (user: Entity) => ({
  ...userShape(user),
  UserPolicyList: inlineShape(user),
  GroupList: [],
  AttachedManagedPolicies: attachedShape(user.attached),
});
