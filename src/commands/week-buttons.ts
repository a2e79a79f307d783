import { UsageError } from '../errors.js';
import { addDays, type Period, parseDay } from '../period.js';
import { WEEK_DETAILS, WEEK_SETTINGS } from '../views/chargeback.js';
import { drawTeam } from '../views/team.js';
import { drawTeamSettings } from '../views/team-settings.js';
import type { Press } from './surface.js';

/** What a button under a weekly summary is about. @throws UsageError for a button of a message this version does not know. */
export function weekOf(value: string): { team: string; period: Period } {
  try {
    const [start, team] = JSON.parse(value) as [string, string];
    const day = parseDay(start);
    return { team, period: { start: day, end: addDays(day, 7), label: 'that week', compare: 'span' } };
  } catch (error) {
    throw new UsageError('This button is out of date; ask with `/aispend team <name> last week`.', { cause: error });
  }
}

/** The whole answer for the week, for the eyes of the person who pressed. */
export const weekDetails: Press = {
  action: WEEK_DETAILS,
  async run({ value }, { spend }) {
    const { team, period } = weekOf(value);
    return { message: drawTeam(await spend.team(team, period)) };
  },
};

/** Who hears what of this team and when, and who can change it. */
export const weekSettings: Press = {
  action: WEEK_SETTINGS,
  async run({ value }, { settings, jobs, slash }) {
    const { team } = weekOf(value);
    const own = settings.teams.find((one) => one.name === team);
    if (!own) throw new UsageError(`${team} is no longer in aispend.yaml, so it gets no summary.`);
    const job = (await jobs.list()).find((one) => one.name === 'weekly-chargeback');
    return { message: drawTeamSettings(own, settings, job?.next, slash) };
  },
};
