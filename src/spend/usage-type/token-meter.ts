import { type Qualifiers, readQualifiers } from './qualifiers.js';

/** A usage type cut at its token meter. */
export interface TokenMeter {
  /** What stands before the meter: the model as AWS wrote it; "" when the line names none. */
  stem: string;
  /** Null when a word is not understood: its price could mean anything. */
  kind: string | null;
  qualifiers: Qualifiers;
  /** Billed by the mantle endpoint, whose units AWS has not documented. */
  mantle: boolean;
}

const METER = new RegExp(
  [
    '(?:^|-)(?:(?<before>text|speech|audio|image|video)-)?',
    '(?:cache-?(?<cache>read|write)(?:-(?<lifetime>\\d+[mh]))?(?:-input)?|(?<cached>cached)-input|(?<direction>input|output))',
    '(?:-(?<after>text|speech|audio|image|video))?',
    '-(?:tokens|token-?count)(?=-|$)',
  ].join(''),
);

/**
 * Finds input, output, cache-read or cache-write tokens in a hyphenated usage type. Suffixes may stand in any order, also before the
 * meter, but every word after the model must be known. `nameless`: the grammar leaves the model to the service.
 */
export function readTokenMeter(text: string, nameless: boolean): TokenMeter | null {
  const match = METER.exec(text);
  if (!match) return null;
  const leading = text.slice(0, match.index);
  const mantle = /(?:^|-)mantle$/.test(leading);
  const { stem, suffixes } = mantle ? { stem: leading.replace(/-?mantle$/, ''), suffixes: '' } : cutSuffixes(leading, nameless);
  const qualifiers = readQualifiers(`${suffixes}-${text.slice(match.index + match[0].length)}`);
  return { stem, kind: kindOf(match.groups ?? {}, qualifiers), qualifiers, mantle };
}

/** "million-batch" is all suffix, "Claude4.6Opus-cross-region-global" ends in one. A lifetime cannot be told from a size ("120M"). */
function cutSuffixes(leading: string, nameless: boolean): { stem: string; suffixes: string } {
  const text = leading.replace(/^million(?:-|$)/, '');
  if (nameless) return { stem: '', suffixes: text };
  const starts = [0, ...Array.from(text.matchAll(/-/g), (hyphen) => hyphen.index)];
  const start = starts.find((index) => {
    const { unknown, lifetime } = readQualifiers(text.slice(index));
    return unknown.length === 0 && lifetime === undefined;
  });
  return { stem: text.slice(0, start), suffixes: start === undefined ? '' : text.slice(start) };
}

function kindOf(groups: Record<string, string | undefined>, qualifiers: Qualifiers): string | null {
  const { before, after, cache, cached, lifetime, direction } = groups;
  const write = cache === 'write';
  const lifetimes = [lifetime, qualifiers.lifetime].filter((value) => value !== undefined);
  if (qualifiers.unknown.length > 0 || lifetimes.length > (write ? 1 : 0) || (before && after)) return null;
  // Five minutes is what Bedrock's prompt cache does when nothing else is asked, and the only lifetime AWS leaves unsaid.
  const counted = write ? `cache-write-${lifetimes[0] ?? '5m'}` : cache || cached ? 'cache-read' : (direction ?? '');
  const modality = before ?? after ?? 'text';
  return modality === 'text' ? counted : `${modality}-${counted}`;
}
