import { type Price, percentOf, price } from './amount.js';
import type { Grammar, Kind, Tier } from './usage-type-names.js';

/** A model as it appears on the bill. */
export interface Model {
  /** As its usage type spells it; Marketplace products are told apart by `service` only. */
  name: string;
  service: string;
  productCode: string;
  billingEntity: 'AWS' | 'AWS Marketplace';
  grammar: Grammar;
  /** List prices by kind; a kind that is not there is not sold. */
  prices: Partial<Record<Kind, Price>>;
}

/** Dollars per million tokens. Caching costs a tenth to read, 125 % to write for five minutes and 200 % for an hour. */
interface ListPrice {
  input: string;
  output?: string;
  cache?: 'five-minutes' | 'an-hour';
}

const THOUSAND = { unit: '1K tokens', scale: 3 };
const MILLION = { unit: '1M tokens', scale: 6 };

function prices(list: ListPrice, sold: { unit: string; scale: number }): Model['prices'] {
  const per = (dollars: string): Price => ({ ...price(dollars, MILLION.unit, MILLION.scale), ...sold });
  const input = per(list.input);
  return {
    input,
    ...(list.output && { output: per(list.output) }),
    ...(list.cache && { cacheRead: percentOf(10, input), cacheWrite: percentOf(125, input) }),
    ...(list.cache === 'an-hour' && { cacheWrite1h: percentOf(200, input) }),
  };
}

const bedrock = (name: string, list: ListPrice, grammar: Grammar = 'classic'): Model => ({
  name,
  service: 'Amazon Bedrock',
  productCode: 'AmazonBedrock',
  billingEntity: 'AWS',
  grammar,
  prices: prices(list, THOUSAND),
});

const bedrockService = (name: string, list: ListPrice): Model => ({
  ...bedrock(name, list),
  service: 'Amazon Bedrock Service',
  productCode: 'AmazonBedrockService',
});

const marketplace = (name: string, productCode: string, grammar: Grammar, list: ListPrice): Model => ({
  name,
  service: `${name} (Amazon Bedrock Edition)`,
  productCode,
  billingEntity: 'AWS Marketplace',
  grammar,
  prices: prices(list, MILLION),
});

const SONNET: ListPrice = { input: '3', output: '15', cache: 'an-hour' };
const OPUS: ListPrice = { input: '5', output: '25', cache: 'an-hour' };

export const MODELS = {
  novaLite: bedrock('NovaLite', { input: '0.06', output: '0.24' }),
  nova2Lite: bedrock('Nova2.0Lite', { input: '0.3', output: '2.5' }),
  novaPro: bedrock('NovaPro', { input: '0.8', output: '3.2' }),
  titanEmbedding: bedrock('TitanEmbeddingV2-Text', { input: '0.02' }),
  qwenVision: bedrock('Qwen3-VL-235B-A22B', { input: '0.53', output: '2.66' }),
  llamaMaverick: bedrock('Llama4-Maverick-17B', { input: '0.24', output: '0.97' }),
  gptOss: bedrock('gpt-oss-120b', { input: '0.15', output: '0.6' }),
  gptOssMantle: bedrock('openai.gpt-oss-120b', { input: '0.15', output: '0.6' }, 'mantle'),
  sonnet45Service: bedrockService('Claude4.5Sonnet', SONNET),
  sonnet46Service: bedrockService('Claude4.6Sonnet', SONNET),
  opus46Service: bedrockService('Claude4.6Opus', OPUS),
  haiku45: marketplace('Claude Haiku 4.5', '7w2kq9d0x4m1c8r5t6vbz3h', 'marketplace-old', { input: '1', output: '5', cache: 'an-hour' }),
  sonnet45: marketplace('Claude Sonnet 4.5', '4p0n8e6j2y7s1g9u3kqwa5x', 'marketplace-old', SONNET),
  opus46: marketplace('Claude Opus 4.6', '9b3f5t1l7h0v6c2z8mdrq4k', 'marketplace-old', OPUS),
  sonnet5: marketplace('Claude Sonnet 5', '2x8r4w6a0q5j9n1y7gteb3u', 'marketplace-new', SONNET),
  opus5: marketplace('Claude Opus 5', '6h1c9z3k5d7p0s8f2mvxo4l', 'marketplace-new', OPUS),
  fable5: marketplace('Claude Fable 5', '1u7g5e9t3r0b8q4w6yniz2j', 'marketplace-new', { input: '10', output: '50', cache: 'an-hour' }),
  gpt56Terra: marketplace('OpenAI GPT-5.6 Terra', '8m4v2h6x0l9a7d3c5kpsf1z', 'marketplace-new', {
    input: '2',
    output: '12',
    cache: 'five-minutes',
  }),
} satisfies Record<string, Model>;

const TIER_PERCENT: Record<Tier, number> = { standard: 100, batch: 50, flex: 50, priority: 175, global: 90, long: 200 };

/** What a kind of token costs in a tier; long context is dearer to read than to write. Undefined when it is not sold. */
export function tierPrice(model: Model, kind: Kind, tier: Tier): Price | undefined {
  const list = model.prices[kind];
  return list && percentOf(tier === 'long' && kind === 'output' ? 150 : TIER_PERCENT[tier], list);
}
