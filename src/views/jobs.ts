import type { DataTableBlock, RichTextBlock } from '@slack/types';
import type { JobStatus, RanByHand } from '../jobs/by-hand.js';
import type { JobRun } from '../jobs/job-run.js';
import { context, cut, dateLeaf, escaped, header, moment, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';

/** The job that reads the bill. */
const REFRESH = 'refresh';

/** What one can do after seeing the jobs or the outcome of one. */
const BY_HAND = (slash: string): string => `\`${slash} jobs run <name>\` runs one by hand; a run that is done is left alone.`;

/**
 * Every job with its next run, and the last runs of all in one table.
 * @param readAt when the bill was last read, ISO 8601: also when aispend starts, and by `aispend sync`
 */
export function drawJobs(jobs: JobStatus[], slash: string, readAt?: string): Draw {
  const besides = ({ name, runs: [last] }: JobStatus): string | undefined =>
    name === REFRESH && last?.state !== 'running' && readAt !== undefined && readAt > (last?.endedAt ?? '')
      ? `the bill was read ${moment(readAt)}`
      : undefined;
  const lines = jobs.map((job) => {
    const read = besides(job);
    const ran = read && `${job.runs.length === 0 ? 'Not yet by the clock; ' : 'Since its last run '}${read}. `;
    return `*${escaped(job.name)}*: ${escaped(job.summary)}. ${ran ?? ''}Next ${job.next ? moment(job.next) : 'never'}.`;
  });
  const all = jobs.flatMap((job) => job.runs);
  // A job that looks every minute would fill the table with runs that found nothing to do.
  const telling = all.filter((run) => run.state !== 'done' || run.detail !== '');
  const caption = telling.length < all.length ? 'Last runs, without those that found nothing to do' : 'Last runs';
  const runs = telling.sort((a, b) => (a.due < b.due ? 1 : -1)).slice(0, 50);
  const blocks: DrawnBlock[] = [header('Jobs'), ...chunks(lines, 10).map((some) => section(some.join('\n')))];
  if (runs.length > 0) blocks.push(runTable(runs, caption));
  else blocks.push(section(all.length > 0 ? 'None of them has found anything to do yet.' : 'None of them has run yet.'));
  blocks.push(context(escaped(BY_HAND(slash))));
  const last = jobs.map((job) => {
    const read = besides(job);
    const ran = job.runs[0] ? told(job.runs[0]) : `has not run ${read ? 'by the clock ' : ''}yet`;
    return `${escaped(job.name)}: ${ran}${read ? `; ${read}` : ''}, next ${job.next ? moment(job.next) : 'never'}.`;
  });
  return { text: cut(last.join(' '), 3500), blocks };
}

/** What came of running one by hand. */
export function drawRanByHand({ did, run }: RanByHand, slash: string): Draw {
  const sentence = `${escaped(run.job)} due ${moment(run.due)} ${
    did === 'already'
      ? `had been run already and was left alone: ${told(run)}. \`${slash} jobs run ${escaped(run.job)} again\` runs it once more.`
      : did === 'running'
        ? `is being run right now, since ${moment(run.startedAt)}; nothing was started.`
        : `was run: ${told(run)}.`
  }`;
  return { text: sentence.replaceAll('`', ''), blocks: [section(sentence)] };
}

/** "done in 12 s, read 2 months", "failed after 3 attempts (reference k3m9pq2r): …". */
function told(run: JobRun): string {
  const tries = run.attempts === 1 ? '' : ` after ${run.attempts} attempts`;
  const reference = run.reference ? ` (reference ${run.reference})` : '';
  const detail = run.detail ? `: ${escaped(run.detail.replace(/\.$/, ''))}` : '';
  if (run.state === 'done') return `done${tries} in ${took(run)}${detail}`;
  if (run.state === 'running') return `running since ${moment(run.startedAt)}`;
  const again = run.state === 'waiting' && run.until ? `; tried again ${moment(run.until)}` : '';
  return `${run.state === 'failed' ? 'given up' : 'failed'}${tries}${reference}${detail}${again}`;
}

const OUTCOMES: Record<JobRun['state'], string> = { running: 'running', waiting: 'failed, tried again', done: 'done', failed: 'given up' };

function runTable(runs: JobRun[], caption: string): DataTableBlock {
  const words = (text: string) => ({ type: 'raw_text' as const, text: cut(text, 150) });
  const number = (value: number, text: string) => ({ type: 'raw_number' as const, value, text });
  return {
    type: 'data_table',
    caption,
    page_size: 10,
    row_header_column_index: 0,
    rows: [
      ['Job', 'Due', 'Outcome', 'Took', 'Attempts', 'Reference', 'Detail'].map(words),
      ...runs.map((run) => [
        words(run.job),
        dateCell(run.due),
        words(OUTCOMES[run.state]),
        run.endedAt ? number(seconds(run), took(run)) : number(-1, '–'),
        number(run.attempts, String(run.attempts)),
        words(run.reference ?? '–'),
        words(run.detail || '–'),
      ]),
    ],
  } as DataTableBlock;
}

/** A moment in the reader's own time zone; a table's plain cells do not know dates. */
const dateCell = (iso: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [dateLeaf(iso)],
    },
  ],
});

const seconds = (run: JobRun): number => Math.round((Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt)) / 1000);

/** "under 1 s", "12 s", "3 min 5 s". */
export function took(run: JobRun): string {
  const all = seconds(run);
  if (all < 1) return 'under 1 s';
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`;
}

const chunks = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
