import type { Routing, Tier, UsageType } from './usage-type.js';

export interface Qualifiers {
  tier?: Tier;
  routing?: Routing;
  context?: UsageType['context'];
  /** How long a cache entry lives: "5m", "30m", "1h". */
  lifetime?: string;
  /** Tokens of a customised model on demand. */
  custom?: boolean;
  /** Words that are no qualifier, and second values of a thing already said. */
  unknown: string[];
}

type Reading = Omit<Qualifiers, 'unknown'>;
const QUALIFIERS: [RegExp, (words: string) => Reading][] = [
  [/^(?:cross-region-)?global\b/, () => ({ routing: 'global' })],
  [/^(?:cross-region(?:-geo)?|geo)\b/, () => ({ routing: 'geo' })],
  [/^(?:long-ctx|long-context|lctx)\b/, () => ({ context: 'long' })],
  [/^latency-optimi[sz]ed\b/, () => ({ tier: 'latency-optimised' })],
  [/^(?:standard|batch|flex|priority)\b/, (tier) => ({ tier: tier as Tier })],
  [/^custom-model\b/, () => ({ custom: true })],
  [/^\d+[mh]\b/, (lifetime) => ({ lifetime })],
  [/^units$/, () => ({})],
];

/** Reads suffixes in whatever order AWS strung them: "global-batch", "long-ctx-flex", "1h-global-standard". Never throws. */
export function readQualifiers(text: string): Qualifiers {
  const found: Qualifiers = { unknown: [] };
  for (let rest = text.replace(/^-+/, ''); rest !== ''; ) {
    const [pattern, read] = QUALIFIERS.find(([candidate]) => candidate.test(rest)) ?? [/^[^-]+/, undefined];
    const words = pattern.exec(rest)?.[0] ?? rest;
    const reading = read?.(words);
    const repeated = Object.entries(reading ?? {}).some(([key, value]) => (found[key as keyof Reading] ?? value) !== value);
    if (reading && !repeated) Object.assign(found, reading);
    else found.unknown.push(words);
    rest = rest.slice(words.length).replace(/^-+/, '');
  }
  return found;
}
