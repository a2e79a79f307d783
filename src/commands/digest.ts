import { z } from 'zod';
import { dayOf } from '../period.js';
import { digest as workOut } from '../spend/digest.js';
import { drawDigest } from '../views/digest.js';
import { digestData } from '../views/report-data.js';
import type { Command } from './command.js';
import { periodOf } from './period-argument.js';
import { watched } from './watched.js';

const WITHOUT_PERIOD = 'last week';

/** The organisation's week or month in five lines. */
export const digest: Command = {
  name: 'digest',
  summary: "The organisation's week or month in five lines",
  withoutPeriod: WITHOUT_PERIOD,
  usage: '[period]',
  examples: ['digest', 'digest last month'],
  subscribable: true,
  args: z.object({ period: z.string().optional().meta({ label: 'Period' }) }),
  async run(args, { spend, breakdowns, anomalies, jobs, settings, now }) {
    const today = dayOf(now());
    const answer = await workOut({ spend, breakdowns, settings }, periodOf(args['period'] ?? WITHOUT_PERIOD, today), today);
    const incidents = (await watched(jobs)) ? await anomalies.current() : undefined;
    return {
      message: drawDigest(answer, incidents),
      sharable: { why: answer.teams.why, again: { command: 'digest', args: {} } },
      lines: digestData(answer, incidents),
    };
  },
};
