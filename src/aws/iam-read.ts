import {
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListUserPoliciesCommand,
  ListUserTagsCommand,
  type Role,
  type RoleDetail,
  type Tag,
  type User,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { type PrincipalArn, principalArn } from './arn.js';
import type { Calls } from './aws-calls.js';
import type { IamPrincipal } from './iam.js';
import { decodeDocument } from './iam-document.js';

/** All roles and users of the client's account, with what IAM knows of them, in pages of a thousand. */
export async function readPrincipals(client: IAMClient, calls: Calls): Promise<IamPrincipal[]> {
  const action = 'iam:GetAccountAuthorizationDetails';
  const pages = await calls.pages(action, (Marker) =>
    client.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role', 'User'], MaxItems: 1000, Marker })),
  );
  return (pages ?? []).flatMap((page) => [
    ...(page.RoleDetailList ?? []).flatMap((role) => known(role.Arn, (arn) => fromRole(arn, role))),
    ...(page.UserDetailList ?? []).flatMap((user) => known(user.Arn, (arn) => fromUser(arn, user))),
  ]);
}

const known = <T>(arn: string | undefined, make: (arn: PrincipalArn) => T): T[] => {
  const read = principalArn(arn ?? '');
  return read ? [make(read)] : [];
};

const fromRole = (arn: PrincipalArn, role: RoleDetail): IamPrincipal => ({
  ...named(arn, role.Tags, role.PermissionsBoundary?.PermissionsBoundaryArn, role.RoleLastUsed?.LastUsedDate),
  inline: (role.RolePolicyList ?? []).map((one) => ({ name: one.PolicyName ?? '', document: decodeDocument(one.PolicyDocument) })),
  attached: arns(role.AttachedManagedPolicies),
});

const fromUser = (arn: PrincipalArn, user: UserDetail): IamPrincipal => ({
  ...named(arn, user.Tags, user.PermissionsBoundary?.PermissionsBoundaryArn),
  inline: (user.UserPolicyList ?? []).map((one) => ({ name: one.PolicyName ?? '', document: decodeDocument(one.PolicyDocument) })),
  attached: arns(user.AttachedManagedPolicies),
});

function named(arn: PrincipalArn, tags: Tag[] | undefined, boundary?: string, lastUsed?: Date): Omit<IamPrincipal, 'inline' | 'attached'> {
  const { account, kind, path, name } = arn;
  const managedByAws = path.startsWith('/aws-reserved/')
    ? 'identity-center'
    : path.startsWith('/aws-service-role/')
      ? 'service-linked'
      : undefined;
  return {
    arn: textOf(arn),
    kind,
    account,
    name,
    path,
    tags: tagMap(tags),
    ...(boundary && { boundary }),
    ...(lastUsed && { lastUsed: lastUsed.toISOString() }),
    ...(managedByAws && { managedByAws }),
  };
}

const arns = (attached: { PolicyArn?: string }[] | undefined): string[] => (attached ?? []).flatMap((one) => one.PolicyArn ?? []);
const tagMap = (tags: Tag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));

/** The role or user of this very ARN. Another one of the same name, in another account or below another path, is not it. */
async function find(client: IAMClient, calls: Calls, arn: PrincipalArn): Promise<Role | User | undefined> {
  const found =
    arn.kind === 'role'
      ? (await calls.find('iam:GetRole', () => client.send(new GetRoleCommand({ RoleName: arn.name }))))?.Role
      : (await calls.find('iam:GetUser', () => client.send(new GetUserCommand({ UserName: arn.name }))))?.User;
  return found && found.Arn === textOf(arn) ? found : undefined;
}

const textOf = ({ partition, account, kind, path, name }: PrincipalArn): string => `arn:${partition}:iam::${account}:${kind}${path}${name}`;

export const isThere = async (client: IAMClient, calls: Calls, arn: PrincipalArn): Promise<boolean> =>
  (await find(client, calls, arn)) !== undefined;

/** One role or user as it is now; undefined when it is gone. */
export async function readPrincipal(client: IAMClient, calls: Calls, arn: PrincipalArn): Promise<IamPrincipal | undefined> {
  const found = await find(client, calls, arn);
  if (!found) return undefined;
  const lastUsed = 'RoleLastUsed' in found ? found.RoleLastUsed?.LastUsedDate : undefined;
  const [names, attached] = await Promise.all([inlineNames(client, calls, arn), readAttached(client, calls, arn)]);
  const inline = await Promise.all(names.map(async (name) => ({ name, document: await readPolicy(client, calls, arn, name) })));
  return {
    ...named(arn, found.Tags, found.PermissionsBoundary?.PermissionsBoundaryArn, lastUsed),
    inline: inline.flatMap(({ name, document }) => (document === undefined ? [] : [{ name, document }])),
    attached,
  };
}

async function inlineNames(client: IAMClient, calls: Calls, { kind, name }: PrincipalArn): Promise<string[]> {
  const pages =
    kind === 'role'
      ? await calls.pages('iam:ListRolePolicies', (Marker) => client.send(new ListRolePoliciesCommand({ RoleName: name, Marker })))
      : await calls.pages('iam:ListUserPolicies', (Marker) => client.send(new ListUserPoliciesCommand({ UserName: name, Marker })));
  return (pages ?? []).flatMap((page) => page.PolicyNames ?? []);
}

/** The document of an inline policy of this very role or user, and not of another one of the same name. */
export async function ownPolicy(client: IAMClient, calls: Calls, arn: PrincipalArn, policy: string): Promise<string | undefined> {
  const document = await readPolicy(client, calls, arn, policy);
  return document !== undefined && (await isThere(client, calls, arn)) ? document : undefined;
}

/** ARNs of the managed policies of this very role or user. */
export async function ownAttached(client: IAMClient, calls: Calls, arn: PrincipalArn): Promise<string[]> {
  const attached = await readAttached(client, calls, arn);
  return attached.length > 0 && (await isThere(client, calls, arn)) ? attached : [];
}

async function readPolicy(client: IAMClient, calls: Calls, { kind, name }: PrincipalArn, policy: string): Promise<string | undefined> {
  const found =
    kind === 'role'
      ? await calls.find('iam:GetRolePolicy', () => client.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policy })))
      : await calls.find('iam:GetUserPolicy', () => client.send(new GetUserPolicyCommand({ UserName: name, PolicyName: policy })));
  return found && decodeDocument(found.PolicyDocument);
}

async function readAttached(client: IAMClient, calls: Calls, { kind, name }: PrincipalArn): Promise<string[]> {
  const pages =
    kind === 'role'
      ? await calls.pages('iam:ListAttachedRolePolicies', (Marker) =>
          client.send(new ListAttachedRolePoliciesCommand({ RoleName: name, Marker })),
        )
      : await calls.pages('iam:ListAttachedUserPolicies', (Marker) =>
          client.send(new ListAttachedUserPoliciesCommand({ UserName: name, Marker })),
        );
  return (pages ?? []).flatMap((page) => arns(page.AttachedPolicies));
}

export async function readTags(client: IAMClient, calls: Calls, { kind, name }: PrincipalArn): Promise<Record<string, string> | undefined> {
  const pages =
    kind === 'role'
      ? await calls.pages('iam:ListRoleTags', (Marker) => client.send(new ListRoleTagsCommand({ RoleName: name, Marker })))
      : await calls.pages('iam:ListUserTags', (Marker) => client.send(new ListUserTagsCommand({ UserName: name, Marker })));
  return pages && tagMap(pages.flatMap((page) => page.Tags ?? []));
}
