import { decimal, sum, usd } from '../src/money.js';
import { addMonths, dayOf, monthOf, type Span, wholeMonth } from '../src/period.js';
import type { SampleAccount } from '../src/playground/sample/line-item.js';
import { sampleConfig } from '../src/playground/sample/sample-config.js';
import { isUsage } from '../src/spend/record-type.js';
import { selectService } from '../src/spend/usage-type/classify.js';

/** What is typed after `/aispend`, and the total the answer must carry, as people read it. */
export interface Question {
  text: string;
  total: string;
}

export const carriesTotal = (question: Question, body: string): boolean => body.includes(question.total);

/**
 * Every configured team over three closed months and a span in one. The totals are added up from the account's own line
 * items, not by the ledger.
 */
export function sampleQuestions(account: SampleAccount, now: Date): Question[] {
  const months = [-1, -2, -3].map((back) => addMonths(monthOf(dayOf(now)), back));
  const [last, ...others] = months as [string, ...string[]];
  const periods: [string, Span][] = [
    ['last month', wholeMonth(last)],
    ...others.map((month): [string, Span] => [month, wholeMonth(month)]),
    [`${last}-05..${last}-11`, { start: `${last}-05`, end: `${last}-12` }],
  ];
  return periods.flatMap(([words, span]) =>
    sampleConfig.teams.map((team) => ({ text: `team ${team.name} ${words}`, total: usd(teamTotal(account, span, team)) })),
  );
}

function teamTotal(account: SampleAccount, span: Span, team: { name: string; aliases: readonly string[] }) {
  const keys = sampleConfig.spend.tags.team;
  const names = [team.name, ...team.aliases];
  const mine = account
    .lines(span)
    .filter((line) => isUsage(line.recordType) && selectService(line.service) !== 'other')
    .filter((line) => names.includes(keys.map((key) => line.tags[key]).find(Boolean) ?? ''));
  return sum(mine.map((line) => decimal(line.cost)));
}

/** What a message says, as it goes over the wire. */
export const plainText = (message: object): string => JSON.stringify(message);
