import type { Model } from './catalogue.js';
import type { Models } from './ports.js';
import type { ProfileTarget, Target } from './target.js';

/** The account of an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
const partitionOf = (arn: string): string => arn.split(':')[1] ?? 'aws';

/**
 * What exactly is to be allowed to a principal: found out at AWS when asked, and not again. Undefined when no region of
 * the model has it.
 */
export async function resolveTarget(model: Model, principal: string, models: Models): Promise<Target | undefined> {
  const account = accountOf(principal);
  if (model.endpoint === 'bedrock-mantle')
    return {
      endpoint: 'bedrock-mantle',
      modelId: model.id,
      projects: model.regions.map((region) => `arn:${partitionOf(principal)}:bedrock-mantle:${region}:${account}:project/*`),
    };
  const found = await Promise.all(
    model.regions.map(async (region) => ({
      profiles: await models.profiles(region, model.id, { account }),
      direct: await models.direct(region, model.id, { account }),
    })),
  );
  const profiles = found
    .flatMap((one) => one.profiles)
    .map((one): ProfileTarget => ({ arn: inAccount(one.arn, account), models: one.models, global: one.id.startsWith('global.') }));
  const direct = found.flatMap((one) => one.direct ?? []);
  return profiles.length + direct.length === 0 ? undefined : { endpoint: 'bedrock-runtime', profiles, direct };
}

/** A profile's ARN names the account that calls it. */
const inAccount = (arn: string, account: string): string => arn.replace(/^((?:[^:]*:){4})\d*:/, `$1${account}:`);
