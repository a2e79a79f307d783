import { distance } from 'fastest-levenshtein';
import { tidyWords } from './typed-text.js';

/** The name most like `typed`, ignoring case, or undefined when none is near enough to be meant. */
export function closest(typed: string, names: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase().slice(0, 100);
  let best: { name: string; score: number } | undefined;
  for (const name of names) {
    const candidate = name.toLowerCase();
    const starts = wanted.length >= 3 && candidate.startsWith(wanted);
    // Swapped letters are one slip, although they count as two changes.
    const changes = distance(wanted, candidate.slice(0, 100));
    // A word that shares no letter with the name is not near it, however short both are.
    if (changes >= Math.max(wanted.length, candidate.length)) continue;
    const score = starts || letters(candidate) === letters(wanted) ? Math.min(1, changes) : changes;
    if (!best || score < best.score) best = { name, score };
  }
  return best && best.score <= Math.max(1, Math.floor(Math.max(wanted.length, 3) * 0.4)) ? best.name : undefined;
}

/** Two names are alike when only this differs: spelling that people do not mean to be different (case, spaces against dashes, the quotes phones make). */
export const fold = (name: string): string =>
  tidyWords(name)
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');

const letters = (word: string): string => [...word.slice(0, 100)].sort().join('');
