import { randomUUID } from 'node:crypto';
import type { Access, Who } from '../../access/access.js';
import { addDays } from '../../period.js';
import type { PausePort } from '../pause-port.js';

/** Takes wishes to pause a principal, from an anomaly, to the access workflow, which looks at the right to it. */
export const pausesBy = (access: Pick<Access, 'pause'>, who: Who, now: () => Date): PausePort => ({
  async requestPause({ principal, reason, until }) {
    const end = Date.parse(`${addDays(until, 1)}T00:00:00Z`);
    const minutes = Math.max(5, Math.ceil((end - now().getTime()) / 60_000));
    const request = await access.pause({ principal, reason, duration: `${minutes}m` }, who, randomUUID());
    const name = request.principal.split('/').at(-1) ?? request.principal;
    return `${name} is paused within a minute, through ${until} UTC; \`access show ${request.id}\` says how it stands, \`unpause ${name}\` ends it.`;
  },
});
