import type { Principal } from './ports.js';

/** AWS's own policies that make an administrator, whatever else is attached. */
const ADMIN_POLICIES = /^arn:[\w-]+:iam::aws:policy\/(AdministratorAccess|IAMFullAccess|PowerUserAccess|AWSBillingFullAccess)/;

/** Whoever may do one of these on everything can give itself, or somebody else, any right. */
const POWERS = [
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'iam:AddUserToGroup',
  'iam:PassRole',
];

/** Whether a managed policy makes an administrator of whom it is attached to, by its ARN alone. */
export const isAdminPolicy = (arn: string): boolean => ADMIN_POLICIES.test(arn);

/** An administrator by what IAM shows of it: the names of AWS's policies, and the text of its inline ones. */
export const isAdministrator = (principal: Principal): boolean =>
  principal.attached.some(isAdminPolicy) || principal.inline.some((one) => allowsAll(one.document));

/** Whether a document allows a power over IAM, in whatever spelling. What cannot be read is taken for it. */
function allowsAll(document: string): boolean {
  try {
    const { Statement } = JSON.parse(document) as { Statement: unknown };
    return list(Statement).some((one) => {
      const { Effect, Action, NotAction } = one as { Effect?: string; Action?: unknown; NotAction?: unknown };
      if (Effect !== 'Allow') return false;
      return NotAction !== undefined || list(Action).some((action) => POWERS.some(patternOf(String(action))));
    });
  } catch {
    return true;
  }
}

/** IAM's wildcards: `*` any text, `?` one character; actions have no case. */
function patternOf(action: string): (power: string) => boolean {
  const source = action
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const pattern = new RegExp(`^${source}$`, 'i');
  return (power) => pattern.test(power);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
