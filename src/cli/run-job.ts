import type { Terminal } from '../cli.js';
import { UsageError } from '../errors.js';
import type { JobRun } from '../jobs/job-run.js';
import { showUtc } from '../period.js';
import { took } from '../views/jobs.js';
import { printable } from '../views/terminal.js';

/** Lists the jobs, or runs one by hand for its last due time or `--due`; one that is done only with `--again`. */
export async function runJob(terminal: Terminal & { again?: boolean }): Promise<number> {
  const [verb, name] = terminal.words;
  if (verb === 'list') return list(terminal);
  if (verb === 'run' && name) return run(name, terminal);
  const known = (await terminal.parts.jobs.list()).map((job) => job.name);
  throw new UsageError(`Write \`aispend job run <name>\` or \`aispend job list\`; jobs: ${known.join(', ')}.`);
}

async function list({ parts, say, json }: Terminal): Promise<number> {
  const jobs = await parts.jobs.list();
  if (json) say(JSON.stringify(jobs, undefined, 2));
  else
    for (const job of jobs) {
      say(`${job.name}: ${job.summary}. Next ${job.next ? showUtc(job.next) : 'never'} (${job.schedule}, ${job.timeZone})`);
      for (const one of job.runs) say(printable(`  ${showUtc(one.due)}  ${line(one)}`));
    }
  return 0;
}

/** Exit code 1 when it failed. */
async function run(name: string, { parts, due, again, say, aside, json }: Terminal & { again?: boolean }): Promise<number> {
  const at = due === undefined ? undefined : readDue(due);
  const { did, run: left } = await parts.jobs.run(name, { due: at, again });
  const failed = did === 'ran' && left.state !== 'done';
  if (json) say(JSON.stringify({ did, run: left }, undefined, 2));
  else if (did === 'already')
    say(printable(`${name} due ${showUtc(left.due)} was left alone, it has been run already: ${line(left)}. --again runs it once more.`));
  else if (did === 'running') say(`${name} due ${showUtc(left.due)} is being run by another process; nothing was started.`);
  else if (failed) aside(printable(`${name} due ${showUtc(left.due)}: ${line(left)}`));
  else {
    aside(printable(`${name} due ${showUtc(left.due)}: ${line(left)}`));
    say(`${name} is done.`);
  }
  return failed ? 1 : 0;
}

/** A day, or a moment with its offset: of "Nov 23" and "monday 9" a Date makes days in 2001, of 30 February the 2nd of March. */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

function readDue(text: string): Date {
  const at = new Date(text);
  const [, day = ''] = ISO.exec(text) ?? [];
  const there = !Number.isNaN(at.getTime()) && day !== '' && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!there) throw new UsageError(`"${printable(text.slice(0, 40))}" is not a time; write --due 2026-11-23T09:00:00Z.`);
  return at;
}

function line(run: JobRun): string {
  const tries = run.attempts === 1 ? '' : `, attempt ${run.attempts}`;
  const reference = run.reference ? `, reference ${run.reference}` : '';
  const next = run.state === 'waiting' && run.until ? `, tried again ${showUtc(run.until)}` : '';
  const state = run.state === 'failed' ? 'given up' : run.state === 'waiting' ? 'failed' : run.state;
  return `${state}${run.endedAt ? ` in ${took(run)}` : ''}${tries}${reference}${next}${run.detail ? `: ${run.detail}` : ''}`;
}
