import { isAdministrator } from './administrators.js';
import type { AccessSettings } from './catalogue.js';
import type { Principal } from './ports.js';
import { accountOf } from './resolve-target.js';

/**
 * Why a principal is never touched, or undefined when it may be. Looked at when asked and again when executed: the bot
 * changes nothing outside the configured path and accounts, not itself, no administrator, and nothing that AWS protects.
 * @param self ARN the bot acts as
 */
export function protectedBecause(principal: Principal, settings: AccessSettings, self: string): string | undefined {
  const { name, path, arn } = principal;
  const roles = [settings.roleToAssume ?? []].flat();
  if (/^\/(aws-reserved|aws-service-role)\//.test(path))
    return `${name} belongs to AWS (IAM Identity Center or a service); its policies cannot be changed. Ask for a role of your own.`;
  if (!path.startsWith(settings.rolePath))
    return `${name} is not below the path ${settings.rolePath}; aispend changes nothing outside it. Create a role there, or ask an admin to set access.rolePath.`;
  // To IAM "..", "." and nothing between two slashes are names like any other; whoever reads the path is misled.
  if (!isPlain(path))
    return `The path of ${name}, ${path}, is not plain; aispend does not touch it. Create a role below ${settings.rolePath}.`;
  if (same(arn, self) || roles.some((role) => same(arn, role)))
    return `${name} is what aispend itself acts as; it never grants anything to itself.`;
  const accounts = (roles.length > 0 ? roles : [self]).map(accountOf).filter((account) => account !== '');
  if (accounts.length > 0 && !accounts.includes(accountOf(arn)))
    return `${name} is in account ${accountOf(arn)}, where aispend does not act; ask an admin to add a role of that account to access.roleToAssume.`;
  if (settings.protectedRoles.some((pattern) => matches(pattern, name) || matches(pattern, arn)))
    return `${name} is protected in aispend.yaml (access.protectedRoles).`;
  if (isAdministrator(principal)) return `${name} has administrator rights; aispend does not touch administrators.`;
  return undefined;
}

const isPlain = (path: string): boolean =>
  path
    .slice(1, -1)
    .split('/')
    .every((part) => !['', '.', '..'].includes(part));

/** A role's session names the role without its path: what counts is account and name. */
const same = (a: string, b: string): boolean => identity(a) === identity(b);
function identity(arn: string): string {
  const [, account = '', kind = '', rest = ''] = /^arn:[\w-]+:(?:iam|sts)::(\d*):(assumed-role|role|user)\/(.+)$/.exec(arn) ?? [];
  const parts = rest.split('/');
  return kind === 'assumed-role' ? `${account} role ${parts[0]}`.toLowerCase() : `${account} ${kind} ${parts.at(-1)}`.toLowerCase();
}

/** Names are unique in an account whatever their case, so case makes no difference here either. */
function matches(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
