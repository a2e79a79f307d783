import { type FetchFunction, WebClient } from '@slack/web-api';
import type { OutgoingMessage } from '../../src/outbox/message.js';
import { dmOf } from '../../src/playground/slack/fake-slack.js';
import { sampleTable } from '../outbox-messages.js';
import { openWorld, type World } from '../outbox-world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const message = (key: string, channel = 'C0ENG', more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key,
  channel,
  text: key,
  ...more,
});
const calls = (method: string) => world.slack.log.filter((one) => one.what === method);

describe('a message', () => {
  test('is sent once, whoever puts it how often, and is then known by where it stands', async () => {
    const office = world.office();
    expect(await office.put([message('report', 'C0ENG', { about: 'week 47' }), message('other')])).toEqual(['report', 'other']);
    expect(await office.put([message('report', 'C0FIN', { text: 'something else' })])).toEqual([]);
    await world.untilFinished();
    expect(await office.put([message('report')])).toEqual([]);
    await world.untilFinished();
    expect(world.said('C0ENG')).toEqual(['report', 'other']);
    const place = await office.sent('report');
    expect(place).toEqual({ channel: 'C0ENG', ts: world.posted()[0]?.ts });
    expect(await office.at(place!)).toMatchObject({ key: 'report', state: 'sent', about: 'week 47' });
    expect([await office.sent('never put'), await office.at({ channel: 'C0FIN', ts: '1.2' })]).toEqual([undefined, undefined]);
  });

  test('left by a process that ended is sent by the next', async () => {
    const first = world.office();
    await first.stop();
    await first.put([message('report')]);
    expect(world.said('C0ENG')).toEqual([]);
    world.office();
    await world.untilFinished();
    expect(world.said('C0ENG')).toEqual(['report']);
  });

  test('for later waits for its time and holds up nobody', async () => {
    const office = world.office();
    await office.put([message('evening', 'C0ENG', { notBefore: new Date('2026-11-25T18:00:00Z') }), message('now')]);
    await world.pass(6 * 3600 - 1);
    expect(world.said('C0ENG')).toEqual(['now']);
    await world.pass(1);
    expect(world.said('C0ENG')).toEqual(['now', 'evening']);
  });

  test('replies, edits and files find the message they belong to', async () => {
    const office = world.office();
    await office.put([
      message('root', 'C0ENG', { file: { name: 'costs.csv', content: 'team,cost\nätna,1\n' } }),
      message('reply', 'C0ENG', { thread: 'root' }),
      message('reply to the reply', 'C0ENG', { thread: 'reply' }),
      message('edit', 'C0ENG', { update: 'root', text: 'root, decided' }),
    ]);
    await world.untilFinished();
    const root = (await office.sent('root'))!;
    const [first, csv, ...replies] = world.posted();
    expect(first).toMatchObject({ ts: root.ts, text: 'root, decided', edited: true, metadata: { event_payload: { key: 'root' } } });
    expect(csv).toMatchObject({ threadTs: root.ts, files: [{ name: 'costs.csv' }] });
    expect(await (await fetch(csv?.files?.[0].url_private)).text()).toBe('team,cost\nätna,1\n');
    expect(replies).toMatchObject([
      { text: 'reply', threadTs: root.ts },
      { text: 'reply to the reply', threadTs: root.ts },
    ]);
    expect(await office.sent('edit')).toEqual(root);
  });

  test('a direct message is addressed by the person and edited in the conversation it opened', async () => {
    const office = world.office();
    await office.put([message('card', 'U0DAN'), message('done', 'U0DAN', { update: 'card', text: 'decided' })]);
    await world.untilFinished();
    expect(await office.sent('card')).toMatchObject({ channel: dmOf('U0DAN') });
    expect(world.said(dmOf('U0DAN'))).toEqual(['decided']);
  });

  test.each([
    ['the newest blocks are not known', ['data_table'], ['section', 'section', 'rich_text']],
    ['no blocks are taken', ['data_table', 'section'], []],
  ])('%s: it comes in a plainer form', async (_why, refused, types) => {
    world.slack.trouble.refuseBlocks(...refused);
    await world.office().put([message('table', 'C0ENG', { blocks: sampleTable })]);
    await world.untilFinished();
    expect(world.posted()).toMatchObject([{ text: 'table', blocks: types.map((type) => ({ type })) }]);
    expect(world.broken).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  test.each(['C0ENG', 'U0DAN'])('is looked up in %s before anything is sent again', async (channel) => {
    world.slack.trouble.loseAnswer('chat.postMessage', 1);
    const office = world.office();
    await office.put([message('a', channel), message('b', channel)]);
    await world.untilFinished();
    expect(world.posted().map(({ text }) => text)).toEqual(['a', 'b']);
    expect(await office.sent('a')).toMatchObject({ ts: world.posted()[0]?.ts });
  });

  test('in a thread is looked up there', async () => {
    const office = world.office();
    await office.put([message('root')]);
    await world.untilFinished();
    world.slack.trouble.loseAnswer('chat.postMessage', 1);
    await office.put([message('reply', 'C0ENG', { thread: 'root' })]);
    await world.untilFinished();
    expect(world.said('C0ENG')).toEqual(['root', 'reply']);
    expect(calls('conversations.replies')).toHaveLength(1);
  });

  test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])('of %s leaves one file', async (method) => {
    world.slack.trouble.loseAnswer(method, 2);
    await world.office().put([message('root', 'C0ENG', { file: { name: 'costs.csv', content: 'a,b\n' } })]);
    await world.untilFinished();
    expect(world.posted().filter((it) => it.files)).toHaveLength(1);
  });

  test.each([500, 404])('of the bytes of a file, HTTP %i: they are brought again', async (status) => {
    let broken = 1;
    const bringing: FetchFunction = async (url, init) =>
      String(url).includes('/files/upload/') && broken-- > 0 ? new Response('', { status }) : fetch(url, init);
    await world.office({ fetch: bringing }).put([message('root', 'C0ENG', { file: { name: 'costs.csv', content: 'a,b\n' } })]);
    await world.untilFinished();
    expect(world.posted().filter((it) => it.files)).toHaveLength(1);
    expect(broken).toBeLessThan(0);
  });

  test('of an edit: it is made again, which does no harm', async () => {
    const office = world.office();
    await office.put([message('root')]);
    await world.untilFinished();
    world.slack.trouble.loseAnswer('chat.update', 2);
    await office.put([message('edit', 'C0ENG', { update: 'root', text: 'decided' })]);
    await world.untilFinished();
    expect(world.said('C0ENG')).toEqual(['decided']);
  });

  test('where the bot may not look: it is not sent twice, and somebody is told', async () => {
    world.slack.trouble.loseAnswer('chat.postMessage', 1);
    const office = world.office();
    await office.put([message('a', 'C0DATA'), message('b', 'C0DATA')]);
    await world.untilFinished();
    expect(world.said('C0DATA')).toEqual(['a', 'b']);
    expect(await office.find('a')).toMatchObject({ state: 'failed', word: 'unconfirmed: not_in_channel' });
    expect(world.broken).toMatchObject([{ channel: 'C0DATA', word: 'unconfirmed: not_in_channel' }]);
  });

  test('behind two pages of other messages it is found all the same', async () => {
    world.slack.trouble.loseAnswer('chat.postMessage', 1);
    const office = world.office();
    await office.put([message('a')]);
    await office.idle();
    const web = new WebClient(world.slack.botToken, { slackApiUrl: world.slack.apiUrl });
    for (let number = 1; number <= 250; number++) {
      world.clock.pass(1);
      await web.chat.postMessage({ channel: 'C0ENG', text: `chatter ${number}` });
    }
    await world.untilFinished();
    expect(world.said('C0ENG').filter((text) => text === 'a')).toHaveLength(1);
    expect(calls('conversations.history')).toHaveLength(2);
  });
});

describe('the pace', () => {
  test('one message a second in a channel, in order; channels do not wait for each other', async () => {
    const office = world.office();
    const keys = Array.from({ length: 5 }, (_, index) => `m${index}`);
    await office.put(
      ['C0ENG', 'C0FIN', 'U0ADA'].flatMap((channel) => keys.map((key) => message(`${channel} ${key}`, channel, { text: key }))),
    );
    expect(await world.untilFinished()).toBe(4000);
    for (const channel of ['C0ENG', 'C0FIN', dmOf('U0ADA')]) expect(world.said(channel)).toEqual(keys);
    expect(world.slack.log.filter((one) => one.status === 429)).toEqual([]);
  });

  test('Slack asks for patience: nothing is posted until then, edits go on', async () => {
    const office = world.office();
    await office.put([message('root', 'C0FIN')]);
    await world.untilFinished();
    world.slack.trouble.rateLimit('chat.postMessage', 30, 1);
    await office.put([message('a'), message('b')]);
    await world.pass(1);
    await office.put([message('edit', 'C0FIN', { update: 'root', text: 'decided' }), message('c', 'U0ADA')]);
    await world.pass(28);
    expect([world.said('C0ENG'), world.said('C0FIN'), world.said(dmOf('U0ADA'))]).toEqual([[], ['decided'], []]);
    expect(calls('chat.postMessage')).toHaveLength(2);
    await world.untilFinished();
    expect([world.said('C0ENG'), world.said(dmOf('U0ADA'))]).toEqual([['a', 'b'], ['c']]);
  });

  test('two processes keep the order and the pace together', async () => {
    const offices = [world.office(), world.office()];
    for (let index = 0; index < 10; index++) await offices[index % 2]?.put([message(`m${index}`)]);
    expect(await world.untilFinished()).toBeLessThan(10 * 1000 + 2 * 15_000);
    expect(world.said('C0ENG')).toEqual(Array.from({ length: 10 }, (_, index) => `m${index}`));
    expect(world.slack.log.filter((one) => one.status === 429)).toEqual([]);
  });
});

describe('trouble', () => {
  test.each(['channel_not_found', 'is_archived', 'not_in_channel', 'user_disabled', 'restricted_action'])(
    '%s is for good: the next message has its turn, and it is told once until the channel works again',
    async (word) => {
      const office = world.office();
      world.slack.trouble.fail('chat.postMessage', word, 2);
      await office.put([message('a'), message('b'), message('c')]);
      await world.untilFinished();
      expect(await office.find('a')).toEqual({ key: 'a', state: 'failed', word });
      expect(world.said('C0ENG')).toEqual(['c']);
      expect(world.broken).toEqual([{ channel: 'C0ENG', word, since: '2026-11-25T12:00:00.000Z' }]);
      world.slack.trouble.fail('chat.postMessage', word, 1);
      await office.put([message('d')]);
      await world.untilFinished();
      expect(world.broken).toHaveLength(2);
    },
  );

  test.each(['account_inactive', 'org_login_required', 'message_limit_exceeded'])(
    '%s is nothing of the channel and passes: the message waits and nobody is told of a channel',
    async (word) => {
      const office = world.office();
      world.slack.trouble.fail('chat.postMessage', word, 3);
      await office.put([message('a')]);
      await world.untilFinished();
      expect([world.said('C0ENG'), world.broken]).toEqual([['a'], []]);
    },
  );

  test.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
    '%s: what the edit was to say is posted, once, and nobody is told of a channel',
    async (word) => {
      const office = world.office();
      await office.put([message('root')]);
      await world.untilFinished();
      world.slack.trouble.fail('chat.update', word, 1);
      world.slack.trouble.loseAnswer('chat.postMessage', 1);
      await office.put([message('edit', 'C0ENG', { update: 'root', text: 'decided' })]);
      await world.untilFinished();
      expect(world.said('C0ENG')).toEqual(['root', 'decided']);
      expect(await office.find('edit')).toMatchObject({ state: 'sent', place: { channel: 'C0ENG', ts: world.posted()[1]?.ts } });
      expect(world.broken).toEqual([]);
    },
  );

  /** Somebody deletes a message of the bot's, as a workspace admin may. */
  const deleted = (channel: string, ts: string): Promise<unknown> =>
    new WebClient(world.slack.botToken, { slackApiUrl: world.slack.apiUrl }).chat.delete({ channel, ts });

  test('what belongs to a message that was deleted and posted anew follows it: edits, replies, and presses', async () => {
    const office = world.office();
    await office.put([message('card', 'U0DAN', { about: 'request 7' })]);
    await world.untilFinished();
    await deleted(dmOf('U0DAN'), world.posted()[0]!.ts);
    await office.put([message('edit', 'U0DAN', { update: 'card', text: 'approved' }), message('reply', 'U0DAN', { thread: 'card' })]);
    await office.put([message('edit again', 'U0DAN', { update: 'card', text: 'granted' })]);
    await world.untilFinished();
    const [card, reply] = world.slack.visible('U0DAN', dmOf('U0DAN'));
    expect([card?.text, card?.edited, reply?.text, reply?.threadTs]).toEqual(['granted', true, 'reply', card?.ts]);
    expect(world.slack.visible('U0DAN', dmOf('U0DAN'))).toHaveLength(2);
    expect(await office.at(card!)).toMatchObject({ key: 'card', about: 'request 7' });
  });

  test('an edit of a reply that was deleted stays in its thread', async () => {
    const office = world.office();
    await office.put([message('root'), message('reply', 'C0ENG', { thread: 'root' })]);
    await world.untilFinished();
    const [root, reply] = world.posted();
    await deleted('C0ENG', reply!.ts);
    await office.put([message('edit', 'C0ENG', { update: 'reply', text: 'reply, decided' })]);
    await world.untilFinished();
    expect(world.slack.visible('U0ADA', 'C0ENG').map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['root', undefined],
      ['reply, decided', root?.ts],
    ]);
  });

  test.each([false, true])(
    'a reply whose thread is gone stands in the channel, once (answer lost: %j), and what hangs on it follows',
    async (lost) => {
      const office = world.office();
      await office.put([message('root')]);
      await world.untilFinished();
      await deleted('C0ENG', world.posted()[0]!.ts);
      if (lost) world.slack.trouble.loseAnswer('chat.postMessage', 1);
      await office.put([message('reply', 'C0ENG', { thread: 'root' }), message('next', 'C0ENG', { thread: 'reply' })]);
      await world.untilFinished();
      const [reply, next] = world.slack.visible('U0ADA', 'C0ENG');
      expect([reply?.text, reply?.threadTs, next?.text, next?.threadTs]).toEqual(['reply', undefined, 'next', reply?.ts]);
      expect(world.slack.visible('U0ADA', 'C0ENG')).toHaveLength(2);
      expect(world.broken).toEqual([]);
    },
  );

  test('an edit has less room for text than a message; what does not fit is cut with a mark', async () => {
    const office = world.office();
    await office.put([message('root'), message('edit', 'C0ENG', { update: 'root', text: `.${'負荷試験'.repeat(875)}` })]);
    await world.untilFinished();
    expect(world.said('C0ENG')[0]).toMatch(/^\.(負荷試験)+負?荷?試?…$/);
    expect(world.broken).toEqual([]);
  });

  test('telling that fails is done again, by the next process if need be', async () => {
    let told = 0;
    const office = world.office({ onBroken: async () => Promise.reject(new Error(`told ${++told} times in vain`)) });
    await office.put([message('a', 'C0NOWHERE')]);
    await world.untilFinished();
    await office.stop();
    world.bury(office);
    expect(told).toBeGreaterThan(0);
    await world.office().idle();
    expect(world.broken).toMatchObject([{ channel: 'C0NOWHERE', word: 'channel_not_found' }]);
  });

  test('what hangs on a message that failed fails with it, and is not told of again', async () => {
    const office = world.office();
    await office.put([
      message('root', 'C0NOWHERE', { file: { name: 'a.csv', content: 'a\n' } }),
      message('reply', 'C0NOWHERE', { thread: 'root' }),
      message('orphan', 'C0NOWHERE', { thread: 'never put' }),
    ]);
    await world.untilFinished();
    expect(await office.find('root/file')).toMatchObject({ state: 'failed', word: 'earlier_message_failed' });
    expect(await office.find('reply')).toMatchObject({ state: 'failed', word: 'earlier_message_failed' });
    expect(world.broken.map(({ word }) => word)).toEqual(['channel_not_found', 'earlier_message_unknown']);
  });

  test('an outage of hours delays and loses nothing', async () => {
    world.slack.trouble.unavailable('*');
    const office = world.office();
    await office.put([message('a'), message('b')]);
    await world.pass(5 * 3600);
    expect(world.posted()).toEqual([]);
    expect(world.slack.log.length).toBeLessThan(5 * 12 * 2 + 20);
    world.slack.trouble.clear();
    await world.untilFinished();
    expect(world.said('C0ENG')).toEqual(['a', 'b']);
    expect(world.broken).toEqual([]);
  });

  test('after a day it has failed, and somebody is told', async () => {
    world.slack.trouble.fail('chat.postMessage', 'team_added_to_org');
    const office = world.office();
    await office.put([message('a')]);
    await world.pass(86_399);
    expect(await office.find('a')).toMatchObject({ state: 'waiting', word: 'team_added_to_org' });
    await world.untilFinished();
    expect(await office.find('a')).toMatchObject({ state: 'failed' });
    expect(world.broken).toMatchObject([{ channel: 'C0ENG', word: 'team_added_to_org' }]);
  });
});

test('five hundred channels and two messages each take as long as the limit of one channel', async () => {
  await world.close();
  const channels = Array.from({ length: 500 }, (_, index) => `C${index}`);
  world = await openWorld({ slack: { channels: channels.map((id) => ({ id, name: id.toLowerCase(), botIsMember: true, members: [] })) } });
  const office = world.office();
  await office.put(channels.flatMap((channel) => [message(`${channel} 1`, channel), message(`${channel} 2`, channel)]));
  expect(await world.untilFinished()).toBeLessThanOrEqual(1100);
  for (const channel of channels) expect(world.said(channel)).toEqual([`${channel} 1`, `${channel} 2`]);
});
