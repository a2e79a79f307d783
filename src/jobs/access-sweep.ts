import type { Job } from './job.js';

/** The hour (UTC) at which the audit trail is followed as well. */
const TRAIL_AT = 3;

/**
 * Compares what IAM has with what is recorded. Every hour: a policy that nobody recorded ends by itself, so it is not a
 * matter of minutes. What a sweep ends is carried on by the bot's engine, which alone can ask Slack about people.
 */
export const accessSweep: Job<'accessKeeper' | 'settings'> = {
  name: 'access-sweep',
  schedule: '23 * * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 2,
  summary: 'Looks for access at AWS that nobody recorded, and for recorded access that somebody removed',
  async run(due, { accessKeeper, settings }) {
    if (settings.access.models.length === 0) return '';
    const { looked, lines } = await accessKeeper.sweep();
    const trail = due.getUTCHours() === TRAIL_AT ? await accessKeeper.checkTrail() : undefined;
    const found = trail === undefined ? lines : [trail, ...lines];
    return found.length === 0 ? `${looked} grants looked at, all as recorded` : found.join(' ').slice(0, 300);
  },
};
