import type { AccessRequest } from '../../access/request.js';
import type { Deciders, Viewer } from '../../access/words.js';
import { cut, escaped, header, leaf, list, moment, section } from '../blocks.js';
import type { Draw, DrawnBlock } from '../message.js';
import { buttonsFor, row } from './buttons.js';
import { consentWords } from './consent.js';
import { findings, footer, reason, title, typed, whom, withPeople } from './parts.js';
import { soon } from './soon.js';

/** The card for those who decide: edited as the request moves, so that one look tells where it stands. */
export function drawCard(request: AccessRequest, deciders: Deciders | undefined, viewer: Viewer): Draw {
  const blocks = [...cardBlocks(request, deciders), ...row(buttonsFor(request, viewer)), cardFooter(request)];
  return {
    text: `${escaped(heading(request))}, ${request.kind === 'pause' || request.breakGlass ? '' : 'asked '}by <@${request.asker}>.`,
    blocks,
  };
}

/** The state goes first, because it is what changes: "Pending: Claude Mythos for 4 h". */
export const heading = (request: AccessRequest): string =>
  `${request.breakGlass ? 'Broken glass, ' : ''}${request.kind === 'pause' && request.state === 'Granted' ? '' : `${request.state}: `}${title(request)}`;

export const cardFooter = (request: AccessRequest) =>
  footer(request, `${request.kind === 'pause' || request.breakGlass ? 'since' : 'asked'} ${moment(request.askedAt)}`);

const VERBS = { grant: 'asked for it on', pause: 'paused' } as const;

/** The card without its buttons. */
export function cardBlocks(request: AccessRequest, deciders: Deciders | undefined): DrawnBlock[] {
  const blocks: DrawnBlock[] = [
    header(heading(request)),
    section(`<@${request.asker}> ${request.breakGlass ? 'took it, without approval, on' : VERBS[request.kind]} ${whom(request)}.`),
    reason(request),
  ];
  const stands = standing(request, deciders);
  if (stands !== '') blocks.push(section(stands));
  if (request.ending?.reason && request.ending.cause !== 'fault') blocks.push(typed('Why', request.ending.reason));
  if (request.kind === 'grant' && request.endedAt === undefined)
    // The terms and what was consented to stand once.
    blocks.push(
      ...findings(request.findings, ({ level, check }) => level !== 'ok' && !(request.consent && check === 'terms' && level === 'note')),
    );
  if (request.consent) blocks.push(typed('Consent given', consentWords(request.consent.to)));
  blocks.push(...decided(request), ...whoMay(request, deciders), ...asked(request));
  const { review } = request.breakGlass ?? {};
  if (review)
    blocks.push(
      section(`Reviewed by <@${review.by}>: ${review.verdict === 'justified' ? 'justified' : '*not justified*'}.`),
      typed('Note', review.note),
    );
  return blocks;
}

/** What was asked back, with the answers. */
const asked = (request: AccessRequest): DrawnBlock[] =>
  request.questions
    .slice(-3)
    .flatMap((one) => [
      section(`<@${one.by}> asks${one.answer ? '' : '; not answered yet'}:`),
      typed('Question', one.text),
      ...(one.answer ? [typed('Answer', one.answer.text)] : []),
    ]);

function standing(request: AccessRequest, deciders: Deciders | undefined): string {
  const lines = stageWords(request, deciders);
  if (request.state === 'Approved' || request.state === 'Granting')
    lines.push(`${request.kind === 'pause' ? 'It takes effect' : 'It is granted'} ${soon(request)}: as long as AWS takes to enforce it.`);
  if (request.state === 'Granted' && request.endsAt) lines.push(`Ends ${moment(request.endsAt)}, by itself at AWS.`);
  if (request.state === 'Pending') lines.push(`If nobody decides by ${moment(request.expiresAt)} it expires.`);
  if (request.claim && request.state === 'Pending') lines.push(`<@${request.claim.by}> is looking at it.`);
  if (request.extends) lines.push(`Prolongs the grant \`${request.extends}\`.`);
  if (request.trouble) lines.push(`Trouble: ${escaped(request.trouble.line)} It is tried again.`);
  if (request.ending) lines.push(`${endingWords(request)}.`);
  return lines.join('\n');
}

/** "Stage 2 of 2: security, 1 of 2 approvals, escalated." */
function stageWords(request: AccessRequest, deciders: Deciders | undefined): string[] {
  const stage = request.stages[request.stage];
  if (request.state !== 'Pending' || !stage) return [];
  if (request.stages.length === 1 && stage.quorum === 1 && !stage.escalatedAt) return [];
  const of = request.stages.length > 1 ? `Stage ${request.stage + 1} of ${request.stages.length}` : 'Decided by';
  return [
    `${of}: ${escaped(stage.name)}${deciders && deciders.need > 1 ? `, ${deciders.have} of ${deciders.need} approvals` : ''}${stage.escalatedAt ? ', escalated' : ''}.`,
  ];
}

const CAUSES = {
  time: 'Its time was over',
  done: 'Returned early by the person who had it',
  revoked: 'Taken back',
  undone: 'Undone',
  replaced: 'A longer pause took its place',
  fault: 'Ended because of a fault',
  'removed-outside': 'Somebody removed it at AWS, outside aispend',
} as const;

/** "Taken back by @eve", without its full stop. */
export function endingWords({ ending }: AccessRequest): string {
  if (!ending) return '';
  const by = /^[UW][A-Z0-9]+$/.test(ending.by) && !['time', 'replaced'].includes(ending.cause) ? ` by <@${ending.by}>` : '';
  return `${CAUSES[ending.cause]}${by}`;
}

function decided(request: AccessRequest): DrawnBlock[] {
  if (request.decisions.length === 0) return [];
  return [
    list(
      request.decisions
        .slice(-8)
        .map((one) => [
          leaf(one.verdict === 'approve' ? 'Approved by ' : 'Denied by ', { bold: true }),
          { type: 'user', user_id: one.by },
          leaf(' ('),
          ...withPeople(one.why),
          leaf(cut(`)${one.reason ? `: ${one.reason}` : ''}${one.void ? `. Does not count any more: ${one.void}` : ''}`, 400)),
        ]),
    ),
  ];
}

/** Everybody who may decide now, and why: nobody wonders whether a click of theirs would count. */
function whoMay(request: AccessRequest, deciders: Deciders | undefined): DrawnBlock[] {
  if (request.state !== 'Pending' || !deciders) return [];
  const { people } = deciders;
  if (people.length === 0)
    return [section('*Nobody can decide this right now*; an admin must name approvers who are members of this workspace.')];
  const [rest, stage] = [people.length - 8, request.stages[request.stage]];
  return [
    section(`*May decide*${stage ? ` as ${escaped(stage.name)}` : ''}`),
    list([
      ...people.slice(0, 8).map((one) => [{ type: 'user' as const, user_id: one.id }, leaf(' ('), ...withPeople(one.why), leaf(')')]),
      ...(rest > 0 ? [[leaf(`and ${rest} more`)]] : []),
    ]),
  ];
}
