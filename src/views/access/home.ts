import type { AccessRequest } from '../../access/request.js';
import type { Deciders, Viewer } from '../../access/words.js';
import { escaped, header, moment, section } from '../blocks.js';
import type { DrawnBlock } from '../message.js';
import { OPEN_FORM, SHOW } from './actions.js';
import { buttonsFor } from './buttons.js';
import { isHers, offers } from './offers.js';
import { about, actions, button, carried, findings, reason, title, whoDecides, whom } from './parts.js';
import { soon } from './soon.js';

/** A request as one person has it before her. */
export interface Mine {
  request: AccessRequest;
  viewer: Viewer;
  deciders: Deciders;
}

export interface HomeData {
  /** Everything that she may see and that may be shown: what waits for her is found by what it offers. */
  requests: Mine[];
  /** There are more that may wait for her. */
  isMore?: boolean;
  slash: string;
}

const SHOWN = 4;
const FINAL = new Set(['Denied', 'Expired', 'Cancelled', 'Revoked', 'Failed']);

/** App Home: what waits for the person first, then what she has and what she asked for. At most about fifty blocks. */
export function drawHome({ requests, isMore, slash }: HomeData): DrawnBlock[] {
  const offering = (what: 'approve' | 'review') => requests.filter(({ request, viewer }) => offers(request, viewer).includes(what));
  const decide = [...offering('approve').map(toDecide), ...offering('review').map(toReview)];
  const mine = requests.filter(
    ({ request, viewer }) => request.asker === viewer.id && request.kind === 'grant' && !FINAL.has(request.state),
  );
  const pauses = requests.filter(({ request }) => request.kind === 'pause' && request.state === 'Granted');
  return [
    header('Model access'),
    ...part(`*Waiting for me*${waiting(decide.length, isMore === true)}`, decide, slash),
    { type: 'divider' },
    ...part(`*My requests*${mine.length > 0 ? '' : ': none are open.'}`, mine.map(own), slash),
    ...(pauses.length > 0 ? [{ type: 'divider' } as const, ...part('*Paused now*', pauses.map(paused), slash)] : []),
    { type: 'divider' },
    actions(button(OPEN_FORM, 'Request model access', 'open', 'primary')),
  ];
}

/** How many; where not all were looked at, at least so many. */
const waiting = (count: number, isMore: boolean): string => (isMore ? ` (${count} or more)` : count > 0 ? ` (${count})` : ': nothing.');

function part(heading: string, items: DrawnBlock[][], slash: string): DrawnBlock[] {
  const rest = items.length - SHOWN;
  return [section(heading), ...items.slice(0, SHOWN).flat(), ...(rest > 0 ? [section(`and ${rest} more: \`${slash} access list\``)] : [])];
}

const toDecide = ({ request, viewer }: Mine): DrawnBlock[] => [
  section(
    `${about(request)}${request.claim ? ` ${isHers(request, viewer) ? 'You are' : `<@${request.claim.by}> is`} looking at it.` : ''}`,
  ),
  reason(request),
  ...findings(request.findings, ({ level }) => level === 'warning').slice(0, 1),
  withShow(request, viewer),
];

const toReview = ({ request, viewer }: Mine): DrawnBlock[] => [
  section(`${about(request)} The glass was broken for it, and it is still to be reviewed.`),
  reason(request),
  withShow(request, viewer),
];

const own = ({ request, viewer, deciders }: Mine): DrawnBlock[] => [
  section(`*${request.state}:* ${escaped(title(request))} on ${whom(request)}${more(request, deciders)}.`),
  withShow(request, viewer),
];

const withShow = (request: AccessRequest, viewer: Viewer): DrawnBlock =>
  actions(...buttonsFor(request, viewer), button(SHOW, 'Show', carried(request)));

function more(request: AccessRequest, deciders: Deciders): string {
  const { state, endsAt } = request;
  if (state === 'Approved' || state === 'Granting') return `, granted ${soon(request)}`;
  if (state === 'Granted' && endsAt) return `, ends ${moment(endsAt)}`;
  return state === 'Pending' && deciders.people.length > 0 ? `; it waits for ${whoDecides(deciders)}` : '';
}

const paused = ({ request, viewer }: Mine): DrawnBlock[] => [
  section(`${about(request)}${request.endsAt ? ` It ends ${moment(request.endsAt)}.` : ''}`),
  withShow(request, viewer),
];
