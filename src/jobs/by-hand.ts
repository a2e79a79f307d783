import type { JobRun } from './job-run.js';

/** A job as it is shown: when it is due next and its last runs, the latest first. Times are ISO 8601 UTC. */
export interface JobStatus {
  name: string;
  summary: string;
  schedule: string;
  timeZone: string;
  next: string | undefined;
  runs: JobRun[];
}

/** What came of running a job by hand: `ran`, or nothing was done because it had been (`already`) or is being (`running`). */
export interface RanByHand {
  did: 'ran' | 'already' | 'running';
  run: JobRun;
}

/** What people may do with jobs. */
export interface JobsByHand {
  list(): Promise<JobStatus[]>;
  /**
   * Runs a job as if it had been due at `due`, its last due time unless told. One that is finished is left alone unless
   * `again`. A failure is told by the run's state, not thrown.
   * @throws UsageError when there is no such job, `due` is still to come or too long ago, or it needs to know people and nobody here does.
   */
  run(name: string, o?: { due?: Date; again?: boolean }): Promise<RanByHand>;
}
