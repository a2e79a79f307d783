import type { Target } from './target.js';

export const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition: Record<string, Record<string, string | string[]>>;
};

const document = (statements: Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** IAM compares whole seconds of UTC. */
const until = (end: string): Record<string, Record<string, string>> => ({
  DateLessThan: { 'aws:CurrentTime': end.replace(/\.\d+Z$/, 'Z') },
});

/**
 * The policy that allows exactly `target` until `end` (ISO 8601): every statement stops by itself, also when nobody is
 * there to take it away.
 */
export const allowing = (target: Target, end: string): string =>
  document(target.endpoint === 'bedrock-mantle' ? mantle(target, end) : runtime(target, end));

/** All inference at Bedrock denied until `end`, batch jobs included; a deny goes before every allow. */
export const denying = (end: string): string =>
  document([
    {
      Sid: 'Pause',
      Effect: 'Deny',
      Action: ['bedrock:InvokeModel*', 'bedrock:CreateModelInvocationJob', 'bedrock-mantle:CreateInference'],
      Resource: '*',
      Condition: until(end),
    },
  ]);

/**
 * A call through an inference profile needs the profile and each model it may be sent to; the models are allowed through
 * these profiles only (docs.aws.amazon.com/bedrock, prerequisites for inference profiles). A global profile also asks for the
 * model without a region, in the region "unspecified" (same, global cross-Region inference).
 */
function runtime(target: Extract<Target, { endpoint: 'bedrock-runtime' }>, end: string): Statement[] {
  const { profiles, direct } = target;
  const global = profiles.filter((one) => one.global);
  const models = unique(profiles.flatMap((one) => one.models).filter((arn) => !regionless(arn)));
  const unspecified = unique(global.flatMap((one) => one.models.map((arn) => arn.replace(/^(arn:[\w-]+:bedrock:)[^:]*:/, '$1:'))));
  const through = (some: typeof profiles) => ({ 'bedrock:InferenceProfileArn': some.map((one) => one.arn) });
  const all: (Statement | false)[] = [
    profiles.length > 0 && {
      Sid: 'Profiles',
      Effect: 'Allow',
      Action: INVOKE,
      Resource: profiles.map((one) => one.arn),
      Condition: until(end),
    },
    models.length > 0 && {
      Sid: 'ModelsThroughProfiles',
      Effect: 'Allow',
      Action: INVOKE,
      Resource: models,
      Condition: { ...until(end), StringLike: through(profiles) },
    },
    unspecified.length > 0 && {
      Sid: 'GlobalModels',
      Effect: 'Allow',
      Action: INVOKE,
      Resource: unspecified,
      Condition: { ...until(end), StringLike: through(global), StringEquals: { 'aws:RequestedRegion': 'unspecified' } },
    },
    direct.length > 0 && { Sid: 'Models', Effect: 'Allow', Action: INVOKE, Resource: direct, Condition: until(end) },
  ];
  return all.filter((one) => one !== false);
}

/**
 * `bedrock-mantle:Model` is there for inference only, so what reads stands in a statement of its own: under that
 * condition it would never match (service authorization reference, Bedrock powered by AWS Mantle).
 */
const mantle = (target: Extract<Target, { endpoint: 'bedrock-mantle' }>, end: string): Statement[] => [
  {
    Sid: 'Inference',
    Effect: 'Allow',
    Action: 'bedrock-mantle:CreateInference',
    Resource: target.projects,
    Condition: { ...until(end), StringEquals: { 'bedrock-mantle:Model': target.modelId } },
  },
  {
    Sid: 'Read',
    Effect: 'Allow',
    Action: ['bedrock-mantle:GetModel', 'bedrock-mantle:ListModels', 'bedrock-mantle:GetProject', 'bedrock-mantle:ListProjects'],
    Resource: target.projects,
    Condition: until(end),
  },
  { Sid: 'BearerToken', Effect: 'Allow', Action: 'bedrock-mantle:CallWithBearerToken', Resource: '*', Condition: until(end) },
];

const regionless = (arn: string): boolean => /^arn:[\w-]+:bedrock:::/.test(arn);
const unique = (all: string[]): string[] => [...new Set(all)];

/** Whether two documents say the same, however they are spaced and their keys ordered. */
export function samePolicy(a: string, b: string): boolean {
  try {
    return sorted(JSON.parse(a)) === sorted(JSON.parse(b));
  } catch {
    return false;
  }
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );

/** IAM's quotas of all inline policies together, white space aside (docs.aws.amazon.com/IAM, reference_iam-quotas). */
const ROOM = { role: 10_240, user: 2048 };
const size = (text: string): number => text.replace(/\s+/g, '').length;

/** How many characters `document` is too long for a principal of that kind with these inline policies; 0 when it fits. */
export const tooLongBy = (kind: 'role' | 'user', inline: { name: string; document: string }[], name: string, text: string): number =>
  Math.max(0, inline.filter((one) => one.name !== name).reduce((total, one) => total + size(one.document), 0) + size(text) - ROOM[kind]);
