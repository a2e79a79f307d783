import { type Decimal, usd } from '../money.js';
import type { MonthStatements } from '../spend/statements/books.js';
import { moment } from './blocks.js';
import { dayRuns } from './show.js';

/** "+$12.34": for what is added to or taken off an earlier figure. */
export const signed = (amount: Decimal): string => `${amount.gt(0) ? '+' : ''}${usd(amount)}`;

/** A Slack id as a mention; what closed by itself is ours. */
export const person = (id: string): string => (/^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : 'aispend');

/** What of a month's statements says where they stand. */
export type Standing =
  | { state: 'draft'; drafted: { reviewUntil: string } | undefined }
  | { state: 'closed'; closed: { closedBy: string; closedAt: string } };

/** Where a month's statements stand, in one line of mrkdwn. */
export function stateWords(month: Standing): string {
  if (month.state === 'closed') return `*Closed* by ${person(month.closed.closedBy)} ${moment(month.closed.closedAt)}`;
  return month.drafted ? `*Draft*, review until ${moment(month.drafted.reviewUntil)}` : '*Draft*, not sent out for review yet';
}

/** What is not settled about the figures; "" when all is. */
export function unsettled({ content }: MonthStatements): string {
  const parts = [
    ...(content.provisional.length > 0 ? [`*provisional* (AWS may still restate): ${dayRuns(content.provisional)}`] : []),
    ...(content.incomplete.length > 0 ? [`*not complete yet*: ${dayRuns(content.incomplete)}`] : []),
  ];
  return parts.join(' · ');
}

/** When and where the figures were read. */
export const readWords = ({ content }: MonthStatements): string =>
  `Billed, read from ${content.source === 'cur-files' ? 'the Cost and Usage Report' : 'Cost Explorer'} ${content.asOf ? moment(content.asOf) : 'never'}`;

/** Without markup, for the message's plain text. */
export const flat = (mrkdwn: string): string => mrkdwn.replaceAll('*', '').replaceAll('`', '');
