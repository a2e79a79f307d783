import type { FileConfig } from '../config-schema.js';
import { decimal } from '../money.js';
import type { OutgoingMessage } from '../outbox/message.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Audiences } from '../spend/audience/audiences.js';
import { bearerOf } from '../spend/statements/bearer.js';
import type { MonthStatements } from '../spend/statements/books.js';
import { type Dispute, named, type Outcome } from '../spend/statements/entries.js';
import { financePeople } from '../spend/statements/finance.js';
import { journal } from '../spend/statements/journal.js';
import { monthSummary, statementLines } from '../spend/statements/month-summary.js';
import { type OneStatement, oneStatement } from '../spend/statements/one-statement.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';
import { drawDecided, drawDispute, drawOutcome } from '../views/dispute.js';
import { journalCsv, statementCsv } from '../views/journal-csv.js';
import type { Draw } from '../views/message.js';
import { drawClosedAs, drawStatement } from '../views/statement.js';
import { drawClosed, drawMonth } from '../views/statement-month.js';
import { placesOf } from './places.js';
import { putAll } from './put-all.js';
import { withinHours } from './within-hours.js';

const SLASH = '/aispend';

/** Tells people about statements and disputes. Every message has a key that names what it says, so all of it may be repeated. */
export interface StatementMail {
  /** A month's drafts to teams and finance. */
  drafted(month: MonthStatements): Promise<string[]>;
  /** That a month is closed: finance's card and thread with the journal, and every team's message. */
  closed(month: MonthStatements & { state: 'closed' }): Promise<string[]>;
  disputed(dispute: Dispute): Promise<string[]>;
  decided(dispute: Dispute, outcome: Outcome): Promise<string[]>;
}

export const draftKey = (month: string, channel: string, team?: string): string =>
  `statement:${month}:draft:${team === undefined ? 'finance' : `team:${team}`}:${channel}`;

/** Whether a message stands in Slack or will: what hangs on one that failed would fail with it. */
export async function hasPlace(outbox: Pick<Outbox, 'find'>, key: string): Promise<boolean> {
  const known = await outbox.find(key);
  return known !== undefined && known.state !== 'failed';
}

export interface StatementMailOptions {
  settings: FileConfig;
  outbox: Outbox;
  hours: DeliveryHours;
  audiences: Pick<Audiences, 'before'>;
}

interface TeamMessage {
  team: string;
  managers: string[];
  one: OneStatement;
  channel: string;
  key: string;
  draw: Draw;
}

/**
 * A line under each message that was changed, since that notifies nobody. In a channel it names the managers who read the
 * message there, because only those who follow a thread hear of it.
 */
const closedAs = (key: string, by: string, teams: TeamMessage[], changed: OutgoingMessage[]): OutgoingMessage[] =>
  teams
    .filter((each) => changed.some((message) => message.update === each.key))
    .map(({ team, managers, one, channel, key: thread }) => {
      const direct = (id: string): boolean => teams.some((each) => each.team === team && each.channel === id);
      const toName = direct(channel) && managers.includes(channel) ? [] : managers.filter((id) => !direct(id));
      return { key: `${key}:told:team:${team}:${channel}`, channel, ...drawClosedAs(one, by, toName), thread };
    });

export function statementMail({ settings, outbox, hours, audiences }: StatementMailOptions): StatementMail {
  const { chargeback } = settings;
  const finance = chargeback.financeChannel ? [chargeback.financeChannel] : financePeople(settings);
  const last = finance.at(-1) ?? '';
  const budgets = new Map(
    settings.teams.flatMap((team) => (team.budget === undefined ? [] : [[team.name, decimal(team.budget)] as const])),
  );

  const teamMessages = async (month: MonthStatements): Promise<TeamMessage[]> => {
    const messages: TeamMessage[] = [];
    for (const team of settings.teams) {
      const one = oneStatement(month, bearerOf(team.name));
      if (!one) continue;
      const draw = drawStatement(one, month, { top: chargeback.top, budget: budgets.get(team.name), buttons: true });
      for (const channel of await placesOf(team, chargeback.toManagers, audiences))
        messages.push({
          team: team.name,
          managers: team.managers,
          one,
          channel,
          key: draftKey(month.content.month, channel, team.name),
          draw,
        });
    }
    return messages;
  };

  /** Changes a message where it was sent, and is one of its own where it was not or did not arrive. */
  const instead = async (key: string, earlier: string, message: Omit<OutgoingMessage, 'key'>): Promise<OutgoingMessage> =>
    (await hasPlace(outbox, earlier)) ? { key, ...message, update: earlier } : { key, ...message };

  /** Puts them in parts; the last is the mark that all were put, so that looking again costs one question. */
  const put = async (mark: string, messages: () => Promise<OutgoingMessage[]>): Promise<string[]> => {
    if (await outbox.find(mark)) return [];
    return putAll(outbox, await messages());
  };

  return {
    drafted: (month) => {
      const { content } = month;
      return put(draftKey(content.month, last), async () => {
        const file = { name: `statements-${content.month}-draft.csv`, content: statementCsv(content.month, statementLines(month)) };
        const card = drawMonth(month, monthSummary(month), { buttons: true });
        const teams = (await teamMessages(month)).map(({ key, channel, draw }) => ({ key, channel, ...draw }));
        const cards = finance.map((channel) => ({ key: draftKey(content.month, channel), channel, file, ...card }));
        return [...(await withinHours(teams, new Date(0), hours)), ...cards];
      });
    },

    closed: (month) => {
      const { closed } = month;
      const key = `statement:${closed.month}:closed`;
      return put(`${key}:finance:${last}`, async () => {
        const summary = monthSummary(month);
        const file = { name: `journal-${closed.month}.csv`, content: journalCsv(journal(closed)) };
        const messages: OutgoingMessage[] = [];
        const teams = await teamMessages(month);
        for (const { team, channel, key: earlier, draw } of teams)
          messages.push(await instead(`${key}:team:${team}:${channel}`, earlier, { channel, ...draw }));
        messages.push(...(await withinHours(closedAs(key, closed.closedBy, teams, messages), new Date(0), hours)));
        for (const channel of finance) {
          const card = await instead(`${key}:card:${channel}`, draftKey(closed.month, channel), { channel, ...drawMonth(month, summary) });
          const told = { key: `${key}:finance:${channel}`, channel, ...drawClosed(month, summary), thread: card.update ?? card.key, file };
          messages.push(card, told);
        }
        return messages;
      });
    },

    disputed: (dispute) =>
      put(disputeKey(dispute.id, last), async () =>
        finance.map((channel) => ({
          ...{ key: disputeKey(dispute.id, channel), channel, about: `dispute:${dispute.id}` },
          ...drawDispute(dispute, SLASH),
        })),
      ),

    decided: (dispute, outcome) => {
      const told = `dispute:${dispute.id}:told:${dispute.by}`;
      return put(told, async () => {
        const draw = drawOutcome(dispute, named(outcome));
        const threads: OutgoingMessage[] = [];
        for (const channel of finance) {
          const earlier = disputeKey(dispute.id, channel);
          const card = await instead(`${earlier}:card`, earlier, { channel, ...drawDecided(dispute, named(outcome)) });
          // A card of its own says what the thread would.
          threads.push(card, ...(card.update ? [{ key: `${earlier}:outcome`, channel, ...draw, thread: earlier }] : []));
        }
        return [...threads, { key: told, channel: dispute.by, ...draw }];
      });
    },
  };
}

const disputeKey = (id: string, channel: string): string => `dispute:${id}:${channel}`;
