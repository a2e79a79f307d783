import { cutPrefix } from './billing-region.js';
import { modelName } from './model-name.js';
import { readOtherMeter } from './other-meter.js';
import { marketplaceModel, mayBeBedrock, selectService } from './service.js';
import { hyphenated } from './spelling.js';
import { readTokenMeter, type TokenMeter } from './token-meter.js';
import { tokensInUnit } from './tokens.js';
import type { Routing, UsageType } from './usage-type.js';

export { mayBeBedrock, selectService } from './service.js';
export { tokensOf } from './tokens.js';
export type { Routing, ServiceKind, Tier, UsageType } from './usage-type.js';

/**
 * What a billed line counts, from its SERVICE name, usage type and unit (null, "N/A" and "Units" tell nothing).
 *
 * Three grammars are in use: classic `{RGN}-{Model}-{meter}{suffixes}` and mantle `{RGN}-{model id}-mantle-{meter}-{suffixes}` name the
 * model, Marketplace `{RGN}-MP:{RGN}_{meter}_{suffixes}-Units` leaves it to the service. Everything ends as tokens, as another named
 * kind, or as unclassified: a line with a word that is not understood is unclassified rather than given a wrong tier. Never throws.
 */
export function classify(service: string, usageType: string, unit: string | null): UsageType {
  const { region, marketplace, rest } = cutPrefix(usageType);
  const sold = modelName(marketplaceModel(service) ?? '');
  const line = { model: sold, tier: 'standard', routing: 'in-region', context: 'default', region, tokensPerUnit: null } as const;
  const unclassified: UsageType = { ...line, class: 'unclassified', kind: null };
  if (selectService(service) === 'other' && !mayBeBedrock(service)) return unclassified;

  const text = hyphenated(rest);
  const other = readOtherMeter(rest, text);
  if (other) {
    const { kind, tier, routing } = other;
    const model = sold ?? modelName(other.stem);
    return kind === null ? { ...unclassified, model } : { ...line, model, class: 'other', kind, tier, routing };
  }

  const nameless = marketplace || /-Units$/.test(rest);
  const meter = readTokenMeter(text, nameless);
  if (!meter) return unclassified;
  const { profile, id } = cutProfile(meter.stem);
  const model = sold ?? modelName(id);
  if (meter.kind === null) return { ...unclassified, model };
  const { custom, tier = line.tier, routing = line.routing, context = line.context } = meter.qualifiers;
  return {
    ...line,
    model: custom && model ? `${model} (custom)` : model,
    class: 'tokens',
    kind: meter.kind,
    tier,
    routing: profile ?? routing,
    context,
    tokensPerUnit: scaleOf(meter, unit, nameless, sold !== null),
  };
}

/** A model id may be that of an inference profile: "global.anthropic.claude-…", "us.anthropic.claude-…". */
function cutProfile(stem: string): { profile: Routing | null; id: string } {
  const [prefix = '', area] = /^([a-z-]+)\.(?=[a-z][a-z0-9]*\.[a-z])/.exec(stem) ?? [];
  return { profile: area === undefined ? null : area === 'global' ? 'global' : 'geo', id: stem.slice(prefix.length) };
}

/**
 * AWS bills its own lines by the thousand tokens and Marketplace lines by the million. Of mantle lines, and of its own grammar under a
 * Marketplace service, it does not say.
 */
function scaleOf(meter: TokenMeter, unit: string | null, marketplace: boolean, sold: boolean): number | null {
  if (unit !== null && !/^(?:N\/A|Units?|)$/i.test(unit.trim())) return tokensInUnit(unit.trim());
  if (meter.mantle || (sold && meter.stem !== '')) return null;
  return marketplace || sold ? 1_000_000 : 1000;
}
