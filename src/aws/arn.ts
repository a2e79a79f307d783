/** An IAM role or user as its ARN names it. */
export interface PrincipalArn {
  partition: string;
  account: string;
  kind: 'role' | 'user';
  /** "/teams/", or "/" where there is none. */
  path: string;
  name: string;
}

const PRINCIPAL = /^arn:([\w-]+):iam::(\d{12}):(role|user)(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]+)$/;
const SESSION = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/[\w+=,.@-]+$/;

/** The parts of a role's or user's ARN; undefined for anything else, a session of a role included. */
export function principalArn(arn: string): PrincipalArn | undefined {
  const [, partition, account, kind, path, name] = PRINCIPAL.exec(arn) ?? [];
  return partition && account && path && name && (kind === 'role' || kind === 'user')
    ? { partition, account, kind, path, name }
    : undefined;
}

/** The role of a session. AWS leaves the role's path out of a session's ARN, so only its name is known. */
export function sessionRole(arn: string): { account: string; name: string; arn: string } | undefined {
  const [, partition, account, name] = SESSION.exec(arn) ?? [];
  return partition && account && name ? { account, name, arn: `arn:${partition}:iam::${account}:role/${name}` } : undefined;
}
