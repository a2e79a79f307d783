import type { JobRun } from '../jobs/job-run.js';
import { decimal } from '../money.js';
import type { TeamAnswer, TeamsAnswer, Why } from '../spend/answers.js';
import { answerActions, drawShared } from './answer-actions.js';
import { drawFailure } from './failure.js';
import { drawForm } from './form.js';
import { drawHelp } from './help.js';
import { drawJobs, drawRanByHand } from './jobs.js';
import type { Draw } from './message.js';
import { withoutNewBlocks } from './plain.js';
import { drawStatus } from './status.js';
import { drawTeam } from './team.js';
import { drawTeams } from './teams.js';
import { drawWhy } from './why.js';

const why: Why = {
  source: 'cost-explorer',
  metric: 'unblended',
  queries: [{ purpose: 'by model, day and principal', sql: "SELECT sum(cost) FROM facts WHERE tags['team'] IN ('engineering')" }],
  filters: ['Team: tag iamPrincipal/team is "engineering"'],
  ledgerRows: 120,
  sourceRows: 4000,
  months: ['2026-10', '2026-11'],
  requests: 0,
  pullRequests: 9,
  checks: [],
};

const standing = {
  period: { start: '2026-11-01', end: '2026-11-06', label: 'month to date', compare: 'month' as const },
  covered: { start: '2026-11-01', end: '2026-11-06' },
  asOf: '2026-11-05T12:00:00.000Z',
  provisional: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'],
  incomplete: ['2026-11-04', '2026-11-05'],
  notes: [],
  why,
};

export const team: TeamAnswer = {
  kind: 'team',
  team: 'engineering',
  total: decimal('1234.5678'),
  before: { span: { start: '2026-10-01', end: '2026-10-06' }, total: decimal('1000') },
  lines: [
    {
      name: 'Claude Opus 5',
      sort: 'model',
      cost: decimal('1200'),
      tokens: { input: decimal('100000000'), 'cache-read': decimal('700000000') },
      totalTokens: decimal('800000000'),
      perMillion: decimal('1.5'),
    },
    {
      name: 'Bedrock AgentCore vcpu hour',
      sort: 'other',
      cost: decimal('30'),
      tokens: undefined,
      totalTokens: undefined,
      perMillion: undefined,
    },
    {
      name: 'EUC1-PromptRouter-Decisions',
      sort: 'unclassified',
      cost: decimal('4.5678'),
      tokens: undefined,
      totalTokens: undefined,
      perMillion: undefined,
    },
  ],
  unclassified: decimal('4.5678'),
  principals: undefined,
  daily: ['220', '260', '270.5678', '300', '184'].map((cost, index) => ({ day: `2026-11-0${index + 1}`, cost: decimal(cost) })),
  organisation: { total: decimal('9000'), unattributed: decimal('900') },
  lastSpend: undefined,
  ...standing,
};

export const teams: TeamsAnswer = {
  kind: 'teams',
  teams: [
    { team: 'engineering', cost: decimal('1234.5678'), before: decimal('1000') },
    { team: '<!channel> & co', cost: decimal('0.0000882600'), before: decimal('0') },
  ],
  unattributed: { cost: decimal('900'), before: decimal('950.5') },
  total: decimal('2134.56788826'),
  before: { span: { start: '2026-10-01', end: '2026-10-06' }, total: decimal('1950.5') },
  unclassified: decimal('4.5678'),
  otherRecords: [
    { recordType: 'Credit', cost: decimal('-120') },
    { recordType: 'Tax', cost: decimal('88.2') },
  ],
  ...standing,
};

const quiet: TeamAnswer = {
  ...team,
  team: 'legal',
  total: decimal('0'),
  lines: [],
  unclassified: decimal('0'),
  daily: [],
  before: { ...team.before, total: decimal('0') },
  lastSpend: '2026-06-30',
};
const withCallers: TeamAnswer = {
  ...team,
  principals: [
    { principal: 'arn:aws:sts::111122223333:assumed-role/CodeAssistant/ben@example.com', cost: decimal('1000') },
    { principal: 'arn:aws:iam::111122223333:user/BedrockAPIKey-234s', cost: decimal('200') },
    { principal: null, cost: decimal('34.5678') },
  ],
  notes: ['The bill is being read right now; figures may change in a moment.'],
};
const many: TeamAnswer = {
  ...team,
  lines: Array.from({ length: 40 }, (_, index) => ({
    name: `Model ${index + 1}`,
    sort: 'model' as const,
    cost: decimal(40 - index),
    tokens: { input: decimal(1000) },
    totalTokens: decimal(1000),
    perMillion: decimal((40 - index) * 1000),
  })),
  total: decimal(820),
};

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

/** One of each message, by name: each has a golden file and is checked against Slack's limits. */
export const messages: Record<string, Draw> = {
  team: drawTeam(team),
  'team-plain': withoutNewBlocks(drawTeam(team)),
  'team-quiet': drawTeam(quiet),
  'team-callers': drawTeam(withCallers),
  'team-many-models': drawTeam(many),
  'team-shared': drawShared(drawTeam(team), 'b5d0', 'U0ADA'),
  'team-with-buttons': { ...drawTeam(team), blocks: [answerActions('b5d0', [['mtd', 'Month to date']])] },
  teams: drawTeams(teams),
  'teams-plain': withoutNewBlocks(drawTeams(teams)),
  help: drawHelp(
    [
      { name: 'team', summary: 'What a team spends', usage: '<team> [period]', examples: ['team engineering', 'team engineering 7d'] },
      { name: 'teams', summary: 'All teams', usage: '[period]', examples: ['teams'] },
    ],
    '/aispend',
  ),
  'help-of-one': drawHelp(
    [{ name: 'team', summary: 'What a team spends', usage: '<team> [period]', examples: ['team engineering'] }],
    '/aispend',
  ),
  status: drawStatus({
    source: 'cost-explorer',
    metric: 'unblended',
    months: [{ month: '2026-10', asOf: standing.asOf, sourceRows: 10, pulledAt: standing.asOf }],
    asOf: standing.asOf,
    requests: { today: 9, ceiling: 60 },
    disagreements: [],
    problems: [],
  }),
  'status-troubled': drawStatus({
    source: 'cost-explorer',
    metric: 'unblended',
    months: [],
    asOf: undefined,
    requests: undefined,
    disagreements: [{ cube: 'team', service: 'Amazon Bedrock', difference: '-0.5', month: '2026-10' }],
    problems: ['The file <b>x</b>.parquet did not open.'],
  }),
  jobs: drawJobs(jobs, '/aispend'),
  'jobs-never-run': drawJobs(
    jobs.map((job) => ({ ...job, runs: [] })),
    '/aispend',
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
