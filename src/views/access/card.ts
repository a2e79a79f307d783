import type { AccessRequest } from '../../access/request.js';
import type { Deciders, Viewer } from '../../access/words.js';
import { cut, escaped, header, leaf, list, moment, section } from '../blocks.js';
import type { Draw, DrawnBlock } from '../message.js';
import { buttonsFor, row } from './buttons.js';
import { consentWords } from './consent.js';
import { endingWords, finished } from './endings.js';
import { endsHow, grants } from './grants.js';
import { findings, footer, reason, title, typed, whom, withPeople } from './parts.js';
import { enforced, soon } from './soon.js';

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

/** Who did what, and of a pause what it denies: "Granting" over it reads as if something were given. */
function did(request: AccessRequest): string {
  const [who, where] = [`<@${request.asker}>`, whom(request)];
  if (request.kind === 'grant') return `${who} ${request.breakGlass ? 'took it, without approval, on' : 'asked for it on'} ${where}.`;
  switch (request.state) {
    case 'Approved':
    case 'Granting':
      return `${who} pauses ${where}: all Bedrock inference is being denied to it.`;
    case 'Granted':
      return `${who} paused ${where}: all Bedrock inference is denied to it.`;
    case 'Revoking':
      return `${who} paused ${where}; the denial of all Bedrock inference is being lifted.`;
    default:
      return request.grantedAt
        ? `${who} paused ${where}${request.ending?.cause === 'replaced' ? '' : '; the denial is lifted'}.`
        : `${who} wanted to pause ${where}.`;
  }
}

/** The card without its buttons. */
export function cardBlocks(request: AccessRequest, deciders: Deciders | undefined): DrawnBlock[] {
  const blocks: DrawnBlock[] = [header(heading(request)), section(did(request)), reason(request)];
  const stands = standing(request, deciders);
  if (stands !== '') blocks.push(section(stands));
  if (request.ending?.reason && request.ending.cause !== 'fault') blocks.push(typed('Reason', request.ending.reason));
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
  if (request.state === 'Pending' || request.state === 'Waiting for AWS') lines.push(...grants(request));
  if (request.state === 'Approved' || request.state === 'Granting')
    lines.push(`${request.kind === 'pause' ? 'It takes effect' : 'It is granted'} ${soon(request)}. ${enforced('then')}`);
  if (request.state === 'Granted' && request.endsAt)
    lines.push(
      `${request.grantedAt ? `${request.kind === 'pause' ? 'In force since' : 'Granted'} ${moment(request.grantedAt)}. ` : ''}Ends ${moment(request.endsAt)}, ${endsHow(request)}.`,
    );
  if (request.state === 'Pending') lines.push(`If nobody decides by ${moment(request.expiresAt)} it expires.`);
  if (request.claim && request.state === 'Pending') lines.push(`<@${request.claim.by}> is looking at it.`);
  if (request.extends) lines.push(prolonging(request));
  if (request.trouble) lines.push(`Trouble: ${escaped(request.trouble.line)} It is tried again.`);
  lines.push(...finished(request));
  if (request.ending) lines.push(`${endingWords(request)}.`);
  return lines.join('\n');
}

/** "Prolongs the grant `k3m9pq2r7t`, which ends today at 16:00, to today at 18:00." */
export function prolonging({ extends: id, prolongs, minutes, endsAt }: AccessRequest): string {
  const end = endsAt ?? (prolongs && new Date(Date.parse(prolongs) + minutes * 60_000).toISOString());
  return `Prolongs the grant \`${id}\`${prolongs && end ? ` from ${moment(prolongs)} to ${moment(end)}` : ''}.`;
}

/** "Stage 2 of 2: security, 1 of 2 approvals, escalated." */
function stageWords(request: AccessRequest, deciders: Deciders | undefined): string[] {
  const stage = request.stages[request.stage];
  if (request.state !== 'Pending' || !stage) return [];
  if (request.stages.length === 1 && stage.quorum === 1 && !stage.escalatedAt) return [];
  const of = request.stages.length > 1 ? `Stage ${request.stage + 1} of ${request.stages.length}` : 'To be decided by';
  return [
    `${of}${request.stages.length > 1 ? ':' : ''} ${escaped(stage.name)}${deciders && deciders.need > 1 ? `, ${deciders.have} of ${deciders.need} approvals` : ''}${stage.escalatedAt ? '; escalated, because nobody decided in time' : ''}.`,
  ];
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
