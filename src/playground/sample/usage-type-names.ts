/** The kinds of tokens a model is billed by. */
export type Kind = 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h';
/** How a model is called, as far as it changes the price. */
export type Tier = 'standard' | 'batch' | 'flex' | 'priority' | 'global' | 'long';
/** The four ways AWS spells usage types of models. */
export type Grammar = 'classic' | 'mantle' | 'marketplace-old' | 'marketplace-new';

const WORDS: Record<Grammar, Record<Kind, string>> = {
  classic: {
    input: 'input-tokens',
    output: 'output-tokens',
    cacheRead: 'cache-read-input-token-count',
    cacheWrite: 'cache-write-input-token-count',
    cacheWrite1h: 'cache-write-1h-input-token-count',
  },
  mantle: {
    input: 'input-tokens',
    output: 'output-tokens',
    cacheRead: 'cache-read-tokens',
    cacheWrite: 'cache-write-tokens',
    cacheWrite1h: 'cache-write-1h-tokens',
  },
  'marketplace-old': {
    input: 'InputTokenCount',
    output: 'OutputTokenCount',
    cacheRead: 'CacheReadInputTokenCount',
    cacheWrite: 'CacheWriteInputTokenCount',
    cacheWrite1h: 'CacheWrite1hInputTokenCount',
  },
  'marketplace-new': {
    input: 'input_tokens',
    output: 'output_tokens',
    cacheRead: 'cache_read_tokens',
    cacheWrite: 'cache_write_tokens',
    cacheWrite1h: 'cache_write_tokens_1h',
  },
};

const CLASSIC_SUFFIX: Record<Tier, string> = {
  standard: '',
  batch: '-batch',
  flex: '-flex',
  priority: '-priority',
  global: '-cross-region-global',
  long: '-long-context',
};
const OLD_SUFFIX: Record<Tier, string> = {
  standard: '',
  batch: '_Batch',
  flex: '_Flex',
  priority: '_Priority',
  global: '_Global',
  long: '_LCtx',
};

/** The usage type of a model's tokens. `region` is the billing prefix ("USE1"); Marketplace names do not hold the model. */
export function usageTypeName(grammar: Grammar, region: string, model: string, kind: Kind, tier: Tier): string {
  const word = WORDS[grammar][kind];
  const global = tier === 'global';
  const service = global || tier === 'long' ? 'standard' : tier;
  switch (grammar) {
    case 'classic':
      return `${region}-${model}-${word}${CLASSIC_SUFFIX[tier]}`;
    case 'mantle':
      return `${region}-${model}-mantle-${word}${global ? '-global' : ''}-${service}`;
    case 'marketplace-old':
      return `${region}-MP:${region}_${word}${OLD_SUFFIX[tier]}-Units`;
    case 'marketplace-new':
      return `${region}-MP:${region}_${word}${tier === 'long' ? '_long_ctx' : ''}${global ? '_global' : ''}_${service}-Units`;
  }
}
