import type { View } from '@slack/types';
import { decimal } from '../money.js';
import type { Announced, IncidentRow } from '../spend/anomalies/incident-row.js';
import { drawIncident, drawNews } from './anomaly.js';
import { drawCloser } from './anomaly-closer.js';
import { drawPauseForm, drawPlannedForm } from './anomaly-forms.js';
import { drawAnnounced, drawAnnouncedList, drawIncidents, drawOutcome, drawWithdrawn } from './anomaly-list.js';
import type { Draw } from './message.js';
import { drawSameDay } from './same-day.js';

const ARN = 'arn:aws:sts::222233334444:assumed-role/TicketTriageAgent/<!channel>';
/** An open one with everything a message may show. */
export const row: IncidentRow = {
  id: 'k3m9p2',
  key: 'above:team:support:2026-11-22',
  state: 'open',
  version: 1,
  subject: { kind: 'team', name: 'R&D <b>' },
  team: 'R&D <b>',
  seen: {
    from: '2026-11-22',
    until: '2026-11-24',
    days: [
      { day: '2026-11-22', cost: '700.82207915', expected: '164.33', low: '118.22', high: '222.95' },
      { day: '2026-11-24', cost: '759.9038727', expected: '214.23', low: '157.46', high: '286.39' },
    ],
    excess: '1082.16595185',
    confidence: 'very likely',
    comparedWith: 'the same weekdays of the last 6 weeks, at the level of the last two',
    related: [
      { subject: { kind: 'principal', name: ARN }, excess: '990.5' },
      { subject: { kind: 'model', name: 'Claude <Sonnet> 5' }, excess: '880.25' },
      { subject: { kind: 'model', name: 'Claude Haiku 4.5' }, excess: '201.01' },
      { subject: { kind: 'agent', name: 'arn:aws:sts::222233334444:assumed-role/AmazonBedrockAgentCoreRuntime-a/a' }, excess: '150' },
    ],
    billedUntil: '2026-11-24',
  },
  aws: {
    id: 'a1',
    monitor: 'Services <https://example.com>',
    from: '2026-11-22',
    until: '2026-11-23',
    impact: '1010.1',
    causes: ['Amazon Bedrock, USE1-Claude5Sonnet-output-tokens, account <business>'],
    models: [],
    team: null,
  },
  news: { kind: 'new' },
  places: ['C0GENERAL'],
  openedAt: '2026-11-25T06:00:00.000Z',
  changedAt: '2026-11-25T06:00:00.000Z',
};
const { subject: _subject, seen: _seen, ...byAws } = row;
const planned: IncidentRow = {
  ...row,
  state: 'planned',
  plan: { until: '2026-11-28', by: 'U0EVE', note: 'load <!here> test' },
  news: { kind: 'planned', by: 'U0EVE' },
};
const announced: Announced = {
  id: 'b4n8q3',
  subject: { kind: 'model', name: 'Claude <Sonnet> 5' },
  team: null,
  from: '2026-11-25',
  until: '2026-11-27',
  note: 'load <!channel> test',
  by: 'U0ADA',
  createdAt: '2026-11-25T06:00:00.000Z',
};
const moved = (name: string, before: string, cost: string) => ({ name, before: decimal(before), cost: decimal(cost) });
const closer = {
  days: [
    { day: '2026-11-21', cost: decimal('184.34'), expected: undefined, high: undefined },
    { day: '2026-11-22', cost: decimal('700.82207915'), expected: '164.33', high: '222.95' },
  ],
  now: { start: '2026-11-22', end: '2026-11-25' },
  before: { start: '2026-11-15', end: '2026-11-18' },
  models: [moved('Claude <Sonnet> 5', '259.75', '1167.67'), moved('Nova Lite', '53.3', '46.61'), moved('Titan', '1', '1')],
  callers: [moved(ARN, '10', '990.5'), moved('', '3', '1')],
  teams: [moved('R&D <b>', '300', '1460')],
};
const news = (row: IncidentRow): Draw => drawNews(row) ?? { text: '', blocks: [] };

/** What is said of unusual spend, one of each. */
export const anomalyMessages: Record<string, Draw> = {
  anomaly: drawIncident(row),
  'anomaly-by-aws': drawIncident(byAws),
  'anomaly-planned': drawIncident(planned),
  'anomaly-over': drawIncident({ ...row, state: 'ended', news: { kind: 'ended', because: 'usual' } }),
  'anomaly-without-team': drawIncident({ ...row, aws: undefined, subject: { kind: 'team', name: '' }, team: null } as IncidentRow),
  'anomaly-goes-on': news({ ...row, news: { kind: 'more', days: ['2026-11-24'], before: '536.49' } }),
  'anomaly-again': news({ ...row, news: { kind: 'again', days: ['2026-11-24'], after: 'plan' } }),
  'anomaly-confirmed': news({ ...row, news: { kind: 'confirmed' } }),
  'anomaly-ended': news({ ...row, state: 'ended', news: { kind: 'ended', because: 'new-normal' } }),
  'anomaly-said-planned': news(planned),
  'anomaly-undone': news({ ...row, news: { kind: 'undone', by: 'U0EVE' } }),
  'anomaly-closer': drawCloser(row, closer, [ARN]),
  'anomaly-outcome': drawOutcome(planned, 'already'),
  anomalies: drawIncidents(
    [row, planned, byAws],
    [announced],
    '2026-11-24',
    'AWS Cost Anomaly Detection has no monitor in this account.',
    '/aispend',
  ),
  'anomalies-none': drawIncidents([], [], undefined, 'AWS Cost Anomaly Detection has not been asked yet.', '/aispend'),
  'planned-added': drawAnnounced(announced, 'added', '/aispend'),
  'planned-list': drawAnnouncedList([announced], [planned], '/aispend'),
  'planned-none': drawAnnouncedList([], [], '/aispend'),
  'planned-removed': drawWithdrawn(announced),
  'same-day': drawSameDay(
    {
      model: 'Claude <Sonnet> 5',
      region: 'us-east-1',
      day: '2026-11-25',
      until: '2026-11-25T10:00:00.000Z',
      estimate: decimal('270.123456'),
      expected: decimal('6'),
      most: decimal('9.5'),
      tokens: decimal('60100000'),
    },
    [announced],
  ),
};

/** Its windows. */
export const anomalyViews: Record<string, View> = {
  'anomaly-planned': drawPlannedForm(row, '2026-12-02'),
  'anomaly-pause': drawPauseForm(ARN, '2026-11-26', JSON.stringify(['k3m9p2', ARN])),
};
