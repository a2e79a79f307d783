import { readQualifiers } from './qualifiers.js';
import type { Routing, Tier } from './usage-type.js';

/** Something billed that is not tokens of a model. */
export interface OtherMeter {
  /** Null when a word behind the meter is not understood: its price could mean anything. */
  kind: string | null;
  /** The model as AWS wrote it; "" when the line names none. */
  stem: string;
  tier: Tier;
  routing: Routing;
}

/** Features of Bedrock that are billed by themselves; their lines name no model. */
const FEATURES: [RegExp, string][] = [
  [/^Guardrail/i, 'guardrail'],
  [/^DataAutomation/i, 'data-automation'],
  [/^KnowledgeBase/i, 'knowledge-base'],
  [/^(?:Bedrock)?Flows/i, 'flow'],
  [/^GenerateSQL/i, 'generate-sql'],
  [/^ModelEvaluation/i, 'evaluation'],
  [/OptimizePrompt/i, 'prompt-optimisation'],
];

/** Capacity, customisation and media of a model. Capacity is looked for first: it is named after the tokens it can take. */
const METERS: [RegExp, string, Tier?][] = [
  [/(?:^|-)provisioned-throughput(?=-|$)/, 'provisioned-hour', 'provisioned'],
  [/(?:^|-)reserved-(?=.*(?:tpm|tokens-per-minute))/, 'reserved', 'reserved'],
  [/(?:^|-)(?:customization|RFT)-training(?=-|$)/i, 'training'],
  [/(?:^|-)(?:customization|custom-model|model)-storage(?=-|$)/, 'model-storage'],
  [/(?:^|-)custom-model-(?:import|units?)(?=-|$).*/, 'custom-model-unit'],
  [/(?:^|-)nova-grounding(?=-|$)/, 'grounding'],
  [/(?:^|-)search-?units?(?=-|$)/, 'search-unit'],
  [
    /(?:^|-)(?:[TI]2I(?:-\d+|-standard|-premium|-custom)*|(?:created|generated)-images?|(?:input|output)-images?(?:-count)?(?!-token))(?=-|$)/i,
    'image',
  ],
  [/(?:^|-)(?:[TIV]2V|(?:(?:input|output)-)?video(?:-(?:input|output))?-seconds?)(?=-|$)/i, 'video-second'],
  [/(?:^|-)(?:(?:input|output)-)?audio(?:-(?:input|output))?-seconds?(?=-|$)/, 'audio-second'],
  [/(?:^|-)(?:input|output)-seconds?(?=-|$)/, 'second'],
];

/** What a usage type without prefix (`text`) and its `hyphenated` spelling count besides tokens; null when it is none of these. */
export function readOtherMeter(text: string, hyphenated: string): OtherMeter | null {
  const feature = agentCore(text) ?? FEATURES.find(([pattern]) => pattern.test(text))?.[1];
  if (feature) return { kind: feature, stem: '', tier: 'standard', routing: 'in-region' };
  for (const [pattern, kind, tier] of METERS) {
    const match = pattern.exec(hyphenated);
    if (!match) continue;
    const { tier: said = 'standard', routing = 'in-region', unknown } = readQualifiers(hyphenated.slice(match.index + match[0].length));
    // Terms of capacity and qualities of media ("6MonthsCommit", "HDRes") are free text; a suffix in small letters is about the price.
    const understood = tier !== undefined || unknown.every((word) => /^[A-Z0-9]/.test(word));
    return { kind: understood ? kind : null, stem: hyphenated.slice(0, match.index), tier: tier ?? said, routing };
  }
  return null;
}

/** "Runtime:Consumption-based:vCPU", "Gateway:Consumption-based:API-Invocations"; "-v2" is the platform's version. */
function agentCore(text: string): string | undefined {
  const [, component, counted = ''] = /^([A-Za-z-]+):Consumption-based(?::(.+))?$/.exec(text) ?? [];
  if (/^vCPU(?:-v\d+)?$/.test(counted) || /(?:^|[-:])vCPU-Hours?$/i.test(text)) return 'vcpu-hour';
  if ((component && /^Memory(?:-v\d+)?$/.test(counted)) || /(?:^|[-:])GB-Hours?$/i.test(text)) return 'gb-hour';
  return component && kebab(`${component}-${counted}`);
}

const kebab = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/)
    .filter((word) => word !== '')
    .join('-')
    .toLowerCase();
