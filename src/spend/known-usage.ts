import { classify, type UsageType } from './usage-type/classify.js';

const KEPT = 20_000;
const known = new Map<string, UsageType>();

/** `classify`, remembered: a bill has thousands of lines and hundreds of usage types. */
export function knownUsage(service: string, usageType: string, unit: string | null): UsageType {
  const key = `${service}\n${usageType}\n${unit ?? ''}`;
  const found = known.get(key);
  if (found) return found;
  const usage = classify(service, usageType, unit);
  if (known.size >= KEPT) known.clear();
  known.set(key, usage);
  return usage;
}
