import type { JobsByHand } from '../jobs/by-hand.js';

/** Whether anybody has looked for unusual spend yet: until then "nothing open" would be a guess. */
export const watched = async (jobs: JobsByHand): Promise<boolean> =>
  (await jobs.list()).some((job) => job.name === 'anomaly-watch' && job.runs.some((run) => run.state === 'done'));
