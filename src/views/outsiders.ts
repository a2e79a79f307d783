import type { Audience } from '../spend/audience/audiences.js';
import type { Room } from '../spend/audience/room.js';
import { context, escaped, section } from './blocks.js';
import type { Draw } from './message.js';

/** Where reports of aispend's own accord go. */
export interface Bound {
  teams: string[];
  /** The tables of all teams, too. */
  everything: boolean;
  /** How many subscriptions. */
  subscriptions: number;
  /** The cards of requests for access. */
  cards?: boolean;
}

const flat = (mrkdwn: string): string => mrkdwn.replaceAll('`', '');

/** "1 guest", "at least 2 guests (50 of its 340 members were looked at)". */
function guestWords({ guests, looked, size }: Room): string {
  const count = `${guests} ${guests === 1 ? 'guest' : 'guests'}`;
  return looked < size ? `at least ${count} (${looked} of its ${size} members were looked at)` : count;
}

const withWhom = ({ organisations }: Room): string => (organisations.length === 0 ? 'another organisation' : organisations.join(' and '));

/** "is shared with Partner Inc (Slack Connect)": why figures do not go there. Plain words, organisations as they call themselves. */
export const sharedWords = (room: Room): string =>
  room.shared === 'invited'
    ? 'is about to be shared with another organisation, which can then read what was said before (a Slack Connect invitation is open)'
    : `is shared with ${withWhom(room)} (Slack Connect)`;

/** For whoever has figures sent to a channel: who beside colleagues will see them; empty when nobody is known. */
export function seenByOutsiders(channel: string, room: Room): string {
  const who = [
    ...(room.shared !== 'no' ? [`<#${channel}> ${escaped(sharedWords(room))}, whose people will see these figures.`] : []),
    ...(room.guests > 0 ? [`<#${channel}> has ${guestWords(room)}, who will see these figures.`] : []),
  ];
  return who.join(' ');
}

/** To the admins, once for each channel and state. @param instead Slack ids of those who get directly what is held back */
export function drawOutsiders(channel: string, audience: Audience, bound: Bound, instead: string[]): Draw {
  const cure = 'name another channel in aispend.yaml';
  const parts = audience.held
    ? [
        `<#${channel}> ${escaped(sharedWords(audience))}, so aispend holds back what should go there: ${boundWords(bound)}.`,
        insteadWords(bound, instead),
        `To change that, ${cure}, or list \`${channel}\` under \`allowOutsiders\` there.`,
        ...(audience.guests > 0 ? [`It has ${guestWords(audience)}, too.`] : []),
      ]
    : [
        `<#${channel}> has ${guestWords(audience)}, who ${audience.guests === 1 ? 'sees' : 'see'} what aispend sends there: ${boundWords(bound)}.`,
        `If that is not meant, ${cure} or move the guests; if it is, nothing needs to be done.`,
      ];
  const words = parts.filter((part) => part !== '').join(' ');
  return { text: flat(words), blocks: [section(words)] };
}

function boundWords({ teams, everything, subscriptions, cards }: Bound): string {
  const names = teams.slice(0, 10).map(escaped).join(', ');
  const rest = teams.length > 10 ? ` and ${teams.length - 10} more teams` : '';
  const parts = [
    ...(teams.length > 0 ? [`the weekly chargeback, statements, budgets and unusual spend of ${names}${rest}`] : []),
    ...(everything ? ['the weekly table and the statements of all teams'] : []),
    ...(cards ? ['requests for access'] : []),
    ...(subscriptions > 0 ? [`${subscriptions} ${subscriptions === 1 ? 'subscription' : 'subscriptions'}`] : []),
  ];
  return parts.length === 0 ? 'messages about spend' : parts.join('; ');
}

function insteadWords({ subscriptions, cards }: Bound, instead: string[]): string {
  const people = instead.map((id) => `<@${id}>`).join(', ');
  const get = people === '' ? '' : `${people} ${instead.length === 1 ? 'gets' : 'get'} it directly instead.`;
  const own = subscriptions > 0 ? 'Subscriptions go to those who subscribed.' : '';
  const decided = cards ? 'Requests for access go to those who decide them.' : '';
  return [get, own, decided].filter((part) => part !== '').join(' ') || 'Nobody gets it instead.';
}

/** A report as it goes to a person because it may not go to the channel. */
export function drawInstead(draw: { text: string; blocks?: Draw['blocks'] | undefined }, channel: string, room: Room): Draw {
  const why = `Sent to you and not to <#${channel}>, which ${escaped(sharedWords(room))}.`;
  // Slack takes 50 blocks a message.
  return { text: draw.text, blocks: [...(draw.blocks ?? [section(draw.text)]).slice(0, 49), context(why)] };
}
