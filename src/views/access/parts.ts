import type { ActionsBlock, Button, ContextBlock, RichTextBlock, RichTextElement, SectionBlock } from '@slack/types';
import type { Finding } from '../../access/finding.js';
import type { AccessRequest } from '../../access/request.js';
import type { Deciders } from '../../access/words.js';
import { showMinutes } from '../../duration.js';
import { cut, escaped, leaf, list, plain } from '../blocks.js';
import { principalName } from '../principal.js';

/** What the request is about, as a title: "Claude Mythos for 4 h" or "Pause of IdeGateway for 2 h". */
export const title = (request: AccessRequest): string =>
  request.kind === 'pause'
    ? `Pause of ${shortName(request.principal)} for ${showMinutes(request.minutes)}`
    : `${request.model?.name ?? 'Model'} for ${showMinutes(request.minutes)}`;

/** The name of a role or user without the rest of its ARN. */
export const shortName = (arn: string): string => cut(arn.split('/').at(-1) ?? arn, 80);

/** A role or user in mrkdwn, with its team: "`IdeGateway role (111122223333)` of engineering". */
export const whom = (request: AccessRequest): string =>
  `\`${escaped(principalName(request.principal)).replaceAll('`', '')}\`${request.team === null ? ', which no team owns' : ` of ${escaped(request.team)}`}`;

/** The same in mrkdwn, with who asks and for whom. */
export function about(request: AccessRequest): string {
  const what =
    request.kind === 'pause'
      ? `paused ${whom(request)} for ${showMinutes(request.minutes)}`
      : `${request.breakGlass ? 'took' : 'asks for'} *${escaped(title(request))}* on ${whom(request)}`;
  return `<@${request.asker}> ${what}.`;
}

/** What people typed, never interpreted. */
export const typed = (label: string, text: string): SectionBlock => ({ type: 'section', text: plain(cut(`${label}: ${text}`, 2900)) });

/** The reason as typed, with the ticket where the reason does not name it. */
export const reason = (request: AccessRequest): SectionBlock =>
  typed('Reason', request.ticket && !request.reason.includes(request.ticket) ? `${request.reason} (${request.ticket})` : request.reason);

/** Our own words in which people stand as `<@U…>`: names of teams and rules in them are never interpreted. */
export const withPeople = (words: string): RichTextElement[] =>
  words.split(/(<@[UW][A-Z0-9]+>)/).flatMap((part): RichTextElement[] => {
    const id = /^<@([UW][A-Z0-9]+)>$/.exec(part)?.[1];
    return id ? [{ type: 'user', user_id: id }] : part === '' ? [] : [leaf(part)];
  });

/** The same in mrkdwn: everything but people is escaped. */
export const withPeopleEscaped = (words: string): string => escaped(words).replace(/&lt;(@[UW][A-Z0-9]+)&gt;/g, '<$1>');

/** "<@U0ADA> (manager of engineering) or <@U0EVE> (named as security)", at most three of them. */
export function whoDecides({ people }: Deciders): string {
  const shown = people.slice(0, 3).map((one) => `<@${one.id}> (${withPeopleEscaped(one.why)})`);
  const rest = people.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(' or ');
}

const MARKS = { blocking: 'Stops it', aws: 'Waits for AWS', warning: 'Warning', unknown: 'Not known', note: 'Note', ok: 'Fine' } as const;

/** Findings, the gravest first, each with its cure. */
export function findings(all: Finding[], which: (finding: Finding) => boolean = ({ level }) => level !== 'ok'): RichTextBlock[] {
  const order = Object.keys(MARKS);
  const shown = all.filter(which).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  if (shown.length === 0) return [];
  return [
    list(
      shown
        .slice(0, 12)
        .map((one) => [leaf(`${MARKS[one.level]}: `, { bold: true }), leaf(cut(one.cure ? `${one.line} ${one.cure}` : one.line, 500))]),
    ),
  ];
}

export const button = (action: string, text: string, value: string, style?: 'primary' | 'danger'): Button => ({
  type: 'button',
  action_id: action,
  value,
  text: plain(text),
  ...(style ? { style } : {}),
});

export const actions = (...elements: Button[]): ActionsBlock => ({ type: 'actions', elements });

/** Small print: the id that people quote. */
export const footer = (request: AccessRequest, more = ''): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: `Request \`${request.id}\`${more ? ` · ${more}` : ''}` }],
});

/** What a button carries. */
export const carried = (request: AccessRequest): string => `${request.id}:${request.stage}`;
