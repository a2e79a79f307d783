import { INVOKE } from './policy-document.js';
import type { Rights, Simulated } from './ports.js';
import type { Target } from './target.js';

/** One question to the simulator: what must be allowed, on what, and what a call brings along. */
export interface Question {
  actions: string[];
  resources: string[];
  /** Condition keys of strings. */
  keys: Record<string, string>;
}

/**
 * What the simulator is asked about a target. A call through an inference profile is looked at where it is sent to as well,
 * so each region is a question of its own: with its models, called through a profile that leads there.
 */
export function questionsOf(target: Target): Question[] {
  if (target.endpoint === 'bedrock-mantle')
    return byRegion(target.projects.map(anyProject)).map(([region, resources]) => ({
      actions: ['bedrock-mantle:CreateInference'],
      resources,
      keys: { 'aws:RequestedRegion': region, 'bedrock-mantle:Model': target.modelId },
    }));
  const { profiles, direct } = target;
  const through = new Map([...profiles].reverse().flatMap((profile) => profile.models.map((model) => [model, profile.arn] as const)));
  const all = [...profiles.map((one) => one.arn), ...direct, ...through.keys()];
  return byRegion([...new Set(all)]).map(([region, resources]) => {
    const profile = resources.flatMap((one) => through.get(one) ?? [])[0];
    return {
      actions: INVOKE,
      resources,
      keys: { 'aws:RequestedRegion': region, ...(profile === undefined ? {} : { 'bedrock:InferenceProfileArn': profile }) },
    };
  });
}

/** What the simulator says of a principal and a target, with `extraPolicies` as if they were there. @throws Unavailable */
export async function simulateTarget(
  rights: Rights,
  principal: string,
  target: Target,
  now: Date,
  extraPolicies: string[] = [],
): Promise<Simulated[]> {
  const results: Simulated[] = [];
  // One after the other: the simulator takes few requests at a time.
  for (const { actions, resources, keys } of questionsOf(target))
    results.push(...(await rights.simulate({ principal, actions, resources, context: context(now, keys), extraPolicies })));
  return results;
}

/** Condition keys as the simulator wants them; what is granted ends by the time. */
export const context = (now: Date, keys: Record<string, string> = {}) => [
  { key: 'aws:CurrentTime', type: 'date' as const, values: [now.toISOString().replace(/\.\d+Z$/, 'Z')] },
  ...Object.entries(keys).map(([key, value]) => ({ key, type: 'string' as const, values: [value] })),
];

/** By the region of each ARN; a model without a region is called in the region "unspecified". */
function byRegion(arns: string[]): [region: string, arns: string[]][] {
  const regions = new Map<string, string[]>();
  for (const arn of arns) {
    const region = arn.split(':')[3] || 'unspecified';
    regions.set(region, [...(regions.get(region) ?? []), arn]);
  }
  return [...regions];
}

/** The simulator wants a resource, not a pattern. */
const anyProject = (arn: string): string => arn.replace(/\*$/, 'default');
