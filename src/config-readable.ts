import type { Problem } from './config.js';
import type { FileConfig } from './config-schema.js';
import { readable, repeatedNames } from './config-teams.js';
import { timetable } from './jobs/timetable.js';

/** What is looked at even where the rest of the file is wrong, so that one look mends all of it. */
export function readableOf(raw: unknown, file: FileConfig | undefined): Problem[] {
  const known = file ?? readable(raw);
  const cure = 'Give each name and alias to one team.';
  const problems = repeatedNames(known).map(([name, owners]) => ({ key: 'teams', wrong: taken(name, owners), cure }));
  try {
    timetable(known.chargeback.schedule, known.timezone);
  } catch (error) {
    const wrong = (error as Error).message.replace(/\.$/, '');
    problems.unshift({ key: 'chargeback.schedule', wrong, cure: 'For Monday at nine write "0 9 * * 1".' });
  }
  return problems;
}

const taken = (name: string, owners: string[]): string => `"${name}" is a name or alias of ${owners.join(' and ')}`;
