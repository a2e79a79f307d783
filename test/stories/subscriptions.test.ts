import { dayOf } from '../../src/period.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { type Started, start } from '../start.js';

let bot: Started;
beforeEach(async () => {
  // A Wednesday noon; Ada lives in Berlin, Dan in New York.
  bot = await start();
});
afterEach(() => bot.close());

const idIn = (message: Message): string => /· |: ([a-z2-9]{6}) ·/.exec(message.text)?.[1] ?? '';
const said = async (text: string, user?: string, channel?: string): Promise<string> => (await bot.ask(text, user, channel)).text;
/** What the clock brings when it has become `iso`. */
const at = (iso: string, o: { again?: boolean } = {}): Promise<Message[]> => {
  bot.clock.set(iso);
  return bot.runJob('subscriptions', o);
};
const shown = (message: Message | undefined): string => JSON.stringify(message?.blocks);
const person = (id: string) => {
  const found = bot.slack.people.find((one) => one.id === id);
  if (!found) throw new Error(`nobody is called ${id}`);
  return found;
};

describe('subscribing', () => {
  test('the confirmation says exactly what is kept, to the asker only', async () => {
    const reply = await bot.ask('subscribe team engineering last week every monday 9:00 in #eng-leads');
    const [row] = await bot.parts.store.subscriptions.of('U0ADA');
    expect(reply).toMatchObject({ onlyFor: 'U0ADA', channel: 'C0ENG' });
    expect(reply.text).toBe(
      `Subscribed: ${row?.id} · team engineering last week every Monday at 9:00 (Europe/Berlin) in <#C0ENG>. Next <!date^1796025600^{date_short_pretty} at {time}|2026-11-30 08:00 UTC>.\n<#C0ENG> is shared with Partner Inc (Slack Connect), whose people will see these figures.`,
    );
    expect(row).toMatchObject({
      question: 'team engineering last week',
      schedule: '0 9 * * 1',
      timeZone: 'Europe/Berlin',
      place: 'C0ENG',
      next: '2026-11-30T08:00:00.000Z',
    });
  });

  test('the hour is that of the person; without a place it is a direct message', async () => {
    expect(await said('subscribe digest every weekday', 'U0DAN', 'C0FIN')).toMatch(
      /digest every weekday at 9:00 \(America\/New_York\) as a direct message\. Next .*\|2026-11-25 14:00 UTC>/,
    );
    expect(await said('subscribe teams every day here', 'U0DAN', 'C0FIN')).toMatch(/teams every day at 9:00 .* in <#C0FIN>\./);
  });

  test('twice is once, and says so', async () => {
    await said('subscribe teams every monday');
    expect(await said('subscribe teams every Monday at 9:00 to me')).toMatch(/^You have this subscription already: /);
    expect(await bot.parts.store.subscriptions.of('U0ADA')).toHaveLength(1);
  });

  test.each([
    ['subscribe team enginering every monday', /^There is no team "enginering"; did you mean engineering\?/],
    ['subscribe tema engineering every monday', /^There is no command "tema"; did you mean `\/aispend team engineering`\?/],
    ['subscribe teams 2026-02-30 every monday', /2026-02-30/],
    ['subscribe jobs run refresh every day', /^`jobs` cannot be subscribed to, only questions can: team, teams, digest, coverage/],
    ['subscribe subscribe teams every day every day', /^`subscribe` cannot be subscribed to/],
    ['subscribe teams every mondy', /did you mean every monday\?/],
    ['subscribe teams', /^Say how often, such as `\/aispend subscribe teams every monday 9:00`\./],
    ['subscribe', /^Subscribe to what\?/],
  ])('%s is refused at once, and nothing is kept', async (text, sentence) => {
    expect(await said(text)).toMatch(sentence);
    expect(await bot.parts.store.subscriptions.all()).toEqual([]);
  });

  test('guests and people of other workspaces may not', async () => {
    for (const [user, channel] of [
      ['U0GUS', 'C0GENERAL'],
      ['U0OUT', 'C0ENG'],
    ])
      expect(await said('subscribe teams every monday here', user, channel)).toMatch(
        /does not answer guests|members of its own workspace only/,
      );
    expect(await bot.parts.store.subscriptions.all()).toEqual([]);
  });

  test('fifty are the most', async () => {
    for (let minute = 0; minute < 50; minute++)
      await bot.parts.store.subscriptions.add(
        {
          owner: 'U0ADA',
          workspace: 'T0ACME',
          question: 'teams',
          schedule: `${minute} 9 * * *`,
          timeZone: 'UTC',
          place: 'U0ADA',
          next: '2026-11-26T09:00:00.000Z',
        },
        50,
      );
    expect(await said('subscribe digest every monday')).toMatch(/^You have 50 subscriptions, which is the most; remove one first/);
    const list = await bot.ask('subscriptions');
    expect(list.blocks.filter((block) => block.accessory)).toHaveLength(45);
    expect(shown(list)).toContain('5 more are due later and not listed here.');
  });
});

describe('when it is due', () => {
  test('the answer comes once, where it was wanted, with who asked for it', async () => {
    await said('subscribe team engineering 2026-10 every monday 9:00 in #eng-leads');
    expect(await at('2026-11-30T07:59:00Z')).toEqual([]);
    const [message, ...more] = await at('2026-11-30T08:00:00Z');
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      channel: 'C0ENG',
      text: expect.stringMatching(/^engineering spent \$[\d,.]+ on Amazon Bedrock, October 2026 \(1–31 Oct/),
    });
    expect(shown(message)).toContain('Subscribed by <@U0ADA>: `team engineering 2026-10` every Monday at 9:00 (Europe/Berlin)');
    expect(await at('2026-11-30T08:00:30Z', { again: true })).toEqual([]);
    expect(await at('2026-11-30T08:01:00Z')).toEqual([]);
    expect(await at('2026-12-07T08:00:00Z')).toHaveLength(1);
  });

  test('a process that dies between saying it and moving on says it once', async () => {
    await said('subscribe teams every monday');
    const kept = bot.parts.store.subscriptions;
    const [row] = await kept.of('U0ADA');
    await at('2026-11-30T08:00:00Z');
    const [moved] = await kept.of('U0ADA');
    if (!row || !moved) throw new Error('it is gone');
    // As the row was before it moved on.
    await kept.advance(moved, new Date(row.next));
    expect(await at('2026-11-30T08:01:00Z')).toEqual([]);
    expect(await kept.of('U0ADA')).toMatchObject([{ next: '2026-12-07T08:00:00.000Z' }]);
  });

  test('clocks that change move nothing: it is nine o’clock before and after', async () => {
    await said('subscribe teams 2026-10 every day');
    await at('2027-03-26T08:00:00Z');
    const sent: string[] = [];
    for (const day of ['2027-03-27', '2027-03-28', '2027-03-29'])
      for (const hour of ['07', '08']) for (const one of await at(`${day}T${hour}:00:00Z`)) sent.push(`${day} ${hour} ${one.channel}`);
    expect(sent).toEqual(['2027-03-27 08 D0ADA', '2027-03-28 07 D0ADA', '2027-03-29 07 D0ADA']);
  });

  test('after days without the bot only the latest is sent, and nothing that is more than a day late', async () => {
    await said('subscribe teams 2026-10 every day');
    await said('subscribe digest every monday');
    // Thursday to Wednesday nobody was there.
    const [late, ...more] = await at('2026-12-02T07:00:00Z');
    expect(more).toEqual([]);
    expect(late?.text).toMatch(/^All teams spent/);
    expect((await bot.parts.store.subscriptions.of('U0ADA')).map((row) => row.next)).toEqual([
      '2026-12-02T08:00:00.000Z',
      '2026-12-07T08:00:00.000Z',
    ]);
  });

  test('a question is asked with the periods of its due time', async () => {
    await said('subscribe digest yesterday every day 23:30');
    const [message] = await at('2026-11-26T09:00:00Z');
    // Due on the 25th at 23:30 in Berlin, half past ten in the evening UTC.
    expect(message?.text).toContain('yesterday (24 Nov 2026, UTC)');
  });

  test('one that cannot be answered is asked again, then said in one line, and the next is waited for', async () => {
    await said('subscribe team engineering yesterday every day');
    const quiet: Message[] = [];
    // The ledger ends on the 25th, so yesterday is not read by the 28th.
    for (const time of ['08:00', '08:01', '08:06', '08:21']) quiet.push(...(await at(`2026-11-28T${time}:00Z`)));
    expect(quiet).toEqual([]);
    const [message, ...more] = await at('2026-11-28T09:21:00Z');
    expect(more).toEqual([]);
    expect(message?.text).toMatch(
      /^Your subscription team engineering yesterday could not be answered: Nothing of yesterday has been read yet.* It is asked again <!date\^\d+\^[^|]+\|2026-11-29 08:00 UTC>\.$/,
    );
    expect(message?.blocks).toHaveLength(2);
    expect(await at('2026-11-28T09:22:00Z')).toEqual([]);
  });

  test('one that has become wrong is said at once, to the channel with the name of who can put it right', async () => {
    await said('subscribe teams last month every day in #eng-leads');
    const kept = bot.parts.store.subscriptions;
    await kept.remove((await kept.of('U0ADA'))[0]?.id ?? '');
    const wish = { owner: 'U0ADA', workspace: 'T0ACME', question: 'team gone', schedule: '0 9 * * *', timeZone: 'UTC' };
    await kept.add({ ...wish, place: 'C0ENG', next: '2026-11-26T09:00:00.000Z' }, 50);
    const [message] = await at('2026-11-26T09:00:00Z');
    expect(message?.text).toMatch(/^<@U0ADA>'s subscription team gone could not be answered: There is no team "gone"/);
  });

  test('one that this process cannot make sense of leaves the others alone, and the run is told as failed', async () => {
    await said('subscribe teams every day');
    const [row] = await bot.parts.store.subscriptions.of('U0ADA');
    const { owner, workspace, question, schedule, place } = row!;
    await bot.parts.store.subscriptions.add(
      { owner: 'U0EVE', workspace, question, schedule, place, timeZone: 'Mars/Olympus', next: '2026-11-26T07:00:00.000Z' },
      50,
    );
    bot.clock.set('2026-11-26T08:00:00Z');
    const { run } = await bot.parts.jobs.run('subscriptions');
    expect(run).toMatchObject({ state: 'failed', detail: '"Mars/Olympus" is not a time zone; write one such as Europe/Berlin.' });
    expect((await bot.delivered()).map((one) => one.channel)).toEqual([`D${owner.slice(1)}`]);
  });

  test('one that never can be sent leaves the others alone', async () => {
    await said('subscribe teams every day in <#C0NOWHERE>');
    await said('subscribe teams every day');
    const messages = await at('2026-11-26T08:00:00Z');
    expect(messages.map((one) => one.channel).sort()).toEqual(['D0ADA', 'D0ADA', 'D0EVE']);
    expect(messages.find((one) => one.channel === 'D0EVE')?.text).toMatch(/^Messages of aispend do not reach <#C0NOWHERE>/);
  });

  test.each([
    ['has left the workspace', { deleted: true }],
    ['is no longer a full member of the workspace', { is_restricted: true }],
  ])('of a person who %s nothing is said; the admins hear of it once', async (words, change) => {
    await said('subscribe team engineering every day here');
    await said('subscribe teams every day here');
    Object.assign(person('U0ADA'), change);
    const messages = await at('2026-11-26T08:00:00Z');
    expect(messages.map((one) => one.channel)).toEqual(['D0EVE']);
    expect(messages[0]?.text).toMatch(
      new RegExp(`^<@U0ADA> ${words} and has 2 subscriptions that are now paused; .*team engineering in <#C0ENG>`, 's'),
    );
    expect(await at('2026-11-27T08:00:00Z')).toEqual([]);
    Object.assign(person('U0ADA'), { deleted: false, is_restricted: false });
    bot.clock.pass(700);
    expect(await said('subscribe teams every day here')).toMatch(/^Your paused subscription goes on: .*Next .*2026-11-28 08:00 UTC/);
    expect((await at('2026-11-28T08:00:00Z')).map((one) => one.channel)).toEqual(['C0ENG']);
  });

  test('while Slack cannot say who is a member, nothing is sent and nothing is lost', async () => {
    await said('subscribe teams every day');
    bot.slack.trouble.unavailable('users.info');
    expect(await at('2026-11-26T08:00:00Z')).toEqual([]);
    bot.slack.trouble.clear();
    expect(await at('2026-11-26T08:01:00Z')).toHaveLength(1);
  });
});

describe('the list, and taking one back', () => {
  test('one sees one’s own, the next first; an admin sees all', async () => {
    expect(await said('subscriptions')).toMatch(/^You have no subscriptions\. Direct messages reach you at any time\. /);
    await said('subscribe teams every monday in #eng-leads');
    await said('subscribe digest every day');
    await said('subscribe teams every monday', 'U0BEN');
    const list = await bot.ask('subscriptions');
    expect(list.onlyFor).toBe('U0ADA');
    expect(list.text).toMatch(
      /^Your subscriptions: 2\. \w{6} · digest every day at 9:00 .*? \w{6} · teams every Monday at 9:00 \(Europe\/Berlin\) in <#C0ENG>\. Next/,
    );
    expect(await said('subscriptions all')).toMatch(/^Only admins may see the subscriptions of all; ask one of them: <@U0EVE>/);
    expect(await said('subscriptions all', 'U0EVE')).toMatch(/^All subscriptions: 3\. .*<@U0BEN>/);
    expect(await said('subscriptions mine')).toMatch(/"mine" does not fit/);
  });

  test('by its id, or by the button in the list; a second press says that it is gone', async () => {
    const first = idIn(await bot.ask('subscribe teams every monday in #eng-leads'));
    await said('subscribe digest every day');
    expect(await said(`unsubscribe ${first.toUpperCase()}`)).toBe(
      `Your subscription is removed: ${first} · teams every Monday at 9:00 (Europe/Berlin) in <#C0ENG>. 1 is left.`,
    );
    const list = await bot.ask('subscriptions');
    for (const expected of [/^Your subscription is removed: \w{6} · digest every day .* None is left\.$/, /^No subscription is called/]) {
      const reply = bot.slack.nextMessage((one) => one.onlyFor === 'U0ADA');
      await bot.slack.click('U0ADA', list, 'Unsubscribe');
      expect((await reply).text).toMatch(expected);
    }
    expect(await at('2026-11-30T08:00:00Z')).toEqual([]);
    expect(await said('unsubscribe')).toMatch(/^Which one\?/);
  });

  test('under a delivered message others cannot; an admin can, and the owner is told', async () => {
    await said('subscribe teams every monday in #eng-leads');
    const [message] = await at('2026-11-30T08:00:00Z');
    if (!message) throw new Error('nothing came');
    const press = async (user: string): Promise<string> => {
      const reply = bot.slack.nextMessage((one) => one.onlyFor === user);
      await bot.slack.click(user, message, 'Unsubscribe');
      return (await reply).text;
    };
    expect(await press('U0BEN')).toMatch(/^Only the person who subscribed or an admin can remove this subscription: <@U0ADA> <@U0EVE>/);
    expect(await press('U0EVE')).toMatch(/^<@U0ADA>'s subscription is removed: .* None is left\.$/);
    expect((await bot.delivered()).map((one) => [one.channel, one.text])).toEqual([
      ['D0ADA', expect.stringMatching(/^<@U0EVE> removed your subscription \w{6} · teams every Monday/)],
    ]);
    expect(await at('2026-12-07T08:00:00Z')).toEqual([]);
  });
});

describe('hours', () => {
  test('are said back as they are kept, and can be taken away', async () => {
    expect(await said('hours')).toMatch(/^Direct messages reach you at any time\./);
    expect(await said('hours 8am-6pm weekdays')).toMatch(/^Direct messages reach you every weekday 8:00–18:00 \(Europe\/Berlin\)\./);
    expect(await said('hours 8-25')).toMatch(/^"8-25" are no hours/);
    expect(await said('hours')).toMatch(/^Direct messages reach you every weekday 8:00–18:00/);
    expect(await said('hours any')).toMatch(/^Direct messages reach you at any time\./);
  });

  test('hold direct messages back until they begin, not what goes to channels, and the confirmation says so', async () => {
    await said('hours 8:00-18:00 weekdays');
    expect(await said('subscribe teams every saturday 10:00')).toMatch(
      /Next .*2026-11-28 09:00 UTC>\.\nYour hours hold the next one back until .*2026-11-30 07:00 UTC>\./,
    );
    await said('subscribe digest every saturday 10:00 here');
    expect((await at('2026-11-28T09:00:00Z')).map((one) => one.channel)).toEqual(['C0ENG']);
    expect(await at('2026-11-30T05:00:00Z')).toEqual([]);
    expect((await at('2026-11-30T07:00:00Z')).map((one) => [one.channel, one.text.slice(0, 9)])).toEqual([['D0ADA', 'All teams']]);
  });

  test('what became due several times meanwhile comes once when they begin: the newest', async () => {
    await said('hours 8:00-18:00 weekdays');
    await said('subscribe teams 7d every day 20:00');
    for (const day of [27, 28, 29]) expect(await at(`2026-11-${day}T19:00:00Z`)).toEqual([]);
    const told = await at('2026-11-30T07:00:00Z');
    expect(told.map((one) => [one.channel, /22\D+28 Nov 2026/.test(shown(one))])).toEqual([['D0ADA', true]]);
    expect(await at('2026-11-30T17:30:00Z')).toEqual([]);
    expect(await at('2026-11-30T19:00:00Z')).toEqual([]);
    expect(await at('2026-12-01T07:00:00Z')).toHaveLength(1);
  });

  test('hold back that an admin removed a subscription', async () => {
    const id = idIn(await bot.ask('subscribe teams every monday'));
    await said('hours 8:00-10:00 weekdays');
    await said(`unsubscribe ${id}`, 'U0EVE', 'C0FIN');
    expect(await bot.delivered()).toEqual([]);
    bot.clock.set('2026-11-26T07:00:00Z');
    expect((await bot.delivered()).map((one) => [one.channel, one.text])).toEqual([['D0ADA', expect.stringMatching(/removed/)]]);
  });

  test('hold back the direct messages of the weekly summary, too', async () => {
    // Cleo manages research, which has no channel.
    await said('hours 12:00-18:00 weekdays', 'U0CLEO', 'C0DATA');
    bot.clock.set('2026-11-30T08:00:00Z');
    const channels = (await bot.runJob('weekly-chargeback')).map((one) => one.channel);
    expect(channels).toEqual(expect.arrayContaining(['C0ENG', 'D0EVE']));
    expect(channels).not.toContain('D0CLEO');
    bot.clock.set('2026-11-30T11:00:00Z');
    expect((await bot.delivered()).map((one) => one.channel)).toEqual(['D0CLEO']);
  });
});

describe('coverage', () => {
  test('agrees with what has no team in the table of all teams, and says what to do next', async () => {
    const message = await bot.ask('coverage last month');
    const without = /team: [\d.]+ % \(\$[\d,.]+ of (\$[\d,.]+)\), before [\d.]+ %; (\$[\d,.]+) without/.exec(message.text);
    const teams = await bot.ask('teams last month');
    expect(teams.text).toContain(`spent ${without?.[1]} on`);
    expect(teams.text).toContain(`Unattributed: ${without?.[2]}.`);
    expect(message.text).toMatch(/project: [\d.]+ % .* cost-center: [\d.]+ % .*Next: tag the IAM roles and users that call Amazon Bedrock/);
  });

  test('a tag that was never activated is not called uncovered without saying what to do', async () => {
    await bot.close();
    const tags = { team: ['iamPrincipal/team'], project: ['nobody/uses-this'] };
    bot = await start({ config: { spend: { tags, costExplorer: { dailyRequests: 300 } } }, filled: 'pull' });
    expect(await said('coverage last month')).toMatch(
      /project: 0\.0 % .*Next: no project is in the bill: .*activate nobody\/uses-this under Billing/,
    );
  });

  test('it can be shared, explained and asked for another period', async () => {
    const message = await bot.ask('coverage');
    const again = bot.slack.nextMessage((one) => one.onlyFor === 'U0ADA');
    await bot.slack.click('U0ADA', message, 'answer_period', 'last month');
    expect((await again).text).toMatch(/^Tag coverage: .* last month \(1–31 Oct 2026, UTC\)/);
    const shared = bot.slack.nextMessage((one) => one.onlyFor === undefined);
    await bot.slack.click('U0ADA', message, 'Share to channel');
    expect((await shared).text).toBe(message.text);
    const why = bot.slack.nextView('U0ADA');
    await bot.slack.click('U0ADA', message, 'Why?');
    expect(JSON.stringify(await why)).toContain('how much has a cost-center');
  });
});

describe('digest', () => {
  test('is the last week in five lines, and its total is that of all teams', async () => {
    const message = await bot.ask('digest');
    const total = /^(\$[\d,.]+) on Amazon Bedrock, last week \(16–22 Nov 2026, UTC\): [+-][\d.]+ % against/.exec(message.text)?.[1];
    expect((await bot.ask('teams last week')).text).toContain(`All teams spent ${total} on`);
    const lines = message.blocks[1].text.text.split('\n');
    expect(lines.map((line: string) => /^\*([^*]+)\*/.exec(line)?.[1])).toEqual([
      'Period:',
      'Moved most:',
      'Without a team:',
      'Budgets:',
      'Unusual now:',
    ]);
    expect([message.blocks[0].text.text.endsWith(`: ${total}`), lines[0].includes(total)]).toEqual([true, false]);
    expect(lines[1]).toMatch(/^\*Moved most:\* support \+\$[\d,.]+ to \$[\d,.]+, /);
    expect(lines[3]).toMatch(/November 2026 so far: support [\d.]+ % used; 6 below 80 %\.$/);
  });

  test('costs Cost Explorer nothing', async () => {
    const before = bot.aws.requests.length;
    for (const text of ['digest', 'digest last month', 'coverage', 'coverage last month']) await bot.ask(text);
    expect([bot.aws.requests.length, dayOf(bot.clock.now())]).toEqual([before, '2026-11-25']);
  });
});

test('a channel that takes none is told to who subscribed, once, with what can be done; the admins hear it, too', async () => {
  const id = idIn(await bot.ask('subscribe teams every day 13:30 in <#C0SECRET|secret>'));
  const told = (await at('2026-11-25T12:30:00Z')).map((one) => [one.channel, one.text]);
  expect(told).toEqual(
    expect.arrayContaining([
      [
        'D0ADA',
        `Your subscriptions do not reach <#C0SECRET>: Slack says \`channel_not_found\`. Invite aispend there with \`/invite @aispend\`. They go on until they are removed: \`/aispend unsubscribe ${id}\`.`,
      ],
      ['D0EVE', expect.stringMatching(/^Messages of aispend do not reach <#C0SECRET>/)],
    ]),
  );
  expect(await at('2026-11-26T12:30:00Z')).toEqual([]);
});
