import { decimal } from '../money.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import type { BudgetState } from '../spend/budgets.js';
import type { CoverageAnswer } from '../spend/coverage.js';
import type { Digest } from '../spend/digest.js';
import type { Subscription } from '../spend/subscriptions/subscription.js';
import { drawCoverage } from './coverage.js';
import { drawDigest } from './digest.js';
import { teams, why } from './example-answers.js';
import type { Draw } from './message.js';
import {
  drawDelivered,
  drawHours,
  drawPaused,
  drawRemovedByOther,
  drawSubscribed,
  drawSubscriptions,
  drawUndelivered,
  drawUnsubscribed,
} from './subscription.js';

const weekly: Subscription = {
  id: 'k3m9p2',
  owner: 'U0ADA',
  workspace: 'T0ACME',
  question: 'team "R&D `<!channel>`" last week',
  schedule: '0 9 * * 1',
  timeZone: 'Europe/Berlin',
  place: 'C0ENG',
  state: 'active',
  next: '2026-11-30T08:00:00.000Z',
  actAt: '2026-11-30T08:00:00.000Z',
  tries: 0,
  version: 1,
  createdAt: '2026-11-25T12:00:00.000Z',
};
const monthly: Subscription = { ...weekly, id: 'x7q2wd', question: 'coverage last month', schedule: '30 8 2 * *', place: 'U0ADA' };
const paused: Subscription = { ...monthly, id: 'b5d0zz', state: 'paused', schedule: '0 9 * * 1,4' };
const hours = { from: 480, to: 1080, days: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin' };

const byService: CoverageAnswer = {
  teams,
  tags: [
    {
      tag: 'team',
      keys: ['iamPrincipal/team', 'team'],
      now: { covered: decimal('9000.5'), total: decimal('10000') },
      before: { covered: decimal('8000'), total: decimal('10000') },
    },
    { tag: 'project', keys: ['iamPrincipal/project'], now: { covered: decimal(0), total: decimal('10000') }, before: undefined },
    { tag: 'cost-center', keys: ['iamPrincipal/cost-center'], now: undefined, before: undefined },
  ],
  callersKnown: false,
  why,
  spellings: [],
  untagged: [
    { principal: null, account: null, service: 'Amazon Bedrock', cost: decimal('900') },
    { principal: null, account: '111122223333', service: 'Claude <b> (Amazon Bedrock Edition)', cost: decimal('99.5') },
  ],
};
const byCaller: CoverageAnswer = {
  ...byService,
  tags: byService.tags.slice(0, 1),
  callersKnown: true,
  untagged: [
    ...Array.from({ length: 7 }, (_, index) => ({
      principal: `arn:aws:sts::111122223333:assumed-role/batch-${index}/nightly`,
      account: '111122223333',
      service: '',
      cost: decimal(700 - index * 100),
    })),
    { principal: null, account: '111122223333', service: 'Amazon Bedrock', cost: decimal('0.5') },
  ],
};
const spelledInWays: CoverageAnswer = {
  ...byService,
  spellings: [
    { team: 'engineering', configured: true, others: ['Engineering ', 'R&D'], aliases: ['eng', 'Engineering ', 'R&D'] },
    { team: 'a\u200bb', configured: false, others: ['no'], aliases: ['no'] },
    ...Array.from({ length: 5 }, (_, index) => ({
      team: `team-${index}`,
      configured: false,
      others: [`Team ${index}`],
      aliases: [`Team ${index}`],
    })),
  ],
};
const digest: Digest = {
  teams,
  movers: [
    { team: 'engineering', cost: decimal('1234.56'), before: decimal('1000') },
    { team: 'R&D <x>', cost: decimal('10'), before: decimal('0') },
    { team: 'support', cost: decimal('5'), before: decimal('9') },
  ],
  budgets: {
    month: '2026-11',
    count: 7,
    nearTheirEnd: [
      {
        team: 'engineering',
        month: '2026-11',
        budget: decimal(5000),
        spent: decimal('4100.5'),
        reached: 80,
        willPass: '2026-11-27',
        forecast: decimal('5600'),
        toGo: { start: '2026-11-25', end: '2026-12-01' },
        unusual: undefined,
      },
    ],
  },
};
const used = digest.budgets?.nearTheirEnd[0] as BudgetState;
const lastMonth: Digest = {
  ...digest,
  teams: { ...teams, period: { start: '2026-10-01', end: '2026-11-01', label: 'last month', compare: 'month' } },
  budgets: {
    month: '2026-10',
    count: 7,
    nearTheirEnd: ['engineering', 'R&D <x>', 'support', 'legal'].map((team, index) => ({
      ...used,
      team,
      month: '2026-10',
      spent: decimal(5200 - index * 400),
      willPass: undefined,
      toGo: undefined,
    })),
  },
};

const incident: IncidentRow = {
  id: 'h4x8ab',
  key: 'team:R&D:2026-11-24',
  state: 'open',
  version: 1,
  subject: { kind: 'team', name: 'R&D <x>' },
  team: 'R&D <x>',
  seen: {
    from: '2026-11-24',
    until: '2026-11-24',
    days: [{ day: '2026-11-24', cost: '150', expected: '30', low: '20', high: '40' }],
    excess: '120',
    confidence: 'likely',
    comparedWith: 'the same weekday of four weeks',
    related: [],
    billedUntil: '2026-11-24',
  },
  news: { kind: 'new' },
  places: [],
  openedAt: '2026-11-25T06:00:00.000Z',
  changedAt: '2026-11-25T06:00:00.000Z',
};

/** What is told again and again, one of each. */
export const subscriptionMessages: Record<string, Draw> = {
  subscribed: drawSubscribed(weekly, 'added', undefined),
  'subscribed-held-back': drawSubscribed(monthly, 'added', '2026-12-02T08:00:00.000Z'),
  'subscribed-seen-by-guests': drawSubscribed(
    weekly,
    'added',
    '2026-12-02T08:00:00.000Z',
    '<#C0ENG> has 2 guests, who will see these figures.',
  ),
  'subscribed-already': drawSubscribed(weekly, 'there', undefined),
  unsubscribed: drawUnsubscribed(weekly, 2),
  'unsubscribed-by-admin': drawUnsubscribed(weekly, 0, 'U0EVE'),
  'unsubscribed-told': drawRemovedByOther(weekly, 'U0EVE'),
  subscriptions: drawSubscriptions([weekly, monthly, paused], hours, '/aispend', false),
  'subscriptions-none': drawSubscriptions([], undefined, '/aispend', false),
  'subscriptions-all': drawSubscriptions(
    Array.from({ length: 60 }, (_, index) => ({ ...weekly, id: `k3m9${index + 10}` })),
    undefined,
    '/aispend',
    true,
  ),
  'subscription-delivered': drawDelivered(drawDigest(digest, []), weekly),
  'subscription-failed': drawUndelivered(weekly, 'There is no team "<!channel>"; did you mean `engineering`?', '2026-12-07T08:00:00.000Z'),
  'subscriptions-paused': drawPaused('U0LEFT', 'left', [weekly, monthly], '/aispend'),
  hours: drawHours(hours, '/aispend'),
  'hours-any': drawHours(undefined, '/aispend'),
  coverage: drawCoverage(byService),
  'coverage-spellings': drawCoverage(spelledInWays),
  'coverage-callers': drawCoverage(byCaller),
  digest: drawDigest(digest, [incident, { ...incident, state: 'planned' }]),
  'digest-quiet': drawDigest({ ...digest, movers: undefined, budgets: { month: '2026-11', count: 7, nearTheirEnd: [] } }, []),
  'digest-last-month': drawDigest(lastMonth, []),
  'digest-quarter': drawDigest({ ...digest, budgets: undefined }, []),
};
