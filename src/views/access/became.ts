import type { AccessRequest, Decision } from '../../access/request.js';
import type { Viewer } from '../../access/words.js';
import { escaped, moment } from '../blocks.js';
import { endingWords, expiredWhy } from './endings.js';
import { soon } from './soon.js';

/** What has become of a request, for a message whose buttons are gone: "Denied by @eve." */
export function became(request: AccessRequest, viewer?: Viewer): string {
  const counted = request.decisions.filter((one) => one.void === undefined);
  switch (request.state) {
    case 'Pending':
      return waits(request, counted, viewer);
    case 'Denied':
      return `*Denied*${by(counted.filter((one) => one.verdict === 'deny'))}.`;
    case 'Expired':
      return `*Expired*: ${expiredWhy(request)}.`;
    case 'Approved':
    case 'Granting':
      return request.kind === 'pause' ? `It takes effect ${soon(request)}.` : `*Approved*${by(counted)}; it is granted ${soon(request)}.`;
    case 'Granted':
      return `*Granted*, approved${by(counted)}${request.endsAt ? `; it ends ${moment(request.endsAt)}` : ''}.`;
    case 'Revoking':
    case 'Revoked':
      return `*${request.state}*${request.ending ? `: ${lowered(endingWords(request))}` : ''}.`;
    case 'Cancelled':
      return `*Cancelled*${request.cancelled && /^[UW]/.test(request.cancelled.by) ? ` by <@${request.cancelled.by}>` : ''}.`;
    default:
      return `It is *${request.state}*.`;
  }
}

/** It is still open, and not for this person. */
function waits({ stages, stage }: AccessRequest, counted: Decision[], viewer: Viewer | undefined): string {
  const open = stages[stage];
  const name = escaped(open?.name ?? '');
  const here = counted.filter((one) => one.stage === stage);
  if (open && here.some((one) => one.by === viewer?.id))
    return `You approved it; ${name} takes ${open.quorum - here.length} more ${open.quorum - here.length === 1 ? 'person' : 'people'}.`;
  const last = counted.findLast((one) => one.stage < stage);
  return last
    ? `*Approved*${by([last])} as ${escaped(stages[last.stage]?.name ?? '')}; now ${name} decides.`
    : `It is for others to decide (${name}).`;
}

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const by = (decisions: Decision[]): string => {
  const people = [...new Set(decisions.map((one) => `<@${one.by}>`))];
  return people.length > 0 ? ` by ${people.join(' and ')}` : '';
};
