import type { AccessRequest } from '../../access/request.js';
import { showMinutes } from '../../duration.js';
import { cut, escaped } from '../blocks.js';

/** A managed policy holds no time: it is taken off by the bot. */
export const isAttached = ({ policy, model }: Pick<AccessRequest, 'policy' | 'model'>): boolean =>
  policy ? policy.how === 'managed' : model?.managedPolicyArn !== undefined;

/** By what it ends: the policy itself at AWS, or aispend, which has to be there. */
export const endsHow = (request: AccessRequest): string => (isAttached(request) ? 'when aispend detaches the policy' : 'by itself at AWS');

/**
 * What exactly is allowed, and from when the time counts, for those who decide: "Allows `anthropic.claude-opus-5` at
 * bedrock-runtime, by us and global profiles, from us-east-1 and us-west-2; global may be answered in any region."
 */
export function grants(request: AccessRequest): string[] {
  const { kind, model, minutes } = request;
  if (kind === 'pause' || !model) return [];
  const regions = model.regions.slice(0, 8).join(', ') + (model.regions.length > 8 ? ` and ${model.regions.length - 8} more` : '');
  const means = isAttached(request)
    ? `by attaching the managed policy \`${escaped(cut(model.managedPolicyArn ?? '', 200)).replaceAll('`', '')}\`, which may allow more than this model`
    : ways(request);
  return [
    `Allows \`${escaped(cut(model.id, 200)).replaceAll('`', '')}\` at ${model.endpoint}${means === '' ? '' : `, ${means}`}, from ${escaped(regions)}${isGlobal(request) ? '; global may be answered in any region' : ''}.`,
    request.extends === undefined
      ? `The ${showMinutes(minutes)} count from the grant, not from the request.`
      : `The ${showMinutes(minutes)} count from the end of the grant that it prolongs.`,
  ];
}

const isGlobal = ({ target }: AccessRequest): boolean =>
  target?.endpoint === 'bedrock-runtime' && target.profiles.some((one) => one.global);

/** "by us and global profiles and directly". */
function ways({ target }: AccessRequest): string {
  if (target?.endpoint !== 'bedrock-runtime') return '';
  // The part before the first dot says where a profile leads: us, eu, global.
  const kinds = [...new Set(target.profiles.map(({ arn }) => escaped(cut(arn.split('/').at(-1)?.split('.')[0] ?? '', 20))))];
  return [
    ...(kinds.length > 0 ? [`by ${kinds.join(' and ')} ${kinds.length + target.profiles.length > 2 ? 'profiles' : 'profile'}`] : []),
    ...(target.direct.length > 0 ? [kinds.length > 0 ? 'and directly' : 'directly'] : []),
  ].join(' ');
}
