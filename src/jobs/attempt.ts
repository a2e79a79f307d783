import { randomUUID } from 'node:crypto';
import { isSayable, Rejected, UsageError } from '../errors.js';
import type { Log } from '../log.js';
import type { Job, JobContext } from './job.js';
import type { JobRun, JobRunStore, Outcome } from './job-run.js';

/** A process that died is taken for dead after this long; a living one prolongs it three times as often. */
export const LEASE_MS = 60_000;
export const MOST_ATTEMPTS = 5;
/** How long after each failed attempt the next is made, in minutes: outages of a minute and of an hour both pass. */
const PAUSES = [1, 5, 15, 60];

export interface AttemptOptions {
  runs: JobRunStore;
  context: JobContext;
  log: Log;
  now(): Date;
  /** Whether Slack can be asked about people here; it can unless told. */
  knowsPeople?(): boolean;
  /** How long a job waits for those whose turn is before its own; two minutes unless told. */
  patienceMs?: number;
}

/** An attempt under way in this process. */
export interface Attempt {
  /** The row as it was left; never rejects. */
  ended: Promise<JobRun>;
  job: Job;
  began: Date;
  /** Stops prolonging, so that another process takes the run up when its lease is over. */
  letGo(): void;
}

export const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** Runs a job for a row that this process has won, prolonging its lease, and writes down how it went. `about`: see `Job.run`. */
export function attempt(job: Job, run: JobRun, o: AttemptOptions, about = { unwatched: false }): Attempt {
  const log = o.log.child({ job: run.job, due: run.due, attempt: run.attempts });
  const prolong = async (): Promise<void> => {
    if (!(await o.runs.prolong(run, later(o.now(), LEASE_MS))))
      log.warn('the run was lost to another process, which took this one for dead');
  };
  const beat = setInterval(() => void prolong().catch((error: unknown) => log.warn({ err: error }, 'lease not prolonged')), LEASE_MS / 3);
  beat.unref();
  const close = async (outcome: Outcome): Promise<JobRun> => {
    try {
      const left = await o.runs.end(run, outcome);
      if (left) return left;
      log.warn({ outcome }, 'the run ended after another process had taken it up');
    } catch (error) {
      log.error({ err: error, outcome }, 'the end of the run could not be written down; it is run again');
    }
    return run;
  };
  const work = async (): Promise<JobRun> => {
    try {
      const detail = await job.run(new Date(run.due), o.context, about);
      // A job that looks every minute is worth a line only when it found something.
      log[detail === '' ? 'debug' : 'info']({ detail }, 'job done');
      return await close({ state: 'done', until: null, reference: null, detail: short(detail) });
    } catch (error) {
      return await close(failure(error, run, o.now(), log));
    } finally {
      clearInterval(beat);
    }
  };
  return { ended: work(), job, began: o.now(), letGo: () => clearInterval(beat) };
}

/** The reference ties what people see to the log, which has the whole error. */
function failure(error: unknown, run: JobRun, now: Date, log: Log): Outcome {
  const reference = randomUUID().slice(0, 8);
  const detail = short(
    isSayable(error) || error instanceof Rejected ? error.message : 'a fault in aispend itself; the log has the details',
  );
  const useless = error instanceof UsageError || error instanceof Rejected;
  const pause = useless ? undefined : PAUSES[run.attempts - 1];
  if (pause === undefined) {
    log.error(
      { reference, err: error },
      `job given up after ${run.attempts === 1 ? '1 attempt' : `${run.attempts} attempts`}; ${cure(run)}`,
    );
    return { state: 'failed', until: null, reference, detail };
  }
  log.warn({ reference, err: error, minutes: pause }, 'job failed, tried again later');
  return { state: 'waiting', until: later(now, pause * 60_000), reference, detail };
}

/** What whoever reads the log can do about a run that was given up. */
export const cure = (run: JobRun): string => `run it by hand with: aispend job run ${run.job} --due ${run.due} --again`;

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text);
