/**
 * A caller's ARN as people know it: role and session, user, or the ARN itself when it is of another kind
 * (docs.aws.amazon.com, understanding your CUR data for Bedrock).
 */
export function principalName(arn: string): string {
  const match = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(assumed-role|role|user)\/(.+)$/.exec(arn);
  if (!match) return arn;
  const [, account, kind, rest = ''] = match;
  if (kind === 'assumed-role') {
    const [role, ...session] = rest.split('/');
    return `${role} · ${session.join('/')} (${account})`;
  }
  return `${rest.split('/').at(-1)} ${kind} (${account})`;
}
