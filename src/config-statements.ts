import { z } from 'zod';

const text = z.string({ error: 'must be text; put it in quotes' }).min(1, 'is empty');
const days = (fallback: number) =>
  z.number({ error: 'must be a whole number of days from 0 to 27, such as 5' }).int().min(0).max(27).default(fallback);

/** `chargeback.statements` in aispend.yaml: when a month is drafted, how long it is reviewed, and whether it closes by itself. */
export const statementsSchema = z
  .object(
    {
      /** Days after the end of the UTC month on which drafts are sent. */
      draftAfterDays: days(5),
      /** Days for looking at a draft, before which it is not closed. */
      reviewDays: days(5),
      /** Closes by itself after the review, when nothing stands against it and no dispute of the month is open. */
      autoClose: z.boolean({ error: 'must be true or false' }).default(false),
      /** Hour of the day, on the wall clock of `timezone`. */
      hour: z.number({ error: 'must be an hour from 0 to 23, such as 9' }).int().min(0).max(23).default(9),
    },
    { error: 'must be keys with values, such as { draftAfterDays: 5 }' },
  )
  .prefault({});

/** `chargeback.journal`: what the general ledger calls the accounts. */
export const journalSchema = z
  .object(
    {
      /** Where teams' costs are booked. */
      expenseAccount: text.default('ai-expense'),
      /** What balances them: the account that AWS invoices are booked on. */
      clearingAccount: text.default('aws-clearing'),
      /** For costs that no team owns; the expense account unless told. */
      unattributedAccount: text.optional(),
      /** For credits, refunds and tax; the expense account unless told. */
      recordsAccount: text.optional(),
      /** Decimal places that the general ledger takes; exact amounts unless told. */
      decimals: z.number({ error: 'must be a number of decimal places from 0 to 12, such as 2' }).int().min(0).max(12).optional(),
    },
    { error: 'must be keys with values, such as { expenseAccount: "6510", clearingAccount: "2410" }' },
  )
  .prefault({});
