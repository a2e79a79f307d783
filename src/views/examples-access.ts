import type { Preflight } from '../access/access.js';
import type { AccessRequest, Event } from '../access/request.js';
import type { Deciders, Viewer } from '../access/words.js';
import { auditMessage, drawVerdict } from './access/audit.js';
import { drawCard } from './access/card.js';
import { drawAgreeForm, drawExtendForm, drawRequestForm, drawReviewForm, drawTextForm } from './access/forms.js';
import { drawHome } from './access/home.js';
import { drawModels } from './access/models.js';
import { drawDrift, drawNotice } from './access/notice.js';
import { drawOutcome } from './access/outcome.js';
import { drawAsked, drawRequest, drawRequests, drawRequestWindow, drawStopped } from './access/requests.js';
import { admin, approver, asker, broken, channel, deciders, ended, granted, paused, pending } from './examples-access-requests.js';
import type { Draw } from './message.js';

const nobody: Deciders = { people: [], have: 0, need: 0 };
const answered: AccessRequest = {
  ...pending,
  questions: pending.questions.map((one) => ({ ...one, answer: { text: 'Only <public> data', at: '2026-11-25T10:20:00.000Z' } })),
};
const seen = { request: answered, viewer: approver('U0SEC'), deciders, may: { may: true, why: 'named as security' } };
const spent = { start: '2026-11-25', end: '2026-11-26', cost: '12.3456', onModel: '10' };
const denied: AccessRequest = {
  ...pending,
  state: 'Denied',
  decisions: [
    ...pending.decisions,
    { stage: 1, by: 'U0SEC', verdict: 'deny', reason: 'Too <risky>', at: pending.askedAt, why: 'named as security' },
  ],
};
const approved: AccessRequest = {
  ...granted,
  state: 'Granting',
  settleSeconds: 20,
  decisions: [...pending.decisions, { stage: 1, by: 'U0EVE', verdict: 'approve', at: pending.askedAt, why: 'named as security' }],
};
const decided: Viewer = { id: 'U0SEC', decides: false, ends: true, reviews: false };
const reviewed: AccessRequest = {
  ...broken,
  breakGlass: {
    reviewBy: '2026-11-26T10:00:00.000Z',
    review: { by: 'U0EVE', verdict: 'justified', note: 'It <was>', at: pending.askedAt },
  },
};
const notices: Record<string, [AccessRequest, Event, Viewer]> = {
  asked: [pending, { what: 'stage-opened' }, approver('U0SEC')],
  escalated: [pending, { what: 'escalated' }, approver('U0EVE')],
  turn: [pending, { what: 'stage-opened' }, channel],
  question: [pending, { what: 'question', by: 'U0SEC', text: 'Which data goes to <it>?' }, asker],
  answered: [
    answered,
    { what: 'answered', to: 'U0SEC', question: 'Which data goes to <it>?', text: 'Only <public> data' },
    approver('U0SEC'),
  ],
  approved: [pending, { what: 'approved', by: 'U0ADA' }, asker],
  denied: [{ ...pending, state: 'Denied' }, { what: 'denied', by: 'U0SEC', reason: 'Too <risky>' }, asker],
  waiting: [
    { ...pending, state: 'Waiting for AWS', waiting: { text: 'Dear account team …', since: pending.askedAt, checkAt: pending.expiresAt } },
    { what: 'waiting-for-aws' },
    asker,
  ],
  granted: [granted, { what: 'granted' }, asker],
  reminder: [granted, { what: 'reminder' }, asker],
  ended: [ended, { what: 'ended' }, asker],
  'ended-spent': [ended, { what: 'ended', spent }, channel],
  'spent-unknown': [
    ended,
    {
      what: 'spent',
      spent: { start: '2026-11-25', end: '2026-11-26', why: 'Cost Explorer does not know who called; that needs the CUR.' },
    },
    asker,
  ],
  failed: [{ ...ended, state: 'Failed' }, { what: 'failed', line: 'AWS refused the policy: <role> is protected.' }, asker],
  paused: [paused, { what: 'granted' }, admin],
  // As they stand when their buttons are gone.
  'asked-denied': [denied, { what: 'stage-opened' }, decided],
  'asked-approved': [approved, { what: 'escalated' }, decided],
  'asked-next': [pending, { what: 'stage-opened' }, { ...decided, id: 'U0ADA' }],
  'question-answered': [answered, { what: 'question', by: 'U0SEC', text: 'Which data goes to <it>?' }, asker],
  'granted-over': [ended, { what: 'granted' }, asker],
  'glass-reviewed': [reviewed, { what: 'glass-broken' }, { ...admin, reviews: false }],
  'glass-broken': [broken, { what: 'glass-broken' }, admin],
  'glass-left': [broken, { what: 'review-left' }, admin],
};

const stopped: Preflight = {
  model: pending.model as NonNullable<AccessRequest['model']>,
  principal: {
    arn: pending.principal,
    account: '111122223333',
    kind: 'role',
    name: 'CodeAssistant',
    path: '/teams/',
    tags: {},
    inline: [],
    attached: [],
  },
  team: null,
  minutes: 240,
  findings: [
    {
      check: 'boundary',
      level: 'blocking',
      line: 'The permissions boundary of CodeAssistant does not allow it.',
      cure: 'Widen the boundary.',
    },
    {
      check: 'tag',
      level: 'warning',
      line: 'It carries no team tag.',
      cure: 'Tag it.',
      fix: { kind: 'tag', key: 'team', value: 'engineering' },
    },
  ],
  blocked: true,
  waits: false,
};

/** Every message of the access workflow. */
export const accessMessages: Record<string, Draw> = {
  'access-card': drawCard(pending, deciders, channel),
  'access-card-granting': drawCard({ ...granted, state: 'Granting', settleSeconds: 20 }, nobody, channel),
  'access-card-decided': drawCard(pending, deciders, { id: 'U0ADA', decides: false, ends: false, reviews: false }),
  'access-card-nobody': drawCard(pending, { people: [], have: 0, need: 2 }, channel),
  'access-card-granted': drawCard(granted, nobody, channel),
  'access-card-paused': drawCard(paused, nobody, channel),
  ...Object.fromEntries(Object.entries(notices).map(([name, args]) => [`access-told-${name}`, drawNotice(...args, deciders)])),
  'access-drift': drawDrift(['A policy aispend-x is on role <b>X</b> and nobody recorded it.']),
  'access-stopped': drawStopped(stopped),
  'access-asked': drawAsked(pending, '/aispend'),
  'access-list': drawRequests([pending, granted, ended, paused], '/aispend'),
  'access-list-none': drawRequests([], '/aispend'),
  'access-asked-whom': drawAsked(pending, '/aispend', deciders),
  'access-show': drawRequest({
    request: granted,
    viewer: asker,
    deciders: nobody,
    may: { may: false, why: 'It is Granted; there is nothing to decide.' },
  }),
  'access-show-approver': drawRequest(seen),
  'access-models': drawModels(
    [pending.model as NonNullable<AccessRequest['model']>],
    { manager: 'team-managers', security: ['U0SEC', 'S0SEC'] },
    '/aispend',
  ),
  // A view without a message of its own: what a screen reader would be told stands for it.
  'access-home': {
    text: 'App Home: what waits, what is mine, what is paused.',
    blocks: drawHome({
      requests: [
        ...Array.from({ length: 6 }, () => ({ request: pending, viewer: approver('U0EVE'), deciders })),
        { request: broken, viewer: admin, deciders: nobody },
        { request: { ...granted, asker: 'U0EVE' }, viewer: admin, deciders: nobody },
        { request: { ...pending, asker: 'U0EVE' }, viewer: admin, deciders },
        { request: { ...granted, asker: 'U0EVE', state: 'Granting', settleSeconds: 20 }, viewer: admin, deciders: nobody },
        { request: paused, viewer: admin, deciders: nobody },
      ],
      slash: '/aispend',
    }),
  },
  'access-home-empty': { text: 'App Home: nothing.', blocks: drawHome({ requests: [], slash: '/aispend' }) },
  'access-models-none': drawModels([], {}, '/aispend'),
  'access-outcome': drawOutcome({ did: 'already', by: 'U0ADA', request: pending }),
  'access-audit-intact': drawVerdict({ intact: true, head: { seq: 12, hash: 'a'.repeat(64) } }),
  'access-audit-broken': drawVerdict({ intact: false, at: 7, wrong: 'the hash does not fit <it>' }),
  'access-audit': auditMessage(
    [
      {
        seq: 1,
        key: 'k',
        at: pending.askedAt,
        about: pending.id,
        what: 'asked',
        who: 'U0BEN',
        authority: 'team engineering',
        details: {},
        prev: '',
        hash: '',
      },
    ],
    pending.id,
  ),
};

/** Every window of it. */
export const accessViews = {
  'access-request': drawRequestForm({
    callback: 'access_request',
    models: [{ value: 'anthropic.claude-mythos-preview', text: 'Claude Mythos (up to 8 h)' }],
    principals: [{ value: 'CodeAssistant', text: 'CodeAssistant (engineering)' }],
  }),
  'access-request-consent': drawRequestForm({
    callback: 'access_request',
    models: [{ value: 'anthropic.claude-mythos-preview', text: 'Claude Mythos (up to 8 h)' }],
    principals: [],
    consents: [{ model: 'Claude <Mythos>', to: 'provider_data_share' }],
  }),
  'access-agree': drawAgreeForm('access_agree_form', '{}', 'Claude Mythos', 'The account must be allow-listed.', 'provider_data_share'),
  'access-deny': drawTextForm({ callback: 'access_deny_form', title: 'Deny', submit: 'Deny', about: 'k3m9pq2r7t:1', label: 'Why not?' }),
  'access-extend': drawExtendForm('access_extend_form', 'k3m9pq2r7t:2'),
  'access-answer': drawTextForm({
    callback: 'access_answer_form',
    title: 'Answer',
    submit: 'Answer',
    about: 'k3m9pq2r7t:0',
    label: 'Your answer',
    quote: 'Which data goes to <it>?',
  }),
  'access-show': drawRequestWindow(seen),
  'access-review': drawReviewForm('access_review_form', 'k3m9pq2r7t:2'),
};
