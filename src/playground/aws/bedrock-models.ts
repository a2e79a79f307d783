/** A model as Bedrock's control plane has it. */
export interface BedrockModel {
  id: string;
  name: string;
  provider: string;
  regions: string[];
  /** Callable by its own id; the newer ones only through an inference profile. */
  onDemand: boolean;
  /** Geographies of its inference profiles. */
  profiles: Geography[];
  embeddings?: true;
}

export type Geography = 'us' | 'eu' | 'global';

/** Regions whose calls each geography takes, and where it may send them; a global profile sends them anywhere. */
export const GEOGRAPHIES: Record<Geography, { from: string[]; to: string[] }> = {
  us: { from: ['us-east-1', 'us-east-2', 'us-west-2'], to: ['us-east-1', 'us-east-2', 'us-west-2'] },
  eu: { from: ['eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1'], to: ['eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1'] },
  global: { from: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1'], to: [] },
};
const EVERYWHERE = GEOGRAPHIES.global.from;

const claude = (id: string, name: string): BedrockModel => ({
  id: `anthropic.${id}`,
  name,
  provider: 'Anthropic',
  regions: EVERYWHERE,
  onDemand: false,
  profiles: ['us', 'eu', 'global'],
});

/** Models of bedrock-runtime. Those that are served at bedrock-mantle only are not in this list, as AWS has it. */
export const BEDROCK_MODELS: BedrockModel[] = [
  claude('claude-haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5'),
  claude('claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5'),
  claude('claude-opus-4-6-v1', 'Claude Opus 4.6'),
  claude('claude-sonnet-5', 'Claude Sonnet 5'),
  claude('claude-opus-5', 'Claude Opus 5'),
  { id: 'amazon.nova-lite-v1:0', name: 'Nova Lite', provider: 'Amazon', regions: EVERYWHERE, onDemand: true, profiles: ['us', 'eu'] },
  { id: 'amazon.nova-pro-v1:0', name: 'Nova Pro', provider: 'Amazon', regions: EVERYWHERE, onDemand: true, profiles: ['us', 'eu'] },
  { id: 'openai.gpt-oss-120b-1:0', name: 'gpt-oss-120b', provider: 'OpenAI', regions: ['us-west-2'], onDemand: true, profiles: [] },
  {
    id: 'amazon.titan-embed-text-v2:0',
    name: 'Titan Text Embeddings V2',
    provider: 'Amazon',
    regions: EVERYWHERE,
    onDemand: true,
    profiles: [],
    embeddings: true,
  },
];

/** Models that AWS opens account by account, served at bedrock-mantle in one region. */
export const GATED_MODELS = ['anthropic.claude-mythos-preview', 'anthropic.claude-mythos-5'];
export const GATED_REGION = 'us-east-1';
