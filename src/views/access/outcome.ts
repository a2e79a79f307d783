import type { Outcome } from '../../access/access.js';
import type { AccessRequest } from '../../access/request.js';
import { escaped, section } from '../blocks.js';
import type { Draw } from '../message.js';
import { endingWords } from './endings.js';
import { footer, title } from './parts.js';
import { soon } from './soon.js';

/**
 * What a click or a typed order came to: where the request stands now, and who was first if it was somebody else.
 * @param who whoever clicked, whose second click is no race
 */
export function drawOutcome({ did, by, request }: Outcome, done?: string, who?: string): Draw {
  const what = `*${escaped(title(request))}*`;
  const words =
    did === 'done'
      ? (done ?? `${request.state}: ${what}.${next(request)}`)
      : by !== undefined && by === who
        ? `You have dealt with ${what} already; it is ${request.state}.`
        : `Somebody was faster: ${what} ${by && /^[UW]/.test(by) ? `was dealt with by <@${by}> and ` : ''}is ${request.state}.`;
  return { text: words, blocks: [section(words), footer(request)] };
}

/** What comes next, by the state it is in now. */
function next(request: AccessRequest): string {
  const { state, stages, stage, kind } = request;
  switch (state) {
    case 'Pending':
      return stage > 0 ? ` Next, ${escaped(stages[stage]?.name ?? '')} decides.` : '';
    case 'Approved':
    case 'Granting':
      return ` It ${kind === 'pause' ? 'takes effect' : 'is granted'} ${soon(request)}.`;
    case 'Denied':
      return ' The person who asked has been told why.';
    case 'Revoking':
      return ` ${endingWords(request)}; ${kind === 'pause' ? 'it is lifted' : 'AWS has it no more'} within moments.`;
    default:
      return '';
  }
}
