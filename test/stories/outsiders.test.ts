import type { Log } from '../../src/log.js';
import { silentLog } from '../../src/log.js';
import type { Channel, Message } from '../../src/playground/slack/fake-slack.types.js';
import { accountOf, line } from '../account.js';
import { openAnomalies } from '../anomaly-world.js';
import { type Started, start } from '../start.js';

let bot: Started;
const open = async (o: Parameters<typeof start>[0] = {}): Promise<void> => {
  bot = await start({ ...o, config: { allowOutsiders: [], ...o.config } });
};
afterEach(() => bot.close());

const told = (messages: Message[], place: string): string[] => messages.filter((one) => one.channel === place).map((one) => one.text);
const shown = (message: Message | undefined): string => JSON.stringify(message?.blocks);
const channel = (id: string): Channel => {
  const found = bot.slack.channels.find((one) => one.id === id);
  if (!found) throw new Error(`there is no channel ${id}`);
  return found;
};
const calls = (method: string, id?: string): number =>
  bot.slack.log.filter((one) => one.what === method && (id === undefined || one.request.channel === id)).length;
/** Somebody of another organisation joins by Slack Connect; leaves again. */
const join = (id: string): number => channel(id).members.push('U0OUT');
const leave = (id: string): void => {
  channel(id).members = channel(id).members.filter((one) => one !== 'U0OUT');
};
const monday = (again = false): Promise<Message[]> => bot.runJob('weekly-chargeback', { again });

describe('guests in a channel', () => {
  test('see the report; the admins hear of it once, with what goes there and what can be done', async () => {
    await open();
    const said = await monday();
    expect(told(said, 'C0GENERAL')).toEqual([expect.stringMatching(/^Weekly chargeback: support/)]);
    const about = (messages: Message[]) => told(messages, 'D0EVE').filter((text) => text.startsWith('<#C0GENERAL>'));
    expect(about(said)).toEqual([
      '<#C0GENERAL> has 1 guest, who sees what aispend sends there: the weekly chargeback, statements, budgets and unusual spend of support. If that is not meant, name another channel in aispend.yaml or move the guests; if it is, nothing needs to be done.',
    ]);
    bot.clock.set('2026-12-07T08:00:00Z');
    expect(about(await monday())).toEqual([]);
    // Learned anew, because members come and go.
    expect(calls('conversations.info', 'C0GENERAL')).toBe(2);
  });

  test('the person who subscribes for a channel is told in one sentence who will see it', async () => {
    await open();
    const confirmed = await bot.ask('subscribe teams every monday in #general', 'U0BEN', 'C0GENERAL');
    expect(confirmed.text).toMatch(/\n<#C0GENERAL> has 1 guest, who will see these figures\.$/);
    expect((await bot.ask('subscribe teams every tuesday in #finance', 'U0DAN', 'C0FIN')).text).not.toContain('will see');
    expect(told(await bot.delivered(), 'D0EVE')).toEqual([]);
  });

  test('in a large channel some people are looked at, and the sentence says how many', async () => {
    await open();
    const crowd = Array.from({ length: 120 }, (_, index) => `U0CROWD${index}`);
    for (const id of crowd) bot.slack.people.push({ id, name: id, realName: id, tz: 'UTC', is_ultra_restricted: true });
    channel('C0FIN').members.push(...crowd);
    const { text } = await bot.ask('subscribe teams every monday here', 'U0DAN', 'C0FIN');
    expect(text).toMatch(/<#C0FIN> has at least 4\d guests \(50 of its 125 members were looked at\), who will see these figures\./);
    // Dan himself is the one more.
    expect(calls('users.info')).toBeLessThanOrEqual(51);
  });
});

describe('a channel shared with another organisation', () => {
  test('gets no report; its managers get it directly, and the admins hear why and what to do', async () => {
    await open();
    const said = await monday();
    expect(told(said, 'C0ENG')).toEqual([]);
    expect(told(said, 'D0ADA')).toEqual([expect.stringMatching(/^Weekly chargeback: engineering spent \$/)]);
    expect(told(said, 'D0EVE')).toContain(
      '<#C0ENG> is shared with Partner Inc (Slack Connect), so aispend holds back what should go there: the weekly chargeback, statements, budgets and unusual spend of engineering; requests for access. <@U0ADA> gets it directly instead. Requests for access go to those who decide them. To change that, name another channel in aispend.yaml, or list C0ENG under allowOutsiders there.',
    );
    expect(await monday(true)).toEqual([]);
  });

  test('gets it where aispend.yaml allows it, and nobody is told of it again', async () => {
    await open({ config: { allowOutsiders: ['C0ENG'] } });
    const said = await monday();
    expect(told(said, 'C0ENG')).toHaveLength(1);
    expect(told(said, 'D0EVE').join()).not.toContain('C0ENG');
    expect((await bot.ask('subscribe teams every monday here')).text).toMatch(
      /\n<#C0ENG> is shared with Partner Inc \(Slack Connect\), whose people will see these figures\.$/,
    );
  });

  test('a workspace of the same organisation is no outsider; an open invitation is one already', async () => {
    await open();
    channel('C0FIN').isPendingShared = true;
    leave('C0ENG');
    channel('C0ENG').isOrgShared = true;
    const said = await monday();
    expect(told(said, 'C0ENG')).toHaveLength(1);
    expect(told(said, 'C0FIN')).toEqual([]);
    expect(told(said, 'D0EVE').join()).toMatch(
      /<#C0FIN> is about to be shared with another organisation, which can then read what was said/,
    );
  });

  test('finance’s tables go to those who close months, with their CSV', async () => {
    await open();
    join('C0FIN');
    const said = await monday();
    expect(told(said, 'C0FIN')).toEqual([]);
    const [table] = said.filter((one) => one.channel === 'D0DAN' && one.text.startsWith('Weekly chargeback. All teams'));
    expect(shown(table)).toContain('Sent to you and not to <#C0FIN>, which is shared with Partner Inc (Slack Connect).');
    expect(said.filter((one) => one.channel === 'D0DAN').flatMap((one) => one.files ?? [])).toHaveLength(1);
    expect((await monday(true)).map((one) => one.text)).toEqual([]);
  });

  test('cannot be subscribed for, and nothing is kept; what was subscribed before goes to who subscribed', async () => {
    await open();
    const refused = await bot.ask('subscribe teams every monday here');
    expect(refused.text).toMatch(
      /^aispend answers members of its own workspace only, and that channel is shared with Partner Inc \(Slack Connect\); subscribe "to me" .* list C0ENG under `allowOutsiders` in aispend\.yaml: <@U0EVE>/,
    );
    expect(await bot.parts.store.subscriptions.all()).toEqual([]);
    await bot.ask('subscribe teams 2026-10 every day here', 'U0BEN', 'C0GENERAL');
    join('C0GENERAL');
    bot.clock.set('2026-11-27T09:00:00Z');
    const said = await bot.runJob('subscriptions');
    expect(told(said, 'C0GENERAL')).toEqual([]);
    const [answer] = said.filter((one) => one.channel === 'D0BEN');
    expect(answer?.text).toMatch(/^All teams spent/);
    expect(shown(answer)).toContain('Sent to you and not to <#C0GENERAL>');
    expect(told(said, 'D0EVE')).toEqual([
      expect.stringMatching(
        /: the weekly chargeback, .* of support; 1 subscription\. <@U0EVE> gets it directly instead\. Subscriptions go to/,
      ),
    ]);
  });

  test('unusual spend that was told there before it was shared: the news goes to the manager, the card stays as it is', async () => {
    const world = await openAnomalies({ config: { allowOutsiders: [] } });
    bot = world;
    await bot.runJob('anomaly-watch');
    const before = shown(world.card());
    join('C0GENERAL');
    const said = await world.morning('2026-11-26');
    expect(told(said, 'C0GENERAL')).toEqual([]);
    expect(told(said, 'D0EVE')).toEqual([
      expect.stringMatching(/^<#C0GENERAL> is shared with Partner Inc/),
      expect.stringMatching(/^It goes on: 24 Nov 2026 cost \$/),
    ]);
    expect(shown(world.card())).toBe(before);
  });

  test('statements go to the managers, and are changed there when the month is closed', async () => {
    await open({ at: '2026-11-06T09:00:00Z' });
    const drafts = await bot.runJob('month-close');
    expect(told(drafts, 'C0ENG')).toEqual([]);
    expect(told(drafts, 'D0ADA')).toEqual([expect.stringMatching(/^Statement: engineering \$/)]);
    await bot.ask('close 2026-10 "all agreed"', 'U0EVE', 'C0GENERAL');
    const closed = await bot.delivered();
    expect(told(closed, 'C0ENG')).toEqual([]);
    const mine = bot.slack.visible('U0ADA', 'D0ADA').filter((one) => /engineering \$/.test(one.text));
    expect(mine.map((one) => one.text)).toEqual([expect.stringMatching(/^Statement AIS-2026-10-\d+: engineering/)]);
  });
});

describe('a month that is closed while finance’s channel is shared', () => {
  const lines = [line({ day: '2026-10-02', cost: '100' }), line({ day: '2026-11-05', cost: '9' })];
  const config = {
    teams: [
      { name: 'engineering', managers: ['U0ADA'] },
      { name: 'finance', managers: ['U0DAN'], channel: 'C0FIN' },
    ],
    chargeback: { financeChannel: 'C0FIN' },
  };
  const ofFinance = (messages: Message[]): Message[] => messages.filter((one) => ['C0FIN', 'D0DAN'].includes(one.channel));

  test('is drafted, called over and closed in their direct messages, each once', async () => {
    await open({ at: '2026-11-06T09:00:00Z', account: accountOf(lines), config });
    join('C0FIN');
    const [card, ...more] = ofFinance(await bot.runJob('month-close')).filter((one) => !one.threadTs);
    expect(more).toEqual([]);
    expect(card).toMatchObject({ channel: 'D0DAN', text: expect.stringMatching(/^Statements for October 2026: \$100\.00/) });
    bot.clock.set('2026-11-11T09:00:00Z');
    await bot.parts.refresher.refresh();
    const over = ofFinance(await bot.runJob('month-close'));
    expect(over.map((one) => [one.channel, one.threadTs])).toEqual([['D0DAN', card?.ts]]);
    await bot.ask('close 2026-10', 'U0EVE', 'C0GENERAL');
    const closed = ofFinance(await bot.delivered());
    expect(closed.every((one) => one.channel === 'D0DAN' && one.threadTs === card?.ts)).toBe(true);
    expect(bot.slack.messages.find((one) => one.ts === card?.ts)?.text).toMatch(/Closed by <@U0EVE>/);
    expect(await bot.runJob('statement-messages')).toEqual([]);
  });

  test('and is no longer when it is closed: the channel gets a card of its own', async () => {
    await open({ at: '2026-11-06T09:00:00Z', account: accountOf(lines), config });
    join('C0FIN');
    await bot.runJob('month-close');
    leave('C0FIN');
    bot.clock.set('2026-11-11T09:00:00Z');
    await bot.parts.refresher.refresh();
    await bot.ask('close 2026-10', 'U0EVE', 'C0GENERAL');
    const closed = ofFinance(await bot.delivered());
    expect(closed.filter((one) => one.channel === 'C0FIN' && !one.threadTs).map((one) => one.text)).toEqual([
      expect.stringMatching(/^Statements for October 2026: .*Closed by <@U0EVE>/),
      expect.stringMatching(/^October 2026 is closed: /),
    ]);
    expect(told(bot.slack.messages, 'D0EVE').join()).not.toContain('do not reach');
  });
});

describe('when Slack does not tell', () => {
  test.each([
    ['the scope is missing', () => bot.slack.trouble.fail('conversations.info', 'missing_scope')],
    ['it is out of order', () => bot.slack.trouble.unavailable('conversations.info')],
    ['it asks for patience', () => bot.slack.trouble.rateLimit('conversations.info', 60)],
  ])('because %s, reports go out and the log says so', async (_why, happens) => {
    const warned: unknown[] = [];
    const log: Log = { ...silentLog(), warn: (...words: unknown[]) => void warned.push(words.at(-1)), child: () => log } as never;
    await open({ log });
    happens();
    const said = await monday();
    expect(told(said, 'C0ENG')).toHaveLength(1);
    // Nobody knows whether she reads it there.
    expect(told(said, 'D0ADA')).toHaveLength(1);
    expect(warned).toContain('Slack does not tell who is in a channel; what is meant for it goes by what was known');
    // One answer is enough for a while.
    expect(calls('conversations.info')).toBe(1);
  });

  test('what was known still holds, also in a process that does not speak with Slack', async () => {
    await open();
    await monday();
    bot.clock.set('2026-12-07T08:00:00Z');
    bot.slack.trouble.fail('conversations.info', 'internal_error');
    const said = await monday();
    expect(told(said, 'C0ENG')).toEqual([]);
    expect(told(said, 'D0ADA')).toHaveLength(1);
    bot.parts.knowPeopleBy({
      state: async () => {
        throw new Error('nobody knows');
      },
    });
    bot.clock.set('2026-12-14T08:00:00Z');
    expect(told(await monday(), 'C0ENG')).toEqual([]);
  });

  test('members alone are not told: it is still known with whom it is shared', async () => {
    await open();
    bot.slack.trouble.fail('conversations.members', 'fatal_error');
    const said = await monday();
    expect([told(said, 'C0ENG').length, told(said, 'D0ADA').length]).toEqual([0, 1]);
    expect(told(said, 'C0GENERAL')).toHaveLength(1);
    expect(told(said, 'D0EVE').filter((text) => text.startsWith('Weekly chargeback: support'))).toHaveLength(1);
  });
});

describe('where managers hear of their team', () => {
  test('in its channel when they are there, directly when they are not', async () => {
    await open({ config: { teams: [{ name: 'engineering', managers: ['U0ADA', 'U0DAN'], channel: 'C0DATA' }] } });
    const said = await monday();
    expect(said.filter((one) => /engineering spent/.test(one.text)).map((one) => one.channel)).toEqual(['C0DATA', 'D0DAN']);
  });

  test('in the channel alone where aispend.yaml wants it so', async () => {
    const teams = [{ name: 'engineering', managers: ['U0DAN'], channel: 'C0DATA' }];
    await open({ config: { teams, chargeback: { toManagers: false } } });
    expect((await monday()).filter((one) => /engineering spent/.test(one.text)).map((one) => one.channel)).toEqual(['C0DATA']);
  });

  test('on the morning of a statement the weekly summary names it and does not repeat its month', async () => {
    const chargeback = { statements: { draftAfterDays: 0 } };
    const teams = [{ name: 'engineering', channel: 'C0DATA', budget: 18_000 }];
    // A Monday, the first of the month.
    const account = accountOf([line({ day: '2026-12-31', cost: '80' }), line({ day: '2027-01-28', cost: '100' })]);
    await open({ at: '2027-02-01T08:00:00Z', account, config: { teams, chargeback } });
    const [week] = (await monday()).filter((one) => one.channel === 'C0DATA');
    expect(week?.text).toContain('January 2027 is over: its figures are in the statement of today.');
    expect(shown(week)).not.toMatch(/January 2027 so far|Forecast/);
    const [statement] = (await bot.runJob('month-close')).filter((one) => one.channel === 'C0DATA');
    expect(statement?.text).toMatch(/^Statement: engineering \$100\.00 for January 2027/);
  });
});
