import { createHash, randomBytes } from 'node:crypto';
import type { Day, Month } from '../../period.js';
import { type Bearer, bearerName } from './bearer.js';

/** One half of an adjustment. Halves are made in pairs that sum to zero, so that statements go on adding up to the bill. */
export interface Entry {
  /** The pair's id with `a` or `b` behind it. */
  id: string;
  month: Month;
  bearer: Bearer;
  /** Exact dollars; below zero takes off. */
  amount: string;
  reason: string;
  /** Slack id of who made it. */
  by: string;
  /** ISO 8601. */
  at: string;
  /** The dispute it is the outcome of. */
  dispute: string | null;
}

/** What somebody holds against a statement or a week's summary. Never changed; what came of it is an `Outcome`. */
export interface Dispute {
  id: string;
  month: Month;
  team: string;
  /** The days it is about, the end exclusive: the month, or a week of it. */
  start: Day;
  end: Day;
  words: string;
  by: string;
  at: string;
}

/** How a dispute ended: accepted with an amount that is moved from the team to `against`, or rejected. One for each. */
export interface Outcome {
  dispute: string;
  verdict: 'accepted' | 'rejected';
  /** Exact dollars above zero; null when it was rejected. */
  amount: string | null;
  against: Bearer | null;
  reason: string;
  by: string;
  at: string;
}

/** With the name of who takes the amount, as people read it. */
export type NamedOutcome = Outcome & { againstName: string | undefined };

export const named = (outcome: Outcome): NamedOutcome => ({
  ...outcome,
  againstName: outcome.against === null ? undefined : bearerName(outcome.against),
});

/** Easy to read aloud and to type: no look-alike letters. */
const letters = (bytes: Iterable<number>): string => [...bytes].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');
export const newId = (): string => letters(randomBytes(6));

/** The id of the entry that takes off the disputed team, when the dispute is accepted. */
export const entryOf = (dispute: string): string => `dispute-${dispute}a`;

/** The same id for the same facts. */
export const idOf = (facts: unknown[]): string => letters(createHash('sha256').update(JSON.stringify(facts)).digest().subarray(0, 6));
