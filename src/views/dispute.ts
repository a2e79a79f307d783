import type { ActionsBlock, InputBlock, View } from '@slack/types';
import { type Decimal, decimal, exact, usd } from '../money.js';
import { type Month, type Span, showMonth, showSpan, wholeMonth } from '../period.js';
import type { Dispute, Entry, NamedOutcome } from '../spend/statements/entries.js';
import { context, cut, escaped, moment, plain, remark, section } from './blocks.js';
import type { Draw } from './message.js';
import { flat, person, signed } from './statement-words.js';

export const DISPUTE_ACCEPT = 'dispute_accept';
export const DISPUTE_REJECT = 'dispute_reject';
export const DISPUTE_FORM = 'dispute_form';
export const ACCEPT_FORM = 'dispute_accept_form';
export const REJECT_FORM = 'dispute_reject_form';
export const CLOSE_FORM = 'statement_close_form';

const about = ({ month, start, end }: Dispute): string => {
  const whole = wholeMonth(month);
  return start === whole.start && end === whole.end ? showMonth(month) : showSpan({ start, end });
};

/** To finance: what is disputed, by whom, and the two ways to decide. What the person wrote is plain text. */
export function drawDispute(dispute: Dispute, slash: string): Draw {
  const words = `${person(dispute.by)} disputes what ${escaped(dispute.team)} is charged for ${about(dispute)} (dispute \`${dispute.id}\`).`;
  const how = `Talk it over in this thread. \`${slash} dispute accept ${dispute.id} 120.50 to <team> "why"\` does the same as the buttons.`;
  const button = (action_id: string, text: string) => ({ type: 'button' as const, action_id, value: dispute.id, text: plain(text) });
  const actions: ActionsBlock = { type: 'actions', elements: [button(DISPUTE_ACCEPT, 'Accept…'), button(DISPUTE_REJECT, 'Reject…')] };
  return {
    text: cut(`${flat(words)} ${escaped(dispute.words)}`, 3500),
    blocks: [section(words), said(dispute.words), actions, context(escaped(how))],
  };
}

/** An entry is a line of the month's own statement, or of the next where that is closed or there never was one. */
const line = (month: Month, onto: Month): string =>
  `as an adjustment on the statement for ${showMonth(onto)}${onto === month ? '' : `, since there is none for ${showMonth(month)} that could still change`}`;

const said = (words: string) => ({ type: 'section' as const, text: plain(cut(words, 3000)) });

/** What came of a dispute, and the month on whose statement it is a line: in its thread, to the person who opened it, and in place of the buttons. */
export function drawOutcome(dispute: Dispute, outcome: NamedOutcome, onto: Month): Draw {
  const verdict =
    outcome.verdict === 'accepted'
      ? `accepted: ${usd(decimal(outcome.amount ?? 0))} move from ${escaped(dispute.team)} to ${escaped(outcome.againstName ?? '')}, ${line(dispute.month, onto)}`
      : 'rejected';
  const words = `The dispute \`${dispute.id}\` about ${escaped(dispute.team)}, ${about(dispute)}, was ${verdict}. By ${person(outcome.by)} ${moment(outcome.at)}:`;
  return { text: cut(`${flat(words)} ${escaped(outcome.reason)}`, 3500), blocks: [section(words), said(outcome.reason)] };
}

/** In place of the card with the buttons, once it is decided. */
export function drawDecided(dispute: Dispute, outcome: NamedOutcome, onto: Month): Draw {
  const { text, blocks } = drawOutcome(dispute, outcome, onto);
  const words = `${person(dispute.by)} disputed what ${escaped(dispute.team)} is charged for ${about(dispute)}:`;
  return { text, blocks: [section(words), said(dispute.words), ...blocks] };
}

/** To the person who opened it. @param onto the month on whose statement it is a line if it is accepted */
export function drawDisputed(dispute: Dispute, toFinance: boolean, onto: Month): Draw {
  const where = toFinance ? 'Finance has it and decides' : 'No finance channel is configured, so those who decide were told directly';
  const words = `Your dispute \`${dispute.id}\` about ${escaped(dispute.team)}, ${about(dispute)}, is open. ${where}; you hear what comes of it. What is accepted comes ${line(dispute.month, onto)}.`;
  return { text: flat(words), blocks: [section(words), said(dispute.words)] };
}

/** To those who came after somebody else had decided. */
export function drawDecidedBefore(dispute: Dispute, outcome: NamedOutcome, onto: Month): Draw {
  const words = `${person(outcome.by)} has decided this dispute already; nothing was changed.`;
  return { text: words, blocks: [section(words), ...drawOutcome(dispute, outcome, onto).blocks] };
}

/** The open disputes, the oldest first. */
export function drawDisputes(open: Dispute[], slash: string): Draw {
  const how = `\`${slash} dispute 2026-10 engineering "why"\` opens one.`;
  if (open.length === 0) return { text: `No dispute is open. ${flat(how)}`, blocks: [section(`No dispute is open. ${how}`)] };
  const lines = open.slice(0, 20).map((one) => `\`${one.id}\` ${escaped(one.team)}, ${about(one)}, by ${person(one.by)} ${moment(one.at)}`);
  const rest = open.length > 20 ? [remark(`${open.length - 20} more are not listed.`)] : [];
  return { text: cut(flat(lines.join('; ')), 3500), blocks: [section(lines.join('\n')), ...rest, context(how)] };
}

/** What an adjustment did. */
export function drawAdjusted(entries: (Entry & { name: string })[], onto: string): Draw {
  const moves = entries.map((entry) => `${escaped(entry.name)} ${signed(decimal(entry.amount))}`).join(', ');
  const words = `Entered for ${showMonth(entries[0]?.month ?? '2000-01')}: ${moves}. It is a line on the statement for ${showMonth(onto)}, by ${person(entries[0]?.by ?? '')}:`;
  return { text: cut(`${words} ${escaped(entries[0]?.reason ?? '')}`, 3500), blocks: [section(words), said(entries[0]?.reason ?? '')] };
}

/** An amount that was moved onto a team, by an adjustment or by the outcome of a dispute. */
export interface MovedOnto {
  team: string;
  /** Above zero. */
  amount: Decimal;
  month: Month;
  onto: Month;
  /** Who is relieved of it, as people read it. */
  fromName: string;
  by: string;
  reason: string;
  dispute: string | null;
}

/** To a team that is charged more than it was told before. */
export function drawMovedOnto(moved: MovedOnto, slash: string): Draw {
  const { team, amount, month, onto, by } = moved;
  const what = moved.dispute === null ? 'as an adjustment' : `as the outcome of dispute \`${moved.dispute}\``;
  const words = `*${escaped(team)} is charged ${usd(amount)} more* for ${showMonth(month)}, taken over from ${escaped(moved.fromName)}: a line on its statement for ${showMonth(onto)}, entered by ${person(by)} ${what}.`;
  const name = /^[\w-]+$/.test(team) ? team : `"${team}"`;
  const how = `Not yours? \`${slash} dispute ${month} ${name} "why"\` brings it to finance.`;
  return {
    text: cut(`${flat(words)} ${escaped(moved.reason)}`, 3500),
    blocks: [section(words), said(moved.reason), context(escaped(how))],
  };
}

/** To a team whose figures somebody else disputes. */
export function drawDisputedByOther(dispute: Dispute): Draw {
  const words = `${person(dispute.by)} disputes what ${escaped(dispute.team)} is charged for ${about(dispute)} (dispute \`${dispute.id}\`). Finance decides.`;
  return { text: cut(`${flat(words)} ${escaped(dispute.words)}`, 3500), blocks: [section(words), said(dispute.words)] };
}

const input = (
  block_id: string,
  label: string,
  o: { multiline?: boolean; optional?: boolean; hint?: string; initial?: string } = {},
): InputBlock => ({
  type: 'input',
  block_id,
  optional: o.optional === true,
  label: plain(label),
  ...(o.hint ? { hint: plain(o.hint) } : {}),
  element: {
    type: 'plain_text_input',
    action_id: block_id,
    max_length: o.multiline ? 1000 : 100,
    ...(o.multiline ? { multiline: true } : {}),
    ...(o.initial ? { initial_value: o.initial } : {}),
  },
});

const window = (callback_id: string, title: string, submit: string, metadata: string, blocks: View['blocks']): View => ({
  type: 'modal',
  callback_id,
  title: plain(title),
  submit: plain(submit),
  close: plain('Cancel'),
  private_metadata: metadata,
  blocks,
});

/** Asks what is wrong. The metadata is the team and the days, to be looked up again when it comes back. */
export const disputeWindow = (team: string, span: Span): View =>
  window(DISPUTE_FORM, 'Dispute', 'Send to finance', JSON.stringify([team, span.start, span.end]), [
    { type: 'section', text: plain(cut(`${team}, ${showSpan(span)} (UTC)`, 300)) },
    input('words', 'What is wrong, and what should it be?', { multiline: true }),
  ]);

/** @param holds what the statement holds, so that the window itself can refuse more */
export const acceptWindow = (dispute: Dispute, holds: Decimal): View =>
  window(ACCEPT_FORM, 'Accept the dispute', 'Accept', `${dispute.id} ${exact(holds)}`, [
    { type: 'section', text: plain(cut(`${dispute.team}, ${about(dispute)}: ${dispute.words}`, 3000)) },
    input('amount', `Dollars to take off ${cut(dispute.team, 60)}`, { hint: `Such as 120.50; the statement holds ${usd(holds)}` }),
    input('against', 'Team that takes them', { optional: true, hint: 'Left empty: spend that no team owns' }),
    input('reason', 'Why', { multiline: true }),
  ]);

export const rejectWindow = (dispute: Dispute): View =>
  window(REJECT_FORM, 'Reject the dispute', 'Reject', dispute.id, [
    { type: 'section', text: plain(cut(`${dispute.team}, ${about(dispute)}: ${dispute.words}`, 3000)) },
    input('reason', 'Why', { multiline: true }),
  ]);

/** Asks an admin why a month is closed although something stands against it. */
export const closeWindow = (month: string, against: string): View =>
  window(CLOSE_FORM, 'Close the month', 'Close all the same', month, [
    { type: 'section', text: plain(cut(against, 3000)) },
    input('reason', 'Why it is closed all the same', { multiline: true, hint: 'Kept with the closed month, with your name' }),
  ]);
