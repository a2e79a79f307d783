import { z } from 'zod';
import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import { BEDROCK_MODELS, type BedrockModel, GEOGRAPHIES, type Geography } from './bedrock-models.js';
import type { BedrockState } from './bedrock-state.js';
import { read } from './cost-explorer-input.js';
import { restProtocol } from './protocol-rest.js';

const ROUTES = {
  GetFoundationModelAvailability: { method: 'GET', path: '/foundation-model-availability/{modelId}' },
  ListFoundationModels: { method: 'GET', path: '/foundation-models' },
  ListInferenceProfiles: { method: 'GET', path: '/inference-profiles' },
  GetInferenceProfile: { method: 'GET', path: '/inference-profiles/{inferenceProfileIdentifier}' },
  GetUseCaseForModelAccess: { method: 'GET', path: '/use-case-for-model-access' },
  ListFoundationModelAgreementOffers: { method: 'GET', path: '/list-foundation-model-agreement-offers/{modelId}' },
  GetAccountDataRetention: { method: 'GET', path: '/data-retention' },
  PutAccountDataRetention: { method: 'PUT', path: '/data-retention' },
};
const MODES = ['default', 'none', 'aws_review', 'provider_data_share', 'inherit'];
const notFound = (what: string): AwsError => new AwsError('ResourceNotFoundException', what, 404);

/** Bedrock's control plane of the region that the request was signed for. */
export function bedrockService(world: World, state: BedrockState): AwsService {
  const account = (): string => world.caller().split(':')[4] ?? '';
  return {
    signingName: 'bedrock',
    protocol: restProtocol(ROUTES),
    throttled: new AwsError('ThrottlingException', 'Too many requests, please wait before trying again.', 429),
    actions: {
      GetFoundationModelAvailability(input) {
        const { modelId } = read(z.object({ modelId: z.string() }), input);
        const said = state.availability(modelId, world.region(), account());
        return {
          modelId,
          agreementAvailability: { status: said.agreement },
          authorizationStatus: said.authorization,
          entitlementAvailability: said.entitlement,
          regionAvailability: said.region,
        };
      },
      ListFoundationModels: () => ({
        modelSummaries: BEDROCK_MODELS.filter((model) => model.regions.includes(world.region())).map((model) =>
          summary(model, world.region()),
        ),
      }),
      ListInferenceProfiles(input) {
        const asked = read(
          z.object({
            maxResults: z.coerce.number().int().min(1).max(1000).default(100),
            nextToken: z.string().optional(),
            type: z.string().optional(),
          }),
          input,
        );
        const all = asked.type === 'APPLICATION' ? [] : profiles(world.region(), account());
        const from = asked.nextToken === undefined ? 0 : Number(Buffer.from(asked.nextToken, 'base64').toString());
        if (!Number.isInteger(from)) throw new AwsError('ValidationException', 'The provided nextToken is invalid.');
        const to = from + Math.min(asked.maxResults, state.most);
        return {
          inferenceProfileSummaries: all.slice(from, to),
          ...(to < all.length && { nextToken: Buffer.from(String(to)).toString('base64') }),
        };
      },
      GetInferenceProfile(input) {
        const { inferenceProfileIdentifier: id } = read(z.object({ inferenceProfileIdentifier: z.string() }), input);
        const found = profiles(world.region(), account()).find((one) => one.inferenceProfileId === id || one.inferenceProfileArn === id);
        if (!found) throw notFound('The provided inference profile identifier was not found.');
        return found;
      },
      GetUseCaseForModelAccess() {
        if (state.form === undefined) throw notFound('Use case details have not been submitted for this account.');
        return { formData: Buffer.from(state.form).toString('base64') };
      },
      ListFoundationModelAgreementOffers(input) {
        const { modelId } = read(z.object({ modelId: z.string() }), input);
        const model = BEDROCK_MODELS.find((one) => one.id === modelId);
        if (!model) throw notFound('Could not resolve the foundation model from the provided model identifier.');
        return { modelId, offers: model.provider === 'Amazon' ? [] : [offer(modelId)] };
      },
      GetAccountDataRetention: () => ({ mode: state.retention(account()), updatedAt: state.retentionSince(account()) }),
      PutAccountDataRetention(input) {
        const { mode } = read(
          z.object({ mode: z.enum(MODES, { error: `Member must satisfy enum value set: [${MODES.join(', ')}]` }) }),
          input,
        );
        state.retain(account(), mode, world.now());
        return { mode, updatedAt: state.retentionSince(account()) };
      },
    },
  };
}

const summary = (model: BedrockModel, region: string) => ({
  modelArn: `arn:aws:bedrock:${region}::foundation-model/${model.id}`,
  modelId: model.id,
  modelName: model.name,
  providerName: model.provider,
  inputModalities: ['TEXT'],
  outputModalities: [model.embeddings ? 'EMBEDDING' : 'TEXT'],
  responseStreamingSupported: !model.embeddings,
  customizationsSupported: [],
  inferenceTypesSupported: model.onDemand ? ['ON_DEMAND'] : ['INFERENCE_PROFILE'],
  modelLifecycle: { status: 'ACTIVE' },
});

/** Profiles that can be called from a region, with the models they send to. */
function profiles(region: string, account: string) {
  const made = (model: BedrockModel, geography: Geography) => ({
    inferenceProfileName: `${geography.toUpperCase()} ${model.provider} ${model.name}`,
    description: `Routes requests to ${model.name} in ${geography === 'global' ? 'all supported regions' : GEOGRAPHIES[geography].to.join(', ')}.`,
    createdAt: '2026-01-15T00:00:00Z',
    updatedAt: '2026-06-15T00:00:00Z',
    inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:inference-profile/${geography}.${model.id}`,
    inferenceProfileId: `${geography}.${model.id}`,
    // A global profile names the model here and the model without a region.
    models: (geography === 'global' ? [region, ''] : GEOGRAPHIES[geography].to).map((to) => ({
      modelArn: `arn:aws:bedrock:${to}::foundation-model/${model.id}`,
    })),
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
  });
  return BEDROCK_MODELS.flatMap((model) =>
    model.profiles.filter((geography) => GEOGRAPHIES[geography].from.includes(region)).map((geography) => made(model, geography)),
  );
}

const offer = (modelId: string) => ({
  offerId: `offer-${modelId.replace(/\W/g, '')}`,
  offerToken: Buffer.from(modelId).toString('base64'),
  termDetails: {
    usageBasedPricingTerm: {
      rateCard: [{ dimension: 'InputTokenCount', price: '3.00', description: 'Million input tokens', unit: 'units' }],
    },
    legalTerm: { url: 'https://aws.amazon.com/legal/bedrock/third-party-models/' },
    supportTerm: { refundPolicyDescription: 'Fees are not refundable.' },
  },
});
