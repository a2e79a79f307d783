import { type Kysely, sql } from 'kysely';
import type { JobRun, JobRunStore } from '../jobs/job-run.js';
import type { Tables } from './schema.js';

const KEPT_DAYS = 400;
/** Runs that found nothing to do: a job that looks every minute has half a million of them a year. */
const IDLE_KEPT_DAYS = 2;

export function jobRunStore(db: Kysely<Tables>, now: () => Date): JobRunStore {
  /** The row only while it is at the very attempt that `run` tells of, so that of several processes one goes on with it. */
  const asIn = (run: JobRun) =>
    db
      .updateTable('job_run')
      .where('job', '=', run.job)
      .where('due', '=', run.due)
      .where('attempts', '=', run.attempts)
      .where('state', '=', run.state);
  return {
    async seenSince(job, schedule) {
      const since = now().toISOString();
      await db
        .insertInto('job_seen')
        .values({ job, schedule, since })
        .onConflict((c) => c.column('job').doUpdateSet({ schedule, since }).where('job_seen.schedule', '<>', schedule))
        .execute();
      const row = await db.selectFrom('job_seen').select('since').where('job', '=', job).executeTakeFirstOrThrow();
      return row.since;
    },
    async begin(job, due, until) {
      const row = await db
        .insertInto('job_run')
        .values({ job, due, state: 'running', attempts: 1, until, started_at: now().toISOString() })
        .onConflict((c) => c.doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && runOf(row);
    },
    async takeUp(run, until) {
      let update = asIn(run).set({
        state: 'running',
        attempts: sql<number>`attempts + 1`,
        until,
        started_at: now().toISOString(),
        ended_at: null,
        reference: null,
        detail: null,
      });
      // A process that was thought dead may have prolonged it since the row was read.
      if (run.until !== null) update = update.where('until', '=', run.until);
      const row = await update.returningAll().executeTakeFirst();
      return row && runOf(row);
    },
    async prolong(run, until) {
      return (await asIn(run).set({ until }).returning('job').executeTakeFirst()) !== undefined;
    },
    async end(run, outcome) {
      const row = await asIn(run)
        .set({ ...outcome, ended_at: now().toISOString() })
        .returningAll()
        .executeTakeFirst();
      return row && runOf(row);
    },
    async giveUp(run, detail) {
      const row = await asIn(run)
        .set({ state: 'failed', until: null, detail, ended_at: now().toISOString() })
        .where('until', '=', run.until)
        .returningAll()
        .executeTakeFirst();
      return row && runOf(row);
    },
    async find(job, due) {
      const row = await db.selectFrom('job_run').selectAll().where('job', '=', job).where('due', '=', due).executeTakeFirst();
      return row && runOf(row);
    },
    async unfinished() {
      const rows = await db.selectFrom('job_run').selectAll().where('state', 'in', ['running', 'waiting']).orderBy('due').execute();
      return rows.map(runOf);
    },
    async recent(job, count) {
      const rows = await db.selectFrom('job_run').selectAll().where('job', '=', job).orderBy('due', 'desc').limit(count).execute();
      return rows.map(runOf);
    },
    async tidy() {
      await db
        .deleteFrom('job_run')
        .where('due', '<', new Date(now().getTime() - KEPT_DAYS * 86_400_000).toISOString())
        .where('state', 'in', ['done', 'failed'])
        .execute();
      await db
        .deleteFrom('job_run')
        .where('due', '<', new Date(now().getTime() - IDLE_KEPT_DAYS * 86_400_000).toISOString())
        .where('state', '=', 'done')
        .where('detail', '=', '')
        .execute();
    },
  };
}

function runOf({ started_at: startedAt, ended_at: endedAt, ...rest }: Tables['job_run']): JobRun {
  return { ...rest, startedAt, endedAt };
}
