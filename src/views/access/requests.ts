import type { Button, View } from '@slack/types';
import type { Preflight } from '../../access/access.js';
import type { Why } from '../../access/deciders.js';
import type { Finding } from '../../access/finding.js';
import type { AccessRequest } from '../../access/request.js';
import type { Deciders, Viewer } from '../../access/words.js';
import { showMinutes } from '../../duration.js';
import { withPeople } from '../../errors.js';
import { cut, dateLeaf, escaped, header, leaf, list, moment, plain, preformatted, section } from '../blocks.js';
import type { Draw, DrawnBlock } from '../message.js';
import { principalName } from '../principal.js';
import { FIX_TAG, OPEN_FORM } from './actions.js';
import { buttonsFor, row } from './buttons.js';
import { cardBlocks, cardFooter, heading } from './card.js';
import { asAsker } from './offers.js';
import { actions, button, findings, footer, title, whoDecides, withPeopleEscaped } from './parts.js';
import { soon } from './soon.js';

/** Requests as a list, the latest first: state, what, who, until when. */
export function drawRequests(requests: AccessRequest[], slash: string, heading = 'Access requests'): Draw {
  if (requests.length === 0) {
    const words = `No access requests to show. Ask with \`${slash} access <model> 4h for <reason>\`.`;
    return { text: words, blocks: [section(words), actions(button(OPEN_FORM, 'Request model access', 'open', 'primary'))] };
  }
  const shown = requests.slice(0, 20);
  const words = `${heading}: ${requests.length}${requests.length > shown.length ? `, the latest ${shown.length} shown` : ''}.`;
  return { text: words, blocks: [section(`*${words}*`), list(shown.map(line)), section(`\`${slash} access show <id>\` shows one.`)] };
}

const line = (request: AccessRequest) => [
  leaf(request.id, { code: true }),
  leaf(' '),
  leaf(request.state, { bold: true }),
  leaf(' '),
  leaf(`${title(request)}${request.kind === 'pause' ? '' : ` on ${cut(principalName(request.principal), 80)}`} by `),
  { type: 'user' as const, user_id: request.asker },
  ...(request.endsAt && request.state === 'Granted' ? [leaf(', ends '), dateLeaf(request.endsAt)] : []),
];

/** What a person may know of a request: who decides it, and what the reader may do. */
export interface Seen {
  request: AccessRequest;
  viewer: Viewer;
  deciders: Deciders;
  /** Whether and why the reader may decide it. */
  may: Why;
}

/** One request in full, with what this person can do about it. */
export function drawRequest(seen: Seen): Draw {
  const { request, viewer } = seen;
  return {
    text: `${escaped(heading(request))}, by <@${request.asker}>.`,
    blocks: [...shownBlocks(seen), ...row(buttonsFor(request, viewer)), cardFooter(request)],
  };
}

/** The same in a window, to read. */
export const drawRequestWindow = (seen: Seen): View => ({
  type: 'modal',
  title: plain('Request'),
  close: plain('Close'),
  blocks: [...shownBlocks(seen), cardFooter(seen.request)] as View['blocks'],
});

function shownBlocks({ request, deciders, may }: Seen): DrawnBlock[] {
  const blocks = cardBlocks(request, deciders);
  if (request.state === 'Pending')
    blocks.push(
      section(may.may ? `You may decide: ${withPeopleEscaped(may.why)}.` : withPeopleEscaped(withPeople(may.why, may.people ?? []))),
    );
  if (request.waiting && request.state === 'Waiting for AWS')
    blocks.push(section('Text for the AWS account team:'), preformatted(request.waiting.text));
  const atAws = policyWords(request);
  if (atAws) blocks.push(section(atAws));
  return blocks;
}

/** What is, or was, at AWS; nothing where nothing has been put. */
function policyWords({ policy, endedAt }: AccessRequest): string | undefined {
  if (!policy?.putAt) return undefined;
  const isManaged = policy.how === 'managed';
  const name = `${isManaged ? 'Managed policy' : 'Policy'} \`${escaped(isManaged ? (policy.managedArn ?? policy.name) : policy.name)}\``;
  const [put, removed] = isManaged ? ['attached', 'detached'] : ['put', 'removed'];
  return endedAt
    ? `${name} at AWS: was ${put} ${moment(policy.putAt)} and ${removed} ${moment(endedAt)}.`
    : `${name} at AWS: ${put} ${moment(policy.putAt)}.`;
}

/** What the asker hears: asked, or waiting, and for whom. */
export function drawAsked(request: AccessRequest, slash: string, deciders?: Deciders): Draw {
  const what = `*${escaped(title(request))}*`;
  const waits = request.state === 'Waiting for AWS';
  const later = request.stages.slice(request.stage + 1).map((one) => escaped(one.name));
  const words = waits
    ? `${what} waits for AWS: this account is not allowed yet. The text for your AWS account team comes as a direct message.`
    : request.breakGlass
      ? `Glass broken: ${what} is granted ${soon(request)}, without approval. It will be reviewed.`
      : request.kind === 'pause'
        ? `${what} begins ${soon(request)} and ends by itself.`
        : `Asked for ${what}. ${deciders && deciders.people.length > 0 ? `It waits for ${whoDecides(deciders)}${later.length > 0 ? `, then ${later.join(', then ')}` : ''}; you` : 'You'} hear by direct message.`;
  const fix = request.findings.flatMap((one) => fixButton(request.principal, one));
  return {
    text: words,
    blocks: [
      section(words),
      ...findings(request.findings, ({ level, check }) => ['warning', 'unknown', 'note'].includes(level) && check !== 'terms'),
      ...row([...buttonsFor(request, asAsker(request)), ...fix]),
      footer(request, `\`${slash} access show ${request.id}\``),
    ],
  };
}

const fixButton = (arn: string, { fix }: Finding): Button[] =>
  fix ? [button(FIX_TAG, `Tag it ${fix.key}=${cut(fix.value, 40)}`, JSON.stringify([arn, fix.value]))] : [];

/** A wish that was stopped before anybody was asked: each reason with its cure, and a button for what the bot can cure. */
export function drawStopped({ model, principal, minutes, findings: all }: Preflight): Draw {
  const name = `${model.name} for ${showMinutes(minutes)} on ${principalName(principal.arn)}`;
  const fixes = all.flatMap((one) => fixButton(principal.arn, one));
  return {
    text: `Nobody was asked: ${escaped(name)} cannot be granted as it is.`,
    blocks: [
      header(cut(`Not possible yet: ${name}`, 140)),
      section('Nobody was asked. This stands in the way:'),
      ...findings(all, ({ level }) => level === 'blocking'),
      ...(all.some(({ level }) => level !== 'blocking' && level !== 'ok')
        ? [section('And besides:'), ...findings(all, ({ level }) => level !== 'blocking' && level !== 'ok')]
        : []),
      ...(fixes.length > 0 ? [actions(...fixes.slice(0, 3))] : []),
    ],
  };
}
