import { isSayable } from '../errors.js';
import type { Owners } from '../spend/teams.js';
import type { Model } from './catalogue.js';
import type { Finding } from './finding.js';
import { allowing, tooLongBy } from './policy-document.js';
import type { Bill, Known, Principal, Rights, Simulated } from './ports.js';
import { protectedBecause } from './protection.js';
import { HOLDING } from './request.js';
import { simulateTarget } from './simulate-target.js';
import type { Target } from './target.js';
import { after, type World } from './world.js';

/** Tag keys of teams as IAM has them: "iamPrincipal/team" is the tag "team". */
export const teamTags = (world: World): string[] =>
  (world.settings.spend.tags['team'] ?? [])
    .filter((key) => key.startsWith('iamPrincipal/'))
    .map((key) => key.slice('iamPrincipal/'.length));

/** The owner of a principal by its tags; keys of tags do not tell case apart (IAM, TagRole). */
export function teamOf(principal: Principal, keys: string[], owners: Owners): string | null {
  for (const key of keys) {
    const value = Object.entries(principal.tags).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    if (value !== undefined && value.trim() !== '') return owners.of(value);
  }
  return null;
}

/** Whether its spend will be attributed; the cure for a missing tag is one click. */
export async function tagFindings(
  principal: Principal,
  team: string | null,
  keys: string[],
  bill: Bill,
  teams: string[],
): Promise<Finding[]> {
  const key = keys[0];
  if (key === undefined)
    return [{ check: 'tag', level: 'note', line: 'No IAM tag says which team a principal belongs to (spend.tags.team in aispend.yaml).' }];
  if (team === null)
    return [
      {
        check: 'tag',
        level: 'warning',
        line: `${principal.name} has no tag "${key}": what it spends will be unattributed.`,
        cure: `Tag it; the bill carries the tag about a day later, and not for what was spent before.`,
        ...(teams[0] === undefined ? {} : { fix: { kind: 'tag' as const, key, value: teams[0] } }),
      },
    ];
  const active = await bill.tagActive(`iamPrincipal/${key}`);
  if (active === 'yes') return [{ check: 'tag', level: 'ok', line: `${principal.name} is tagged ${key}=${team}.` }];
  return active === 'no'
    ? [
        {
          check: 'activation',
          level: 'warning',
          line: `The tag iamPrincipal/${key} is not active as a cost allocation tag: what is spent will be unattributed.`,
          cure: 'Activate it in the payer account under Billing, Cost allocation tags; it takes about a day and does not reach back.',
        },
      ]
    : [{ check: 'activation', level: 'unknown', line: `Whether the tag iamPrincipal/${key} is active could not be found out.` }];
}

/** What is to be put, looked at before it is. */
export interface Intended {
  model: Model;
  principal: Principal;
  target: Target;
  minutes: number;
  /** The policy in whose place it can be put where there is no room beside it. */
  writesAnew?: string | undefined;
}

/** Whether the policy fits, and whether anything (a boundary, an SCP, an explicit deny) stands against it. */
export async function rightsFindings(world: World, rights: Rights, intended: Intended): Promise<Finding[]> {
  const { principal } = intended;
  const barred = protectedBecause(principal, world.settings.access, await rights.self());
  if (barred) return [{ check: 'principal', level: 'blocking', line: barred }];
  const powerful = await administers(rights, principal.arn);
  if (powerful === 'yes')
    return [
      {
        check: 'principal',
        level: 'blocking',
        line: `${principal.name} may change the rights of others; aispend does not touch administrators.`,
        cure: 'Ask for a role that only does its work.',
      },
    ];
  const unsure: Finding[] =
    powerful === 'no' ? [] : [{ ...UNSURE, line: `Whether ${principal.name} may change the rights of others could not be found out.` }];
  return [...unsure, ...(await standingFindings(world, rights, intended))];
}

/** That IAM does not tell whether a principal is an administrator. */
const UNSURE = { check: 'principal', level: 'unknown' } as const;
export const isUnsure = (finding: Finding): boolean => finding.check === UNSURE.check && finding.level === UNSURE.level;

async function standingFindings(world: World, rights: Rights, intended: Intended): Promise<Finding[]> {
  const { model, principal, target, minutes, writesAnew = '' } = intended;
  const document = allowing(target, after(world.now(), minutes));
  if (model.managedPolicyArn) {
    const there = principal.attached.includes(model.managedPolicyArn);
    return there && !(await isOurs(world, principal.arn, model.managedPolicyArn))
      ? [
          {
            check: 'principal',
            level: 'blocking',
            line: `${principal.name} has the policy of ${model.name} already.`,
            cure: 'Nothing needs to be asked for.',
          },
        ]
      : [
          {
            check: 'time-limit',
            level: 'warning',
            line: 'A managed policy knows no end: access ends when aispend detaches it, and stays if aispend is gone.',
          },
        ];
  }
  const excess = tooLongBy(principal.kind, principal.inline, writesAnew, document);
  if (excess > 0)
    return [
      {
        check: 'room',
        level: 'blocking',
        line: `The inline policies of ${principal.name} leave no room: ${excess} characters too many.`,
        cure: 'Move some of them into a managed policy, or let an admin set managedPolicyArn for this model.',
      },
    ];
  try {
    return simulated(principal, target, await simulateTarget(rights, principal.arn, target, world.now(), [document]));
  } catch (error) {
    if (!isSayable(error)) throw error;
    return [
      {
        check: 'boundary',
        level: 'unknown',
        line: 'Whether a boundary or an SCP stands against it could not be simulated.',
        cure: error.message,
      },
    ];
  }
}

/**
 * Whether a principal has rights over IAM by whatever way: a managed policy, a group, a wildcard; over everything, itself
 * or the role aispend runs as. When the simulator cannot be asked this is not known.
 */
async function administers(rights: Rights, principal: string): Promise<Known> {
  try {
    const actions = ['PutRolePolicy', 'AttachRolePolicy', 'PutUserPolicy', 'AttachUserPolicy', 'CreatePolicyVersion'].map(iam);
    const resources = ['*', principal, await rights.self()];
    const results = await rights.simulate({ principal, actions, resources, context: [] });
    return results.some((one) => one.decision === 'allowed' || one.resources.some(({ decision }) => decision === 'allowed')) ? 'yes' : 'no';
  } catch (error) {
    if (!isSayable(error)) throw error;
    return 'unknown';
  }
}

const iam = (action: string): string => `iam:${action}`;

/** Whether a grant of ours attached it, which another may then prolong. */
const isOurs = async (world: World, principal: string, policyArn: string): Promise<boolean> =>
  (await world.store.list({ states: HOLDING, principal, limit: 100 })).some((one) => one.policy?.managedArn === policyArn);

const AGAINST = {
  boundary: ['its permissions boundary', 'Widen the boundary, or ask for a principal without it.'],
  organisation: ['a policy of the organisation (SCP)', 'Ask whoever manages AWS Organizations to allow it for this account.'],
} as const;

/** What stands against a grant, by what the simulator said with the policy in place. */
export function simulated(principal: Principal, target: Target, results: Simulated[]): Finding[] {
  const denied = results.find((one) => one.by || one.decision === 'explicitDeny') ?? results.find((one) => one.decision !== 'allowed');
  if (!denied) return [{ check: 'boundary', level: 'ok', line: 'Nothing stands against it: no boundary, SCP or deny.' }];
  const model = denied.resources.find((one) => one.decision !== 'allowed' && one.arn.includes('::foundation-model/'))?.arn;
  const elsewhere = results.some((one) => one.action === denied.action && one.decision === 'allowed');
  const where = model === undefined || !elsewhere ? '' : ` on the model in ${model.split(':')[3] || 'any region'}`;
  const line = (what: string): string => `${what} does not allow ${denied.action}${where} to ${principal.name}.`;
  if (denied.by) {
    const [what, cure] = AGAINST[denied.by];
    return [{ check: 'boundary', level: 'blocking', line: line(`${what.charAt(0).toUpperCase()}${what.slice(1)}`), cure }];
  }
  if (denied.decision === 'explicitDeny')
    return [
      {
        check: 'boundary',
        level: 'blocking',
        line: line('A policy with an explicit deny'),
        cure: 'A pause, or a policy of its own: remove the deny first.',
      },
    ];
  return target.endpoint === 'bedrock-mantle'
    ? [{ check: 'boundary', level: 'unknown', line: "IAM's simulator does not know bedrock-mantle; the first call tells." }]
    : [
        {
          check: 'boundary',
          level: 'blocking',
          line: line("IAM's simulator says that even the new policy"),
          cure: 'Look at the policies of the principal in the IAM console.',
        },
      ];
}
