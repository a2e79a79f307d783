import type { Statement } from '../src/own-rights/statement.js';
import type { AwsExchange, FakeAws } from '../src/playground/aws/fake-aws.js';

/** Asking who one is needs no right. */
const FREE = ['sts:GetCallerIdentity'];

export const actionOf = (one: AwsExchange): string => `${one.service}:${one.action}`;

/**
 * Requests that the policies of whoever made them do not allow, each as a sentence. `known` are the ARNs of all roles and
 * users that take part: IAM's calls name them without account and path.
 */
export function notAllowed({ requests, iam }: FakeAws, known: string[]): string[] {
  return requests.flatMap((one) => {
    const account = one.caller.split(':')[4] ?? '';
    const called = (kind: string, name = ''): string =>
      known.find((arn) => arn.startsWith(`arn:aws:iam::${account}:${kind}/`) && arn.endsWith(`/${name}`)) ??
      `arn:aws:iam::${account}:${kind}/${name}`;
    const who = called('role', /assumed-role\/([^/]+)\//.exec(one.caller)?.[1]);
    const input = one.input as Record<string, string | undefined>;
    const resource =
      input['PolicySourceArn'] ??
      input['RoleArn'] ??
      (input['RoleName'] ? called('role', input['RoleName']) : input['UserName'] ? called('user', input['UserName']) : '*');
    const tags = Object.entries(input).flatMap(([key, value]) => (/^Tags\..*\.Key$/.test(key) && value ? [value] : []));
    const context = {
      ...(input['PolicyArn'] ? { 'iam:PolicyARN': input['PolicyArn'] } : {}),
      ...(tags.length > 0 ? { 'aws:TagKeys': tags } : {}),
    };
    const may = FREE.includes(actionOf(one)) || iam.decides(who, actionOf(one), resource, context) === 'allowed';
    return may ? [] : [`${actionOf(one)} on ${resource} is not allowed to ${who}`];
  });
}

/** Every action that statements allow, in order. */
export const allowedBy = (statements: Statement[]): string[] => [
  ...new Set(statements.filter((one) => one.Effect === 'Allow').flatMap((one) => one.Action)),
];
