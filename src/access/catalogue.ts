import type { FileConfig } from '../config-schema.js';
import { closest, fold } from '../did-you-mean.js';
import { minutesOf, showMinutes } from '../duration.js';
import { NotAllowed, UsageError } from '../errors.js';

export type AccessSettings = FileConfig['access'];
export type ModelSettings = AccessSettings['models'][number];

/** A model that can be asked for. Frozen into each request. */
export interface Model {
  /** Bedrock's model id: "anthropic.claude-mythos-preview". */
  id: string;
  name: string;
  aliases: string[];
  endpoint: 'bedrock-mantle' | 'bedrock-runtime';
  regions: string[];
  /** Names of approver rules, in order, with the people each takes. */
  stages: { name: string; quorum: number }[];
  maxMinutes: number;
  /** Slack user ids and user groups; empty is everybody who has a principal to ask for. */
  whoMayAsk: string[];
  /** What the account must have first, shown before asking. */
  terms?: string;
  /** The consent that is given by asking, such as provider_data_share. */
  consent?: string;
  /** This pre-made policy is attached instead of writing one. */
  managedPolicyArn?: string;
  /** AWS allow-lists accounts: what is missing is asked for at AWS. */
  allowListed: boolean;
}

export const modelOf = (one: ModelSettings): Model => ({
  id: one.id,
  name: one.name ?? one.id,
  aliases: one.aliases,
  endpoint: one.endpoint,
  regions: one.regions,
  stages: one.stages.map((stage) => (typeof stage === 'string' ? { name: stage, quorum: 1 } : stage)),
  maxMinutes: minutesOf(one.maxDuration),
  whoMayAsk: one.whoMayAsk,
  ...(one.terms === undefined ? {} : { terms: one.terms }),
  ...(one.consent === undefined ? {} : { consent: one.consent }),
  ...(one.managedPolicyArn === undefined ? {} : { managedPolicyArn: one.managedPolicyArn }),
  allowListed: one.allowListed ?? one.endpoint === 'bedrock-mantle',
});

export const catalogueOf = (settings: AccessSettings): Model[] => settings.models.map(modelOf);

/** What can be granted is the same: a request whose model was configured anew since is not executed. */
export const sameGrant = (a: Model, b: Model): boolean =>
  JSON.stringify([a.id, a.endpoint, a.regions, a.managedPolicyArn ?? null, a.consent ?? null]) ===
  JSON.stringify([b.id, b.endpoint, b.regions, b.managedPolicyArn ?? null, b.consent ?? null]);

/** Whoever agreed to what the one asks for agreed to what the other asks for. */
export const sameTerms = (a: Model, b: Model): boolean => a.terms === b.terms && a.consent === b.consent;

/**
 * The model that is meant by its id, name or alias, or by a word of its name that only it has ("mythos").
 * @throws UsageError naming the nearest and what there is.
 */
export function findModel(models: Model[], typed: string): Model {
  const names = (one: Model): string[] => [one.id, one.name, ...one.aliases];
  const exact = models.filter((one) => names(one).some((name) => fold(name) === fold(typed)));
  if (exact.length === 1) return exact[0] as Model;
  const words = (text: string): string[] => fold(text).split(/[^\p{L}\p{N}]+/u);
  const within = models.filter((one) => words(typed).every((word) => names(one).some((name) => words(name).includes(word))));
  if (exact.length === 0 && within.length === 1) return within[0] as Model;
  if (models.length === 0) throw new UsageError('No model can be asked for yet; an admin lists them under access.models in aispend.yaml.');
  const list = models.map((one) => one.name).join(', ');
  if (exact.length + within.length > 1)
    throw new UsageError(`More than one model is called like that; write one of: ${within.map((one) => one.id).join(', ')}.`);
  const near = closest(
    typed,
    models.flatMap(names).flatMap((name) => [name, ...words(name).filter((word) => word.length > 3)]),
  );
  throw new UsageError(`There is no model "${typed.slice(0, 60)}" to ask for${near ? `; did you mean ${near}?` : '.'} Models: ${list}.`);
}

/** @throws NotAllowed saying who may, in words for people. */
export function mustBeAllowedToAsk(model: Model, allowed: boolean): void {
  if (allowed) return;
  throw new NotAllowed(`${model.name} may be asked for only by the people named in aispend.yaml.`, model.whoMayAsk);
}

/**
 * A duration as typed, within what the model allows.
 * @throws UsageError saying what is wrong and what to write.
 */
export function readMinutes(typed: string, most: number): number {
  const minutes = minutesOf(typed);
  if (!(minutes > 0)) throw new UsageError(`"${typed.slice(0, 40)}" is not a duration; write one such as 4h, 90m or 1h30m.`);
  if (minutes < 5) throw new UsageError('Less than 5 minutes is over before AWS has taken notice; ask for 5m or more.');
  if (minutes > most) throw new UsageError(`${showMinutes(minutes)} is too long; at most ${showMinutes(most)} can be asked for.`);
  return minutes;
}
