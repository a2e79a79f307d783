import type { ModelPlace } from '../aws/bedrock.js';
import { isSayable } from '../errors.js';
import type { Model } from './catalogue.js';
import type { Finding } from './finding.js';
import type { ModelAvailability, Models } from './ports.js';
import { accountOf } from './resolve-target.js';
import type { Target } from './target.js';

/**
 * What AWS says of the model in this account: entitlement, region, agreement, use-case form.
 * @throws Unavailable when AWS cannot be asked about a model that it opens account by account
 */
export async function modelFindings(model: Model, principal: string, target: Target | undefined, models: Models): Promise<Finding[]> {
  const place = { account: accountOf(principal), endpoint: model.endpoint };
  const [first = 'us-east-1'] = model.regions;
  const there = target?.endpoint === 'bedrock-runtime' ? calledIn(target) : undefined;
  const regions = model.regions.filter((region) => there?.has(region) ?? true);
  const found: Finding[] = [];
  try {
    const look = async (region: string) => availability(model, region, await models.availability(region, model.id, place));
    found.push(...(await everywhere(regions, look)));
    if (model.endpoint === 'bedrock-runtime' && model.id.startsWith('anthropic.'))
      if ((await models.useCaseFiled(first, place)) === 'no')
        // The form is one for the whole organisation, and only Anthropic asks for it.
        found.push({
          check: 'use-case',
          level: 'blocking',
          line: 'The use-case form that Anthropic asks for was never filed in this account.',
          cure: 'An administrator of the AWS account files it once, in the Bedrock console under Model catalog.',
        });
    for (const region of regions) found.push(...(await retention(model, region, models, place)));
  } catch (error) {
    // Silence is no "yes": a model that waits for AWS until it says so is not taken for allowed while AWS cannot be asked.
    if (!isSayable(error) || (model.allowListed && found.length === 0)) throw error;
    found.push({
      check: 'entitlement',
      level: 'unknown',
      line: 'AWS could not be asked whether the account has the model.',
      cure: error.message,
    });
  }
  if (target?.endpoint === 'bedrock-runtime') found.push(...leftOut(model, target));
  // A model that AWS has yet to allow has no profiles either.
  if (!target && !found.some((one) => one.level === 'aws' || one.level === 'blocking'))
    found.push({
      check: 'region',
      level: 'blocking',
      line: `${model.name} cannot be called in ${model.regions.join(', ')}.`,
      cure: 'Name a region that has it under access.models in aispend.yaml.',
    });
  return found;
}

/**
 * AWS opens a model, and keeps its agreement, region by region. Where no region has it that stands against it; where some do,
 * what is granted works there, and the others are a warning.
 */
async function everywhere(regions: string[], look: (region: string) => Promise<Finding[]>): Promise<Finding[]> {
  const all = await Promise.all(regions.map(async (region) => ({ region, found: await look(region) })));
  const works = all.filter(({ found }) => !found.some(stands)).map((one) => one.region);
  return all.flatMap(({ region, found }) =>
    found.flatMap((one): Finding[] => {
      if (works.length > 0 && stands(one))
        return [
          {
            check: one.check,
            level: 'warning',
            line: `In ${region}: ${one.line}`,
            cure: `What is granted works in ${works.join(', ')}; name only regions that have it under access.models in aispend.yaml.`,
          },
        ];
      const same = all.filter((other) => other.found.some(({ line }) => line === one.line));
      if (same.length === all.length) return region === regions[0] ? [one] : [];
      return [one.level === 'ok' ? one : { ...one, line: `In ${region}: ${one.line}` }];
    }),
  );
}

const stands = ({ level }: Finding): boolean => level === 'blocking' || level === 'aws';

/** Regions that a target is called in: its profiles' and its models'. */
const calledIn = ({ profiles, direct }: Extract<Target, { endpoint: 'bedrock-runtime' }>): Set<string | undefined> =>
  new Set([...profiles.map((one) => one.arn), ...direct].map((arn) => arn.split(':')[3]));

/** Regions of the model in which it cannot be called: what is granted holds in the others. */
function leftOut(model: Model, target: Extract<Target, { endpoint: 'bedrock-runtime' }>): Finding[] {
  const there = calledIn(target);
  const missing = model.regions.filter((region) => !there.has(region));
  return missing.length === 0
    ? []
    : [
        {
          check: 'region',
          level: 'warning',
          line: `${model.name} cannot be called in ${missing.join(', ')}; what is granted holds in ${[...there].join(', ')}.`,
          cure: 'Name regions that have it under access.models in aispend.yaml.',
        },
      ];
}

/** A model that asks for what the account does not allow to be kept answers no call. */
async function retention(model: Model, region: string, models: Models, place: ModelPlace): Promise<Finding[]> {
  if (model.consent !== 'provider_data_share') return [];
  const mode = await models.dataRetention(region, place);
  return mode === model.consent
    ? []
    : [
        {
          check: 'terms',
          level: 'warning',
          line: `The account's data retention in ${region} is "${mode}"; ${model.name} asks for ${model.consent}.`,
          cure: 'An administrator of the AWS account sets it in the Bedrock console under Settings; it holds for the whole account in that region.',
        },
      ];
}

function availability(model: Model, region: string, is: ModelAvailability): Finding[] {
  const missing = model.allowListed ? 'aws' : 'blocking';
  const silent = [is.entitled, is.inRegion, is.authorized].includes('unknown');
  const found: Finding[] = [];
  if (is.entitled === 'no' || is.authorized === 'no')
    found.push({
      check: 'entitlement',
      level: missing,
      line: `AWS has not allowed this account to use ${model.name}.`,
      cure: model.allowListed
        ? 'The request waits; aispend writes the text for the AWS account team and looks every day.'
        : 'An administrator of the AWS account enables it in the Bedrock console under Model catalog.',
    });
  if (is.inRegion === 'no')
    found.push({
      check: 'region',
      level: missing,
      line: `${model.name} is not available in ${region}.`,
      cure: 'Name a region that has it under access.models in aispend.yaml.',
    });
  if (is.agreement === 'no')
    found.push({
      check: 'agreement',
      level: missing,
      line: `The agreement for ${model.name} has not been accepted in this account.`,
      cure: 'An administrator of the AWS account accepts it in the Bedrock console under Model catalog.',
    });
  if (is.agreement === 'pending')
    found.push({
      check: 'agreement',
      level: 'warning',
      line: 'AWS is still setting the agreement up.',
      cure: 'Calls may fail for about 15 minutes.',
    });
  if (found.length === 0 && silent)
    found.push({
      check: 'entitlement',
      level: model.allowListed ? 'aws' : 'unknown',
      line: `AWS does not say that this account may use ${model.name}.`,
      cure: model.allowListed
        ? 'The request waits and aispend looks every day. When AWS has told you that the account is allowed, set allowListed: false for this model in aispend.yaml.'
        : 'The first call tells.',
    });
  if (found.length === 0) found.push({ check: 'entitlement', level: 'ok', line: `The account has ${model.name} in ${region}.` });
  return found;
}
