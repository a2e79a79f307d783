/** `waiting`: it failed and is tried again; `failed`: given up. */
export type RunState = 'running' | 'waiting' | 'done' | 'failed';

/** One run of a job: what there was to do at `due`, and how it went. Times are ISO 8601 UTC. */
export interface JobRun {
  job: string;
  due: string;
  state: RunState;
  /** Only ever grows, so that the number names the attempt: whoever holds an older one has lost the run. */
  attempts: number;
  /** While running: when its process is taken for dead. While waiting: when it is tried again. */
  until: string | null;
  /** Of the last attempt. */
  startedAt: string;
  endedAt: string | null;
  /** Of a failure; the log has it too. */
  reference: string | null;
  /** What it did or why it failed, in a few words. */
  detail: string | null;
}

export interface Outcome {
  state: 'waiting' | 'done' | 'failed';
  until: string | null;
  reference: string | null;
  detail: string;
}

/** Lock and history in one: the row of (job, due) exists once, over all processes that share the store. */
export interface JobRunStore {
  /** When this job was first seen with this schedule, by any process; a changed schedule begins anew. */
  seenSince(job: string, schedule: string): Promise<string>;
  /** Inserts the row; undefined when there is one already, so that of all callers one wins. */
  begin(job: string, due: string, until: string): Promise<JobRun | undefined>;
  /** Makes the next attempt at `run`; undefined when the row is no longer as `run` says. */
  takeUp(run: JobRun, until: string): Promise<JobRun | undefined>;
  /** False when the attempt has been lost to another process. */
  prolong(run: JobRun, until: string): Promise<boolean>;
  /** Closes this attempt; undefined when it has been lost to another process, and then nothing changes. */
  end(run: JobRun, outcome: Outcome): Promise<JobRun | undefined>;
  /** Gives up a run that nobody is at; undefined when the row is no longer as `run` says. */
  giveUp(run: JobRun, detail: string): Promise<JobRun | undefined>;
  find(job: string, due: string): Promise<JobRun | undefined>;
  /** Running and waiting ones, the earliest due first. */
  unfinished(): Promise<JobRun[]>;
  /** The latest due first. */
  recent(job: string, count: number): Promise<JobRun[]>;
  /** Forgets runs that were due more than 400 days ago and are finished. */
  tidy(): Promise<void>;
}
