const UNITS: Record<string, number> = { m: 1, h: 60, d: 1440 };

/** Minutes of "8h", "90m", "1h30m", "1d", "0.5h"; NaN for anything else. */
export function minutesOf(text: string): number {
  const [, part, unit] = /^(\d{1,4}\.\d{1,2})([hd])$/.exec(text.trim().toLowerCase().replace(/\s+/g, '')) ?? [];
  if (part && unit) return Math.round(Number(part) * (UNITS[unit] as number));
  const match = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text.trim().toLowerCase().replace(/\s+/g, ''));
  if (!match?.[0]) return Number.NaN;
  return Number(match[1] ?? 0) * (UNITS['d'] as number) + Number(match[2] ?? 0) * (UNITS['h'] as number) + Number(match[3] ?? 0);
}

/** "4 h", "1 h 30 min", "2 d". */
export function showMinutes(minutes: number): string {
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  return [d && `${d} d`, h && `${h} h`, m && `${m} min`].filter(Boolean).join(' ') || '0 min';
}

const DURATION = /^-?(?=\d)(\d{1,4}\.\d{1,2}[hd]|(\d{1,3}d)?(\d{1,4}h)?(\d{1,5}m(in)?)?)$/i;
const UNIT = /^(d|h|m|min)$/i;

/**
 * Where a duration stands among typed words after the first, "2 h" in two of them too, and how many words it takes. Whether
 * it is one that can be meant ("0h", "-2h") is said by whoever reads it.
 */
export function durationAmong(words: string[]): { at: number; length: number; text: string } | undefined {
  for (let at = 1; at < words.length; at++) {
    const [word = '', next = ''] = words.slice(at);
    if (/^-?\d+(\.\d+)?$/.test(word) && UNIT.test(next) && DURATION.test(`${word}${next}`))
      return { at, length: 2, text: `${word}${next}` };
    if (DURATION.test(word)) return { at, length: 1, text: word };
  }
  return undefined;
}
