import type { PrincipalArn } from '../aws/arn.js';
import type { Simulation } from '../aws/iam.js';

/** Something the bot never does, and what it could do if it were allowed. */
export interface Danger {
  /** "on itself". */
  where: string;
  /** One sentence. */
  means: string;
  actions: string[];
  resources: string[];
  context?: Simulation['context'];
}

/** A role that need not exist: IAM's simulator compares names only. */
const PROBE = 'aispend-probe';
const CHANGES = ['PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'TagRole'];
const OWNERSHIP = ['UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'];
const CREATION = [
  'CreateRole',
  'CreateUser',
  'CreateAccessKey',
  'CreateLoginProfile',
  'CreatePolicyVersion',
  'SetDefaultPolicyVersion',
  'PassRole',
];
const iam = (names: string[]): string[] => names.map((name) => `iam:${name}`);
/** IAM's names for a user in the place of a role; who may assume a user there is no such thing. */
const forUser = (names: string[]): string[] =>
  names.filter((name) => name !== 'UpdateAssumeRolePolicy').map((name) => name.replace('Role', 'User'));

/**
 * What to ask the simulator about a principal the bot acts as. `path`: below it the bot may change policies when
 * `changesIam`; otherwise nowhere.
 */
export function dangersFor(self: PrincipalArn, arn: string, path: string, changesIam: boolean): Danger[] {
  const { partition, account, kind } = self;
  const at = (what: 'role' | 'user', where: string): string => `arn:${partition}:iam::${account}:${what}${where}${PROBE}`;
  const own = kind === 'role' ? [...CHANGES, ...OWNERSHIP] : forUser([...CHANGES, ...OWNERSHIP]);
  const outside = (what: 'role' | 'user'): Danger => ({
    where: changesIam ? `on ${what}s outside ${path}` : `on ${what}s`,
    means: 'It could change rights that are none of its business.',
    actions: iam(what === 'role' ? CHANGES : forUser(CHANGES)),
    resources: [at(what, '/'), ...(changesIam ? [] : [at(what, path)])],
  });
  return [
    { where: 'on itself', means: 'It could grant itself any right.', actions: iam(own), resources: [arn] },
    outside('role'),
    outside('user'),
    {
      where: 'with AdministratorAccess',
      means: 'It could make an administrator.',
      actions: iam(['AttachRolePolicy']),
      resources: [at('role', path)],
      context: [{ key: 'iam:PolicyARN', type: 'string', values: [`arn:${partition}:iam::aws:policy/AdministratorAccess`] }],
    },
    {
      where: 'at all',
      means: 'It never creates principals, keys or policies, and hands on no role.',
      actions: iam([...CREATION, ...OWNERSHIP]),
      resources: [at('role', '/'), at('role', path), at('user', '/'), `arn:${partition}:iam::${account}:policy/${PROBE}`],
    },
    {
      where: 'on any role',
      means: 'It could act as roles that are not in aispend.yaml.',
      actions: ['sts:AssumeRole'],
      resources: [at('role', '/')],
    },
    {
      where: 'at all',
      means: 'It reads bills and rights; models and settings of Bedrock and Cost Explorer it leaves alone.',
      actions: ['bedrock:InvokeModel', 'bedrock:PutAccountDataRetention', 'ce:UpdateCostAllocationTagsStatus', 'ec2:RunInstances'],
      resources: [],
    },
  ];
}
