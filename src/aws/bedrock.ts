/** `unknown`: AWS could not or would not say, which is no "no". */
export type Known = 'yes' | 'no' | 'unknown';

/** Whether this account may use a model in a region. */
export interface ModelAvailability {
  /** AWS lets the account use it: allow-listed models are opened account by account. */
  entitled: Known;
  inRegion: Known;
  /** The provider's agreement; an ordinary model's is concluded by itself at the first call. */
  agreement: Known | 'pending';
  authorized: Known;
}

/** A system-defined inference profile: `models` are the foundation models that a call through it may be sent to. */
export interface InferenceProfile {
  arn: string;
  /** "us.anthropic.claude-sonnet-5". */
  id: string;
  models: string[];
}

export interface FoundationModel {
  arn: string;
  id: string;
  name: string;
  provider: string;
  /** Can be called by its own id; others only through an inference profile. */
  onDemand: boolean;
  legacy: boolean;
}

/** An offer of the provider's agreement: its terms and what it costs, as the provider writes it. */
export interface AgreementOffer {
  id: string;
  termsUrl?: string;
  rates: { dimension: string; price: string; unit: string; description: string }[];
}

export const RETENTION_MODES = ['default', 'none', 'aws_review', 'provider_data_share', 'inherit'] as const;
export type RetentionMode = (typeof RETENTION_MODES)[number];

/** Where to ask, and which endpoint the model is called at; the account only where the bot acts in several. */
export interface ModelPlace {
  account?: string;
  endpoint?: 'bedrock-runtime' | 'bedrock-mantle';
}

/** Bedrock's control plane, one region at a time. Everything throws Unavailable, which names the IAM action that is missing. */
export interface Bedrock {
  /**
   * What AWS says of a model. The control plane knows models of bedrock-runtime; of one that is served at bedrock-mantle
   * only, and of one that the region's list does not have, a "no" is not to be relied on and reads `unknown`.
   */
  availability(region: string, model: string, place?: ModelPlace): Promise<ModelAvailability>;
  /** Inference profiles of AWS that may lead to the model. */
  profiles(region: string, model: string, place?: ModelPlace): Promise<InferenceProfile[]>;
  /** One profile by id or ARN; undefined when there is none. */
  profile(region: string, id: string, place?: ModelPlace): Promise<InferenceProfile | undefined>;
  models(region: string, place?: ModelPlace): Promise<FoundationModel[]>;
  /** ARN of the model itself where it can be called without a profile. */
  direct(region: string, model: string, place?: ModelPlace): Promise<string | undefined>;
  /** Whether the use-case form that Anthropic asks for once was filed, by this account or by the one that pays for it. */
  useCaseFiled(region: string, place?: ModelPlace): Promise<Known>;
  offers(region: string, model: string, place?: ModelPlace): Promise<AgreementOffer[]>;
  /** What the account lets AWS and providers keep of prompts and answers. */
  dataRetention(region: string, place?: ModelPlace): Promise<RetentionMode>;
  /** Sets it for the whole account and region. Repeating it is harmless. Gives AWS's request id. */
  setDataRetention(region: string, mode: RetentionMode, place?: ModelPlace): Promise<string | undefined>;
}

/** The IAM actions that each method asks for. */
export const BEDROCK_NEEDS = {
  availability: ['bedrock:GetFoundationModelAvailability', 'bedrock:ListFoundationModels'],
  profiles: ['bedrock:ListInferenceProfiles'],
  profile: ['bedrock:GetInferenceProfile'],
  models: ['bedrock:ListFoundationModels'],
  direct: ['bedrock:ListFoundationModels'],
  useCaseFiled: ['bedrock:GetUseCaseForModelAccess'],
  offers: ['bedrock:ListFoundationModelAgreementOffers'],
  dataRetention: ['bedrock:GetAccountDataRetention'],
  setDataRetention: ['bedrock:PutAccountDataRetention'],
} as const satisfies Record<keyof Bedrock, readonly string[]>;
