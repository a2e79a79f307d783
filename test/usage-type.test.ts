import fc from 'fast-check';
import { decimal, exact } from '../src/money.js';
import { classify, mayBeBedrock, selectService, tokensOf, type UsageType } from '../src/spend/usage-type/classify.js';

const BEDROCK = 'Amazon Bedrock';
const SERVICE = 'Amazon Bedrock Service';
const AGENTCORE = 'Amazon Bedrock AgentCore';
const edition = (model: string): string => `${model} (Amazon Bedrock Edition)`;
const OPUS = edition('Claude Opus 4.6');

/** A usage type as one line: model | kind | what differs from standard, in-region, default context | region | tokens per unit. */
function told(usage: UsageType): string {
  const special = [usage.tier, usage.routing, usage.context].filter((word) => !['standard', 'in-region', 'default'].includes(word));
  const counted = usage.class === 'other' ? `(${usage.kind})` : (usage.kind ?? usage.class);
  return [usage.model, counted, special.join(' '), usage.region, usage.tokensPerUnit]
    .map((part) => part ?? '-')
    .join(' | ')
    .replace('|  |', '| |');
}

/** Service names end in a colon; the usage types under them say what they are told to be. */
function rowsOf(table: string): [string, string, string][] {
  let service = '';
  return table.split('\n').flatMap((line): [string, string, string][] => {
    const [usageType, expected] = line.split(/ *=> */);
    if (expected !== undefined) return [[service, (usageType ?? '').trim(), expected]];
    if (line.endsWith(':')) service = line.slice(0, -1);
    return [];
  });
}

const TABLE = `# Classic: the model is in the line, by the thousand tokens.
Amazon Bedrock:
  USE1-Claude4.6Sonnet-input-tokens => Claude Sonnet 4.6 | input | | us-east-1 | 1000
  USW2-Claude4.5Sonnet-cache-write-input-token-count => Claude Sonnet 4.5 | cache-write-5m | | us-west-2 | 1000
  USW2-Claude4.5Sonnet-cache-write-1h-input-token-count => Claude Sonnet 4.5 | cache-write-1h | | us-west-2 | 1000
Amazon Bedrock Service:
  USE1-Claude4.6Opus-input-tokens-cross-region-global => Claude Opus 4.6 | input | global | us-east-1 | 1000
  EUC1-Claude4.6Opus-cache-read-input-token-count-cross-region-global => Claude Opus 4.6 | cache-read | global | eu-central-1 | 1000
  USE1-Claude4Sonnet-input-tokens-cross-region-global-batch => Claude Sonnet 4 | input | batch global | us-east-1 | 1000
  USE1-Claude4Sonnet-output-tokens-long-context-cross-region-global => Claude Sonnet 4 | output | global long | us-east-1 | 1000
Amazon Bedrock:
  USW2-NovaPro-input-tokens-cross-region-geo => Nova Pro | input | geo | us-west-2 | 1000
  USW2-NovaPro-input-tokens-cross-region => Nova Pro | input | geo | us-west-2 | 1000
  USE1-Claude2.0-input-tokens => Claude 2.0 | input | | us-east-1 | 1000
  EUW1-Claude-Haiku-output-tokens => Claude Haiku | output | | eu-west-1 | 1000
  USE1-Claude3-5Haiku-input-tokens-latency-optimized => Claude Haiku 3.5 | input | latency-optimised | us-east-1 | 1000
  USE1-NovaLite-output-tokens => Nova Lite | output | | us-east-1 | 1000
  USE1-Nova2.0Lite-input-tokens-flex => Nova 2.0 Lite | input | flex | us-east-1 | 1000
  USE1-Nova2.0Lite-input-tokens-custom-model => Nova 2.0 Lite (custom) | input | | us-east-1 | 1000
  USE1-Nova2.0Pro-text-input-tokens-priority-cross-region-global => Nova 2.0 Pro | input | priority global | us-east-1 | 1000
  USE1-NovaSonic-speech-input-tokens => Nova Sonic | speech-input | | us-east-1 | 1000
  USE1-Nova2.0Omni-input-image-token-count-batch => Nova 2.0 Omni | image-input | batch | us-east-1 | 1000
  EU-Qwen3-VL-235B-A22B-input-tokens => Qwen3 VL 235B A22B | input | | eu-west-1 | 1000
  USE1-gpt-oss-120b-output-tokens-priority => gpt-oss-120b | output | priority | us-east-1 | 1000
  USE1-GPT-OSS-Safeguard-20B-input-tokens => gpt-oss-safeguard-20b | input | | us-east-1 | 1000
  USE1-TitanEmbeddingV2-Text-input-tokens => Titan Embedding V2 Text | input | | us-east-1 | 1000
  USE1-Llama3-1-405B-output-tokens-batch => Llama 3.1 405B | output | batch | us-east-1 | 1000
  USE1-Llama4-Maverick-17B-input-tokens-batch => Llama 4 Maverick 17B | input | batch | us-east-1 | 1000
  USE1-deepseek.v3.2-input-tokens => DeepSeek V3.2 | input | | us-east-1 | 1000
  APS3-Gemma-3-4B-IT-input-tokens-flex => Gemma 3 4B IT | input | flex | ap-south-1 | 1000

# Suffixes in an order nobody has seen yet.
Amazon Bedrock:
  USE1-NovaPro-batch-input-tokens-cross-region-global => Nova Pro | input | batch global | us-east-1 | 1000
  USE1-NovaPro-cross-region-global-InputTokens => Nova Pro | input | global | us-east-1 | 1000
  USE1-NovaPro-input-tokens-flex-long-ctx-global => Nova Pro | input | flex global long | us-east-1 | 1000

# Mantle: a model id is in the line, the scale is not known.
Amazon Bedrock:
  USE1-openai.gpt-oss-120b-mantle-input-tokens-standard => gpt-oss-120b | input | | us-east-1 | -
  USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-standard => Claude Opus 4.8 | cache-write-5m | | us-west-2 | -
  USW2-anthropic.claude-opus-4-8-mantle-cache-write-1h-tokens-global-flex => Claude Opus 4.8 | cache-write-1h | flex global | us-west-2 | -
  USE1-openai.gpt-5.6-luna-mantle-cache-write-tokens-5m-long-ctx-flex => GPT-5.6 Luna | cache-write-5m | flex long | us-east-1 | -
  USE1-moonshotai.kimi-k3-mantle-cache-write-tokens-30m-global-batch => Kimi K3 | cache-write-30m | batch global | us-east-1 | -
  USE1-deepseek.v3.1-mantle-output-tokens-standard => DeepSeek V3.1 | output | | us-east-1 | -
  APN1-xai.grok-4.6-mantle-input-tokens-standard => Grok 4.6 | input | | ap-northeast-1 | -
  USE1-us.anthropic.claude-sonnet-4-5-20250929-v1:0-mantle-output-tokens-standard => Claude Sonnet 4.5 | output | geo | us-east-1 | -
  USE1-global.anthropic.claude-mythos-preview-mantle-input-tokens-standard => Claude Mythos Preview | input | global | us-east-1 | -

# Marketplace: the model is the service, by the million tokens.
Claude Opus 4.6 (Amazon Bedrock Edition):
  USE1-MP:USE1_InputTokenCount-Units => Claude Opus 4.6 | input | | us-east-1 | 1000000
  APN1-MP:APN1_InputTokenCount_Global-Units => Claude Opus 4.6 | input | global | ap-northeast-1 | 1000000
  USE1-MP:USE1_OutputTokenCount_LCtx_Global_Batch-Units => Claude Opus 4.6 | output | batch global long | us-east-1 | 1000000
  USE1-MP:USE1_CacheReadInputTokenCount_LCtx-Units => Claude Opus 4.6 | cache-read | long | us-east-1 | 1000000
  USE1-MP:USE1_CacheWrite1hInputTokenCount_Global-Units => Claude Opus 4.6 | cache-write-1h | global | us-east-1 | 1000000
  USE1-MP:USE1_MillionBatchInputTokens-Units => Claude Opus 4.6 | input | batch | us-east-1 | 1000000
  USW2-MP:USW2_output_tokens_standard-Units => Claude Opus 4.6 | output | | us-west-2 | 1000000
  USW2-MP:USW2_cache_write_tokens_1h_long_ctx_global_standard-Units => Claude Opus 4.6 | cache-write-1h | global long | us-west-2 | 1000000
  USW2-MP:USW2_cache_write_tokens_30m_flex-Units => Claude Opus 4.6 | cache-write-30m | flex | us-west-2 | 1000000
  USE1_input_tokens_standard-Units => Claude Opus 4.6 | input | | us-east-1 | 1000000
  EU_input_tokens_standard => Claude Opus 4.6 | input | | eu-west-1 | 1000000
  cached_input_tokens_batch => Claude Opus 4.6 | cache-read | batch | - | 1000000
Amazon Bedrock:
  USE1_input_tokens_standard-Units => - | input | | us-east-1 | 1000000
Claude Opus 4.6 (Amazon Bedrock Edition):
  USW2-anthropic.claude-opus-4-6-mantle-input-tokens-standard => Claude Opus 4.6 | input | | us-west-2 | -

# Capacity is named after tokens and counts none.
Claude Opus 4.6 (Amazon Bedrock Edition):
  USW2-MP:USW2_Reserved_1Month_InputTPM_Global-Units => Claude Opus 4.6 | (reserved) | reserved global | us-west-2 | -
Amazon Bedrock:
  USW2-Reserved_1Month_InputTPM_Geo => - | (reserved) | reserved geo | us-west-2 | -
Amazon Bedrock Service:
  USE1-Claude4.5Sonnet-reserved-3-month-input-tokens-per-minute-cross-region-geo => Claude Sonnet 4.5 | (reserved) | reserved geo | us-east-1 | -
Amazon Bedrock:
  USE1-Llama3-1-70B-ProvisionedThroughput-NoCommit-ModelUnits => Llama 3.1 70B | (provisioned-hour) | provisioned | us-east-1 | -
  USE1-Nova2.0Lite-ProvisionedThroughput-1month-ModelUnits => Nova 2.0 Lite | (provisioned-hour) | provisioned | us-east-1 | -
Claude Opus 4.6 (Amazon Bedrock Edition):
  USW2-MP:USW2_ProvisionedThroughput_6MonthsCommit_ModelUnits_Usage => Claude Opus 4.6 | (provisioned-hour) | provisioned | us-west-2 | -

# Everything else that a model or the platform is billed for.
Amazon Bedrock:
  USE1-cohere.rerank-english-v3-search-units => Cohere Rerank English V3 | (search-unit) | | us-east-1 | -
  USW2-AmazonRerank-v1-searchunits => Amazon Rerank | (search-unit) | | us-west-2 | -
Cohere Rerank v3.5 (Amazon Bedrock Edition):
  USE1-MP:USE1_search_units-Units => Cohere Rerank V3.5 | (search-unit) | | us-east-1 | -
Amazon Bedrock:
  USE1-NovaCanvas-T2I-1024-Premium => Nova Canvas | (image) | | us-east-1 | -
  USE1-TitanImageGeneratorG1-I2I-512-Standard-Custom => Titan Image Generator G1 | (image) | | us-east-1 | -
Stable Image Core (Amazon Bedrock Edition):
  USW2-MP:USW2_created_image-Units => Stable Image Core | (image) | | us-west-2 | -
Cohere Embed 4 (Amazon Bedrock Edition):
  USE1-MP:USE1_InputImageCount-Units => Cohere Embed 4 | (image) | | us-east-1 | -
Amazon Bedrock:
  USE1-NovaReel-T2V-Medfps-HDRes => Nova Reel | (video-second) | | us-east-1 | -
TwelveLabs Pegasus 1.2 (Amazon Bedrock Edition):
  USE1-MP:USE1_inputVideoSecond_Global-Units => Pegasus 1.2 | (video-second) | global | us-east-1 | -
Amazon Bedrock:
  USE1-NovaMultiModalEmbeddings-input-audio-second => Nova Multi Modal Embeddings | (audio-second) | | us-east-1 | -
  USE1-Nova2.0Lite-Customization-Training => Nova 2.0 Lite | (training) | | us-east-1 | -
  USE1-Nova2.0Lite-RFT-Training-Hours => Nova 2.0 Lite | (training) | | us-east-1 | -
  USE1-Nova2.0Lite-Customization-Storage => Nova 2.0 Lite | (model-storage) | | us-east-1 | -
  USE1-CustomModelImport-CMU-v1 => - | (custom-model-unit) | | us-east-1 | -
  USE1-Nova2.0Lite-nova-grounding => Nova 2.0 Lite | (grounding) | | us-east-1 | -
  USE1-Guardrail-ContentPolicyUnitsConsumed => - | (guardrail) | | us-east-1 | -
  USE1-GuardrailContentPolicyTextUnitsConsumed => - | (guardrail) | | us-east-1 | -
  USE1-DataAutomation-Standard-ImagesProcessed => - | (data-automation) | | us-east-1 | -
Amazon Bedrock AgentCore:
  USE1-Runtime:Consumption-based:vCPU => - | (vcpu-hour) | | us-east-1 | -
  USE1-Runtime:Consumption-based:Memory-v2 => - | (gb-hour) | | us-east-1 | -
  USE1-CodeInterpreter:Consumption-based:Memory => - | (gb-hour) | | us-east-1 | -
  USE1-Runtime-vCPU-Hours => - | (vcpu-hour) | | us-east-1 | -
  USE1-Runtime-GB-Hours => - | (gb-hour) | | us-east-1 | -
  USE1-Gateway:Consumption-based:API-Invocations => - | (gateway-api-invocations) | | us-east-1 | -
  APN1-Memory:Consumption-based:Short-Term-Memory => - | (memory-short-term-memory) | | ap-northeast-1 | -
  USE1-Knowledge-Base:Consumption-based:Retrieval => - | (knowledge-base-retrieval) | | us-east-1 | -

# What is not understood is said out loud, with the model where that much is clear.
Amazon Bedrock:
  USE1-Claude4.6Opus-input-tokens-turbo9 => Claude Opus 4.6 | unclassified | | us-east-1 | -
  USE1-Claude4.6Opus-input-tokens-batch9 => Claude Opus 4.6 | unclassified | | us-east-1 | -
  USE1-Claude4.6Opus-input-tokens-batch-flex => Claude Opus 4.6 | unclassified | | us-east-1 | -
  USE1-Claude4.6Opus-cache-read-input-token-count-1h => Claude Opus 4.6 | unclassified | | us-east-1 | -
  USE1-xai.grok-9-mantle-input-tokens-warp => Grok 9 | unclassified | | us-east-1 | -
Claude Opus 4.6 (Amazon Bedrock Edition):
  USE1-MP:USE1_turbo_input_tokens-Units => Claude Opus 4.6 | unclassified | | us-east-1 | -
Amazon Bedrock:
  USE1-NovaCanvas-T2I-1024-turbo9 => Nova Canvas | unclassified | | us-east-1 | -
  USE1-NovaLite-thoughts => - | unclassified | | us-east-1 | -
Amazon Bedrock AgentCore:
  USE1-Runtime:Session-based:Dreams => - | unclassified | | us-east-1 | -
Claude Opus 4.6 (Amazon Bedrock Edition):
   => Claude Opus 4.6 | unclassified | | - | -
Amazon Bedrock:
   => - | unclassified | | - | -
  NoUsageType => - | unclassified | | - | -
Amazon Elastic Compute Cloud - Compute:
  USE1-NovaLite-input-tokens => - | unclassified | | us-east-1 | -
`;

describe('a usage type', () => {
  it.each(rowsOf(TABLE))('%s: %s', (service, usageType, expected) => {
    expect(told(classify(service, usageType, null))).toBe(expected);
  });

  it('keeps the model when the region is new', () => {
    expect(told(classify(BEDROCK, 'XYZ9-NovaLite-input-tokens', null))).toBe('Nova Lite | input | | - | 1000');
    expect(told(classify(OPUS, 'XYZ9-MP:XYZ9_input_tokens_standard-Units', null))).toBe('Claude Opus 4.6 | input | | - | 1000000');
  });
});

describe('one model has one name', () => {
  const line = (id: string): string | null => classify(BEDROCK, `USE1-${id}-input-tokens`, null).model;
  const mantle = (id: string): string | null => classify(BEDROCK, `USE1-${id}-mantle-input-tokens-standard`, null).model;
  const sold = (name: string): string | null => classify(edition(name), 'USE1-MP:USE1_InputTokenCount-Units', null).model;

  it.each([
    [
      'Claude Sonnet 4.6',
      [line('Claude4.6Sonnet'), mantle('anthropic.claude-sonnet-4-6'), sold('Claude 4.6 Sonnet'), sold('Claude Sonnet 4.6')],
    ],
    ['Claude Sonnet 5', [line('Claude5Sonnet'), mantle('anthropic.claude-sonnet-5-20260601-v1:0'), sold('Claude Sonnet 5')]],
    ['Claude Haiku 3', [line('Claude3Haiku'), mantle('anthropic.claude-3-haiku'), sold('Claude 3 Haiku')]],
    ['Claude Sonnet 3.5 V2', [mantle('anthropic.claude-3-5-sonnet-20241022-v2:0'), sold('Claude 3.5 Sonnet v2')]],
    ['Claude Fable 5.1', [line('Claude5.1Fable'), mantle('anthropic.claude-fable-5-1'), sold('Claude Fable 5.1')]],
    ['GPT-5.6 Sol', [mantle('openai.gpt-5.6-sol'), sold('OpenAI GPT-5.6 Sol')]],
    ['GPT-6 Astra', [mantle('openai.gpt-6-astra'), sold('OpenAI GPT-6 Astra')]],
    ['gpt-oss-120b', [line('gpt-oss-120b'), line('GPT-OSS-120B'), mantle('openai.gpt-oss-120b')]],
    ['Qwen3 VL 235B A22B', [line('Qwen3-VL-235B-A22B'), mantle('qwen.qwen3-vl-235b-a22b')]],
    ['Cohere Rerank V3.5', [mantle('cohere.rerank-v3-5:0'), sold('Cohere Rerank v3.5')]],
    ['Llama 3.1 70B', [line('Llama3-1-70B'), mantle('meta.llama3-1-70b'), sold('Meta Llama 3.1 70B')]],
    ['Llama 4 Maverick 17B', [line('Llama4-Maverick-17B'), mantle('meta.llama4-maverick-17b')]],
    ['DeepSeek V3.1', [line('DeepSeek-V3.1'), mantle('deepseek.v3.1')]],
    ['MiniMax M2.5', [line('MiniMax-M2.5'), mantle('minimax.minimax-m2.5')]],
    ['Zephyr Ultra 9.1', [line('ZephyrUltra9.1'), mantle('newmaker.zephyr-ultra-9-1'), sold('Zephyr Ultra 9.1')]],
  ])('%s', (name, spellings) => {
    expect(spellings).toEqual(spellings.map(() => name));
  });
});

describe('any line at all', () => {
  const services = fc.constantFrom(BEDROCK, SERVICE, AGENTCORE, OPUS, 'Amazon EC2');
  const words = fc.constantFrom(
    ...'USE1- MP:USE1_ Claude4.6Opus Nova -mantle input output cache-read cache_write InputTokenCount -tokens _1h -global _batch -flex Reserved TPM -Units : . - _'.split(
      ' ',
    ),
  );
  const usageTypes = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 9 }).map((parts) => parts.join('')),
  );
  const units = fc.option(fc.oneof(fc.string(), fc.constantFrom('1K tokens', '1M tokens', 'Units', 'N/A', 'Hrs')));

  it('ends as tokens with a kind, as another named kind, or as unclassified', () => {
    fc.assert(
      fc.property(services, usageTypes, units, (service, usageType, unit) => {
        const usage = classify(service, usageType, unit);
        expect(usage.kind === null).toBe(usage.class === 'unclassified');
        if (usage.class !== 'tokens') expect(usage.tokensPerUnit).toBeNull();
        if (usage.kind !== null) expect(usage.kind).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        if (usage.model !== null) expect(usage.model.trim()).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('is not counted as tokens once a word behind the meter is unknown', () => {
    const meters = fc.constantFrom(
      'NovaLite-input-tokens',
      'xai.grok-9-mantle-output-tokens-standard',
      'MP:USE1_cache_write_tokens_1h_global',
    );
    const word = fc.stringMatching(/^[a-z]{3,9}[0-9]$/);
    fc.assert(
      fc.property(services, meters, word, fc.constantFrom('', '-batch', '_standard-Units'), (service, meter, unknown, suffix) => {
        expect(classify(service, `USE1-${meter}-${unknown}${suffix}`, '1K tokens').class).toBe('unclassified');
      }),
    );
  });

  const lines = fc.constantFrom(
    ...([BEDROCK, SERVICE].flatMap((service) => [
      [service, 'Claude4.6Opus-input-tokens-cross-region-global-batch'],
      [service, 'openai.gpt-oss-120b-mantle-output-tokens-flex'],
      [service, 'Guardrail-TopicPolicyUnitsConsumed'],
      [service, 'NovaCanvas-T2I-1024-Premium'],
      [service, 'unheard-of'],
    ]) as [string, string][]),
  );
  const region = fc.constantFrom('USE1', 'EU', 'EUC1', 'APS1', 'APN1', 'CNNW1', 'QQQ7');

  it('means the same in every region', () => {
    fc.assert(
      fc.property(lines, region, region, ([service, rest], one, other) => {
        const { region: _here, ...meaning } = classify(service, `${one}-${rest}`, null);
        expect(classify(service, `${other}-${rest}`, null)).toMatchObject(meaning);
      }),
    );
  });
});

describe('tokens', () => {
  const count = (service: string, usageType: string, unit: string | null, quantity: string, cost: string): string | null => {
    const tokens = tokensOf(classify(service, usageType, unit), decimal(quantity), decimal(cost));
    return tokens && exact(tokens);
  };
  const MANTLE = 'USE1-anthropic.claude-opus-4-8-mantle-input-tokens-standard';

  it.each([
    ['native lines are thousands', BEDROCK, 'USE1-NovaLite-input-tokens', null, '12.345678', '0.00074', '12345.678'],
    ['also where Cost Explorer says "N/A"', BEDROCK, 'USE1-NovaLite-input-tokens', 'N/A', '2', '0.00012', '2000'],
    ['Marketplace lines are millions', OPUS, 'USE1-MP:USE1_InputTokenCount-Units', 'Units', '0.1234567', '0.6', '123456.7'],
    ['the unit wins when there is one', OPUS, 'USE1-MP:USE1_InputTokenCount-Units', '1K tokens', '3', '0.015', '3000'],
    ['and for native lines', BEDROCK, 'USE1-NovaLite-input-tokens', '1M tokens', '3', '0.18', '3000000'],
    ['and for single tokens', BEDROCK, MANTLE, 'Tokens', '4000', '0.02', '4000'],
    ['mantle in thousands, as $5 for a million says', BEDROCK, MANTLE, null, '200', '1', '200000'],
    ['mantle in millions, as $5 for a million says', BEDROCK, MANTLE, null, '0.2', '1', '200000'],
    ['mantle with a unit needs no price', BEDROCK, MANTLE, '1K tokens', '200', '0', '200000'],
    ['a refund takes tokens back', BEDROCK, MANTLE, null, '-200', '-1', '-200000'],
    ['no scale makes this price plausible', BEDROCK, MANTLE, null, '1', '1000', null],
    ['nor this one', BEDROCK, MANTLE, null, '1000000', '0.001', null],
    ['a free mantle line tells no scale', BEDROCK, MANTLE, null, '200', '0', null],
    ['nothing used is nothing', BEDROCK, MANTLE, null, '0', '0', '0'],
    ['capacity has no tokens', OPUS, 'USW2-MP:USW2_Reserved_1Month_InputTPM_Global-Units', null, '720', '40', null],
    ['nor has what is unclassified', BEDROCK, 'USE1-NovaLite-input-tokens-turbo9', '1K tokens', '5', '1', null],
  ])('%s', (_, service, usageType, unit, quantity, cost, expected) => {
    expect(count(service, usageType, unit, quantity, cost)).toBe(expected);
  });
});

describe('a service that may be a new one of AWS', () => {
  it.each([
    ['Amazon Bedrock Guard', true],
    ['AWS Bedrock Guard', true],
    ['AmazonBedrockGuard', true],
    // Begins alike; who bills it tells.
    ['Amazon Bedrock Connector (Foo Edition)', true],
    ['Amazon Bedrock', false],
    ['Amazon Bedrock AgentCore', false],
    ['Claude Opus 4.6 (Amazon Bedrock Edition)', false],
    ['Bedrock Security Scanner by Foo', false],
    ['Minecraft Bedrock Server', false],
  ])('%s: %s', (name, may) => {
    expect(mayBeBedrock(name)).toBe(may);
  });

  it('is read by the grammar of the known ones, and is unclassified where that does not fit', () => {
    expect(classify('Amazon Bedrock Guard', 'USE1-NovaLite-input-tokens', null)).toMatchObject({ class: 'tokens', model: 'Nova Lite' });
    expect(classify('Amazon Bedrock Guard', 'USE1-Shield-Hours', null)).toMatchObject({ class: 'unclassified', kind: null });
    expect(classify('Bedrock Scanner', 'USE1-NovaLite-input-tokens', null)).toMatchObject({ class: 'unclassified', kind: null });
  });
});

describe('a service name', () => {
  it.each([
    ['Amazon Bedrock', 'bedrock'],
    ['Amazon Bedrock Service', 'bedrock'],
    ['AmazonBedrock', 'bedrock'],
    ['AmazonBedrockService', 'bedrock'],
    ['Amazon Bedrock AgentCore', 'agentcore'],
    ['Claude Opus 4.6 (Amazon Bedrock Edition)', 'marketplace-model'],
    ['OpenAI GPT-5.6 Sol (Amazon Bedrock Edition)', 'marketplace-model'],
    ['A Model Nobody Knows Yet (Amazon Bedrock Edition)', 'marketplace-model'],
    ['Bedrock Security Scanner by Foo', 'other'],
    ['Security Scanner (Amazon Bedrock Edition) by Foo', 'other'],
    ['Amazon Bedrock Connector (Foo Edition)', 'other'],
    ['Connector for (Amazon Bedrock)', 'other'],
    ['Minecraft Bedrock Server', 'other'],
    ['Amazon Bedrock Consulting', 'other'],
    [' (Amazon Bedrock Edition)', 'other'],
    ['(Amazon Bedrock Edition)', 'other'],
    ['Claude Opus 4.6', 'other'],
    ['Amazon SageMaker', 'other'],
    ['toString', 'other'],
    ['', 'other'],
  ])('%s is %s', (name, kind) => {
    expect(selectService(name)).toBe(kind);
  });
});
