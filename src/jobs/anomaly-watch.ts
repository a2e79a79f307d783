import type { Outbox } from '../outbox/outbox.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import { alertKey, type Notice, noticesOf } from '../views/anomaly-notices.js';
import { type Job, TURNS } from './job.js';
import { putAll } from './put-all.js';

/**
 * Unusual spend after each reading of the bill. First what was decided before is said, in case a process died between
 * deciding and saying: every message has a key, so what was said is not said again. Then the bill is looked at, then AWS's
 * own detection. What was over before anybody watched is noted and told to nobody.
 */
export const anomalyWatch: Job<'incidents' | 'outbox'> = {
  name: 'anomaly-watch',
  schedule: '37 5,13,21 * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 24,
  first: true,
  turn: TURNS.incidents,
  summary: 'Looks for unusual spend and tells the team, or finance, once',
  async run(due, { incidents, outbox }, about) {
    const say = async (rows: IncidentRow[]): Promise<void> => {
      await putAll(outbox, await noticesFor(rows, outbox));
    };
    await say((await incidents.current(due)).filter((row) => row.places.length > 0));
    const changed = await incidents.byBill(due, about);
    if (!changed) return 'the ledger holds no complete day yet';
    await say(changed);
    const byAws = await incidents.byAws(due, about);
    await say(byAws);
    const unheard = [...changed, ...byAws].filter((row) => row.places.length === 0 && row.state !== 'ended').length;
    const count = new Set([...changed, ...byAws].map((row) => row.id)).size;
    const words = count === 0 ? 'nothing new' : count === 1 ? '1 incident changed' : `${count} incidents changed`;
    return unheard === 0 ? words : `${words}; nobody to tell: set a team's channel, chargeback.financeChannel or admins`;
  },
};

/** Where an alert did not arrive nothing hangs on it: once the channel works, news of the incident is a message of its own. */
async function noticesFor(rows: IncidentRow[], outbox: Pick<Outbox, 'find'>): Promise<Notice[]> {
  const all: Notice[] = [];
  for (const row of rows) {
    const lost = new Set<string>();
    for (const channel of row.version === 1 ? [] : row.places)
      if ((await outbox.find(alertKey(row, channel)))?.state === 'failed') lost.add(channel);
    all.push(...noticesOf(row, lost));
  }
  return all;
}
