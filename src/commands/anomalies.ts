import { z } from 'zod';
import { addDays } from '../period.js';
import { drawIncidents } from '../views/anomaly-list.js';
import { anomaliesData } from '../views/report-data.js';
import type { Command } from './command.js';
import { watched } from './watched.js';

/** Unusual spend that is open or planned, and what was announced. */
export const anomalies: Command = {
  name: 'anomalies',
  aliases: ['incidents'],
  summary: 'Unusual spend that is open, and what was announced as planned',
  usage: '',
  examples: ['anomalies'],
  subscribable: true,
  args: z.object({}),
  async run(_args, { anomalies: kept, breakdowns, jobs, slash }) {
    const [rows, announced, incomplete] = await Promise.all([kept.current(), kept.announced(), breakdowns.incompleteFrom()]);
    const looked = await watched(jobs);
    const billedUntil = incomplete && addDays(incomplete, -1);
    return {
      message: drawIncidents(rows, announced, billedUntil, kept.awsWords(), slash, looked),
      lines: anomaliesData(rows, announced, looked),
    };
  },
};
