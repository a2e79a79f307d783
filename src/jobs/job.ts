/** A job as a value: told when it was due, it never asks what time it is. */
export interface Job {
  name: string;
  /** Cron expression, in `timeZone`. */
  schedule: string;
  timeZone: string;
  summary: string;
  run(due: Date, context: JobContext): Promise<void>;
}

export interface JobContext {
  refresh(): Promise<void>;
}
