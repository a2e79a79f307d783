import type { ActionsBlock } from '@slack/types';
import { sum, usd } from '../money.js';
import { showMonth } from '../period.js';
import type { Blocker } from '../spend/statements/blockers.js';
import type { MonthStatements } from '../spend/statements/books.js';
import type { MonthSummary, SummaryRow } from '../spend/statements/month-summary.js';
import { context, cut, escaped, header, moment, plain, remark, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { dollarCell } from './show.js';
import { shownAndRest } from './shown.js';
import { flat, person, readWords, signed, stateWords, unsettled } from './statement-words.js';
import { type Cell, dataTable } from './table.js';

export const STATEMENT_CLOSE = 'statement_close';

const SHOWN = 100;

/** All statements of a month in one table that adds up to the bill. @param buttons under the message that finance gets */
export function drawMonth(month: MonthStatements, all: MonthSummary, o: { buttons?: boolean } = {}): Draw {
  const { content } = month;
  const blocks: DrawnBlock[] = [
    header(`Statements for ${showMonth(content.month)}: ${usd(all.total)}`),
    section([`${stateWords(month)}${numbers(all)}`, ...makeUp(all)].join('\n')),
  ];
  if (all.rows.length > 0) blocks.push(table(all));
  blocks.push(context([readWords(month), unsettled(month)].filter((part) => part !== '').join(' · ')));
  blocks.push(...content.notCompared.slice(0, 3).map(remark));
  if (month.state === 'closed') blocks.push(...kept(month));
  else if (month.blockers.length > 0) blocks.push(remark(`Not to be closed yet. ${sentences(month.blockers)}`));
  if (o.buttons && month.state === 'draft') blocks.push(closeButton(content.month, all));
  const text = `Statements for ${showMonth(content.month)}: ${usd(all.total)}. ${flat(stateWords(month))}. ${flat(makeUp(all).join(' '))}`;
  return { text: cut(text, 3500), blocks };
}

const sentences = (against: Blocker[]): string => against.map((one) => one.sentence).join(' ');

function numbers({ rows }: MonthSummary): string {
  const [first, last] = [rows[0]?.number, rows.at(-1)?.number];
  if (first === undefined) return '';
  return ` · \`${first}\`${first === last ? '' : ` to \`${last}\``}`;
}

function makeUp({ usage, records, restatements, adjustments, total }: MonthSummary): string[] {
  return [
    `Usage ${usd(usage)}, credits, refunds and tax ${usd(records)}: as billed ${usd(usage.plus(records))}.`,
    ...restatements.map((one) => `Restatement of ${one.month}: ${signed(one.amount)}.`),
    ...(adjustments ? [`Adjustments between statements sum to ${usd(adjustments)}.`] : []),
    ...(restatements.length === 0 ? [] : [`Together ${usd(total)}.`]),
  ];
}

const PARTS = ['billed', 'shared', 'restated', 'adjusted', 'total'] as const;

function table({ rows }: MonthSummary): DrawnBlock {
  const row = (name: string, of: SummaryRow[]): Cell[] => [name, ...PARTS.map((part) => dollarCell(sum(of.map((one) => one[part]))))];
  const [shown, rest] = shownAndRest(rows, SHOWN);
  return dataTable(
    'Statements; they add up to the total',
    ['Team', 'Billed', 'Shared', 'Restated', 'Adjusted', 'Total'],
    [
      ...shown.map((one) => row(one.number ? `${one.name}, ${one.number}` : one.name, [one])),
      ...(rest.length > 0 ? [row(`${rest.length} others`, rest)] : []),
      row('Total', rows),
    ],
  );
}

function kept({ closed }: MonthStatements & { state: 'closed' }): DrawnBlock[] {
  return [
    ...(closed.override ? [remark(`Closed all the same, because: ${closed.override}`)] : []),
    remark(`Content hash ${closed.hash}`),
    ...(closed.intact ? [] : [remark('The hash does not fit: the content was changed in the store after it was closed.')]),
  ];
}

function closeButton(month: string, { rows }: MonthSummary): ActionsBlock {
  const words = `${rows.length} statements are frozen and numbered. This cannot be undone: what changes later is a line on the next statement.`;
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: STATEMENT_CLOSE,
        value: month,
        text: plain('Close month'),
        style: 'primary',
        confirm: {
          title: plain(`Close ${showMonth(month)}?`),
          text: plain(words),
          confirm: plain('Close month'),
          deny: plain('Not yet'),
        },
      },
    ],
  };
}

/** In the thread of the draft, with the journal: who closed the month. */
export function drawClosed({ closed }: MonthStatements & { state: 'closed' }, all: MonthSummary): Draw {
  const lines = [
    `${showMonth(closed.month)} is closed: ${all.rows.length} statements${numbers(all)}, ${usd(all.total)} together, by ${person(closed.closedBy)} ${moment(closed.closedAt)}. The journal for the general ledger comes with the finance message.`,
    ...(closed.override ? [`It was closed all the same, because: ${escaped(closed.override)}`] : []),
  ];
  return { text: cut(flat(lines.join(' ')), 3500), blocks: [section(lines.join('\n'))] };
}

/** To those who wanted to close what was closed already. */
export function drawAlreadyClosed({ closed }: MonthStatements & { state: 'closed' }): Draw {
  const words = `${showMonth(closed.month)} is closed already, by ${person(closed.closedBy)} ${moment(closed.closedAt)}; nothing was closed twice.`;
  return { text: words, blocks: [section(words)] };
}

/**
 * In finance's channel when the review is over and the month is not closed.
 * @param below in the thread of the draft, which has the button; it may not have arrived
 */
export function drawReviewOver(month: MonthStatements & { state: 'draft' }, open: number, slash: string, below = true): Draw {
  const name = showMonth(month.content.month);
  const disputes =
    open === 0
      ? ''
      : ` ${open} ${open === 1 ? 'dispute is' : 'disputes are'} open; what comes of ${open === 1 ? 'it' : 'them'} after the close goes on the next statement.`;
  const words =
    month.blockers.length > 0
      ? `The review of ${name} is over, but it cannot be closed yet. ${sentences(month.blockers)}`
      : `The review of ${name} is over: close it with ${below ? 'the button above or ' : ''}\`${slash} close ${month.content.month}\`.`;
  return { text: flat(words + disputes), blocks: [section(escaped(words) + disputes)] };
}

/** In finance's channel when AWS changed a closed month. */
export function drawRestated(month: string, amount: Parameters<typeof signed>[0], teams: number, next: string): Draw {
  const statements = `${teams} ${teams === 1 ? 'statement' : 'statements'}`;
  const what = amount.eq(0) ? `amounts moved between the lines of ${statements}, in all nothing` : `${signed(amount)} over ${statements}`;
  const words = `AWS revised ${showMonth(month)} after it was closed: ${what}. The closed ones stay as they are; the statements for ${showMonth(next)} carry it as lines of their own.`;
  return { text: words, blocks: [section(words)] };
}

/** The months and where they stand, the newest first. */
export function drawMonths(months: { month: string; state: string; total: string | undefined }[], slash: string): Draw {
  if (months.length === 0) {
    const none = `No month has been drafted yet. \`${slash} statement last month\` shows what its statements would be.`;
    return { text: flat(none), blocks: [section(none)] };
  }
  const lines = months.slice(0, 24).map((one) => `*${showMonth(one.month)}*${one.total ? ` ${one.total}` : ''} · ${one.state}`);
  const how = `\`${slash} statement [team] <month>\` shows one, \`${slash} statement export <month>\` brings the journal.`;
  return { text: flat(lines.join('; ')), blocks: [section(lines.join('\n')), context(how)] };
}
