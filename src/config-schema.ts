import { z } from 'zod';
import { accessSchema } from './config-access.js';
import { anomaliesSchema } from './config-anomalies.js';
import { channelId } from './config-channel.js';
import { chargebackSchema } from './config-chargeback.js';
import { people, peopleAndGroups } from './config-people.js';
import { closest } from './did-you-mean.js';

const tagKeys = z
  .array(z.string().min(1, 'is empty; write a cost allocation tag key such as iamPrincipal/team'), {
    error: 'must be a list of tag keys, such as [iamPrincipal/team]',
  })
  .min(1, 'needs at least one tag key');
const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text; put it in quotes') })
  .min(1, 'is empty');
const names = z.array(text, { error: 'must be a list, such as [one, two]' }).default([]);

const notDollars = { error: 'must be dollars a month, such as 5000' };
const noBudget = { error: 'must be more than 0; leave it out where there is no budget, or write 0.01 to hear of any spend' };
const dollars = z
  .union([z.number(notDollars).nonnegative(notDollars), z.string().regex(/^\d+(\.\d+)?$/, notDollars)], notDollars)
  .refine((amount) => Number(amount) !== 0, noBudget);
const tagNames = (issue: { code?: string }): string =>
  issue.code === 'invalid_key'
    ? 'names are lower case, such as team or cost-center'
    : 'must be names with tag keys, such as team: [iamPrincipal/team]';

const timezone = z.string({ error: 'is not a time zone; write one such as Europe/Berlin' }).refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'is not a time zone; write one such as Europe/Berlin' },
);

/** `aispend.yaml`. Keys of parts that are still to come (registry) are read but not checked here. */
export const fileSchema = z.object(
  {
    spend: z
      .object({
        source: z.enum(['cost-explorer', 'cur-files'], { error: 'must be cost-explorer or cur-files' }).default('cost-explorer'),
        curFiles: z.object({ path: text }, { error: 'must be a folder, such as { path: ./cur }' }).optional(),
        curAthena: z.record(z.string(), z.unknown()).optional(),
        costExplorer: z
          .object({
            dailyRequests: z
              .number({ error: 'must be a whole number of requests a day from 1 to 10000, such as 60' })
              .int()
              .min(1)
              .max(10_000)
              .default(60),
          })
          .prefault({}),
        tags: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), tagKeys, { error: tagNames }).default({
          team: ['iamPrincipal/team', 'team'],
        }),
        metric: z
          .enum(['unblended', 'net-unblended', 'amortized'], { error: 'must be unblended, net-unblended or amortized' })
          .default('unblended'),
        /** Counts "Engineering" and "engineering " as one team. Off: a spelling nobody configured is its own line. */
        mergeSpelling: z.boolean({ error: 'must be true or false' }).default(false),
      })
      .prefault({}),
    /** What the ledger's embedded DuckDB may use. */
    ledger: z
      .object({
        memory: z
          .string({ error: 'must be a size such as 512MB' })
          .regex(/^\d+\s?(MB|GB|MiB|GiB)$/i, 'must be a size such as 512MB')
          .default('512MB'),
        threads: z.number({ error: 'must be a number of threads from 1 to 64, such as 2' }).int().min(1).max(64).default(2),
      })
      .prefault({}),
    timezone: timezone.default('UTC'),
    teams: z
      .array(
        z.object({
          name: z
            .string({ error: (issue) => (issue.input === undefined ? 'every team needs a name' : 'must be text; put it in quotes') })
            .min(1, 'every team needs a name'),
          aliases: names,
          managers: people,
          /** Slack ids of people and user groups who may ask for access for the team's principals, besides its managers. */
          members: peopleAndGroups.optional(),
          channel: channelId.optional(),
          budget: dollars.optional(),
          /** For the journal, where the source tells no cost center beside the team. */
          costCenter: text.optional(),
        }),
      )
      .default([]),
    chargeback: chargebackSchema,
    anomalies: anomaliesSchema,
    access: accessSchema,
    registry: z.record(z.string(), z.unknown()).optional(),
    /** Channels shared with another organisation (Slack Connect) that get figures all the same. */
    allowOutsiders: z.array(channelId, { error: 'must be a list of channel ids, such as [C0PARTNERS]' }).default([]),
    admins: people,
  },
  { error: 'must be keys with values, such as timezone: UTC' },
);

/** A path as people write it: "teams[0].alias". */
export const keyName = (path: PropertyKey[]): string =>
  path.reduce<string>((all, one) => (typeof one === 'number' ? `${all}[${one}]` : `${all}${all === '' ? '' : '.'}${String(one)}`), '');

/** Keys of `raw` that `schema` does not know, at any depth, each as a sentence with the nearest that it does know. */
export function unknownKeys(raw: unknown, schema: z.core.$ZodType = fileSchema, path: PropertyKey[] = []): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return unknownKeys(raw, schema.def.innerType, path);
  if (schema instanceof z.ZodArray && Array.isArray(raw))
    return raw.flatMap((one, index) => unknownKeys(one, schema.element, [...path, index]));
  if (!(schema instanceof z.ZodObject) || typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [];
  const allowed = Object.keys(schema.shape);
  return Object.entries(raw).flatMap(([key, value]) => {
    if (allowed.includes(key)) return unknownKeys(value, schema.shape[key], [...path, key]);
    const near = closest(key, allowed);
    const meant = near === undefined ? '.' : `; did you mean ${keyName([...path, near])}?`;
    return [`The key ${keyName([...path, key])} in aispend.yaml is not known and is ignored${meant}`];
  });
}

export type FileConfig = z.infer<typeof fileSchema>;
