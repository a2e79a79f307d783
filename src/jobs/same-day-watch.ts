import { Unavailable } from '../errors.js';
import { drawSameDay } from '../views/same-day.js';
import type { Job } from './job.js';

/**
 * Every hour, what today costs by an estimate from CloudWatch, where aispend.yaml wants it. CloudWatch does not know teams,
 * so finance hears of it, else the admins; once for a model and a day, which the key says.
 */
export const sameDayWatch: Job<'sameDay' | 'outbox' | 'settings'> = {
  name: 'same-day-watch',
  schedule: '23 * * * *',
  timeZone: 'UTC',
  missed: 'skip',
  maxAgeHours: 1,
  summary: "Estimates today's cost by the hour and tells finance of models used far more than usual",
  async run(due, { sameDay, outbox, settings }) {
    const found = await sameDay.look(due);
    if (!found) return '';
    const { chargeback, admins } = settings;
    const places = chargeback.financeChannel ? [chargeback.financeChannel] : admins;
    const messages = found.unusual.flatMap((one) => {
      const draw = drawSameDay(one, found.announced);
      return places.map((channel) => ({ key: `same-day:${one.day}:${one.region}:${one.model}:${channel}`, channel, ...draw }));
    });
    const said = messages.length === 0 ? [] : await outbox.put(messages);
    if (found.troubles.length > 0) throw new Unavailable(found.troubles.join(' '));
    const unpriced = found.unpriced.length === 0 ? '' : `not judged, no price known: ${found.unpriced.slice(0, 5).join(', ')}`;
    return [said.length === 0 ? '' : said.length === 1 ? '1 estimate told' : `${said.length} estimates told`, unpriced]
      .filter((one) => one !== '')
      .join('; ');
  },
};
