import type { AccessRequest, Event, Spent } from '../../access/request.js';
import type { Deciders, Viewer } from '../../access/words.js';
import { decimal, usd } from '../../money.js';
import { showSpan } from '../../period.js';
import { cut, escaped, leaf, list, moment, preformatted, section } from '../blocks.js';
import type { Draw, DrawnBlock } from '../message.js';
import { ANSWER } from './actions.js';
import { became } from './became.js';
import { buttonsFor, row } from './buttons.js';
import { endingWords, expiredWhy } from './endings.js';
import { isAttached } from './grants.js';
import { DECIDING } from './offers.js';
import { about, actions, button, findings, footer, reason, title, typed, whoDecides, whom, withPeopleEscaped } from './parts.js';
import { enforced } from './soon.js';

/**
 * What one person or a channel is told of an event. The first sentence says what happened, the second what it means for the
 * reader. Buttons are there as long as the request offers them; after that it says what has become of it.
 */
export function drawNotice(request: AccessRequest, event: Event, viewer: Viewer, deciders?: Deciders): Draw {
  const { words, more = [] } = told(request, event, viewer, deciders);
  return { text: words, blocks: [section(words), ...more, footer(request)] };
}

/** What the person who has a grant does with it. */
const OWN = ['done', 'extend'] as const;

interface Told {
  words: string;
  more?: DrawnBlock[];
}

function told(request: AccessRequest, event: Event, viewer: Viewer, deciders: Deciders | undefined): Told {
  const what = `*${escaped(title(request))}*`;
  const own = viewer.id === request.asker;
  const over = request.state !== 'Granted';
  switch (event.what) {
    case 'stage-opened':
    case 'escalated':
      return yourTurn(request, event.what, viewer, deciders);
    case 'claimed':
      return { words: `<@${request.claim?.by ?? request.asker}> is looking at ${what}.` };
    case 'approved':
      return { words: `<@${event.by}> approved ${what}.` };
    case 'denied':
      return { words: `<@${event.by}> denied ${what}.`, more: event.reason ? [typed('Reason', event.reason)] : [] };
    case 'decision-void':
      return { words: `The approval of ${what} by <@${event.by}> no longer counts: ${escaped(event.line)}. It has to be decided again.` };
    case 'question': {
      const index = request.questions.findLastIndex((one) => one.by === event.by && one.text === event.text);
      const answer = request.questions[index]?.answer;
      const open = request.state === 'Pending';
      return {
        words: `<@${event.by}> ${answer ? 'asked' : 'asks'} about your request for ${what}. ${open ? 'It stays open.' : became(request)}`,
        more: [
          typed('Question', event.text),
          ...(answer ? [typed('Your answer', answer.text)] : []),
          ...(index < 0 || answer || !open ? [] : [actions(button(ANSWER, 'Answer', `${request.id}:${index}`, 'primary'))]),
        ],
      };
    }
    case 'answered': {
      const buttons = buttonsFor(request, viewer, DECIDING);
      return {
        words: `<@${request.asker}> answered your question about ${what}.${buttons.length > 0 ? '' : ` ${became(request, viewer)}`}`,
        more: [typed('Question', event.question), typed('Answer', event.text), ...row(buttons)],
      };
    }
    case 'cancelled':
      return {
        words: `${what} was cancelled${/^[UW]/.test(event.by) ? ` by <@${event.by}>` : ''}.${event.line ? ` ${escaped(event.line)}` : ''}`,
      };
    case 'granted':
      if (over)
        return { words: `${request.kind === 'pause' ? about(request) : `You had ${what} on ${whom(request)}.`} ${became(request)}` };
      return request.kind === 'pause'
        ? {
            words: `${about(request)} It may call no model on Bedrock until ${until(request)}, when that ends by itself. ${enforced('now')}${viewer.ends ? '' : ` <@${request.asker}>, the admins and those named to pause may undo it.`}`,
            more: [reason(request), ...row(buttonsFor(request, viewer, ['undo']))],
          }
        : {
            words: `*Granted:* you have ${what} on ${whom(request)} until ${until(request)}, ${isAttached(request) ? 'when aispend detaches its policy' : 'when it ends by itself'}. ${enforced('now')}`,
            more: row(buttonsFor(request, viewer, OWN)),
          };
    case 'reminder':
      return {
        words: over
          ? `You had ${what} on ${whom(request)}. ${became(request)}`
          : `${what} ends ${until(request)}. Extending it is a new decision, so ask now if you need longer.`,
        more: row(buttonsFor(request, viewer, OWN)),
      };
    case 'expired':
      return { words: `${what} has expired: ${expiredWhy(request)}. Ask again if it is still needed.` };
    case 'waiting-for-aws':
      if (event.beside !== undefined)
        return {
          words: `${own ? 'Your' : `<@${request.asker}>'s`} request for ${what} waits for AWS, too, like \`${event.beside}\`: there is nothing more to send, and aispend goes on by itself.`,
        };
      return {
        words: own
          ? `${what} waits for AWS, which has not allowed this account yet. Your admins have this text for the AWS account team, too; agree on who sends it. aispend looks every day and goes on by itself.`
          : `<@${request.asker}>'s request for ${what} waits for AWS, which has not allowed this account yet. Send this text to your AWS account team; aispend looks every day and goes on by itself.`,
        more: request.waiting ? [preformatted(request.waiting.text)] : [],
      };
    case 'aws-allowed':
      return {
        words: `AWS now allows this account ${escaped(request.model?.name ?? 'the model')}. ${own ? 'Your' : `<@${request.asker}>'s`} request for ${what} has gone to ${deciders && deciders.people.length > 0 ? whoDecides(deciders) : 'those who decide'}.`,
      };
    case 'glass-broken':
      return {
        words: `*Broken glass:* ${about(request)} It takes effect at once and without approval. ${reviewed(request) ?? `It is to be reviewed by ${request.breakGlass ? moment(request.breakGlass.reviewBy) : 'the admins'}.`}`,
        more: [reason(request), ...row(buttonsFor(request, viewer, ['review']))],
      };
    case 'review-due':
      return {
        words: `<@${request.asker}> broke the glass for ${what}${reviewed(request) ? `. ${reviewed(request)}` : ', and nobody has reviewed it yet.'}${nobodyElse(request, event.line)}`,
        more: [reason(request), ...row(buttonsFor(request, viewer, ['review']))],
      };
    case 'review-left':
      return {
        words: `<@${request.asker}> broke the glass for ${what}${reviewed(request) ? `. ${reviewed(request)}` : ', and nobody has reviewed it for two weeks. This is the last reminder; until it is reviewed that person breaks no other glass.'}${nobodyElse(request, event.line)}`,
        more: [reason(request), ...row(buttonsFor(request, viewer, ['review']))],
      };
    case 'reviewed':
      return {
        words: `<@${event.by}> reviewed the glass broken for ${what}: ${request.breakGlass?.review?.verdict === 'justified' ? 'justified' : '*not justified*'}.`,
        more: request.breakGlass?.review?.note ? [typed('Note', request.breakGlass.review.note)] : [],
      };
    case 'ended':
      return {
        words: `*${request.state}:* ${what}. ${endingWords(request)}; AWS was read again and has it no more.${request.kind === 'pause' ? '' : ` ${event.spent ? spentWords(event.spent) : 'What was spent follows when AWS has billed these days.'}`}`,
        more: request.ending?.reason && request.ending.cause !== 'fault' ? [typed('Reason', request.ending.reason)] : [],
      };
    case 'spent':
      return { words: `${what}: the bill is complete. ${spentWords(event.spent)}` };
    case 'failed':
      return { words: `*Failed:* ${what}. ${escaped(event.line)}` };
    case 'trouble':
      return { words: `Trouble with ${what}: ${escaped(event.line)} aispend tries again.` };
    case 'drift':
      return { words: `AWS and the record of ${what} differ: ${escaped(event.line)}` };
  }
}

/** Those who may decide now: a person with the buttons, the channel under its card with the names, which notifies them. */
function yourTurn(request: AccessRequest, what: 'stage-opened' | 'escalated', viewer: Viewer, deciders: Deciders | undefined): Told {
  const stage = request.stages[request.stage];
  const late = what === 'escalated' ? 'Nobody has decided in time. ' : '';
  if (viewer.id === undefined) {
    const last = request.decisions.findLast((one) => one.stage < request.stage && one.void === undefined);
    const before = last ? `<@${last.by}> approved as ${escaped(request.stages[last.stage]?.name ?? '')}. ` : '';
    return {
      words: `${late || before}Now ${escaped(stage?.name ?? '')} decides, with the buttons above: ${deciders ? whoDecides(deciders) : ''}.`,
    };
  }
  const buttons = buttonsFor(request, viewer, DECIDING);
  if (buttons.length === 0) return { words: `${about(request)} ${became(request, viewer)}`, more: [reason(request)] };
  const why = deciders?.people.find((one) => one.id === viewer.id)?.why;
  return {
    words: `${late}${about(request)} You may decide${why ? `: ${withPeopleEscaped(why)}` : ''}.`,
    more: [reason(request), ...findings(request.findings, ({ level }) => level === 'warning' || level === 'unknown'), ...row(buttons)],
  };
}

/** What has been said of the broken glass. */
const reviewed = ({ breakGlass }: AccessRequest): string | undefined =>
  breakGlass?.review &&
  `<@${breakGlass.review.by}> reviewed it: ${breakGlass.review.verdict === 'justified' ? 'justified' : '*not justified*'}.`;

/** That nobody can review it, as long as nobody has. */
const nobodyElse = ({ breakGlass }: AccessRequest, line: string | undefined): string =>
  line === undefined || breakGlass?.review ? '' : ` ${escaped(line)}`;

const until = ({ endsAt }: AccessRequest): string => (endsAt ? moment(endsAt) : 'its end');

/** The bill knows days, not hours, so the days are named. */
function spentWords(spent: Spent): string {
  const days = showSpan({ start: spent.start, end: spent.end });
  if ('why' in spent) return `What was spent during the grant is not known: ${escaped(spent.why.replace(/\.$/, ''))}.`;
  const model = spent.onModel === undefined ? '' : `, ${usd(decimal(spent.onModel))} of it on this model`;
  return `Spent by this principal on the days of the grant (${days}, whole UTC days): ${usd(decimal(spent.cost))}${model}.`;
}

/** What a sweep found at AWS that does not agree with the records. */
export function drawDrift(lines: string[]): Draw {
  const words = `AWS and the records of access do not agree in ${lines.length} ${lines.length === 1 ? 'place' : 'places'}.`;
  const rest = lines.length - 20;
  return {
    text: words,
    blocks: [
      section(words),
      list([
        ...lines.slice(0, 20).map((one) => [leaf(cut(one, 500))]),
        ...(rest > 0 ? [[leaf(`and ${rest} more; the audit trail has them all`)]] : []),
      ]),
    ],
  };
}
