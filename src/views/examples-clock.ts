import { decimal } from '../money.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import type { TeamWeek } from '../spend/chargeback.js';
import { drawBudgetAlert } from './budget.js';
import { drawFinanceWeek, drawTeamWeek } from './chargeback.js';
import { team, teams } from './example-answers.js';
import { row } from './examples-anomalies.js';
import type { Draw } from './message.js';
import { drawTeamSettings } from './team-settings.js';

const period = { start: '2026-11-16', end: '2026-11-23', label: 'last week', compare: 'span' as const };
const budget = {
  team: 'engineering',
  month: '2026-11',
  budget: decimal(5000),
  spent: decimal('4100.5'),
  reached: 80 as const,
  willPass: '2026-11-27',
  forecast: decimal('5600.123'),
  toGo: { start: '2026-11-25', end: '2026-12-01' },
  unusual: undefined,
};
const unusual = { excess: decimal('1204'), since: '2026-11-21', more: 0 };
const week: TeamWeek = {
  week: {
    ...team,
    period,
    covered: period,
    before: { span: { start: '2026-11-09', end: '2026-11-16' }, total: decimal('1000') },
    provisional: ['2026-11-16', '2026-11-17'],
    incomplete: ['2026-11-22'],
  },
  projects: [
    { project: 'assistant', cost: decimal('1000') },
    { project: null, cost: decimal('234.5678') },
  ],
  month: { month: '2026-11', spent: decimal('4100.5') },
  forecast: { actual: decimal('4000'), expected: decimal('1600.123'), total: decimal('5600.123'), byDay: [] },
  unusual: undefined,
  budget,
  incidents: [],
  stoodOut: { name: 'Claude <Opus> 5', now: decimal('1200'), before: decimal('800') },
  lookAlikes: [{ principal: 'arn:aws:sts::111122223333:assumed-role/eng-batch/nightly', cost: decimal('42') }],
  shared: decimal('12.5'),
};
const incident: IncidentRow = { ...row, team: 'engineering', subject: { kind: 'team', name: 'engineering' } };
const ended: IncidentRow = { ...row, state: 'ended', news: { kind: 'ended', because: 'usual' } };
const nothing: TeamWeek = {
  ...week,
  week: { ...week.week, team: 'legal', total: decimal(0), lines: [], before: { ...week.week.before, total: decimal(0) } },
};
const engineering = { name: 'engineering', aliases: ['eng'], managers: ['U0ADA'], channel: 'C0ENG', budget: 5000 };
const settings = {
  admins: ['U0EVE'],
  timezone: 'Europe/Berlin',
  chargeback: {
    schedule: '0 9 * * 1',
    toManagers: true,
    nothingToSay: 'one-line' as const,
    top: 5,
    shared: { teams: [], split: 'proportional' as const },
  },
};

/** What the clock says, one of each. */
export const clockMessages: Record<string, Draw> = {
  'week-team': drawTeamWeek(week, 2),
  'week-unusual': drawTeamWeek({ ...week, unusual, incidents: [incident], stoodOut: undefined }, 2),
  'week-unusual-over': drawTeamWeek({ ...week, incidents: [ended, incident], stoodOut: undefined }, 2),
  'week-stated': drawTeamWeek({ ...week, stated: true }, 2),
  'week-quiet': drawTeamWeek(nothing, 5),
  'week-finance': drawFinanceWeek({
    week: teams,
    shared: { teams: ['platform'], total: decimal('100'), parts: new Map([['engineering', decimal('100')]]) },
  }),
  'week-settings': drawTeamSettings(engineering, settings as never, '2026-11-30T08:00:00.000Z', '/aispend'),
  'budget-forecast': drawBudgetAlert(budget, 'forecast', '2026-11-24'),
  'budget-80': drawBudgetAlert(budget, 80, '2026-11-24'),
  'budget-unusual': drawBudgetAlert({ ...budget, unusual: { ...unusual, more: 1 } }, 80, '2026-11-24'),
  'budget-month-over': drawBudgetAlert(
    { ...budget, spent: decimal('5100.50'), reached: 100, willPass: undefined, forecast: decimal('5150'), toGo: undefined, unusual },
    100,
    '2026-11-30',
  ),
  'budget-used-up': drawBudgetAlert({ ...budget, spent: decimal('5100'), reached: 100, willPass: undefined }, 100, '2026-11-24'),
};
