import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import type { PrincipalArn } from './arn.js';
import type { Calls } from './aws-calls.js';
import type { Written } from './iam.js';

/** A change to one role or user. Every one of them may be repeated with the same result. */
type Change = (client: IAMClient, calls: Calls, arn: PrincipalArn) => Promise<Written>;

/** PutRolePolicy creates or replaces, so repeating it is harmless. */
export const putPolicy =
  (policy: string, document: string): Change =>
  (client, calls, { kind, name }) => {
    const input = { PolicyName: policy, PolicyDocument: document };
    return kind === 'role'
      ? calls.write('iam:PutRolePolicy', name, () => client.send(new PutRolePolicyCommand({ RoleName: name, ...input })))
      : calls.write('iam:PutUserPolicy', name, () => client.send(new PutUserPolicyCommand({ UserName: name, ...input })));
  };

export const deletePolicy =
  (policy: string): Change =>
  async (client, calls, { kind, name }) =>
    removed(
      kind === 'role'
        ? await calls.write('iam:DeleteRolePolicy', name, () =>
            client.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policy })),
          )
        : await calls.write('iam:DeleteUserPolicy', name, () =>
            client.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName: policy })),
          ),
    );

/** Attaching what is attached already changes nothing. */
export const attach =
  (policyArn: string): Change =>
  (client, calls, { kind, name }) =>
    kind === 'role'
      ? calls.write('iam:AttachRolePolicy', name, () => client.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn })))
      : calls.write('iam:AttachUserPolicy', name, () => client.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: policyArn })));

export const detach =
  (policyArn: string): Change =>
  async (client, calls, { kind, name }) =>
    removed(
      kind === 'role'
        ? await calls.write('iam:DetachRolePolicy', name, () =>
            client.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn })),
          )
        : await calls.write('iam:DetachUserPolicy', name, () =>
            client.send(new DetachUserPolicyCommand({ UserName: name, PolicyArn: policyArn })),
          ),
    );

export const tag =
  (tags: Record<string, string>): Change =>
  (client, calls, { kind, name }) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return kind === 'role'
      ? calls.write('iam:TagRole', name, () => client.send(new TagRoleCommand({ RoleName: name, Tags })))
      : calls.write('iam:TagUser', name, () => client.send(new TagUserCommand({ UserName: name, Tags })));
  };

export const untag =
  (TagKeys: string[]): Change =>
  (client, calls, { kind, name }) =>
    kind === 'role'
      ? calls.write('iam:UntagRole', name, () => client.send(new UntagRoleCommand({ RoleName: name, TagKeys })))
      : calls.write('iam:UntagUser', name, () => client.send(new UntagUserCommand({ UserName: name, TagKeys })));

/** What was to be removed and is not there is gone, whichever of the two IAM does not find. */
const removed = (written: Written): Written =>
  written.did === 'refused' && written.code === 'NoSuchEntity'
    ? { did: 'gone', ...(written.requestId === undefined ? {} : { requestId: written.requestId }) }
    : written;
