import { decimal } from '../money.js';
import type { TeamAnswer, TeamsAnswer, Why } from '../spend/answers.js';

/** Answers as examples are drawn from: every kind of line, names that try something, one without spend. */
export const why: Why = {
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

export const standing = {
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
  unclassifiedUsage: [
    { usageType: 'EUC1-PromptRouter-Decisions', cost: decimal('4.5') },
    { usageType: 'USE1-<b>New</b>', cost: decimal('0.0678') },
  ],
  otherRecords: [
    { recordType: 'Credit', cost: decimal('-120') },
    { recordType: 'Tax', cost: decimal('88.2') },
  ],
  net: decimal('2102.76788826'),
  ...standing,
};

export const quiet: TeamAnswer = {
  ...team,
  team: 'legal',
  total: decimal('0'),
  lines: [],
  unclassified: decimal('0'),
  daily: [],
  before: { ...team.before, total: decimal('0') },
  lastSpend: '2026-06-30',
};
export const withCallers: TeamAnswer = {
  ...team,
  principals: [
    { principal: 'arn:aws:sts::111122223333:assumed-role/CodeAssistant/ben@example.com', cost: decimal('1000') },
    { principal: 'arn:aws:iam::111122223333:user/BedrockAPIKey-234s', cost: decimal('200') },
    { principal: null, cost: decimal('34.5678') },
  ],
  notes: ['The bill is being read right now; figures may change in a moment.'],
};
/** This week so far, of a team whose name looks like another's. */
export const week: TeamAnswer = {
  ...team,
  team: 'engineering ',
  shown: '"engineering\\u{20}"',
  period: { start: '2026-11-02', end: '2026-11-06', label: 'this week', compare: 'week' },
  covered: { start: '2026-11-02', end: '2026-11-05' },
  before: { span: { start: '2026-10-26', end: '2026-10-30' }, total: decimal('900') },
};
export const many: TeamAnswer = {
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
