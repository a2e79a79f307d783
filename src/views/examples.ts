import type { JobRun } from '../jobs/job-run.js';
import { answerActions, drawShared } from './answer-actions.js';
import { many, quiet, standing, team, teams, week, why, withCallers } from './example-answers.js';
import { accessMessages, accessViews } from './examples-access.js';
import { anomalyMessages, anomalyViews } from './examples-anomalies.js';
import { clockMessages } from './examples-clock.js';
import { outsiderMessages } from './examples-outsiders.js';
import { statementMessages, statementViews } from './examples-statements.js';
import { subscriptionMessages } from './examples-subscriptions.js';
import { drawFailure } from './failure.js';
import { drawForm } from './form.js';
import { drawHelp, drawHelpOf } from './help.js';
import { drawJobs, drawRanByHand } from './jobs.js';
import type { Draw } from './message.js';
import { withoutNewBlocks } from './plain.js';
import { drawStatus } from './status.js';
import { drawTeam } from './team.js';
import { drawTeams } from './teams.js';
import { drawWhy } from './why.js';

const run: JobRun = {
  job: 'refresh',
  due: '2026-11-25T05:17:00.000Z',
  state: 'done',
  attempts: 1,
  until: null,
  startedAt: '2026-11-25T05:17:01.000Z',
  endedAt: '2026-11-25T05:17:13.000Z',
  reference: null,
  detail: 'read 2 months with 9 paid requests',
};
const failing: JobRun = {
  ...run,
  job: 'statement',
  state: 'waiting',
  attempts: 2,
  until: '2026-11-25T05:22:00.000Z',
  endedAt: '2026-11-25T05:20:06.000Z',
  reference: '3f9c01ab',
  detail: 'There is no channel "<!channel>".',
};
const jobs = [
  {
    name: 'refresh',
    summary: 'Reads the bill again',
    schedule: '17 5,13,21 * * *',
    timeZone: 'UTC',
    next: '2026-11-25T13:17:00.000Z',
    runs: [
      {
        ...run,
        due: '2026-11-25T13:17:00.000Z',
        startedAt: '2026-11-25T13:17:01.000Z',
        state: 'running' as const,
        endedAt: null,
        detail: null,
      },
      run,
    ],
  },
  {
    name: 'statement',
    summary: 'Sends what each team spent',
    schedule: '0 9 * * 1',
    timeZone: 'Europe/Berlin',
    next: '2026-11-30T08:00:00.000Z',
    runs: [failing, { ...failing, due: '2026-11-18T08:00:00.000Z', state: 'failed' as const, attempts: 5, until: null }],
  },
];

const helpOfTeam = {
  name: 'team',
  summary: 'What a team spends',
  usage: '<team> [period]',
  examples: ['team engineering', 'team engineering 7d'],
  withoutPeriod: 'the month to date',
};

/** One of each message, by name: each has a golden file and is checked against Slack's limits. */
export const messages: Record<string, Draw> = {
  ...clockMessages,
  ...anomalyMessages,
  ...accessMessages,
  ...statementMessages,
  ...subscriptionMessages,
  ...outsiderMessages,
  team: drawTeam(team),
  'team-plain': withoutNewBlocks(drawTeam(team)),
  'team-quiet': drawTeam(quiet),
  'team-callers': drawTeam(withCallers),
  'team-this-week': drawTeam(week),
  'team-many-models': drawTeam(many),
  'team-shared': drawShared(drawTeam(team), 'b5d0', 'U0ADA'),
  'team-with-buttons': { ...drawTeam(team), blocks: [answerActions('b5d0', [['mtd', 'Month to date']])] },
  teams: drawTeams(teams),
  'teams-plain': withoutNewBlocks(drawTeams(teams)),
  help: drawHelp(
    [
      { name: 'Spend', commands: [helpOfTeam, { ...helpOfTeam, name: 'digest', usage: '[period]', withoutPeriod: 'last week' }] },
      { name: 'Access', commands: [{ name: 'pause', summary: 'Stops a role', usage: '<role> <duration> for <reason>', examples: [] }] },
    ],
    '/aispend',
    ['mtd', 'Q3', '2026-10'],
  ),
  'help-of-one': drawHelpOf({ ...helpOfTeam, details: 'Alone it is `yours`.' }, '/aispend', ['mtd', 'Q3']),
  status: drawStatus({
    source: 'cost-explorer',
    metric: 'unblended',
    months: [{ month: '2026-10', asOf: standing.asOf, sourceRows: 10, pulledAt: standing.asOf }],
    asOf: standing.asOf,
    requests: { today: 9, ceiling: 60 },
    disagreements: [],
    problems: [],
    hints: ['Counted as different teams: a and A. If they are one, `coverage` shows the alias to add to aispend.yaml.'],
  }),
  'status-troubled': drawStatus({
    source: 'cost-explorer',
    metric: 'unblended',
    months: [],
    asOf: undefined,
    requests: undefined,
    disagreements: [{ cube: 'team', service: 'Amazon Bedrock', difference: '-0.5', month: '2026-10' }],
    problems: ['The file <b>x</b>.parquet did not open.'],
    hints: [],
  }),
  jobs: drawJobs(jobs, '/aispend', '2026-11-25T12:46:00.000Z'),
  'jobs-never-run': drawJobs(
    jobs.map((job) => ({ ...job, runs: [] })),
    '/aispend',
    '2026-11-25T12:46:00.000Z',
  ),
  'job-run': drawRanByHand({ did: 'ran', run }, '/aispend'),
  'job-failed': drawRanByHand({ did: 'ran', run: failing }, '/aispend'),
  'job-already-run': drawRanByHand({ did: 'already', run }, '/aispend'),
  'job-running': drawRanByHand({ did: 'running', run: { ...run, state: 'running', endedAt: null, detail: null } }, '/aispend'),
  'failure-hint': drawFailure('There is no team "<!channel>"; did you mean engineering? Try `/aispend help`.'),
  'failure-with-reference': drawFailure('Slack does not tell aispend who you are right now; try again in a minute.', 'k3m9pq'),
};

/** One of each view. */
export const views = {
  ...anomalyViews,
  ...statementViews,
  ...accessViews,
  why: drawWhy(why, '/aispend team engineering'),
  'why-disagreeing': drawWhy(
    { ...why, checks: [{ cube: 'team', service: 'Amazon Bedrock', difference: '0.01' }] },
    '/aispend team `engineering`',
  ),
  form: drawForm(
    'Ask aispend',
    'team',
    [
      { name: 'team', label: 'Team', choices: [['engineering', 'engineering']], optional: false },
      { name: 'period', label: 'Period', choices: [['mtd', 'Month to date']], optional: true },
    ],
    '{}',
  ),
};
