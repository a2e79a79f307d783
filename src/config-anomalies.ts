import { z } from 'zod';

const notDollars = { error: 'must be dollars, such as 50' };
const dollars = z.union([z.number(notDollars).positive(notDollars), z.string().regex(/^\d+(\.\d+)?$/, notDollars)], notDollars);
const yesNo = z.boolean({ error: 'must be true or false' });

/** `anomalies` in aispend.yaml: what unusual spend is worth a message. */
export const anomaliesSchema = z
  .object(
    {
      /** Dollars a day above the expected cost under which nothing is said. */
      minimumDollars: dollars.default(50),
      /** Reads what AWS Cost Anomaly Detection found, where the account has a monitor. */
      awsDetection: yesNo.default(true),
      /** Estimates today's cost by the hour from CloudWatch's token counts, before AWS bills it. */
      sameDay: z
        .object({
          enabled: yesNo.default(false),
          regions: z
            .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as us-east-1'), {
              error: 'must be a list of regions, such as [us-east-1]',
            })
            .min(1, 'needs a region')
            .default(['us-east-1']),
        })
        .prefault({}),
    },
    { error: 'must be keys with values, such as { minimumDollars: 50 }' },
  )
  .prefault({});
