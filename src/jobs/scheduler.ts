import cron from 'node-cron';

/** What is done every minute; see JobRunner. */
export interface Looking {
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Looks for due jobs now, for what was missed while nobody was there, and from now on every minute. A minute that passed
 * unnoticed (a blocked event loop, a suspended laptop) is looked at as soon as there is time again.
 */
export function startJobs(runner: Looking): { stop(): Promise<void> } {
  // A second into the minute, so that a timer that rings a little early still finds what is due at the minute.
  const tick = cron.schedule('1 * * * * *', () => void runner.look(), { name: 'jobs', timezone: 'UTC' });
  tick.on('execution:missed', () => void runner.look());
  void runner.look();
  return {
    async stop() {
      await tick.destroy();
      await runner.stop();
    },
  };
}
