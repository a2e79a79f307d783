import { z } from 'zod';
import { channelId } from './config-channel.js';
import { people } from './config-people.js';
import { journalSchema, statementsSchema } from './config-statements.js';

const text = z.string({ error: 'must be text; put it in quotes' }).min(1, 'is empty');
const names = z.array(text, { error: 'must be a list, such as [one, two]' }).default([]);

/** `chargeback` in aispend.yaml: what is told to whom every week. */
export const chargebackSchema = z
  .object(
    {
      /** Cron, whole minutes, on the wall clock of `timezone`. */
      schedule: text.default('0 9 * * 1'),
      /** Channel id that gets the table of all teams, and budgets that are used up. */
      financeChannel: channelId.optional(),
      /** Whether managers get what their team is told as a direct message when they are not in the team's channel to read it. */
      toManagers: z.boolean({ error: 'must be true or false' }).default(true),
      /** What becomes of a week without spend: one line, or nothing at all. */
      nothingToSay: z.enum(['one-line', 'skip'], { error: 'must be one-line or skip' }).default('one-line'),
      /** How many models and callers are named before "others". */
      top: z.number({ error: 'must be a whole number from 1 to 20, such as 5' }).int().min(1).max(20).default(5),
      /** Teams whose spend serves everybody, and how it is split among the others. */
      shared: z
        .object({
          teams: names,
          split: z.enum(['proportional', 'even', 'none'], { error: 'must be proportional, even or none' }).default('proportional'),
        })
        .prefault({}),
      statements: statementsSchema,
      /** Slack ids of those who close months, adjust and decide disputes, besides the admins. */
      closers: people,
      journal: journalSchema,
    },
    { error: 'must be keys with values, such as { financeChannel: C0FIN }' },
  )
  .prefault({});
