import type { Terminal } from '../cli.js';
import { closest } from '../did-you-mean.js';
import { UsageError } from '../errors.js';
import { jobs } from '../jobs/index.js';

/** Runs one job by hand, as if it had been due at `--due` (now when left out). */
export async function runJob({ words, due, parts, now, say }: Terminal): Promise<number> {
  const [verb, name = ''] = words;
  const known = jobs.map((job) => job.name);
  if (verb !== 'run') throw new UsageError(`Write \`aispend job run <name>\`; jobs: ${known.join(', ')}.`);
  const job = jobs.find((one) => one.name === name);
  const near = closest(name, known);
  if (!job) throw new UsageError(`There is no job "${name}"${near ? `; did you mean ${near}?` : ''} Jobs: ${known.join(', ')}.`);
  const at = due === undefined ? now() : new Date(due);
  if (Number.isNaN(at.getTime())) throw new UsageError(`"${due}" is not a time; write --due 2026-11-23T09:00:00Z.`);
  await job.run(at, { refresh: async () => void (await parts.refresher.refresh()) });
  say(`${job.name} is done.`);
  return 0;
}
