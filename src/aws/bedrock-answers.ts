import type {
  FoundationModelSummary,
  GetFoundationModelAvailabilityResponse,
  InferenceProfileSummary,
  Offer,
} from '@aws-sdk/client-bedrock';
import type { AgreementOffer, FoundationModel, InferenceProfile, Known, ModelAvailability } from './bedrock.js';

/** What is said of a model that the control plane does not know. */
export const UNHEARD_OF: ModelAvailability = { entitled: 'unknown', inRegion: 'unknown', agreement: 'unknown', authorized: 'unknown' };

/** AWS's four statuses in our words; `no` is what its refusals are read as. Words that are not known are unknown. */
export function availabilityOf(answer: GetFoundationModelAvailabilityResponse | undefined, no: Known = 'no'): ModelAvailability {
  if (!answer) return UNHEARD_OF;
  const known = (status: string | undefined, yes: string, denied: string): Known =>
    status === yes ? 'yes' : status === denied ? no : 'unknown';
  const agreement = answer.agreementAvailability?.status;
  return {
    entitled: known(answer.entitlementAvailability, 'AVAILABLE', 'NOT_AVAILABLE'),
    inRegion: known(answer.regionAvailability, 'AVAILABLE', 'NOT_AVAILABLE'),
    agreement: agreement === 'PENDING' ? 'pending' : known(agreement, 'AVAILABLE', 'NOT_AVAILABLE'),
    authorized: known(answer.authorizationStatus, 'AUTHORIZED', 'NOT_AUTHORIZED'),
  };
}

export const profileOf = (
  one: Pick<InferenceProfileSummary, 'inferenceProfileArn' | 'inferenceProfileId' | 'models'>,
): InferenceProfile => ({
  arn: one.inferenceProfileArn ?? '',
  id: one.inferenceProfileId ?? '',
  models: (one.models ?? []).flatMap((model) => model.modelArn ?? []),
});

export const modelOf = (one: FoundationModelSummary): FoundationModel => ({
  arn: one.modelArn ?? '',
  id: one.modelId ?? '',
  name: one.modelName ?? one.modelId ?? '',
  provider: one.providerName ?? '',
  onDemand: (one.inferenceTypesSupported ?? []).includes('ON_DEMAND'),
  legacy: one.modelLifecycle?.status === 'LEGACY',
});

export const offerOf = (one: Offer): AgreementOffer => ({
  id: one.offerId ?? '',
  ...(one.termDetails?.legalTerm?.url && { termsUrl: one.termDetails.legalTerm.url }),
  rates: (one.termDetails?.usageBasedPricingTerm?.rateCard ?? []).map((rate) => ({
    dimension: rate.dimension ?? '',
    price: rate.price ?? '',
    unit: rate.unit ?? '',
    description: rate.description ?? '',
  })),
});
