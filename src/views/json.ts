import { type Decimal, exact, percentChange } from '../money.js';
import type { Span } from '../period.js';
import type { Answer, Standing, TeamAnswer, TeamsAnswer, UsageLine } from '../spend/answers.js';
import { netLacks } from './teams.js';

const amount = (value: Decimal | undefined): string | null => (value ? exact(value) : null);

/**
 * An answer for scripts. Every amount is an exact decimal string in USD, days are UTC and `end` is exclusive; what is not
 * known is null, never zero. Keys are stable.
 */
export const answerJson = (answer: Answer): object => (answer.kind === 'team' ? teamJson(answer) : teamsJson(answer));

function common(answer: Standing, total: Decimal, before: { span: Span; total: Decimal | undefined }, unclassified: Decimal): object {
  return {
    period: { label: answer.period.label, start: answer.period.start, end: answer.period.end },
    currency: 'USD',
    metric: answer.why.metric,
    source: answer.why.source,
    total: exact(total),
    before: { start: before.span.start, end: before.span.end, total: amount(before.total) },
    change: before.total ? { amount: exact(total.minus(before.total)), percent: percentChange(total, before.total) ?? null } : null,
    unclassified: exact(unclassified),
    asOf: answer.asOf,
    provisional: answer.provisional.length > 0,
    provisionalDays: answer.provisional,
    incompleteDays: answer.incomplete,
    covered: answer.covered ?? null,
  };
}

function teamJson(answer: TeamAnswer): object {
  const provisional = new Set(answer.provisional);
  return {
    question: 'team',
    team: answer.team,
    ...common(answer, answer.total, answer.before, answer.unclassified),
    models: answer.lines.map(lineJson),
    principals: answer.principals?.map((one) => ({ principal: one.principal, cost: exact(one.cost) })) ?? null,
    daily: answer.daily.map((one) => ({ day: one.day, cost: exact(one.cost), provisional: provisional.has(one.day) })),
    organisation: { total: exact(answer.organisation.total), unattributed: exact(answer.organisation.unattributed) },
    lastSpend: answer.lastSpend ?? null,
    notes: answer.notes,
    why: answer.why,
  };
}

function teamsJson(answer: TeamsAnswer): object {
  return {
    question: 'teams',
    ...common(answer, answer.total, answer.before, answer.unclassified),
    teams: answer.teams.map((one) => ({ team: one.team, cost: exact(one.cost), before: amount(one.before) })),
    unattributed: { cost: exact(answer.unattributed.cost), before: amount(answer.unattributed.before) },
    unclassifiedUsage: answer.unclassifiedUsage.map((one) => ({ usageType: one.usageType, cost: exact(one.cost) })),
    otherRecords: answer.otherRecords.map((one) => ({ recordType: one.recordType, cost: exact(one.cost) })),
    net: exact(answer.net),
    netLacks: netLacks(answer) ?? null,
    notes: answer.notes,
    why: answer.why,
  };
}

const lineJson = (line: UsageLine): object => ({
  name: line.name,
  sort: line.sort,
  cost: exact(line.cost),
  tokens: line.tokens ? Object.fromEntries(Object.entries(line.tokens).map(([kind, count]) => [kind, exact(count)])) : null,
  totalTokens: amount(line.totalTokens),
  perMillionTokens: line.perMillion ? line.perMillion.toFixed(6) : null,
});
