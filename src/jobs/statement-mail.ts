import type { FileConfig } from '../config-schema.js';
import { decimal } from '../money.js';
import type { OutgoingMessage } from '../outbox/message.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Audiences } from '../spend/audience/audiences.js';
import { type Bearer, bearerName, bearerOf, teamOf } from '../spend/statements/bearer.js';
import type { Books, MonthStatements } from '../spend/statements/books.js';
import { type Dispute, type Entry, entryOf, named, type Outcome } from '../spend/statements/entries.js';
import { financePeople } from '../spend/statements/finance.js';
import { journal } from '../spend/statements/journal.js';
import { monthSummary, statementLines } from '../spend/statements/month-summary.js';
import { type OneStatement, oneStatement } from '../spend/statements/one-statement.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';
import { drawDecided, drawDispute, drawDisputedByOther, drawMovedOnto, drawOutcome, type MovedOnto } from '../views/dispute.js';
import { journalCsv, statementCsv } from '../views/journal-csv.js';
import type { Draw } from '../views/message.js';
import { type DraftedAs, drawClosedAs, drawStatement } from '../views/statement.js';
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
  /** The pair of an adjustment: to the team that takes over an amount. */
  adjusted(entries: Entry[]): Promise<string[]>;
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
  books: Pick<Books, 'landsOn'>;
}

interface TeamMessage {
  team: string;
  managers: string[];
  one: OneStatement;
  channel: string;
  key: string;
  draw: Draw;
}

/** What a draft said, kept with its message: what it says when the month is closed is compared with that. */
const draftedWords = (one: OneStatement): string =>
  `draft:${one.total.toFixed()}:${one.others.filter((line) => line.sort === 'adjustment').length}`;

/** Undefined for a draft of a version that did not keep it. */
function draftedAs(about: string | undefined): DraftedAs | undefined {
  const [, total, adjustments] = /^draft:(-?[\d.]+):(\d+)$/.exec(about ?? '') ?? [];
  return total === undefined ? undefined : { total: decimal(total), adjustments: Number(adjustments) };
}

/**
 * A line under each message that was changed, since that notifies nobody. In a channel it names the managers who read the
 * message there, because only those who follow a thread hear of it.
 */
const closedAs = (
  key: string,
  by: string,
  teams: TeamMessage[],
  changed: OutgoingMessage[],
  drafts: ReadonlyMap<string, DraftedAs | undefined>,
): OutgoingMessage[] =>
  teams
    .filter((each) => changed.some((message) => message.update === each.key))
    .map(({ team, managers, one, channel, key: thread }) => {
      const direct = (id: string): boolean => teams.some((each) => each.team === team && each.channel === id);
      const toName = direct(channel) && managers.includes(channel) ? [] : managers.filter((id) => !direct(id));
      return { key: `${key}:told:team:${team}:${channel}`, channel, ...drawClosedAs(one, by, toName, drafts.get(thread)), thread };
    });

export function statementMail({ settings, outbox, hours, audiences, books }: StatementMailOptions): StatementMail {
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

  const placesFor = async (bearer: Bearer): Promise<string[]> => {
    const team = settings.teams.find((one) => one.name === teamOf(bearer));
    return team ? placesOf(team, chargeback.toManagers, audiences) : [];
  };

  /** To whom an amount falls, unless one of them heard of it: a repeated run must not tell those who joined since. */
  const movedOnto = async (
    key: string,
    o: Omit<MovedOnto, 'team' | 'onto'> & { bearer: Bearer; id: string },
  ): Promise<OutgoingMessage[]> => {
    const { bearer, id, ...moved } = o;
    const places = await placesFor(bearer);
    for (const channel of places) if (await outbox.find(`${key}:${channel}`)) return [];
    const draw = drawMovedOnto({ ...moved, team: teamOf(bearer) ?? '', onto: await books.landsOn(o.month, id) }, SLASH);
    return withinHours(
      places.map((channel) => ({ key: `${key}:${channel}`, channel, ...draw })),
      new Date(0),
      hours,
    );
  };

  /** A team whose figures somebody disputes who is not of it: no manager, and not in its channel. */
  const toDisputed = async (dispute: Dispute): Promise<OutgoingMessage[]> => {
    const team = settings.teams.find((one) => one.name === dispute.team);
    if (!team || team.managers.includes(dispute.by)) return [];
    if (team.channel && (await audiences.before(team.channel))?.members.includes(dispute.by)) return [];
    const messages = (await placesFor(bearerOf(team.name))).map((channel) => ({
      ...{ key: `dispute:${dispute.id}:team:${channel}`, channel },
      ...drawDisputedByOther(dispute),
    }));
    return withinHours(messages, new Date(0), hours);
  };

  return {
    adjusted: async (entries) => {
      const [to, from] = [entries.find((one) => decimal(one.amount).gt(0)), entries.find((one) => decimal(one.amount).lt(0))];
      if (!to || !from) return [];
      const amount = decimal(to.amount);
      return putAll(outbox, await movedOnto(`entry:${to.id}:told`, { ...to, amount, fromName: bearerName(from.bearer) }));
    },

    drafted: (month) => {
      const { content } = month;
      return put(draftKey(content.month, last), async () => {
        const file = { name: `statements-${content.month}-draft.csv`, content: statementCsv(content.month, statementLines(month)) };
        const card = drawMonth(month, monthSummary(month), { buttons: true });
        const teams = (await teamMessages(month)).map(({ key, channel, one, draw }) => ({
          key,
          channel,
          about: draftedWords(one),
          ...draw,
        }));
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
        const drafts = new Map<string, DraftedAs | undefined>();
        for (const { key: earlier } of teams) drafts.set(earlier, draftedAs((await outbox.find(earlier))?.about));
        messages.push(...(await withinHours(closedAs(key, closed.closedBy, teams, messages, drafts), new Date(0), hours)));
        for (const channel of finance) {
          const card = await instead(`${key}:card:${channel}`, draftKey(closed.month, channel), { channel, ...drawMonth(month, summary) });
          const told = { key: `${key}:finance:${channel}`, channel, ...drawClosed(month, summary), thread: card.update ?? card.key, file };
          messages.push(card, told);
        }
        return messages;
      });
    },

    disputed: (dispute) =>
      put(disputeKey(dispute.id, last), async () => [
        ...(await toDisputed(dispute)),
        ...finance.map((channel) => ({
          ...{ key: disputeKey(dispute.id, channel), channel, about: `dispute:${dispute.id}` },
          ...drawDispute(dispute, SLASH),
        })),
      ]),

    decided: (dispute, outcome) => {
      const told = `dispute:${dispute.id}:told:${dispute.by}`;
      return put(told, async () => {
        const onto = await books.landsOn(dispute.month, entryOf(dispute.id));
        const draw = drawOutcome(dispute, named(outcome), onto);
        const threads: OutgoingMessage[] = [];
        for (const channel of finance) {
          const earlier = disputeKey(dispute.id, channel);
          const card = await instead(`${earlier}:card`, earlier, { channel, ...drawDecided(dispute, named(outcome), onto) });
          // A card of its own says what the thread would.
          threads.push(card, ...(card.update ? [{ key: `${earlier}:outcome`, channel, ...draw, thread: earlier }] : []));
        }
        if (outcome.amount !== null && outcome.against !== null) {
          const { month, team, id } = dispute;
          const moved = { bearer: outcome.against, id: entryOf(id), amount: decimal(outcome.amount), month, fromName: team, dispute: id };
          threads.push(...(await movedOnto(`dispute:${id}:onto`, { ...moved, by: outcome.by, reason: outcome.reason })));
        }
        return [...threads, { key: told, channel: dispute.by, ...draw }];
      });
    },
  };
}

const disputeKey = (id: string, channel: string): string => `dispute:${id}:${channel}`;
