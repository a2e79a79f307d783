import { dmOf } from '../src/playground/slack/fake-slack.js';
import type { Json } from '../src/playground/slack/fake-slack.types.js';
import { actions, button, client, form, later, open, plain, refusal, silent, slack, texts } from './fake-slack.setup.js';

describe('the Web API', () => {
  test.each<[string, string, Json]>([
    ['an unknown channel', 'channel_not_found', { channel: 'C0NOPE', text: 'x' }],
    ['a private channel without the bot', 'channel_not_found', { channel: 'C0PLATFORM', text: 'x' }],
    ['somebody who left', 'channel_not_found', { channel: 'U0LEFT', text: 'x' }],
    ['no text', 'no_text', { channel: 'C0ENG' }],
    ['a text too long', 'msg_too_long', { channel: 'C0ENG', text: 'x'.repeat(40_001) }],
    ['text and markdown', 'markdown_text_conflict', { channel: 'C0ENG', text: 'x', markdown_text: 'x' }],
    ['blocks that are no JSON', 'invalid_blocks_format', { channel: 'C0ENG', text: 'x', blocks: '[{' }],
  ])('chat.postMessage to or with %s: %s', async (_, word, args) => {
    expect(await refusal(client().apiCall('chat.postMessage', args))).toMatchObject({ ok: false, error: word });
    expect(slack.messages).toEqual([]);
  });

  test('blocks are checked, and the answer says where', async () => {
    const blocks = [{ type: 'header', text: plain('x'.repeat(151)) }];
    const data = await refusal(client({ logger: silent }).chat.postMessage({ channel: 'C0ENG', text: 'x', blocks }));
    expect(data).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    });
  });

  test('channels of which the bot is no member, archived ones, and direct messages', async () => {
    await client().chat.postMessage({ channel: 'C0DATA', text: 'public' });
    expect(await refusal(client().chat.postEphemeral({ channel: 'C0DATA', user: 'U0CLEO', text: 'x' }))).toMatchObject({
      error: 'not_in_channel',
    });
    expect(await refusal(client().chat.postEphemeral({ channel: 'C0ENG', user: 'U0DAN', text: 'x' }))).toMatchObject({
      error: 'user_not_in_channel',
    });
    slack.channels[0]!.isArchived = true;
    expect(await refusal(client().chat.postMessage({ channel: '#general', text: 'x' }))).toMatchObject({ error: 'is_archived' });
    const direct = await client().conversations.open({ users: 'U0DAN' });
    await client().chat.postMessage({ channel: 'U0DAN', text: 'Your statement' });
    expect(direct.channel?.id).toBe(dmOf('U0DAN'));
    expect(texts(slack.visible('U0DAN', dmOf('U0DAN')))).toEqual(['Your statement']);
    expect(slack.visible('U0ADA', dmOf('U0DAN'))).toEqual([]);
  });

  test('without chat:write.public a channel must be joined', async () => {
    await slack.close();
    await open({ scopes: ['chat:write'] });
    expect(await refusal(client().chat.postMessage({ channel: 'C0DATA', text: 'x' }))).toMatchObject({ error: 'not_in_channel' });
  });

  test.each<[string, string, Json, string]>([
    ['addresses of people', 'users.lookupByEmail', { email: 'dan@example.com' }, 'users:read.email'],
    ['a direct conversation', 'conversations.info', { channel: dmOf('U0DAN') }, 'im:read'],
  ])('what manifest.yml does not ask for is refused with the scope that is missing: %s', async (_, method, args, needed) => {
    const data = await refusal(client().apiCall(method, args));
    expect(data).toMatchObject({ error: 'missing_scope', needed });
    expect(data.provided.split(',')).toEqual(expect.arrayContaining(['chat:write', 'users:read', 'channels:history']));
  });

  test.each<[string[], string, Json, string]>([
    [['users:read'], 'chat.postMessage', { channel: 'C0ENG', text: 'x' }, 'chat:write'],
    [['chat:write'], 'files.getUploadURLExternal', { filename: 'a.csv', length: 3 }, 'files:write'],
    [['chat:write'], 'conversations.history', { channel: 'C0ENG' }, 'channels:history,groups:history,mpim:history,im:history'],
    [['channels:history'], 'conversations.history', { channel: 'C0FIN' }, 'groups:history'],
    [['groups:history'], 'conversations.replies', { channel: 'C0ENG', ts: '1.0' }, 'channels:history'],
    [['channels:read'], 'conversations.list', { types: 'public_channel,private_channel' }, 'groups:read'],
    [[], 'usergroups.users.list', { usergroup: 'S0PLATFORM' }, 'usergroups:read'],
  ])('a token with %j calls %s %j: needs %s', async (scopes, method, args, needed) => {
    await slack.close();
    await open({ scopes });
    slack.channels.find(({ id }) => id === 'C0FIN')!.isPrivate = true;
    expect(await refusal(client().apiCall(method, args))).toMatchObject({ error: 'missing_scope', needed, provided: scopes.join(',') });
    expect(slack.messages).toEqual([]);
  });

  test('a reply under a message that is not there stands in the channel, and the answer names no thread', async () => {
    const web = client();
    const reply = (thread_ts: string) => web.chat.postMessage({ channel: 'C0ENG', text: 'reply', thread_ts });
    const [gone, answered] = [
      String((await web.chat.postMessage({ channel: 'C0ENG', text: 'gone' })).ts),
      String((await web.chat.postMessage({ channel: 'C0ENG', text: 'answered' })).ts),
    ];
    expect((await reply(answered)).message).toMatchObject({ thread_ts: answered });
    for (const ts of [gone, answered]) await web.chat.delete({ channel: 'C0ENG', ts });
    for (const ts of [gone, '1.000000']) expect((await reply(ts)).message).not.toHaveProperty('thread_ts');
    expect((await reply(answered)).message).toMatchObject({ thread_ts: answered });
    expect(slack.visible('U0ADA', 'C0ENG').map(({ threadTs }) => threadTs)).toEqual([answered, undefined, undefined, answered]);
  });

  test('an edit, a deletion, a link, and what cannot be edited', async () => {
    const web = client();
    const { ts, channel } = (await web.chat.postMessage({ channel: 'C0ENG', text: 'one', blocks: [actions(button('a', 'A'))] })) as {
      ts: string;
      channel: string;
    };
    await web.chat.update({ channel, ts, text: 'two' });
    expect(slack.visible('U0ADA', 'C0ENG')[0]).toMatchObject({ text: 'two', blocks: [], edited: true });
    expect(await refusal(web.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toMatchObject({ error: 'msg_too_long' });
    expect((await web.chat.getPermalink({ channel, message_ts: ts })).permalink).toBe(
      `https://acme.slack.com/archives/C0ENG/p${ts.replace('.', '')}`,
    );
    await web.chat.delete({ channel, ts });
    expect(slack.visible('U0ADA', 'C0ENG')).toEqual([]);
    expect(await refusal(web.chat.update({ channel, ts, text: 'three' }))).toMatchObject({ error: 'message_not_found' });
    const ephemeral = await web.chat.postEphemeral({ channel, user: 'U0ADA', text: 'only you' });
    expect(await refusal(web.chat.update({ channel, ts: ephemeral.message_ts!, text: 'x' }))).toMatchObject({ error: 'message_not_found' });
    await slack.command('U0ADA', 'C0ENG', 'cost');
    slack.messages.push({ channel, ts: '1.000001', text: 'by Ada', blocks: [], from: 'U0ADA' });
    expect(await refusal(web.chat.update({ channel, ts: '1.000001', text: 'x' }))).toMatchObject({ error: 'cant_update_message' });
    expect(await refusal(web.chat.delete({ channel, ts: '1.000001' }))).toMatchObject({ error: 'cant_delete_message' });
  });

  test('a message is found again by its metadata', async () => {
    const metadata = { event_type: 'statement', event_payload: { id: 's1' } };
    await client().chat.postMessage({ channel: 'C0FIN', text: 'one' });
    const { ts } = await client().chat.postMessage({ channel: 'C0FIN', text: 'two', metadata });
    const { messages } = await client().conversations.history({
      channel: 'C0FIN',
      include_all_metadata: true,
      oldest: ts,
      inclusive: true,
    });
    expect(messages).toEqual([expect.objectContaining({ ts, text: 'two', metadata })]);
    expect(await refusal(client().conversations.history({ channel: 'C0DATA' }))).toMatchObject({ error: 'not_in_channel' });
  });

  test('replies are in their thread and not in the channel', async () => {
    const web = client();
    const { ts } = await web.chat.postMessage({ channel: 'C0FIN', text: 'root' });
    const reply = await web.chat.postMessage({ channel: 'C0FIN', text: 'reply', thread_ts: ts });
    await web.chat.postMessage({ channel: 'C0FIN', text: 'next' });
    const said = ({ messages = [] }: { messages?: { text?: string }[] }) => messages.map(({ text }) => text);
    expect(said(await web.conversations.history({ channel: 'C0FIN' }))).toEqual(['next', 'root']);
    for (const any of [ts, reply.ts])
      expect(said(await web.conversations.replies({ channel: 'C0FIN', ts: any! }))).toEqual(['root', 'reply']);
    expect(await refusal(web.conversations.replies({ channel: 'C0FIN', ts: '1.000001' }))).toMatchObject({ error: 'thread_not_found' });
  });

  test('a trigger opens one view within three seconds', async () => {
    const trigger = async () => {
      await slack.command('U0ADA', 'C0ENG', '');
      return slack.log.at(-1)!.request.trigger_id as string;
    };
    const used = await trigger();
    await client().views.open({ trigger_id: used, view: form });
    expect(await refusal(client().views.open({ trigger_id: used, view: form }))).toMatchObject({ error: 'exchanged_trigger_id' });
    const old = await trigger();
    later(3001);
    expect(await refusal(client().views.open({ trigger_id: old, view: form }))).toMatchObject({ error: 'expired_trigger_id' });
    expect(await refusal(client().views.open({ trigger_id: 'made-up', view: form }))).toMatchObject({ error: 'invalid_trigger_id' });
    const bad = { ...form, title: plain('x'.repeat(25)) };
    expect(await refusal(client({ logger: silent }).views.open({ trigger_id: await trigger(), view: bad }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
  });

  test('a view is updated under its hash, and what was typed stays', async () => {
    await slack.command('U0ADA', 'C0ENG', '');
    const { view } = await client().views.open({ trigger_id: slack.log[0]!.request.trigger_id, view: form });
    const first = slack.openView('U0ADA')!;
    expect(view).toEqual(first.view);
    await slack.submit('U0ADA', { why: { text: 'no bot answers this' } });
    expect(slack.openView('U0ADA')?.notice).toBe('We had some trouble connecting. Try again?');
    await client().views.update({ view_id: first.id, hash: first.hash, view: { ...form, title: plain('Again') } });
    expect(slack.openView('U0ADA')?.view).toMatchObject({
      title: { text: 'Again' },
      state: { values: { why: { text: { value: 'no bot answers this' } } } },
    });
    expect(await refusal(client().views.update({ view_id: first.id, hash: first.hash, view: form }))).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await refusal(client().views.update({ view_id: 'V0', view: form }))).toMatchObject({ error: 'not_found' });
  });

  test('who people are', async () => {
    const info = async (user: string) => (await client().users.info({ user })).user;
    expect(await info('U0ADA')).toMatchObject({
      real_name: 'Ada Ferrari',
      tz: 'Europe/Berlin',
      deleted: false,
      is_restricted: false,
      is_stranger: false,
    });
    expect(await info('U0GUS')).toMatchObject({ is_restricted: true });
    expect(await info('U0OUT')).toMatchObject({ is_stranger: true, team_id: 'T0OTHER' });
    expect(await info('U0LEFT')).toMatchObject({ deleted: true });
    expect(await refusal(client().users.info({ user: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
    await slack.close();
    await open({ scopes: ['users:read', 'users:read.email', 'usergroups:read'] });
    expect((await client().users.lookupByEmail({ email: 'dan@example.com' })).user?.id).toBe('U0DAN');
    expect(await refusal(client().users.lookupByEmail({ email: 'lena@example.com' }))).toMatchObject({ error: 'users_not_found' });
    expect((await client().usergroups.users.list({ usergroup: 'S0PLATFORM' })).users).toEqual(['U0EVE']);
    expect(await refusal(client().usergroups.users.list({ usergroup: 'S0' }))).toMatchObject({ error: 'no_such_subteam' });
  });

  test('channels are listed page by page, private ones only to members', async () => {
    const names: (string | undefined)[] = [];
    for await (const page of client().paginate('conversations.list', { types: 'public_channel,private_channel', limit: 3 }))
      names.push(...(page as Json).channels.map((channel: Json) => channel.name));
    expect(names).toEqual(['general', 'eng-leads', 'data-science', 'finance']);
    expect((await client().conversations.info({ channel: 'C0DATA' })).channel).toMatchObject({ name: 'data-science', is_member: false });
  });

  test('a channel says with whom it is shared, and who is in it; names of other workspaces are told while it is', async () => {
    const web = client();
    const about = async (channel: string) => (await web.conversations.info({ channel, include_num_members: true })).channel;
    expect(await about('C0ENG')).toMatchObject({ is_shared: true, is_ext_shared: true, is_org_shared: false, num_members: 4 });
    expect(await about('C0ENG')).toMatchObject({ connected_team_ids: ['T0OTHER'] });
    expect(await about('C0DATA')).toMatchObject({ is_shared: false, is_ext_shared: false, is_pending_ext_shared: false });
    expect((await web.conversations.info({ channel: 'C0ENG' })).channel?.num_members).toBeUndefined();
    const first = await web.conversations.members({ channel: 'C0ENG', limit: 3 });
    const rest = await web.conversations.members({ channel: 'C0ENG', cursor: first.response_metadata?.next_cursor });
    expect([first.members, rest.members]).toEqual([
      ['U0ADA', 'U0BEN', 'U0EVE'],
      ['U0OUT', slack.botUserId],
    ]);
    expect(await refusal(web.conversations.members({ channel: 'C0PLATFORM' }))).toMatchObject({ error: 'channel_not_found' });
    expect((await web.team.info({ team: 'T0OTHER' })).team).toMatchObject({ name: 'Partner Inc' });
    expect(await refusal(web.team.info({ team: 'T0NOBODY' }))).toMatchObject({ error: 'team_not_found' });
    expect((await web.users.info({ user: slack.botUserId })).user).toMatchObject({ is_bot: true });
  });

  test('a thread is counted in its first message, and told apart from what was sent to the channel as well', async () => {
    const { ts } = await client().chat.postMessage({ channel: 'C0ENG', text: 'Last week' });
    await client().chat.postMessage({ channel: 'C0ENG', text: 'By model', thread_ts: ts });
    await client().chat.postMessage({ channel: 'C0ENG', text: 'For all to see', thread_ts: ts as string, reply_broadcast: true });
    slack.say('U0ADA', 'C0ENG', 'Is <this> *all*?', ts);
    const history = await client().conversations.history({ channel: 'C0ENG' });
    expect(history.messages?.map(({ text }) => text)).toEqual(['For all to see', 'Last week']);
    expect(history.messages?.at(-1)).toMatchObject({ thread_ts: ts, reply_count: 3, reply_users: [slack.botUserId, 'U0ADA'] });
    const { messages } = await client().conversations.replies({ channel: 'C0ENG', ts: ts as string });
    expect(messages?.map(({ text }) => text)).toEqual(['Last week', 'By model', 'For all to see', 'Is &lt;this&gt; *all*?']);
    expect(() => slack.say('U0DAN', 'C0ENG', 'hello')).toThrow('Dan Weiss is not a member of eng-leads.');
    expect(() => slack.say('U0ADA', 'C0ENG', 'hello', '1.000001')).toThrow('There is no such message to reply to.');
  });

  test('a file goes where the bot is a member, and to no archived channel', async () => {
    const upload = (channel_id: string) =>
      client({ logger: silent }).filesUploadV2({ channel_id, filename: 'week.csv', content: 'team,cost_usd' });
    await upload('C0ENG');
    expect(slack.messages.map(({ text, files }) => [text, files?.[0].name, files?.[0].size])).toEqual([['', 'week.csv', 13]]);
    expect(await refusal(upload('C0DATA'))).toMatchObject({ error: 'not_in_channel' });
    slack.channels.find(({ id }) => id === 'C0FIN')!.isArchived = true;
    expect(await refusal(upload('C0FIN'))).toMatchObject({ error: 'is_archived' });
  });

  test('a picture is uploaded and shown in blocks', async () => {
    const image = (id: string) => [{ type: 'image' as const, alt_text: 'Spend', slack_file: { id } }];
    const upload = (await client().filesUploadV2({ filename: 'spend.png', file: Buffer.from('PNG bytes') })) as Json;
    const [file] = upload.files[0].files;
    await client().chat.postMessage({ channel: 'C0ENG', text: 'Spend', blocks: image(file.id) });
    expect(await (await fetch(file.url_private)).text()).toBe('PNG bytes');
    expect(
      await refusal(client({ logger: silent }).chat.postMessage({ channel: 'C0ENG', text: 'Spend', blocks: image('F99') })),
    ).toMatchObject({ error: 'invalid_blocks' });
  });

  test.each([
    ['no token', 'auth.test', {}, 'not_authed'],
    ['a wrong token', 'auth.test', { authorization: 'Bearer xoxb-wrong' }, 'invalid_auth'],
    ['the app token', 'auth.test', { authorization: 'Bearer xapp-fake-app-token' }, 'not_allowed_token_type'],
    ['the bot token', 'apps.connections.open', { authorization: 'Bearer xoxb-fake-bot-token' }, 'not_allowed_token_type'],
    ['a method that is none', 'chat.shout', { authorization: 'Bearer xoxb-fake-bot-token' }, 'unknown_method'],
  ])('%s: %s %o is %s', async (_, method, headers, error) => {
    const response = await fetch(slack.apiUrl + method, { method: 'POST', headers: headers as Record<string, string> });
    expect(await response.json()).toMatchObject({ ok: false, error });
  });

  test('JSON bodies, and the two methods that need no token', async () => {
    const call = async (method: string, body: Json) =>
      (
        await fetch(slack.apiUrl + method, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      ).json();
    expect(await call('api.test', { foo: 'bar' })).toEqual({ ok: true, args: { foo: 'bar' } });
    expect(await call('blocks.validate', { blocks: [{ type: 'divider' }] })).toEqual({ ok: true });
    expect(await call('blocks.validate', { view: { ...form, submit: undefined } })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [{ pointer: '/view', message: 'missing required field: submit' }],
    });
  });
});
