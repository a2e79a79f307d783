import type { AccessRequest, Event } from '../src/access/request.js';
import type { AccessWords } from '../src/access/words.js';
import { showMinutes } from '../src/duration.js';
import type { Draw } from '../src/views/message.js';

/** What people wrote goes into plain text only; in `text` it is escaped, because Slack reads that as mrkdwn. */
function draw(lines: (string | undefined)[]): Draw {
  const text = lines.filter(Boolean).join('\n').slice(0, 2900);
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { text: escaped, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
}

const what = (request: AccessRequest): string =>
  request.kind === 'pause'
    ? `Pause of ${request.principal}`
    : `${request.model?.name} for ${request.principal}, ${showMinutes(request.minutes)}`;

function line(event: Event): string | undefined {
  switch (event.what) {
    case 'question':
    case 'answered':
      return event.text;
    case 'denied':
      return event.reason;
    case 'ended':
    case 'spent':
      return event.spent && ('cost' in event.spent ? `Spent: ${event.spent.cost} USD` : event.spent.why);
    case 'failed':
    case 'trouble':
    case 'drift':
    case 'decision-void':
    case 'cancelled':
    case 'review-due':
    case 'review-left':
      return event.line;
    default:
      return undefined;
  }
}

/** Words without any art: what the workflow says when nobody draws it. */
export const plainWords: AccessWords = {
  card: (request, { people, have, need }) =>
    draw([
      `${what(request)}: ${request.state} (${request.id})`,
      request.reason,
      ...request.findings.map((one) => `${one.level}: ${one.line}`),
      request.state === 'Pending'
        ? `${have} of ${need}; may decide: ${people.map((one) => `${one.id} (${one.why})`).join(', ')}`
        : undefined,
    ]),
  notice: (request, event) =>
    draw([
      `${what(request)}: ${event.what} (${request.id})`,
      line(event),
      event.what === 'waiting-for-aws' && event.beside === undefined ? request.waiting?.text : undefined,
    ]),
  drift: (lines) => draw(lines),
};
