import { distance } from 'fastest-levenshtein';

/** The name most like `typed`, ignoring case, or undefined when none is near enough to be meant. */
export function closest(typed: string, names: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase().slice(0, 100);
  let best: { name: string; score: number } | undefined;
  for (const name of names) {
    const candidate = name.toLowerCase();
    const starts = wanted.length >= 3 && candidate.startsWith(wanted);
    const score = starts ? 1 : distance(wanted, candidate.slice(0, 100));
    if (!best || score < best.score) best = { name, score };
  }
  return best && best.score <= Math.max(1, Math.floor(Math.max(wanted.length, 3) * 0.4)) ? best.name : undefined;
}
