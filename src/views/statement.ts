import type { ActionsBlock } from '@slack/types';
import { type Decimal, percentChange, percentOf, sum, usd } from '../money.js';
import { addMonths, showMonth } from '../period.js';
import type { MonthStatements } from '../spend/statements/books.js';
import type { OneStatement } from '../spend/statements/one-statement.js';
import { context, cut, escaped, header, leaf, list, plain, remark, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { dollarCell } from './show.js';
import { shownAndRest } from './shown.js';
import { flat, person, readWords, signed, stateWords, unsettled } from './statement-words.js';
import { type Cell, dataTable } from './table.js';

export const STATEMENT_DETAILS = 'statement_details';
export const STATEMENT_DISPUTE = 'statement_dispute';

export interface StatementStyle {
  /** Models and projects that are named before "others". */
  top: number;
  budget?: Decimal | undefined;
  /** Under a message that everybody sees; an answer has none. */
  buttons?: boolean;
}

/** One statement: what it comes to, its lines, and where it stands. */
export function drawStatement(one: OneStatement, month: MonthStatements, { top, budget, buttons }: StatementStyle): Draw {
  const { name } = one;
  const words = [`${title(one)} · ${stateWords(month)}`, `${change(one)}${budgetWords(one, budget)}`];
  const blocks: DrawnBlock[] = [header(`${cut(name, 90)}: ${usd(one.total)} for ${showMonth(one.month)}`), section(words.join('\n'))];
  blocks.push(dataTable('Lines; they add up to the total', ['Line', 'Amount'], rows(one, top)));
  if (one.projects && one.projects.length > 0) blocks.push(section('*By project*'), list(projects(one.projects, top)));
  blocks.push(context([readWords(month), unsettled(month)].filter((part) => part !== '').join(' · ')));
  blocks.push(...month.content.notCompared.slice(0, 3).map(remark));
  if (buttons) blocks.push(actions(one, month.state));
  const text = `${flat(title(one))}: ${escaped(name)} ${usd(one.total)} for ${showMonth(one.month)}. ${change(one)} ${flat(stateWords(month))}.`;
  return { text: cut(text, 3500), blocks };
}

/** In the thread of a team's draft when its month is closed: the message above was changed, which notifies nobody. */
export function drawClosedAs(one: OneStatement, closedBy: string, toName: string[], draft?: DraftedAs): Draw {
  const who = toName.map((id) => `${person(id)} `).join('');
  const words = `${who}Closed as \`${one.number}\`: ${usd(one.total)} for ${showMonth(one.month)}${draft ? sinceDraft(one, draft) : ''}, by ${person(closedBy)}. What changes from now on is a line on the next statement.`;
  return { text: flat(words), blocks: [section(words)] };
}

/** What a team was told when its month was drafted. */
export interface DraftedAs {
  total: Decimal;
  /** How many adjustments were on it: those that came later are behind them. */
  adjustments: number;
}

/** What is another figure than the team reviewed is said with what it is made of; "" when it is the same. */
function sinceDraft(one: OneStatement, { total, adjustments }: DraftedAs): string {
  const difference = one.total.minus(total);
  if (difference.eq(0)) return '';
  const added = one.others.filter((line) => line.sort === 'adjustment').slice(adjustments);
  const rest = difference.minus(sum(added.map((line) => line.amount)));
  const parts = [
    ...added.slice(0, ADDED).map((line) => `${signed(line.amount)} ${escaped(cut(line.name, 200))}`),
    ...(added.length > ADDED
      ? [`${signed(sum(added.slice(ADDED).map((line) => line.amount)))} ${added.length - ADDED} more adjustments`]
      : []),
    ...(rest.eq(0) ? [] : [`${signed(rest)} billed since`]),
  ];
  return ` (the draft was ${usd(total)}: ${parts.join('; ')})`;
}

/** Adjustments that are named in a reply. */
const ADDED = 5;

const title = ({ number }: OneStatement): string => (number ? `Statement \`${number}\`` : 'Statement');

/** As billed against as billed: what people adjusted, and what AWS revised of earlier months, is no change of the month's usage. */
function change({ total, asBilled, before, month }: OneStatement): string {
  const earlier = showMonth(addMonths(month, -1));
  if (before === undefined) return `No comparison: the ledger does not hold all of ${earlier}.`;
  const percent = percentChange(asBilled, before);
  const now = asBilled.eq(total) ? 'As billed' : `As billed ${usd(asBilled)}, without adjustments and restatements`;
  return percent ? `${now}: ${percent} against ${usd(before)} in ${earlier}.` : `${now}: ${usd(before)} in ${earlier}.`;
}

/** A budget is for usage, here as where its thresholds are watched. */
function budgetWords({ total, usage }: OneStatement, budget: Decimal | undefined): string {
  if (!budget) return '';
  const share = percentOf(usage, budget) ?? '–';
  if (usage.eq(total)) return ` Budget: ${usd(budget)}, of which ${share} was used.`;
  return ` Budget: ${usd(budget)}, of which ${share} was used by billed usage of ${usd(usage)}; the other lines do not count.`;
}

/** Lines beside the billed ones that a table names; a month may have more adjustments than a table has rows. */
const OTHERS = 100;

function rows({ billed, others, total }: OneStatement, top: number): Cell[][] {
  const [shown, rest] = shownAndRest(billed, top);
  const more = others.slice(OTHERS);
  return [
    ...shown.map((line) => [line.name, dollarCell(line.amount)]),
    ...(rest.length > 0 ? [[`${rest.length} others`, dollarCell(sum(rest.map((line) => line.amount)))]] : []),
    ...others
      .slice(0, OTHERS)
      .map((line) => [line.sort === 'restatement' ? `${line.name}: ${signed(line.amount)}` : line.name, dollarCell(line.amount)]),
    ...(more.length > 0 ? [[`${more.length} more adjustments`, dollarCell(sum(more.map((line) => line.amount)))]] : []),
    ['Total', dollarCell(total)],
  ];
}

function projects(all: NonNullable<OneStatement['projects']>, top: number) {
  const item = (amount: Decimal, name: string) => [leaf(`${usd(amount)}  `, { bold: true }), leaf(name)];
  const [shown, rest] = shownAndRest(all, top);
  const named = shown.map((one) => item(one.amount, one.project ?? 'no project'));
  return rest.length === 0 ? named : [...named, item(sum(rest.map((one) => one.amount)), `${rest.length} others`)];
}

/** What the buttons are about; who may press is looked up when it is pressed. */
function actions({ bearer, team, month }: OneStatement, state: MonthStatements['state']): ActionsBlock {
  const value = JSON.stringify([month, bearer]);
  const dispute = { type: 'button' as const, action_id: STATEMENT_DISPUTE, value, text: plain('Dispute') };
  return {
    type: 'actions',
    elements: [
      { type: 'button', action_id: STATEMENT_DETAILS, value, text: plain('Details') },
      ...(team === undefined ? [] : [state === 'draft' ? dispute : { ...dispute, text: plain('Dispute this statement') }]),
    ],
  };
}
