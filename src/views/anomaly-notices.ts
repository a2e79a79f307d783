import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import { drawIncident, drawNews } from './anomaly.js';
import type { Draw } from './message.js';

/** A message with the key under which it is sent once; see outbox/message. */
export interface Notice extends Draw {
  key: string;
  channel: string;
  about: string;
  thread?: string;
  update?: string;
}

/** The key of the first message about an incident in a place. */
export const alertKey = (row: Pick<IncidentRow, 'id'>, channel: string): string => `anomaly:${row.id}:${channel}`;

/**
 * All that is to be said of an incident as it stands: the alert, and for a later version what changed in its thread and the
 * alert as it is now. Keys name the incident, its version and the place, so saying it again says nothing.
 *
 * @param lost places that the alert never reached: news has no thread there, so it is the incident as it stands
 */
export const noticesOf = (row: IncidentRow, lost: ReadonlySet<string> = new Set()): Notice[] =>
  row.places.flatMap((channel) => {
    const alert = alertKey(row, channel);
    const common = { channel, about: row.id };
    const card = drawIncident(row);
    const news = drawNews(row);
    if (lost.has(channel))
      return row.version > 1 && news && row.state !== 'ended' ? [{ key: `${alert}:${row.version}`, ...common, ...card }] : [];
    return [
      { key: alert, ...common, ...card },
      ...(row.version === 1 ? [] : [{ key: `${alert}:card:${row.version}`, ...common, update: alert, ...card }]),
      ...(row.version === 1 || !news ? [] : [{ key: `${alert}:${row.version}`, ...common, thread: alert, ...news }]),
    ];
  });
