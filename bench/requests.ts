import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../src/commands/index.js';
import { parse } from '../src/commands/parse.js';
import { jobsFor } from '../src/jobs/index.js';
import { addDays, type Day, dayOf } from '../src/period.js';
import { plainText, type Question } from './questions.js';
import type { Measure } from './report.js';
import { assembleFor, openSampleAws } from './sample-bot.js';

/**
 * Cost Explorer requests of one day, from 00:00 with a restart of the bot and every scheduled refresh, counted where they
 * arrive: once with 10 questions and once with `many`, spread over the day.
 */
export async function requests(o: { folder: string; filled: string; today: Day; questions: Question[]; many: number }): Promise<Measure[]> {
  const few = await day({ ...o, folder: join(o.folder, 'few'), count: 10 });
  const many = await day({ ...o, folder: join(o.folder, 'many'), count: o.many });
  return [
    {
      part: 'Cost Explorer',
      what: `requests on a day with ${o.many} questions`,
      unit: 'requests',
      value: many,
      baseline: { name: 'with 10', value: few },
      target: { of: 'ratio', words: 'ratio = 1', holds: (ratio) => ratio === 1 },
    },
  ];
}

async function day(o: { folder: string; filled: string; today: Day; questions: Question[]; count: number }): Promise<number> {
  await cp(o.filled, o.folder, { recursive: true });
  let now = new Date(`${o.today}T00:00:00Z`);
  const clock = () => now;
  const aws = await openSampleAws(clock);
  const parts = await assembleFor({ dataDir: o.folder, now: clock, aws });
  try {
    await parts.refresher.refresh();
    await parts.jobs.look();
    const due = jobsFor(parts.settings)
      .flatMap((job) => timesOf(job.schedule, o.today).map((at) => ({ at, job })))
      .sort((a, b) => +a.at - +b.at);
    let asked = 0;
    for (const [index, { at, job }] of [...due, { at: new Date(`${addDays(o.today, 1)}T00:00:00Z`), job: undefined }].entries()) {
      for (; asked < (o.count * (index + 1)) / (due.length + 1); asked++) {
        const question = o.questions[asked % o.questions.length] as Question;
        const { command, args } = parse(question.text, commands, dayOf(now), '/aispend');
        const reply = await command.run(args, parts.context({ id: 'U0ADA', workspace: 'T0BENCH' }, '/aispend'));
        if (!plainText(reply.message).includes(question.total)) throw new Error(`${question.text}: wanted ${question.total}`);
      }
      now = at;
      if (job) await parts.jobs.look();
    }
    return aws.fake.requests.filter((exchange) => exchange.service === 'ce').length;
  } finally {
    await parts.close();
    await aws.fake.close();
  }
}

/** The times of a "minute hours * * *" schedule on a day. @throws for any other. */
function timesOf(schedule: string, today: Day): Date[] {
  const [, minute, hours] = /^(\d+) ([\d,]+) \* \* \*$/.exec(schedule) ?? [];
  if (!minute || !hours) throw new Error(`the schedule ${schedule} is not one this benchmark can lay out over a day`);
  return hours.split(',').map((hour) => new Date(`${today}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00Z`));
}
