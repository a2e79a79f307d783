import type { AccessRequest, EndCause } from '../../access/request.js';
import { escaped, moment } from '../blocks.js';

/** One phrase for each cause, the same wherever it is said. */
const CAUSES: Record<EndCause, string> = {
  time: 'Its time was over',
  done: 'Returned early',
  revoked: 'Taken back',
  undone: 'Undone',
  replaced: 'A longer pause took its place',
  fault: 'Ended because of a fault',
  'removed-outside': 'Somebody removed it at AWS, outside aispend',
};

const isPerson = (id: string): boolean => /^[UW][A-Z0-9]+$/.test(id);

/** "Taken back by @eve", without its full stop. */
export function endingWords({ ending }: Pick<AccessRequest, 'ending'>): string {
  if (!ending) return '';
  const by = isPerson(ending.by) && !['time', 'replaced'].includes(ending.cause) ? ` by <@${ending.by}>` : '';
  return `${CAUSES[ending.cause]}${by}`;
}

/** When and how a request came into the final state that it is in; nothing of one that goes on. */
export function finished(request: AccessRequest): string[] {
  const { state, grantedAt, endedAt, cancelled } = request;
  const at = endedAt ? ` ${moment(endedAt)}` : '';
  switch (state) {
    case 'Denied':
      return endedAt ? [`Denied${at}.`] : [];
    case 'Expired':
      return [`Expired${at}: ${expiredWhy(request)}.`];
    case 'Cancelled': {
      const by = cancelled && isPerson(cancelled.by) ? ` by <@${cancelled.by}>` : '';
      return [`Cancelled${by}${at}.${cancelled?.line ? ` ${escaped(cancelled.line)}` : ''}`];
    }
    case 'Revoked':
    case 'Failed':
      return [
        ...(grantedAt
          ? [`${request.kind === 'pause' ? 'In force' : 'Granted'} ${moment(grantedAt)}${endedAt ? `, ended${at}` : ''}.`]
          : []),
        ...(grantedAt || !endedAt || state === 'Revoked' ? [] : [`Failed${at}; it was never in force.`]),
      ];
    default:
      return [];
  }
}

/** What was waited for in vain. */
export const expiredWhy = ({ waiting, stages }: Pick<AccessRequest, 'waiting' | 'stages'>): string =>
  waiting && stages.every((one) => one.openedAt === undefined) ? 'AWS did not allow it in time' : 'nobody decided in time';
