import type { AccessRequest, Event } from '../src/access/request.js';
import type { Viewer } from '../src/access/words.js';
import { validateBlocks } from '../src/playground/slack/validate-blocks.js';
import { auditMessage, drawVerdict } from '../src/views/access/audit.js';
import { drawCard } from '../src/views/access/card.js';
import { drawHome } from '../src/views/access/home.js';
import { drawModels } from '../src/views/access/models.js';
import { drawNotice } from '../src/views/access/notice.js';
import { offers } from '../src/views/access/offers.js';
import { drawRequest } from '../src/views/access/requests.js';
import { asker, broken, channel, deciders, ended, granted, paused, pending } from '../src/views/examples-access-requests.js';

const nobody = { people: [], have: 0, need: 0 };
const END = '2026-11-25T12:00:30.000Z';
const ARN = 'arn:aws:iam::111122223333:policy/mythos';
const managed: AccessRequest = {
  ...granted,
  model: { ...(granted.model as NonNullable<AccessRequest['model']>), managedPolicyArn: ARN },
  policy: { name: 'aispend-k3m9pq2r7t', how: 'managed', document: '', managedArn: ARN, putAt: '2026-11-25T10:10:00.000Z' },
};
const runtime: AccessRequest = {
  ...pending,
  model: {
    ...(pending.model as NonNullable<AccessRequest['model']>),
    id: 'anthropic.claude-opus-5',
    endpoint: 'bedrock-runtime',
    regions: ['us-east-1', 'us-west-2'],
  },
  target: {
    endpoint: 'bedrock-runtime',
    profiles: [
      { arn: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5', models: [], global: false },
      { arn: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-opus-5', models: [], global: true },
    ],
    direct: [],
  },
};
const extension: AccessRequest = { ...pending, minutes: 120, extends: 'a2b3c4d5e6', prolongs: '2026-11-25T16:00:00.000Z' };

/** Dates as their UTC fallback, all else as it stands. */
const shows = (draw: { blocks?: unknown }): string => JSON.stringify(draw.blocks).replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1');
const card = (request: AccessRequest, viewer: Viewer = channel): string =>
  shows(drawCard(request, request.state === 'Pending' ? deciders : nobody, viewer));
const shown = (request: AccessRequest): string =>
  shows(drawRequest({ request, viewer: asker, deciders: nobody, may: { may: false, why: '' } }));
const notice = (request: AccessRequest, event: Event, viewer: Viewer = asker): string => shows(drawNotice(request, event, viewer, nobody));

test.each<[what: string, drawn: string, says: RegExp, ...not: RegExp[]]>([
  [
    'what will be granted',
    card(runtime),
    /Allows `anthropic\.claude-opus-5` at bedrock-runtime, by us and global profiles, from us-east-1, us-west-2; global may be answered in any region\.\\nThe 4 h count from the grant/,
  ],
  ['a grant at bedrock-mantle', card(pending), /Allows `anthropic\.claude-mythos-preview` at bedrock-mantle, from us-east-1\./],
  [
    'a managed policy',
    card({ ...managed, state: 'Pending', policy: undefined }),
    /by attaching the managed policy `arn:aws:iam::111122223333:policy\/mythos`/,
  ],
  ['who ends an inline policy', card(granted), /Granted 2026-11-25 10:10 UTC\. Ends 2026-11-25 14:10 UTC, by itself at AWS\./],
  ['who ends a managed policy', card(managed), /Ends 2026-11-25 14:10 UTC, when aispend detaches the policy\./, /by itself/],
  ['the same, told', notice(managed, { what: 'granted' }), /when aispend detaches its policy/, /by itself/],
  [
    'the same, of broken glass',
    notice({ ...managed, breakGlass: broken.breakGlass }, { what: 'granted' }),
    /when aispend detaches its policy/,
    /by itself/,
  ],
  ['a policy that is there', shown(granted), /Policy `aispend-k3m9pq2r7t` at AWS: put 2026-11-25 10:10 UTC\./],
  [
    'a policy that was there',
    shown({ ...ended, endedAt: END }),
    /Policy `aispend-k3m9pq2r7t` at AWS: was put 2026-11-25 10:10 UTC and removed 2026-11-25 12:00 UTC\./,
  ],
  [
    'a managed policy that was there',
    shown({ ...managed, state: 'Revoked', endedAt: END }),
    /Managed policy `arn:aws:iam.*was attached .* and detached/,
  ],
  [
    'no policy where none was put',
    shown({ ...granted, state: 'Failed', grantedAt: undefined, policy: { name: 'aispend-x', how: 'inline', document: '{}' } }),
    /Failed/,
    /aispend-x|by itself/,
  ],
  [
    'a pause that starts',
    card({ ...paused, state: 'Granting' }),
    /Granting: Pause of .*pauses .*: all Bedrock inference is being denied to it\..*It takes effect/,
    /granted in/,
  ],
  ['a pause in force', card(paused), /paused .*: all Bedrock inference is denied to it/],
  ['a pause that is over', card({ ...paused, state: 'Revoked', endedAt: END }), /paused .*; the denial is lifted/, /is denied/],
  [
    'an end with its reason',
    card({ ...ended, endedAt: END }),
    /Granted 2026-11-25 10:10 UTC, ended 2026-11-25 12:00 UTC\.\\nTaken back by <@U0EVE>\..*Reason: Not needed/,
    /Why:/,
  ],
  [
    'a return by the person who had it',
    notice({ ...ended, ending: { cause: 'done', by: 'U0BEN', at: END, into: 'Revoked' } }, { what: 'ended' }),
    /Returned early by <@U0BEN>;/,
    /the person who had it/,
  ],
  ['a denial', card({ ...pending, state: 'Denied', endedAt: END }), /Denied 2026-11-25 12:00 UTC\./],
  ['nobody decided', card({ ...pending, state: 'Expired', endedAt: END }), /Expired 2026-11-25 12:00 UTC: nobody decided in time\./],
  [
    'AWS did not allow it',
    notice(
      { ...pending, state: 'Expired', stages: [{ name: 'manager', quorum: 1 }], waiting: { text: '', since: '', checkAt: '' } },
      { what: 'expired' },
    ),
    /AWS did not allow it in time/,
    /nobody decided/,
  ],
  [
    'a cancellation',
    card({ ...pending, state: 'Cancelled', endedAt: END, cancelled: { by: 'U0EVE' } }),
    /Cancelled by <@U0EVE> 2026-11-25 12:00 UTC\./,
  ],
  [
    'an escalation',
    card({ ...pending, stage: 0, stages: [{ name: 'manager', quorum: 1, escalatedAt: END }] }),
    /To be decided by manager, 0 of 2 approvals; escalated, because/,
  ],
  [
    'how soon AWS enforces it',
    card({ ...granted, state: 'Granting', settleSeconds: 20 }),
    /in about 20 seconds\. As a rule AWS enforces it by then, in some places up to a minute later/,
  ],
  ['the same, told', notice(granted, { what: 'granted' }), /As a rule AWS enforces it by now, in some places up to a minute later/],
  ['an extension', card(extension), /Prolongs the grant `a2b3c4d5e6` from 2026-11-25 16:00 UTC to 2026-11-25 18:00 UTC/],
])('%s', (...[, drawn, says, not]) => {
  expect(drawn).toMatch(says);
  if (not instanceof RegExp) expect(drawn).not.toMatch(not);
});

/** Rich text as it reads. */
const reads = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(reads).join('');
  if (value === null || typeof value !== 'object') return '';
  const { type, text, user_id: user, fallback } = value as Record<string, unknown>;
  if (type === 'user') return `@${user}`;
  if (type === 'date') return String(fallback);
  return typeof text === 'string' ? text : Object.values(value).map(reads).join('') + (type === 'rich_text_section' ? '\n' : '');
};
const entry = (what: string, who: string, authority: string, details: Record<string, unknown> = {}) => ({
  seq: 1,
  key: what,
  at: '2026-11-25T10:00:00.000Z',
  about: 'k3m9pq2r7t',
  what,
  who,
  authority,
  details,
  prev: '',
  hash: '',
});

test('the audit of one request reads: who, what, by what right, and what belongs to it', () => {
  const trail = [
    entry('asked', 'U0BEN', 'team engineering', { reason: 'for <@U0EVE>', policy: 'ignored' }),
    entry('refused to approve', 'U0BEN', 'none', { why: 'Only <@U0ADA> decides.' }),
    entry('executing', 'aispend', 'U0ADA: manager of engineering', { policy: 'aispend-k3m9pq2r7t', until: '2026-11-25T14:00:00.000Z' }),
    entry('policy put', 'U0ADA', 'request k3m9pq2r7t', { policy: 'aispend-k3m9pq2r7t', awsRequestId: 'a1b2-c3' }),
  ];
  expect(reads(auditMessage(trail, 'k3m9pq2r7t').blocks[1]).trim().split('\n')).toEqual([
    '2026-11-25 10:00 UTC  @U0BEN asked (team engineering): Reason: for <@U0EVE>; policy ignored',
    '2026-11-25 10:00 UTC  @U0BEN was refused, who wanted to approve: why: Only @U0ADA decides.',
    '2026-11-25 10:00 UTC  aispend began to grant (@U0ADA: manager of engineering): policy aispend-k3m9pq2r7t; until 2026-11-25T14:00:00.000Z',
    '2026-11-25 10:00 UTC  @U0ADA put the policy: policy aispend-k3m9pq2r7t; AWS request a1b2-c3',
  ]);
  const many = Array.from({ length: 40 }, (_, seq) =>
    entry('asked', 'U0BEN', 'x'.repeat(300), { reason: 'y'.repeat(1000), why: `${seq}`, policy: 'z'.repeat(300) }),
  );
  const draw = auditMessage(many, 'k3m9pq2r7t');
  expect(draw.text).toMatch(/^40 entries about .*; the last 25 are shown/);
  expect(validateBlocks(draw.blocks, 'message')).toEqual([]);
  expect(auditMessage(trail.slice(0, 1), 'k3m9pq2r7t').text).toMatch(/^1 entry about/);
});

test('whoever looks at a request is told so as herself and not offered to claim it again', () => {
  const viewer: Viewer = { id: 'U0SEC', decides: true, ends: false, reviews: false };
  expect(offers(pending, viewer)).toEqual(['approve', 'deny', 'ask back']);
  expect(JSON.stringify(drawHome({ requests: [{ request: pending, viewer, deciders }], slash: '/aispend' }))).toContain(
    'You are looking at it.',
  );
});

test('a verdict says that the noted entry is there, and ends with one full stop', () => {
  const head = { seq: 12, hash: 'a'.repeat(64) };
  expect(drawVerdict({ intact: true, head }, 3).text).toMatch(/`\. Entry 3 is the one that was noted\.$/);
  expect(drawVerdict({ intact: false, at: 13, wrong: 'entry 13 is not the one that was noted' }).text).toMatch(/was noted\.$/);
});

test('a model says by whom it may be asked for', () => {
  const model = pending.model as NonNullable<AccessRequest['model']>;
  const line = (whoMayAsk: string[]): string => reads(drawModels([{ ...model, whoMayAsk }], {}, '/aispend').blocks[1]);
  expect(line([])).toMatch(/may be asked for by everybody who has a role or user to ask for; decided by/);
  expect(line(['U0BEN'])).toMatch(/may be asked for by @U0BEN; decided by/);
});
