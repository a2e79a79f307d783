import { request } from 'node:http';
import { createFakeSlack } from '../../src/playground/slack/fake-slack.js';
import type { Message } from '../../src/playground/slack/fake-slack.types.js';
import { type Started, start } from '../start.js';

let bot: Started;
beforeEach(async () => {
  bot = await start();
});
afterEach(() => bot.close());

const posted = () => bot.slack.messages.filter((message) => message.from === 'bot');

describe('acknowledging', () => {
  test('a command is acknowledged at once, before any work', async () => {
    bot.slack.trouble.unavailable('users.info');
    const reply = bot.slack.nextMessage();
    const ack = await bot.slack.command('U0ADA', 'C0ENG', 'team engineering');
    expect(ack).toMatchObject({ status: 200, body: '' });
    expect(ack.ms).toBeLessThan(1000);
    expect((await reply).text).toMatch(
      /^Slack does not tell aispend who you are right now; try again in a minute\. \(reference [a-z2-9]{6}\)$/,
    );
  });

  test('a command delivered again is answered once', async () => {
    const reply = bot.slack.nextMessage();
    await bot.slack.command('U0ADA', 'C0ENG', 'teams', { repeat: 3 });
    await reply;
    await bot.ask('help');
    expect(posted().filter((message) => message.text.startsWith('All teams'))).toHaveLength(1);
  });

  test.each([
    ['from an hour ago', { timestampOffsetSeconds: -3600 }],
    ['from the future', { timestampOffsetSeconds: 3600 }],
    ['with a wrong signature', { badSignature: true }],
  ])('a request %s is refused and nothing is answered', async (_what, how) => {
    expect((await bot.slack.command('U0ADA', 'C0ENG', 'teams', how)).status).toBe(401);
    await bot.ask('help');
    expect(posted()).toHaveLength(1);
  });

  test('health is told over HTTP, and other paths are not there', async () => {
    const get = (path: string) => fetch(`http://127.0.0.1:${bot.bot.port}${path}`).then((response) => response.status);
    await bot.ask('help');
    expect(await Promise.all(['/healthz', '/readyz', '/', '/slack/events'].map(get))).toEqual([200, 200, 404, 404]);
  });
});

describe('who is answered', () => {
  test.each([
    ['a guest', 'U0GUS', 'C0GENERAL', /does not answer guests/],
    ['somebody of another workspace', 'U0OUT', 'C0ENG', /members of its own workspace only/],
  ])('%s gets a polite refusal and no figure', async (_who, user, channel, sentence) => {
    const message = await bot.ask('team engineering', user, channel);
    expect(message.text).toMatch(sentence);
    expect(message.onlyFor).toBe(user);
    expect(JSON.stringify(posted())).not.toContain('$');
  });

  test('a member of another workspace is refused, whatever channel she asks in', async () => {
    const dan = bot.slack.people.find((person) => person.id === 'U0DAN')!;
    Object.assign(dan, { teamId: 'T0OTHER' });
    expect((await bot.ask('teams', 'U0DAN', 'C0FIN')).text).toMatch(/members of its own workspace only/);
  });

  test('before Slack has told which workspace is ours, nobody is taken for a member of it', async () => {
    await bot.close();
    const slack = createFakeSlack({ now: () => new Date('2026-11-25T12:00:00Z'), signingClock: () => new Date() });
    await slack.listen();
    slack.trouble.unavailable('auth.test');
    // As Slack tells of somebody met in a shared channel: no stranger, and the command carries the other workspace.
    Object.assign(slack.people.find((person) => person.id === 'U0BEN')!, { teamId: 'T0OTHER' });
    bot = await start({ slack });
    for (const user of ['U0BEN', 'U0ADA'])
      expect((await bot.ask('teams', user)).text).toMatch(/^Slack does not tell aispend which workspace it belongs to right now/);
    expect((await bot.ask('teams', 'U0OUT')).text).toMatch(/members of its own workspace only/);
    expect(JSON.stringify(posted())).not.toContain('$');
    slack.trouble.clear();
    // Asked for again with the question, not only when the background gets round to it.
    expect((await bot.ask('teams', 'U0BEN')).text).toMatch(/members of its own workspace only/);
    expect((await bot.ask('teams', 'U0ADA')).text).toMatch(/^All teams/);
  });

  test('an account that is deactivated after asking before is refused once what Slack said of it is old', async () => {
    expect((await bot.ask('teams', 'U0BEN')).text).toMatch(/^All teams/);
    const ben = bot.slack.people.find((person) => person.id === 'U0BEN')!;
    bot.clock.pass(11 * 60);
    const asked = bot.ask('teams', 'U0BEN');
    // While the command is on its way: afterwards Slack lets nobody type into a deactivated account.
    ben.deleted = true;
    expect((await asked).text).toMatch(/deactivated/);
  });

  test('fifty commands of one person ask Slack once who it is, and a short rate limit is waited for', async () => {
    bot.slack.trouble.rateLimit('users.info', 1, 1);
    await Promise.all(Array.from({ length: 10 }, (_, index) => bot.slack.command('U0BEN', 'C0ENG', `teams ${index + 1}d`)));
    await bot.slack.nextMessage((message) => message.text.startsWith('All teams'));
    expect(bot.slack.log.filter((exchange) => exchange.what === 'users.info')).toHaveLength(2);
  });

  test('a missing scope is named with the cure', async () => {
    bot.slack.trouble.fail('users.info', 'missing_scope');
    expect((await bot.ask('teams')).text).toMatch(/must add the scope users:read/);
  });
});

describe('bringing the answer', () => {
  test('a workspace that does not know the newest blocks gets plain ones with the same figures', async () => {
    bot.slack.trouble.refuseBlocks('data_table', 'data_visualization');
    const message = await bot.ask('team engineering last month');
    expect(message.blocks.map((block) => block.type)).toEqual([
      'header',
      'section',
      'section',
      'rich_text',
      'section',
      'rich_text',
      'context',
      'actions',
    ]);
    expect(JSON.stringify(message.blocks)).toContain('Claude Opus 5');
  });

  test('a workspace that takes no blocks at all gets the text', async () => {
    bot.slack.trouble.refuseBlocks('section', 'rich_text', 'header', 'actions', 'context');
    const message = await bot.ask('team engineering last month');
    expect(message.text).toMatch(/^engineering spent \$12,/);
    expect(message.blocks).toEqual([]);
  });

  test.each(['used_url', 'expired_url'])('when response_url answers %s the answer comes as an ephemeral post', async (error) => {
    bot.slack.trouble.fail('response_url', error);
    expect(await bot.ask('teams')).toMatchObject({ onlyFor: 'U0ADA', channel: 'C0ENG' });
  });

  test('where the bot is no member it comes as a direct message', async () => {
    bot.slack.trouble.fail('response_url', 'expired_url');
    const message = await bot.ask('team platform', 'U0EVE', 'C0PLATFORM');
    expect(message.text).toMatch(/^platform spent/);
    expect(bot.slack.visible('U0EVE', message.channel)).toContainEqual(message);
    expect(message.channel).toMatch(/^D/);
  });

  test('a 200 with words that are not ok is no delivery', async () => {
    bot.slack.trouble.fail('response_url', 'no_text');
    expect(await bot.ask('teams')).toMatchObject({ onlyFor: 'U0ADA', text: expect.stringMatching(/^All teams/) });
  });

  test('an answer whose confirmation is lost is not given twice', async () => {
    bot.slack.trouble.loseAnswer('response_url', 1);
    await bot.ask('teams');
    await bot.ask('help');
    expect(posted().filter((message) => message.text.startsWith('All teams'))).toHaveLength(1);
  });

  test('Slack asks for patience and gets it', async () => {
    await bot.ask('help');
    bot.slack.trouble.rateLimit('response_url', 0, 1);
    expect((await bot.ask('teams')).text).toMatch(/^All teams/);
  });
});

describe('buttons', () => {
  let answer: Message;
  beforeEach(async () => {
    answer = await bot.ask('team engineering last month');
  });

  test('Why? shows the exact query, filters, source, rows and cost of this very answer', async () => {
    const opened = bot.slack.nextView('U0ADA');
    await bot.slack.click('U0ADA', answer, 'Why?');
    const shown = JSON.stringify((await opened).view);
    for (const part of [
      '/aispend team engineering last month',
      'AWS Cost Explorer',
      "tags['team'] IN ('eng', 'engineering')",
      "DATE '2026-10-01'",
      'iamPrincipal/team',
      '0 requests, $0.00',
      'ledger rows were summed',
    ])
      expect(shown).toContain(part);
  });

  test('Share posts the same answer to the channel, once', async () => {
    const shared = bot.slack.nextMessage((message) => !message.onlyFor);
    await bot.slack.click('U0ADA', answer, 'Share to channel', undefined, { repeat: 2 });
    expect((await shared).text).toBe(answer.text);
    const again = bot.slack.nextMessage();
    await bot.slack.click('U0ADA', answer, 'Share to channel');
    expect((await again).text).toBe('This answer has been shared already.');
    expect(posted().filter((message) => !message.onlyFor)).toHaveLength(1);
    const opened = bot.slack.nextView('U0BEN');
    await bot.slack.click('U0BEN', await shared, 'Why?');
    expect((await opened).view.title.text).toBe('Why this number');
  });

  test('a share whose confirmation is lost is not sent again', async () => {
    bot.slack.trouble.loseAnswer('response_url', 1);
    const told = bot.slack.nextMessage((message) => message.onlyFor !== undefined);
    await bot.slack.click('U0ADA', answer, 'Share to channel');
    expect((await told).text).toMatch(/did not confirm/);
    expect(posted().filter((message) => !message.onlyFor)).toHaveLength(1);
  });

  test('a share that surely failed can be tried again', async () => {
    bot.slack.trouble.fail('response_url', 'expired_url', 1);
    bot.slack.trouble.fail('chat.postMessage', 'not_in_channel', 1);
    const told = bot.slack.nextMessage();
    await bot.slack.click('U0ADA', answer, 'Share to channel');
    expect((await told).text).toMatch(/invite it with `\/invite @aispend`/);
    const shared = bot.slack.nextMessage((message) => !message.onlyFor);
    await bot.slack.click('U0ADA', answer, 'Share to channel');
    expect((await shared).text).toBe(answer.text);
  });

  test('another period takes the place of the answer', async () => {
    const next = bot.slack.nextMessage();
    await bot.slack.click('U0ADA', answer, 'answer_period', '7d');
    const message = await next;
    expect(message.ts).toBe(answer.ts);
    expect(message.text).toMatch(/^engineering spent .* last 7 days \(18–24 Nov 2026, UTC\)/);
  });

  test('Why? after the click’s three seconds asks to press again, and is no fault', async () => {
    bot.slack.trouble.fail('views.open', 'expired_trigger_id', 1);
    const told = bot.slack.nextMessage();
    await bot.slack.click('U0ADA', answer, 'Why?');
    expect((await told).text).toBe('That took longer than Slack allows for opening a window; press the button again.');
  });

  test('an answer that is too old says so', async () => {
    bot.clock.pass(31 * 86_400);
    await bot.parts.store.answers.tidy();
    const told = bot.slack.nextMessage();
    await bot.slack.click('U0ADA', answer, 'Why?');
    expect((await told).text).toBe('This answer is too old to act on; ask again for fresh figures.');
  });
});

test('the form: opened from help, filled in, answered where the person was', async () => {
  const help = await bot.ask('');
  const opened = bot.slack.nextView('U0ADA');
  await bot.slack.click('U0ADA', help, 'Ask with a form');
  const { view } = await opened;
  expect(view.blocks.map((block: { label: { text: string } }) => block.label.text)).toEqual(['Team', 'Period']);
  const reply = bot.slack.nextMessage();
  await bot.slack.submit('U0ADA', {
    team: { team: { type: 'static_select', selected_option: { value: 'research', text: { type: 'plain_text', text: 'research' } } } },
    period: {
      period: { type: 'static_select', selected_option: { value: 'last month', text: { type: 'plain_text', text: 'Last month' } } },
    },
  });
  expect(await reply).toMatchObject({ onlyFor: 'U0ADA', channel: 'C0ENG', text: expect.stringMatching(/^research spent \$.* last month/) });
});

test('on stop, a question that was acknowledged is still answered', async () => {
  const reply = bot.slack.nextMessage();
  await bot.slack.command('U0ADA', 'C0ENG', 'teams 2026-03');
  await bot.bot.stop();
  expect((await reply).text).toMatch(/^All teams spent/);
  await expect(
    new Promise((resolve, reject) => request({ port: bot.bot.port, path: '/healthz' }).on('error', reject).on('response', resolve).end()),
  ).rejects.toThrow(/ECONNREFUSED/);
});
