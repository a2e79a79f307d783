/** Which kind of service a billing name stands for; only the first three are ours to count. */
export type ServiceKind = 'bedrock' | 'marketplace-model' | 'agentcore' | 'other';

export type Tier = 'standard' | 'batch' | 'flex' | 'priority' | 'latency-optimised' | 'reserved' | 'provisioned';
/**
 * Where a request may run. A geographic profile is mostly billed as plain usage of the source region, so `in-region` also
 * holds what AWS does not tell apart; `geo` is what the line says in so many words.
 */
export type Routing = 'in-region' | 'geo' | 'global';

/** What a billed line counts, as far as its usage type tells. */
export interface UsageType {
  /** Model as people call it, one spelling however it is billed: "Claude Opus 4.6", "Nova Lite"; null when the line names none. */
  model: string | null;
  class: 'tokens' | 'other' | 'unclassified';
  /**
   * For tokens `input`, `output`, `cache-read`, `cache-write-5m`, `cache-write-30m`, `cache-write-1h`, with the modality in
   * front when it is not text (`speech-input`, `image-output`); otherwise what is counted (`search-unit`, `vcpu-hour`, …).
   * Null when unclassified.
   */
  kind: string | null;
  tier: Tier;
  routing: Routing;
  context: 'default' | 'long';
  /** AWS region id from the billing prefix; null when there is none or it is not known. */
  region: string | null;
  /** Tokens in one billed unit: 1, 1000 or 1000000; null when it is no token line or nothing tells. */
  tokensPerUnit: number | null;
}
