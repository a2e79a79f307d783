import type { SampleAccount } from '../sample/line-item.js';

/** Answers kept for one account; a client reads the pages of a few questions at a time. */
const KEPT = 3;

const answers = new WeakMap<SampleAccount, Map<string, unknown>>();

/** The answer to a question about an account, which gives the same lines every time: worked out once for all of its pages. */
export function recent<T>(account: SampleAccount, question: string, work: () => T): T {
  let kept = answers.get(account);
  if (!kept) {
    kept = new Map();
    answers.set(account, kept);
  }
  const answer = kept.has(question) ? (kept.get(question) as T) : work();
  kept.delete(question);
  kept.set(question, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return answer;
}
