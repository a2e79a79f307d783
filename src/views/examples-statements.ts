import { decimal } from '../money.js';
import type { MonthStatements } from '../spend/statements/books.js';
import type { MonthSummary } from '../spend/statements/month-summary.js';
import type { OneStatement } from '../spend/statements/one-statement.js';
import {
  acceptWindow,
  closeWindow,
  disputeWindow,
  drawAdjusted,
  drawDecided,
  drawDecidedBefore,
  drawDispute,
  drawDisputed,
  drawDisputedByOther,
  drawDisputes,
  drawMovedOnto,
  drawOutcome,
  rejectWindow,
} from './dispute.js';
import type { Draw } from './message.js';
import { drawClosedAs, drawStatement } from './statement.js';
import { drawAlreadyClosed, drawClosed, drawMonth, drawMonths, drawRestated, drawReviewOver } from './statement-month.js';

const content = {
  ...{ month: '2026-10', source: 'cur-files', asOf: '2026-11-06T08:00:00.000Z', provisional: ['2026-10-30', '2026-10-31'], incomplete: [] },
  ...{ notCompared: ['September 2026 was not compared with the ledger: the ledger no longer holds all of it.'] },
};
const drafted = { month: '2026-10', draftedAt: '2026-11-06T08:00:00.000Z', reviewUntil: '2026-11-11T08:00:00.000Z' };
const blockers = [{ sentence: 'AWS still calls 2 days of the month provisional and may restate them.', firm: false }];
const draft = { state: 'draft', content, drafted, blockers } as unknown as MonthStatements & { state: 'draft' };
const closed = {
  state: 'closed',
  content: { ...content, provisional: [], notCompared: [] },
  closed: {
    ...{ month: '2026-10', position: 1, firstNumber: 1, lastNumber: 2, hash: 'ab'.repeat(32), previous: '0'.repeat(64), intact: true },
    ...{
      closedBy: 'U0DAN',
      closedAt: '2026-11-11T09:00:00.000Z',
      override: 'year-end <!channel> (The review runs until 2026-11-11 08:00 UTC.)',
    },
  },
} as unknown as MonthStatements & { state: 'closed' };

const statement: OneStatement = {
  ...{ bearer: 'team:R&D <b>', name: 'R&D <b>', team: 'R&D <b>', number: undefined, month: '2026-10' },
  total: decimal('1212.34'),
  asBilled: decimal('1220'),
  usage: decimal('1210'),
  before: decimal('1000'),
  billed: [
    { name: 'Claude <Opus> 5', amount: decimal('1200') },
    { name: 'Nova Lite', amount: decimal('7') },
    { name: 'Guardrails', amount: decimal('3') },
  ],
  others: [
    { name: 'Part of what platform spent for everybody', sort: 'shared', amount: decimal('10') },
    { name: 'Restatement of 2026-09', sort: 'restatement', amount: decimal('12.34') },
    { name: 'Adjustment for 2026-09: <!channel> moved', sort: 'adjustment', amount: decimal('-20') },
  ],
  projects: [
    { project: 'assistant', amount: decimal('1000') },
    { project: null, amount: decimal('210') },
  ],
};
const row = (name: string, number: string | undefined, total: string) => ({
  ...{ name, number, billed: decimal(total), shared: decimal(0), restated: decimal('0'), adjusted: decimal(0), total: decimal(total) },
});
const summary = (numbered: boolean): MonthSummary => ({
  rows: [
    row('R&D <b>', numbered ? 'AIS-2026-10-0001' : undefined, '1212.34'),
    row('(unattributed)', numbered ? 'AIS-2026-10-0002' : undefined, '20'),
  ],
  usage: decimal('1220'),
  records: decimal('-20'),
  restatements: [{ month: '2026-09', amount: decimal('12.34') }],
  adjustments: decimal('0'),
  total: decimal('1232.34'),
});
const dispute = {
  ...{ id: 'k3m9p2', month: '2026-10', team: 'R&D <b>', start: '2026-10-01', end: '2026-11-01' },
  ...{ words: 'The load test <!here> was for platform.', by: 'U0ADA', at: '2026-11-07T09:00:00.000Z' },
};
const accepted = {
  ...{ dispute: 'k3m9p2', verdict: 'accepted' as const, amount: '120.5', against: 'team:platform', againstName: 'platform' },
  ...{ reason: 'They are right.', by: 'U0DAN', at: '2026-11-08T09:00:00.000Z' },
};
const rejected = { ...accepted, verdict: 'rejected' as const, amount: null, against: null, againstName: undefined };
const half = { id: 'q', month: '2026-10', reason: 'moved <!channel>', by: 'U0DAN', at: '2026-11-08T09:00:00.000Z', dispute: null };

/** What is said about statements and disputes, one of each. */
export const statementMessages: Record<string, Draw> = {
  'statement-draft': drawStatement(statement, draft, { top: 2, budget: decimal(5000), buttons: true }),
  'statement-closed': drawStatement({ ...statement, number: 'AIS-2026-10-0001', projects: undefined }, closed, { top: 5, buttons: true }),
  'statement-closed-as': drawClosedAs({ ...statement, number: 'AIS-2026-10-0001' }, 'U0DAN', ['U0ADA']),
  'statement-closed-otherwise': drawClosedAs({ ...statement, number: 'AIS-2026-10-0001' }, 'U0DAN', ['U0ADA'], {
    total: decimal('1200'),
    adjustments: 0,
  }),
  'statement-answer': drawStatement({ ...statement, team: undefined, name: '(unattributed)', before: undefined }, draft, { top: 40 }),
  'statements-draft': drawMonth(draft, summary(false), { buttons: true }),
  'statements-closed': drawMonth(closed, summary(true), { buttons: true }),
  'month-closed': drawClosed(closed, summary(true)),
  'month-closed-already': drawAlreadyClosed(closed),
  'month-review-over': drawReviewOver({ ...draft, blockers: [] }, 2, '/aispend'),
  'month-review-over-blocked': drawReviewOver(draft, 0, '/aispend'),
  'month-restated': drawRestated('2026-09', decimal('12.34'), 2, '2026-10'),
  'months-none': drawMonths([], '/aispend'),
  months: drawMonths(
    [
      { month: '2026-11', state: '*Draft*', total: undefined },
      { month: '2026-10', state: '*Closed* by <@U0DAN>', total: '$1,232.34' },
    ],
    '/aispend',
  ),
  'dispute-card': drawDispute(dispute, '/aispend'),
  'dispute-opened': drawDisputed(dispute, true, '2026-10'),
  'dispute-accepted': drawOutcome(dispute, accepted, '2026-11'),
  'dispute-decided': drawDecided({ ...dispute, start: '2026-10-12', end: '2026-10-19' }, rejected, '2026-10'),
  'dispute-decided-before': drawDecidedBefore(dispute, rejected, '2026-10'),
  'dispute-by-other': drawDisputedByOther(dispute),
  'moved-onto': drawMovedOnto(
    {
      ...{ team: 'R&D <b>', amount: decimal('120.5'), month: '2026-10', onto: '2026-11', fromName: 'platform' },
      ...{ by: 'U0DAN', reason: 'moved <!channel>', dispute: 'k3m9p2' },
    },
    '/aispend',
  ),
  'disputes-open': drawDisputes([dispute], '/aispend'),
  'disputes-none': drawDisputes([], '/aispend'),
  adjusted: drawAdjusted(
    [
      { ...half, name: 'R&D <b>', bearer: 'team:R&D <b>', amount: '-120.5' },
      { ...half, name: 'platform', bearer: 'team:platform', amount: '120.5' },
    ],
    '2026-11',
  ),
};

export const statementViews = {
  dispute: disputeWindow('R&D <b>', { start: '2026-10-12', end: '2026-10-19' }),
  'dispute-accept': acceptWindow(dispute, decimal('1212.34')),
  'dispute-reject': rejectWindow(dispute),
  'close-all-the-same': closeWindow('2026-10', 'October 2026 cannot be closed now. The review runs until 2026-11-11 08:00 UTC.'),
};
