import type { AccessRequest } from '../../access/request.js';
import type { Deciders } from '../../access/words.js';
import { escaped, header, moment, section } from '../blocks.js';
import type { DrawnBlock } from '../message.js';
import { OPEN_FORM, REVIEW, SHOW, UNDO_PAUSE } from './actions.js';
import { decidingButtons, ownButtons } from './buttons.js';
import { about, actions, button, carried, findings, reason, title, whoDecides, whom } from './parts.js';

export interface HomeData {
  /** What this person may decide now. */
  waiting: AccessRequest[];
  /** Broken glass that this person may review. */
  reviews: AccessRequest[];
  /** Her own that are not over, with who decides. */
  mine: { request: AccessRequest; deciders: Deciders }[];
  /** Pauses in force that she may see. */
  pauses: AccessRequest[];
  slash: string;
}

const SHOWN = 4;

/** App Home: what waits for the person first, then what she has and what she asked for. At most about fifty blocks. */
export function drawHome({ waiting, reviews, mine, pauses, slash }: HomeData): DrawnBlock[] {
  const decide = [...waiting.map(toDecide), ...reviews.map(toReview)];
  return [
    header('Model access'),
    ...part(`*Waiting for me*${decide.length > 0 ? ` (${decide.length})` : ': nothing.'}`, decide, slash),
    { type: 'divider' },
    ...part(`*My requests*${mine.length > 0 ? '' : ': none are open.'}`, mine.map(own), slash),
    ...(pauses.length > 0 ? [{ type: 'divider' } as const, ...part('*Paused now*', pauses.map(paused), slash)] : []),
    { type: 'divider' },
    actions(button(OPEN_FORM, 'Request model access', 'open', 'primary')),
  ];
}

function part(heading: string, items: DrawnBlock[][], slash: string): DrawnBlock[] {
  const rest = items.length - SHOWN;
  return [section(heading), ...items.slice(0, SHOWN).flat(), ...(rest > 0 ? [section(`and ${rest} more: \`${slash} access list\``)] : [])];
}

const toDecide = (request: AccessRequest): DrawnBlock[] => [
  section(`${about(request)}${request.claim ? ` <@${request.claim.by}> is looking at it.` : ''}`),
  reason(request),
  ...findings(request.findings, ({ level }) => level === 'warning').slice(0, 1),
  actions(...decidingButtons(request), button(SHOW, 'Show', carried(request))),
];

const toReview = (request: AccessRequest): DrawnBlock[] => [
  section(`${about(request)} The glass was broken for it, and it is still to be reviewed.`),
  reason(request),
  actions(button(REVIEW, 'Review', carried(request), 'primary'), button(SHOW, 'Show', carried(request))),
];

const own = ({ request, deciders }: HomeData['mine'][number]): DrawnBlock[] => [
  section(`*${request.state}:* ${escaped(title(request))} on ${whom(request)}${more(request, deciders)}.`),
  actions(...ownButtons(request), button(SHOW, 'Show', carried(request))),
];

function more({ state, endsAt }: AccessRequest, deciders: Deciders): string {
  if (state === 'Granted' && endsAt) return `, ends ${moment(endsAt)}`;
  return state === 'Pending' && deciders.people.length > 0 ? `; it waits for ${whoDecides(deciders)}` : '';
}

const paused = (request: AccessRequest): DrawnBlock[] => [
  section(`${about(request)}${request.endsAt ? ` It ends ${moment(request.endsAt)}.` : ''}`),
  actions(button(UNDO_PAUSE, 'Undo', carried(request)), button(SHOW, 'Show', carried(request))),
];
