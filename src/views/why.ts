import type { View } from '@slack/types';
import { decimal } from '../money.js';
import { showMonth } from '../period.js';
import type { Why } from '../spend/answers.js';
import { context, escaped, header, plain, preformatted, section } from './blocks.js';

/** How an answer came about: source, filters, rows, cost, and the exact queries. A modal holds no tables. */
export function drawWhy(why: Why, question: string): View {
  const months =
    why.months.length === 0
      ? 'none'
      : why.months.length === 1
        ? showMonth(why.months[0] as string)
        : `${showMonth(why.months[0] as string)} to ${showMonth(why.months.at(-1) as string)}`;
  const requests = decimal(why.pullRequests).times('0.01').toFixed(2);
  return {
    type: 'modal',
    title: plain('Why this number'),
    close: plain('Close'),
    blocks: [
      section(`*Question*\n\`${escaped(question).replaceAll('`', "'")}\``),
      section(
        [
          `*Source*: ${why.source === 'cur-files' ? 'CUR 2.0 files' : 'AWS Cost Explorer'}, ${why.metric} cost, by UTC billing day`,
          `*Ledger months*: ${months}`,
          `*Rows*: ${why.ledgerRows} ledger rows were summed; those months were made from ${why.sourceRows} ${why.source === 'cur-files' ? 'line items' : 'groups'} at the source`,
          `*What it cost to answer*: ${why.requests} requests, $0.00 (the ledger answered)${why.source === 'cur-files' ? '' : `; reading those months took ${why.pullRequests} requests, $${requests}, shared by every question`}`,
        ].join('\n'),
      ),
      section(`*Filters*\n${why.filters.map((filter) => `• ${escaped(filter)}`).join('\n')}`),
      why.checks.length === 0
        ? context(
            why.source === 'cur-files'
              ? 'Every line item is counted once; the lines of an answer add up to its total.'
              : 'The split by team agrees with the bill’s control total to the last digit.',
          )
        : section(
            `*The split does not agree with the control total*\n${why.checks
              .slice(0, 10)
              .map((check) => `• ${escaped(check.service)}, by ${escaped(check.cube)}: ${check.difference} USD`)
              .join('\n')}`,
          ),
      ...why.queries.slice(0, 8).flatMap((query) => [header(`Query: ${query.purpose}`), preformatted(query.sql)]),
    ],
  };
}
