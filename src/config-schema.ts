import { z } from 'zod';

const tagKeys = z
  .array(z.string().min(1, 'is empty; write a cost allocation tag key such as iamPrincipal/team'))
  .min(1, 'needs at least one tag key');
const names = z.array(z.string().min(1)).default([]);

const timezone = z.string().refine(
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

/** `aispend.yaml`. Keys of parts that are still to come (chargeback, access, registry) are read but not checked here. */
export const fileSchema = z.object({
  spend: z
    .object({
      source: z.enum(['cost-explorer', 'cur-files'], { error: 'must be cost-explorer or cur-files' }).default('cost-explorer'),
      curFiles: z.object({ path: z.string().min(1) }).optional(),
      curAthena: z.record(z.string(), z.unknown()).optional(),
      costExplorer: z
        .object({
          dailyRequests: z.number({ error: 'must be a whole number of requests a day, such as 60' }).int().min(1).max(10_000).default(60),
        })
        .prefault({}),
      tags: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'names are lower case, such as team or cost-center'), tagKeys).default({
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
        .string()
        .regex(/^\d+\s?(MB|GB|MiB|GiB)$/i, 'must be a size such as 512MB')
        .default('512MB'),
      threads: z.number({ error: 'must be a number of threads, such as 2' }).int().min(1).max(64).default(2),
    })
    .prefault({}),
  timezone: timezone.default('UTC'),
  teams: z
    .array(
      z.object({
        name: z.string({ error: 'every team needs a name' }).min(1, 'every team needs a name'),
        aliases: names,
        managers: names,
        channel: z.string().optional(),
        budget: z
          .union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)], { error: 'must be dollars a month, such as 5000' })
          .optional(),
      }),
    )
    .default([]),
  chargeback: z.record(z.string(), z.unknown()).optional(),
  access: z.record(z.string(), z.unknown()).optional(),
  registry: z.record(z.string(), z.unknown()).optional(),
  admins: names,
});

export type FileConfig = z.infer<typeof fileSchema>;
