import { type Job, TURNS } from './job.js';

/**
 * AWS brings billing data up to three times a day (Cost Explorer API best practices), so reading it more often costs and
 * tells nothing. Minutes off the hour, where fewer others ask.
 */
export const refresh: Job<'refresh'> = {
  name: 'refresh',
  schedule: '17 5,13,21 * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 8,
  turn: TURNS.bill,
  summary: 'Reads the bill again, with the days AWS may still restate',
  async run(_due, context) {
    const report = await context.refresh();
    if (!report) return "left out: today's requests to Cost Explorer are used up";
    const months = report.months.length;
    return months === 0
      ? 'nothing had changed'
      : `read ${months} ${months === 1 ? 'month' : 'months'} with ${report.requests} paid ${report.requests === 1 ? 'request' : 'requests'}`;
  },
};
