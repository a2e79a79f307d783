import type { AccessRequest } from '../access/request.js';
import type { Deciders, Viewer } from '../access/words.js';

/** Requests in the states that views draw differently, with texts that must stay dead. */
export const pending: AccessRequest = {
  id: 'k3m9pq2r7t',
  version: 3,
  kind: 'grant',
  state: 'Pending',
  asker: 'U0BEN',
  workspace: 'T0',
  model: {
    id: 'anthropic.claude-mythos-preview',
    name: 'Claude Mythos',
    aliases: ['mythos'],
    endpoint: 'bedrock-mantle',
    regions: ['us-east-1'],
    stages: [
      { name: 'manager', quorum: 1 },
      { name: 'security', quorum: 2 },
    ],
    maxMinutes: 480,
    whoMayAsk: [],
    consent: 'provider_data_share',
    allowListed: true,
  },
  principal: 'arn:aws:iam::111122223333:role/teams/CodeAssistant',
  team: 'R&D <core>',
  minutes: 240,
  reason: 'Search is down <!channel> & we need it',
  ticket: 'INC-42',
  findings: [
    {
      check: 'activation',
      level: 'warning',
      line: 'The tag team is not activated in billing, so its spend will be unattributed.',
      cure: 'Activate it under Cost allocation tags.',
    },
    { check: 'entitlement', level: 'unknown', line: 'AWS does not tell whether this account may use the model.' },
    { check: 'cost', level: 'note', line: 'These hours cost about $42.10 at the rate of the last four weeks (an estimate).' },
    { check: 'boundary', level: 'ok', line: 'No boundary stands against it.' },
  ],
  consent: { to: 'provider_data_share', by: 'U0BEN', at: '2026-11-25T10:00:00.000Z' },
  stages: [
    { name: 'manager', quorum: 1, openedAt: '2026-11-25T10:00:00.000Z', closedAt: '2026-11-25T10:05:00.000Z' },
    { name: 'security', quorum: 2, openedAt: '2026-11-25T10:05:00.000Z', escalateAt: '2026-11-25T14:05:00.000Z' },
  ],
  stage: 1,
  decisions: [{ stage: 0, by: 'U0ADA', verdict: 'approve', at: '2026-11-25T10:05:00.000Z', why: 'manager of R&D <core>' }],
  questions: [{ key: 'q1', by: 'U0SEC', text: 'Which data goes to <it>?', at: '2026-11-25T10:06:00.000Z' }],
  claim: { by: 'U0SEC', at: '2026-11-25T10:06:00.000Z' },
  askedAt: '2026-11-25T10:00:00.000Z',
  expiresAt: '2026-11-28T10:00:00.000Z',
  todo: [],
  cards: [],
};
export const granted: AccessRequest = {
  ...pending,
  state: 'Granted',
  stage: 2,
  grantedAt: '2026-11-25T10:10:20.000Z',
  endsAt: '2026-11-25T14:10:00.000Z',
  policy: { name: 'aispend-k3m9pq2r7t', how: 'inline', document: '{}', putAt: '2026-11-25T10:10:00.000Z' },
};
export const ended: AccessRequest = {
  ...granted,
  state: 'Revoked',
  ending: { cause: 'revoked', by: 'U0EVE', reason: 'Not needed', at: '2026-11-25T12:00:00.000Z', into: 'Revoked' },
};
const { model: _model, ...rest } = granted;
export const paused: AccessRequest = {
  ...rest,
  kind: 'pause',
  minutes: 120,
  asker: 'U0EVE',
  team: null,
  findings: [],
  stages: [],
  decisions: [],
  stage: 0,
};
export const broken: AccessRequest = { ...granted, breakGlass: { reviewBy: '2026-11-26T10:00:00.000Z' } };
export const deciders: Deciders = {
  people: [
    { id: 'U0SEC', why: 'named as security' },
    { id: 'U0EVE', why: 'stands in for <@U0DAN> (named as security)' },
  ],
  have: 0,
  need: 2,
};
/** Everybody in a channel; somebody who decides, who asked, an admin. */
export const channel: Viewer = { decides: true, ends: true, reviews: true };
export const approver = (id: string): Viewer => ({ id, decides: true, ends: true, reviews: false });
export const asker: Viewer = { id: 'U0BEN', decides: false, ends: false, reviews: false };
export const admin: Viewer = { id: 'U0EVE', decides: false, ends: true, reviews: true };
