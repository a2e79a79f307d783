import cron from 'node-cron';
import type { Log } from '../log.js';
import type { Job, JobContext } from './job.js';

/** Runs jobs when they are due, never one twice at a time; a job that fails is logged and runs again when next due. */
export function startJobs(jobs: Job[], context: JobContext, log: Log): { stop(): Promise<void> } {
  const tasks = jobs.map((job) =>
    cron.schedule(
      job.schedule,
      async ({ date }) => {
        const due = new Date(date);
        try {
          await job.run(due, context);
          log.info({ job: job.name, due }, 'job done');
        } catch (error) {
          log.error({ job: job.name, due, err: error }, 'job failed');
        }
      },
      { name: job.name, timezone: job.timeZone, noOverlap: true },
    ),
  );
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()));
    },
  };
}
