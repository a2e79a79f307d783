import type { Job } from './job.js';

/**
 * AWS brings billing data up to three times a day (Cost Explorer API best practices), so reading it more often costs and
 * tells nothing. Minutes off the hour, where fewer others ask.
 */
export const refresh: Job = {
  name: 'refresh',
  schedule: '17 5,13,21 * * *',
  timeZone: 'UTC',
  summary: 'Reads the bill again, with the days AWS may still restate',
  run: (_due, context) => context.refresh(),
};
