import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { createFakeSlack } from '../src/playground/slack/fake-slack.js';
import type { Json } from '../src/playground/slack/fake-slack.types.js';
import { actions, button, client, later, open, refusal, silent, slack, startBot, texts } from './fake-slack.setup.js';

describe('over HTTP', () => {
  beforeEach(() => startBot('HTTP', (app) => app.command('/aispend', ({ ack, command }) => ack(command.text))));

  test('Bolt refuses a wrong signature and an old one', async () => {
    expect((await slack.command('U0ADA', 'C0ENG', 'cost', { badSignature: true })).status).toBe(401);
    expect((await slack.command('U0ADA', 'C0ENG', 'cost', { timestampOffsetSeconds: -301 })).status).toBe(401);
    expect((await slack.command('U0ADA', 'C0ENG', 'cost', { timestampOffsetSeconds: -200 })).status).toBe(200);
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual([
      '/aispend failed with the error "dispatch_failed"',
      '/aispend failed with the error "dispatch_failed"',
      'cost',
    ]);
  });

  test.each([
    ['top 5 @ben in #eng-leads', 'top 5 <@U0BEN|ben> in <#C0ENG|eng-leads>'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['<@U0BEN>', '<@U0BEN|ben>'],
    ['see https://a.example/x?a=1&b=2', 'see <https://a.example/x?a=1&amp;b=2>'],
    ['mail ben@example.com or @nobody', 'mail ben@example.com or @nobody'],
    ['#platform is private', '#platform is private'],
    ['<!channel>', '&lt;!channel&gt;'],
  ])('a command "%s" arrives as "%s"', async (typed, arrives) => {
    await slack.command('U0ADA', 'C0ENG', typed);
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual([arrives]);
  });

  test('a person acts only where he or she is', async () => {
    await expect(slack.command('U0DAN', 'C0ENG', 'cost')).rejects.toThrow('Dan Weiss is not a member of eng-leads.');
    await client().chat.postMessage({ channel: 'C0ENG', text: 'x', blocks: [actions(button('a', 'A'))] });
    const card = slack.messages[0]!;
    await expect(slack.click('U0DAN', card, 'a')).rejects.toThrow('U0DAN does not see the message');
    await expect(slack.click('U0ADA', card, 'b')).rejects.toThrow('nothing called "b" to press; there is a.');
  });

  test('everything that was said is in the log, without the token', async () => {
    await client().chat.postMessage({ channel: 'C0ENG', text: 'Hello' });
    await slack.command('U0ADA', 'C0ENG', 'cost');
    expect(slack.log.map(({ direction, what, status }) => [direction, what, status])).toEqual([
      ['from-bot', 'chat.postMessage', 200],
      ['to-bot', '/slack/events', 200],
    ]);
    expect(JSON.stringify(slack.log)).not.toContain(slack.botToken);
  });
});

test('without a bot the person reads that the command failed', async () => {
  expect(await slack.command('U0ADA', 'C0ENG', 'cost')).toMatchObject({ status: 0, body: 'dispatch_failed' });
  expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual(['/aispend failed with the error "dispatch_failed"']);
});

describe('response_url', () => {
  let url: string;
  const respond = async (body: Json) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  beforeEach(async () => {
    await slack.command('U0ADA', 'C0ENG', 'cost');
    url = slack.log[0]!.request.response_url;
  });

  test('five answers, not six', async () => {
    for (let use = 1; use <= 5; use++) expect(await respond({ text: `${use}` })).toEqual([200, 'ok']);
    expect(await respond({ text: '6' })).toEqual([404, 'used_url']);
  });

  test('thirty minutes, not more', async () => {
    later(30 * 60_000);
    expect(await respond({ text: 'just in time' })).toEqual([200, 'ok']);
    later(1);
    expect(await respond({ text: 'late' })).toEqual([404, 'expired_url']);
  });

  test('what it refuses does not count as a use', async () => {
    for (let use = 1; use <= 6; use++) expect(await respond({ blocks: [{ type: 'nope' }] })).toEqual([400, 'invalid_blocks']);
    expect(await respond({})).toEqual([400, 'no_text']);
    expect(await respond({ text: 'fine' })).toEqual([200, 'ok']);
  });

  test('what was answered to a command is not replaced', async () => {
    await respond({ text: 'one' });
    await respond({ text: 'two', replace_original: true });
    expect(texts(slack.visible('U0ADA', 'C0ENG')).slice(1)).toEqual(['one', 'two']);
  });
});

describe('trouble', () => {
  const post = (web = client()) => web.chat.postMessage({ channel: 'C0ENG', text: 'Hello' });

  test('an error, as often as ordered', async () => {
    slack.trouble.fail('chat.postMessage', 'fatal_error', 1);
    expect(await refusal(post())).toMatchObject({ error: 'fatal_error' });
    await post();
    expect(slack.messages).toHaveLength(1);
  });

  test('rate limits', async () => {
    slack.trouble.rateLimit('chat.postMessage', 7, 1);
    const error = await post(client({ rejectRateLimitedCalls: true })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect((error as WebAPIRateLimitedError).retryAfter).toBe(7);
    expect(slack.messages).toHaveLength(0);
  });

  test('one message a second in a channel, when limits are on', async () => {
    await slack.close();
    await open({ limits: true });
    const web = client({ rejectRateLimitedCalls: true });
    await post(web);
    await expect(post(web)).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await web.chat.postMessage({ channel: 'C0FIN', text: 'elsewhere' });
    later(1000);
    await post(web);
    expect(slack.messages).toHaveLength(3);
  });

  test('a lost answer: the message is there, and the caller does not know', async () => {
    slack.trouble.loseAnswer('chat.postMessage', 1);
    await expect(post(client({ logger: silent }))).rejects.toBeInstanceOf(WebAPIRequestError);
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual(['Hello']);
  });

  test('an outage until it is over', async () => {
    slack.trouble.unavailable('*');
    await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
    slack.trouble.clear();
    slack.trouble.unavailable('down');
    await expect(post(client({ logger: silent }))).rejects.toBeInstanceOf(WebAPIRequestError);
    slack.trouble.clear();
    await post();
    expect(slack.messages).toHaveLength(1);
  });

  test('a workspace that does not know charts yet', async () => {
    slack.trouble.refuseBlocks('data_visualization');
    const chart = { type: 'data_visualization', title: 'Spend', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } };
    const web = client({ logger: silent });
    const data = await refusal(web.chat.postMessage({ channel: 'C0ENG', text: 'x', blocks: [chart] }));
    expect(data.response_metadata.messages).toEqual(['[ERROR] unsupported type: data_visualization [json-pointer:/blocks/0/type]']);
    slack.trouble.clear();
    await web.chat.postMessage({ channel: 'C0ENG', text: 'x', blocks: [chart] });
  });
});

test('waiting for a message that does not come says what came instead', async () => {
  const waiting = slack.nextMessage(({ text }) => text === 'never', 50);
  await client().chat.postMessage({ channel: 'C0ENG', text: 'something else' });
  await expect(waiting).rejects.toThrow(/did not come within 50 ms.*\n.*C0ENG bot: something else/);
});

test('waiting from an earlier moment finds what has come since', async () => {
  const before = slack.moment();
  await client().chat.postMessage({ channel: 'C0ENG', text: 'already here' });
  expect(await slack.nextMessage(undefined, 50, before)).toMatchObject({ text: 'already here' });
});

test('it can live on somebody else’s server', async () => {
  const guest = createFakeSlack({ now: () => new Date('2026-11-24T12:00:00Z') });
  const server = createServer((req, res) => {
    if (!guest.handle(req, res)) res.end('the page');
  });
  server.on('upgrade', (req, socket, head) => void guest.handleUpgrade(req, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  guest.setBase(`${base}/`);
  expect(guest.apiUrl).toBe(`${base}/api/`);
  expect(await (await fetch(`${guest.apiUrl}api.test`, { method: 'POST' })).json()).toMatchObject({ ok: true });
  expect(await (await fetch(base)).text()).toBe('the page');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await guest.close();
});
