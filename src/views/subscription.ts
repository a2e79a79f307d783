import type { Button } from '@slack/types';
import type { Hours } from '../spend/subscriptions/hours.js';
import type { Subscription } from '../spend/subscriptions/subscription.js';
import { context, cut, escaped, header, moment, plain, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { clockWords, daysWords, scheduleWords } from './schedule-words.js';

export const UNSUBSCRIBE = 'unsubscribe';

/** Slack takes 50 blocks a message; the list needs three of its own. */
const SHOWN = 45;

const button = (row: Subscription): Button => ({ type: 'button', action_id: UNSUBSCRIBE, value: row.id, text: plain('Unsubscribe') });
/** People's words as code, where nothing in them is formatted. */
const asked = (row: Subscription): string => `\`${escaped(row.question.replaceAll('`', "'"))}\``;
const where = (row: Subscription): string => (row.place === row.owner ? 'as a direct message' : `in <#${row.place}>`);
const when = (row: Subscription): string => `${scheduleWords(row.schedule)} (${escaped(row.timeZone)})`;
const next = (row: Subscription): string => (row.state === 'paused' ? 'Paused' : `Next ${moment(row.next)}`);

/** The row in words, nothing left out: id, question, when, where, the next time. */
const told = (row: Subscription): string => `\`${row.id}\` · ${asked(row)} ${when(row)} ${where(row)}. ${next(row)}.`;
const flat = (mrkdwn: string): string => mrkdwn.replaceAll('`', '').replaceAll('*', '');

/**
 * @param heldUntil when the person's own hours hold the next one back, ISO 8601
 * @param seen one sentence on who beside colleagues will see it; see views/outsiders
 */
export function drawSubscribed(row: Subscription, did: 'added' | 'there' | 'resumed', heldUntil: string | undefined, seen = ''): Draw {
  const words = { added: 'Subscribed', there: 'You have this subscription already', resumed: 'Your paused subscription goes on' }[did];
  const held = heldUntil ? `\nYour hours hold the next one back until ${moment(heldUntil)}.` : '';
  const sentence = `${words}: ${told(row)}${seen === '' ? '' : `\n${seen}`}${held}`;
  return { text: flat(sentence), blocks: [section(sentence), { type: 'actions', elements: [button(row)] }] };
}

/** @param by who removed it, when it was not the owner */
export function drawUnsubscribed(row: Subscription, left: number, by?: string): Draw {
  const whose = by === undefined ? 'Your subscription' : `<@${row.owner}>'s subscription`;
  const rest = left === 0 ? 'None is left' : `${left} ${left === 1 ? 'is' : 'are'} left`;
  const sentence = `${whose} is removed: \`${row.id}\` · ${asked(row)} ${when(row)} ${where(row)}. ${rest}.`;
  return { text: flat(sentence), blocks: [section(sentence)] };
}

/** To the owner, when somebody else removed it. */
export function drawRemovedByOther(row: Subscription, by: string): Draw {
  const sentence = `<@${by}> removed your subscription \`${row.id}\` · ${asked(row)} ${when(row)} ${where(row)}.`;
  return { text: flat(sentence), blocks: [section(sentence)] };
}

/** @param all everybody's, for admins */
export function drawSubscriptions(rows: Subscription[], hours: Hours | undefined, slash: string, all: boolean): Draw {
  const own = all ? '' : `${hoursWords(hours)} `;
  const how = `\`${slash} subscribe team engineering every monday 9:00 here\` adds one; \`${slash} unsubscribe <id>\` removes one.`;
  if (rows.length === 0) {
    const none = all ? 'Nobody has a subscription.' : 'You have no subscriptions.';
    return { text: `${none} ${flat(escaped(own + how))}`, blocks: [section(`${none} ${escaped(own + how)}`)] };
  }
  const line = (row: Subscription): string => `${told(row)}${all ? ` <@${row.owner}>` : ''}`;
  const shown: DrawnBlock[] = rows.slice(0, SHOWN).map((row) => ({ ...section(line(row)), accessory: button(row) }));
  const rest = rows.length - shown.length;
  const title = all ? `All subscriptions: ${rows.length}` : `Your subscriptions: ${rows.length}`;
  const blocks = [header(title), ...shown];
  if (rest > 0) blocks.push(section(`${rest} more are due later and not listed here.`));
  return {
    text: cut(`${title}. ${rows.map((row) => flat(line(row))).join(' ')}`, 3500),
    blocks: [...blocks, context(escaped(own + how))],
  };
}

const hoursWords = (hours: Hours | undefined): string =>
  hours
    ? `Direct messages reach you ${daysWords(hours.days.join(','))} ${clockWords(hours.from)}–${clockWords(hours.to)} (${hours.timeZone}).`
    : 'Direct messages reach you at any time.';

/** The resulting state of a person's hours. */
export function drawHours(hours: Hours | undefined, slash: string): Draw {
  const rest = hours
    ? `What comes at other times waits until they begin. Answers to what you ask come at once. \`${slash} hours any\` takes the limit away.`
    : `\`${slash} hours 8:00-18:00 weekdays\` limits them.`;
  const sentence = escaped(`${hoursWords(hours)} ${rest}`);
  return { text: flat(sentence), blocks: [section(sentence)] };
}

/** An answer as it is delivered: who asked for it and when it comes again, and a way to stop it. */
export function drawDelivered(answer: Draw, row: Subscription): Draw {
  const subscribed = `Subscribed by <@${row.owner}>: ${asked(row)} ${when(row)}`;
  return { text: answer.text, blocks: [...answer.blocks, context(subscribed), { type: 'actions', elements: [button(row)] }] };
}

/** One line for a question that could not be answered this time. @param why a sentence of ours, with names that people wrote */
export function drawUndelivered(row: Subscription, why: string, again: string): Draw {
  const reason = escaped(why.replaceAll('`', "'")).replace(/\.$/, '');
  const whose = row.place === row.owner ? 'Your' : `<@${row.owner}>'s`;
  const sentence = `${whose} subscription ${asked(row)} could not be answered: ${reason}. It is asked again ${moment(again)}.`;
  return { text: flat(sentence), blocks: [section(sentence), { type: 'actions', elements: [button(row)] }] };
}

/** To an admin, when the subscriptions of somebody who is no longer a member are stopped. */
export function drawPaused(owner: string, state: 'left' | 'guest', rows: Subscription[], slash: string): Draw {
  const why = state === 'left' ? 'has left the workspace' : 'is no longer a full member of the workspace';
  const count = rows.length === 1 ? 'a subscription that is' : `${rows.length} subscriptions that are`;
  const ids = rows.slice(0, 20).map((row) => `\`${row.id}\` ${asked(row)} ${where(row)}`);
  const more = rows.length > 20 ? `\nand ${rows.length - 20} more` : '';
  const sentence = `<@${owner}> ${why} and has ${count} now paused; \`${slash} unsubscribe\` with the id removes one, and whoever needs it can subscribe anew.\n${ids.join('\n')}${more}`;
  return { text: cut(flat(sentence), 3500), blocks: [section(sentence)] };
}
