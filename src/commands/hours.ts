import { z } from 'zod';
import { UsageError } from '../errors.js';
import { readHours } from '../spend/subscriptions/hours.js';
import { drawHours } from '../views/subscription.js';
import type { Command } from './command.js';

/** When a person wants to be written to. Nobody has hours until she says so. */
export const hours: Command = {
  name: 'hours',
  summary: 'When direct messages may reach you',
  details: 'What comes at other times waits.',
  usage: '[8:00-18:00 weekdays | any]',
  examples: ['hours', 'hours 8:00-18:00 weekdays'],
  args: z.object({ hours: z.string().optional() }),
  async run({ hours: words = '' }, { asker, settings, slash, hours: kept }) {
    if (asker.id === '') throw new UsageError('Hours belong to a person in Slack; type it there.');
    if (/^(any|anytime|any time|always|off|none)$/i.test(words)) await kept.remove(asker.id);
    else if (words !== '') await kept.set(asker.id, { ...readHours(words, slash), timeZone: asker.timeZone ?? settings.timezone });
    return { message: drawHours(await kept.of(asker.id), slash) };
  },
};
