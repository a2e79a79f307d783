import { closest } from '../did-you-mean.js';
import { UsageError } from '../errors.js';
import { type Attempt, type AttemptOptions, attempt, cure, LEASE_MS, later, MOST_ATTEMPTS } from './attempt.js';
import type { JobStatus, JobsByHand, RanByHand } from './by-hand.js';
import type { Job } from './job.js';
import type { JobRun } from './job-run.js';
import { patiently } from './patiently.js';
import { type Timetable, timetable } from './timetable.js';

const HOUR = 3_600_000;
/** Looking happens every minute; a run that is found due within this is on time, not missed. */
const ON_TIME_MS = 120_000;
const SHOWN_RUNS = 5;
const FAREWELL_MS = 5000;
const PATIENCE_MS = 120_000;

/**
 * Runs what is due. There is one way in, `look`: whether a run is due now, was missed, failed before or was left by a
 * process that died, it is found in the table and taken by one process. Looking again changes nothing.
 */
export class JobRunner implements JobsByHand {
  private readonly jobs: { job: Job; times: Timetable }[];
  private readonly underWay = new Map<string, Attempt>();
  /** The last due time of each job that needs no more asking. */
  private readonly dealtWith = new Map<string, string>();
  private readonly since = new Map<string, string>();
  private stopped = false;

  /** @throws UsageError when a schedule or time zone cannot be read. */
  constructor(
    jobs: Job[],
    private readonly o: AttemptOptions,
  ) {
    this.jobs = jobs.map((job) => ({ job, times: timetable(job.schedule, job.timeZone) }));
  }

  /** Starts what there is to run and resolves when that has ended. Never rejects: what fails is logged, and looked at again. */
  async look(): Promise<void> {
    const failed = (error: unknown): void => this.o.log.error({ err: error }, 'jobs could not be looked after; tried again in a minute');
    try {
      const open = await this.o.runs.unfinished();
      const begun = [...this.underWay.values()];
      const looked: { job: Job; done: Promise<void> }[] = [];
      for (const { job, times } of [...this.jobs].sort((a, b) => (a.job.turn ?? 0) - (b.job.turn ?? 0))) {
        const before = looked.filter((one) => goesBefore(one.job, job)).map((one) => one.done);
        const done = this.inTurn(job, begun, before).then(async () => {
          // Whoever waited looks again: meanwhile another look may have begun it.
          const runs = before.length > 0 ? await this.o.runs.unfinished() : open;
          return this.lookAfter(
            job,
            times,
            runs.filter((run) => run.job === job.name),
          );
        });
        looked.push({ job, done: done.catch(failed) });
      }
      await Promise.all(looked.map((one) => one.done));
    } catch (error) {
      failed(error);
    }
  }

  /** Starts nothing more and waits a while for what is running; what is still running then is left to its lease. */
  async stop(patienceMs = FAREWELL_MS): Promise<void> {
    this.stopped = true;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([Promise.all([...this.underWay.values()].map((one) => one.ended)), patience]);
    clearTimeout(timer);
    for (const [what, one] of this.underWay) {
      one.letGo();
      this.o.log.warn({ run: what }, 'stopped in the middle of a job; it is taken up again in a minute');
    }
  }

  list(): Promise<JobStatus[]> {
    return Promise.all(
      this.jobs.map(async ({ job, times }) => ({
        name: job.name,
        summary: job.summary,
        schedule: job.schedule,
        timeZone: job.timeZone,
        next: times.next(this.o.now())?.toISOString(),
        runs: await this.o.runs.recent(job.name, SHOWN_RUNS),
      })),
    );
  }

  async run(name: string, o: { due?: Date; again?: boolean } = {}): Promise<RanByHand> {
    const { job, times } = this.named(name);
    if (job.needsPeople && this.o.knowsPeople?.() === false)
      throw new UsageError(
        `${name} asks Slack who is still a member, for which SLACK_BOT_TOKEN is missing here; the running bot runs it when it is due.`,
      );
    const now = this.o.now();
    const due = o.due ?? times.latest(now);
    if (!due) throw new UsageError(`${name} has never been due; say for when, such as --due 2026-11-23T09:00:00Z.`);
    if (due > now) throw new UsageError(`${due.toISOString()} is still to come; a job is run for a time that has passed.`);
    if (job.byHandDays !== undefined && now.getTime() - due.getTime() > job.byHandDays * 24 * HOUR)
      throw new UsageError(
        `${due.toISOString()} is more than ${job.byHandDays} days ago; run ${name} without a due time, which does what has been left undone since.`,
      );
    const begun = await this.o.runs.begin(job.name, due.toISOString(), later(now, LEASE_MS));
    if (begun) return { did: 'ran', run: await this.attempt(job, begun) };
    const known = await this.o.runs.find(job.name, due.toISOString());
    if (!known) throw new Error(`the run of ${name} for ${due.toISOString()} is neither new nor there`);
    if (alive(known, now) || this.underWay.has(key(known))) return { did: 'running', run: known };
    if (finished(known) && !o.again) return { did: 'already', run: known };
    const taken = await this.o.runs.takeUp(known, later(now, LEASE_MS));
    return taken ? { did: 'ran', run: await this.attempt(job, taken) } : { did: 'running', run: known };
  }

  /**
   * Runs what is not to wait for its hour once the bill has been read for the first time, one after the other as they are
   * due. A job that ever ran is left alone, so it happens once over all processes. Never rejects.
   */
  async begin(): Promise<void> {
    const { runs, now, log } = this.o;
    const waiting = this.jobs.flatMap(({ job, times }) => {
      const due = job.first ? times.latest(now()) : undefined;
      return due ? [{ job, due }] : [];
    });
    for (const { job, due } of waiting.sort((a, b) => a.due.getTime() - b.due.getTime()))
      try {
        await this.seenSince(job);
        const [last] = await runs.recent(job.name, 1);
        // Another process is at it, and goes on with the rest: what comes later may rest on what this finds.
        if (last?.state === 'running') return;
        if (!last && !this.stopped) await this.run(job.name, { due });
      } catch (error) {
        log.error({ err: error, job: job.name }, 'a job could not be run for the first time; it is when it is due');
      }
  }

  /** Waits for those that go first, found due in this look or under way from an earlier one: one that hangs does not hold it up for long. */
  private async inTurn(job: Job, begun: Attempt[], before: Promise<void>[]): Promise<void> {
    const { patienceMs = PATIENCE_MS, now } = this.o;
    const earlier = begun.filter((one) => goesBefore(one.job, job));
    await Promise.all([
      ...before.map((done) => patiently(done, patienceMs)),
      ...earlier.map((one) => patiently(one.ended, patienceMs - Math.max(0, now().getTime() - one.began.getTime()))),
    ]);
  }

  private async seenSince(job: Job): Promise<string> {
    const since = this.since.get(job.name) ?? (await this.o.runs.seenSince(job.name, `${job.schedule} ${job.timeZone}`));
    this.since.set(job.name, since);
    return since;
  }

  private async lookAfter(job: Job, times: Timetable, open: JobRun[]): Promise<void> {
    const { runs, now } = this.o;
    const since = await this.seenSince(job);
    // One run of a job at a time: the next is found again when this one has ended.
    if (open.some((run) => alive(run, now()) || this.underWay.has(key(run)))) return;
    for (const run of open.filter((one) => (one.until ?? '') <= now().toISOString())) await this.takeUp(job, run);
    const due = times.latest(now());
    if (!due || this.stopped || !wanted(job, due, since, now()) || this.dealtWith.get(job.name) === due.toISOString()) return;
    const begun = await runs.begin(job.name, due.toISOString(), later(now(), LEASE_MS));
    this.dealtWith.set(job.name, due.toISOString());
    if (begun) await this.attempt(job, begun);
  }

  /** Goes on with a run that failed or whose process died, or gives it up when that happened too often or too long ago. */
  private async takeUp(job: Job, run: JobRun): Promise<void> {
    if (this.stopped) return;
    const { runs, now, log } = this.o;
    const old = now().getTime() - Date.parse(run.startedAt) > job.maxAgeHours * HOUR;
    if (old || run.attempts >= MOST_ATTEMPTS) {
      const why = old ? `broken off more than ${job.maxAgeHours} hours ago` : `broken off ${run.attempts} times`;
      if (await runs.giveUp(run, why))
        log.error({ job: run.job, due: run.due, attempts: run.attempts }, `job given up, ${why}; ${cure(run)}`);
      return;
    }
    const taken = await runs.takeUp(run, later(now(), LEASE_MS));
    if (taken) await this.attempt(job, taken);
  }

  private attempt(job: Job, run: JobRun): Promise<JobRun> {
    const started = attempt(job, run, this.o, { unwatched: run.due <= (this.since.get(job.name) ?? '') });
    this.underWay.set(key(run), started);
    return started.ended.finally(() => this.underWay.delete(key(run)));
  }

  private named(name: string): { job: Job; times: Timetable } {
    const found = this.jobs.find((one) => one.job.name === name);
    if (found) return found;
    const known = this.jobs.map((one) => one.job.name);
    const near = closest(name, known);
    throw new UsageError(`There is no job "${name.slice(0, 60)}"; ${near ? `did you mean ${near}? ` : ''}Jobs: ${known.join(', ')}.`);
  }
}

const goesBefore = (one: Job, other: Job): boolean => one.turn !== undefined && other.turn !== undefined && one.turn < other.turn;

const key = (run: JobRun): string => `${run.job} ${run.due}`;
const finished = (run: JobRun): boolean => run.state === 'done' || run.state === 'failed';
const alive = (run: JobRun, now: Date): boolean => run.state === 'running' && (run.until ?? '') > now.toISOString();

/** Whether a due time is to be run now. What was due before the job was first seen is not made up for. */
function wanted(job: Job, due: Date, since: string, now: Date): boolean {
  const age = now.getTime() - due.getTime();
  return due.toISOString() > since && age <= (job.missed === 'run-latest' ? job.maxAgeHours * HOUR : ON_TIME_MS);
}
