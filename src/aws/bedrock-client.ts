import {
  BedrockClient,
  GetAccountDataRetentionCommand,
  GetFoundationModelAvailabilityCommand,
  GetInferenceProfileCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  PutAccountDataRetentionCommand,
} from '@aws-sdk/client-bedrock';
import { Unavailable } from '../errors.js';
import { type Acting, BOT, createActing } from './acting.js';
import { type AwsHooks, createCalls } from './aws-calls.js';
import type { Bedrock, FoundationModel, ModelPlace } from './bedrock.js';
import { availabilityOf, modelOf, offerOf, profileOf, UNHEARD_OF } from './bedrock-answers.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';

const BEDROCK_TIMEOUTS = { ...TIMEOUTS, requestTimeout: 30_000 };

/** Bedrock over the SDK, with one client for each region and account. Throttling and lost connections are tried again here. */
export function createBedrock(
  settings: AwsSettings,
  hooks: AwsHooks,
  o: { roleToAssume?: string | string[] | undefined } = {},
): Bedrock & { close(): void } {
  const calls = createCalls(hooks);
  const acting: Acting = createActing(settings, [o.roleToAssume ?? []].flat());
  const clients = new Map<string, BedrockClient>();

  function at(region: string, place: ModelPlace = {}): BedrockClient {
    const key = `${region}/${acting.accounts.length === 0 ? '' : (place.account ?? '')}`;
    const client =
      clients.get(key) ??
      new BedrockClient({ ...acting.settings(place.account, BOT), region, requestHandler: { ...BEDROCK_TIMEOUTS }, maxAttempts: 1 });
    clients.set(key, client);
    return client;
  }

  const models = async (region: string, place?: ModelPlace): Promise<FoundationModel[]> => {
    const client = at(region, place);
    const answer = await calls.read('bedrock:ListFoundationModels', () => client.send(new ListFoundationModelsCommand({})));
    return (answer.modelSummaries ?? []).map(modelOf);
  };

  return {
    async availability(region, model, place) {
      const client = at(region, place);
      const answer = await calls.find('bedrock:GetFoundationModelAvailability', () =>
        client.send(new GetFoundationModelAvailabilityCommand({ modelId: model })),
      );
      const said = answer ? availabilityOf(answer) : UNHEARD_OF;
      if (!Object.values(said).includes('no')) return said;
      const reliable = place?.endpoint !== 'bedrock-mantle' && (await models(region, place)).some((one) => one.id === model);
      return reliable ? said : availabilityOf(answer, 'unknown');
    },

    async profiles(region, model, place) {
      const client = at(region, place);
      const found = [];
      let nextToken: string | undefined;
      do {
        const page = await calls.read('bedrock:ListInferenceProfiles', () =>
          client.send(new ListInferenceProfilesCommand({ typeEquals: 'SYSTEM_DEFINED', maxResults: 1000, nextToken })),
        );
        found.push(...(page.inferenceProfileSummaries ?? []).map(profileOf));
        if (page.nextToken !== undefined && page.nextToken === nextToken)
          throw new Unavailable('Bedrock gave the same page of inference profiles again; try again in a minute.');
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found.filter((profile) => profile.models.some((arn) => arn.endsWith(`:foundation-model/${model}`)));
    },

    async profile(region, id, place) {
      const client = at(region, place);
      const answer = await calls.find('bedrock:GetInferenceProfile', () =>
        client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id })),
      );
      return answer && profileOf(answer);
    },

    models,
    direct: async (region, model, place) => (await models(region, place)).find((one) => one.id === model && one.onDemand)?.arn,

    async useCaseFiled(region, place) {
      const client = at(region, place);
      const answer = await calls.find('bedrock:GetUseCaseForModelAccess', () => client.send(new GetUseCaseForModelAccessCommand({})));
      if (!answer) return 'no';
      return answer.formData?.length ? 'yes' : 'unknown';
    },

    async offers(region, model, place) {
      const client = at(region, place);
      const answer = await calls.find('bedrock:ListFoundationModelAgreementOffers', () =>
        client.send(new ListFoundationModelAgreementOffersCommand({ modelId: model, offerType: 'ALL' })),
      );
      return (answer?.offers ?? []).map(offerOf);
    },

    async dataRetention(region, place) {
      const client = at(region, place);
      const answer = await calls.read('bedrock:GetAccountDataRetention', () => client.send(new GetAccountDataRetentionCommand({})));
      if (!answer.mode) throw new Unavailable('Bedrock did not say what may be kept of prompts; look under Settings in its console.');
      return answer.mode;
    },

    async setDataRetention(region, mode, place) {
      const client = at(region, place);
      const answer = await calls.read('bedrock:PutAccountDataRetention', () => client.send(new PutAccountDataRetentionCommand({ mode })));
      return answer.$metadata.requestId;
    },

    close() {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}
