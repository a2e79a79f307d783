import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PlaygroundClock } from '../src/playground/clock.js';
import { servePlayground } from '../src/playground/page-server.js';
import type { AwsRequest } from '../src/playground/page-traffic.js';
import { suggestionsFor } from '../src/playground/sample/suggestions.js';
import { createFakeSlack } from '../src/playground/slack/fake-slack.js';
import type { FakeSlack } from '../src/playground/slack/fake-slack.types.js';
import { launch, withBrowser } from './chromium.js';
import { PageBot } from './page-bot.js';
import { compilePage } from './page-folder.js';
import { plain } from './page-sample.js';

const button = (action_id: string, words: string) => ({ type: 'button', action_id, text: plain(words) });

/** The workspace around the answers: threads, direct messages, files, Home, time, and what is read and unread. */
withBrowser('the workspace in the browser', () => {
  let folder: string;
  let browser: Browser;
  let slack: FakeSlack;
  let served: { url: string; close(): Promise<void> };
  let bot: PageBot;
  let clock: PlaygroundClock;
  let page: Page;
  const troubles: string[] = [];
  const requests: AwsRequest[] = [];

  beforeAll(async () => {
    folder = compilePage();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    troubles.length = requests.length = 0;
    clock = new PlaygroundClock(() => new Date('2026-11-24T14:05:00Z'), 'Europe/Berlin');
    slack = createFakeSlack({ now: clock.now });
    const aws = { requests, onChange: () => () => undefined };
    served = await servePlayground({ slack, aws, now: clock.now, clock, suggestionsFor, port: 0, pageFolder: join(folder, 'page') });
    bot = new PageBot(slack);
    await bot.start();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(served.url);
    await page.getByRole('button', { name: /Ada Ferrari/ }).waitFor();
  });
  afterEach(async () => {
    await page.close();
    await bot.stop();
    await served.close();
    expect(troubles).toEqual([]);
  });

  const become = (name: RegExp) => page.getByRole('button', { name }).click();
  const open = (channel: string) => page.locator(`[data-channel="${channel}"]`).click();
  const post = async (channel: string, text: string, more: object = {}): Promise<string> =>
    (await bot.api('chat.postMessage', { channel, text, ...more })).ts;
  const focused = () => page.evaluate('document.activeElement.textContent || document.activeElement.id');

  test('the questions to try stay above the message field and are those of the person', async () => {
    await page.getByRole('button', { name: '/aispend team engineering' }).click();
    await page.getByRole('heading', { name: /engineering: \$13,700\.13/ }).waitFor();
    await page.getByRole('button', { name: '/aispend teams last month' }).click();
    await page
      .getByRole('heading', { name: /engineering: \$13,700\.13/ })
      .nth(1)
      .waitFor();
    await become(/Eve Lindqvist/);
    await page.getByRole('button', { name: '/aispend jobs' }).waitFor();
    expect(await page.locator('.chip').allTextContents()).toEqual(suggestionsFor('U0EVE'));
  });

  test('Esc closes one view after the other and gives the focus back to the button that opened the first', async () => {
    await post('C0GENERAL', 'Ask', { blocks: [{ type: 'actions', elements: [button('ask', 'Ask for it')] }] });
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByRole('dialog', { name: 'Request access' }).getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'More about it' }).getByRole('button', { name: 'Tell me' }).click();
    await page.getByText('Now you know.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Request access' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused()).toBe('Ask for it');
    expect(slack.openView('U0ADA')).toBeUndefined();
  });

  test('Esc gives the focus back to the message field after a command, and to the button of a menu', async () => {
    await page.getByLabel('Message', { exact: true }).fill('/aispend request');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused()).toBe('composer');
    await page.getByRole('button', { name: '/aispend team engineering' }).click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await focused()).toBe('⋯');
  });

  test('a thread is under its message: the bot replies, people reply, and commands do not work there', async () => {
    const first = await post('C0GENERAL', 'Last week: $3,095.15');
    await post('C0GENERAL', 'By model, as a table', { thread_ts: first });
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.locator('.replies').getByText('By model, as a table').waitFor();
    const field = page.getByLabel('Reply in thread', { exact: true }).and(page.locator('textarea'));
    await field.fill('Looks *right* & <fine>');
    // What comes in meanwhile leaves the field and what is in it alone.
    await post('C0GENERAL', 'Something else');
    await page.getByText('Something else').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.replies').getByText('Looks right & <fine>').waitFor();
    await field.fill('/aispend help');
    await page.keyboard.press('Enter');
    await page.getByText('Slash commands do not work in threads').waitFor();
    expect(slack.log.filter(({ direction }) => direction === 'to-bot')).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused()).toMatch(/^2 replies/);

    await become(/Ben Okafor/);
    await page.getByRole('button', { name: '2 replies' }).click();
    await page.locator('.replies .message', { hasText: 'Ada Ferrari' }).getByText('Looks right & <fine>').waitFor();
    expect(await page.locator('.messages > .message').count()).toBe(2);
  });

  test('the first reply to a message is begun from the message', async () => {
    await post('C0GENERAL', 'Last week: $3,095.15');
    await page.locator('.message').getByRole('button', { name: 'Reply in thread' }).click();
    await page.keyboard.type('Why?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '1 reply' }).waitFor();
    expect(slack.messages.map(({ from, text, threadTs }) => [from, text, threadTs])).toEqual([
      ['bot', 'Last week: $3,095.15', undefined],
      ['U0ADA', 'Why?', slack.messages[0]?.ts],
    ]);
  });

  test('a direct message is unread until its person looks at it, and nobody else sees it', async () => {
    await post('U0CLEO', 'data-science is over its budget');
    await page.getByRole('button', { name: /Cleo Martin .* 1 unread/ }).waitFor();
    await open('D0ADA');
    await page.getByRole('heading', { name: 'Ask what your AI costs' }).waitFor();
    await become(/Cleo Martin/);
    // She is in the same place, the conversation with the bot, and has read it by that.
    await page.getByText('data-science is over its budget').waitFor();
    await page.getByRole('button', { name: /unread/ }).waitFor({ state: 'detached' });
    await post('C0FIN', 'The week of all teams');
    await page.locator('[data-channel="C0FIN"]').getByLabel('1 unread').waitFor();
    await open('C0FIN');
    await page.locator('[data-channel="C0FIN"]').getByLabel('1 unread').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Dan Weiss .* 1 unread/ }).waitFor();
  });

  test('somebody who has left is told that nothing can be done', async () => {
    await become(/Lena/);
    await page.getByLabel('Message', { exact: true }).fill('/aispend help');
    await page.keyboard.press('Enter');
    await page.getByText("Lena's account is deactivated").waitFor();
    await page.getByLabel('Message', { exact: true }).fill('hello');
    await page.keyboard.press('Enter');
    await page.locator('.notice').getByText("Lena's account is deactivated").waitFor();
    expect(slack.log).toEqual([]);
  });

  test('a file has a name and a size, shows its first lines, and is saved as it was sent', async () => {
    const content = `team,cost_usd\n${Array.from({ length: 40 }, (_, index) => `team-${index},${index}.5`).join('\n')}\n`;
    const first = await post('C0GENERAL', 'Last week: $3,095.15');
    await bot.upload('week.csv', content, { channel: 'C0GENERAL', thread_ts: first });
    await page.getByRole('button', { name: '1 reply' }).click();
    const file = page.getByRole('group', { name: 'File week.csv' });
    expect(await file.textContent()).toContain(`${content.length} bytes`);
    await file.getByRole('button', { name: 'Preview' }).click();
    await file.getByText('… and 29 more lines').waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), file.getByRole('link', { name: 'Download' }).click()]);
    expect(saved.suggestedFilename()).toBe('week.csv');
    expect(readFileSync(await saved.path(), 'utf8')).toBe(content);
  });

  test('an update changes a message where it stands, a deletion takes it away', async () => {
    const first = await post('C0GENERAL', 'Requested by Ada');
    const second = await post('C0GENERAL', 'Something else');
    await page.getByText('Something else').waitFor();
    await bot.api('chat.update', { channel: 'C0GENERAL', ts: first, text: 'Approved by Eve' });
    await page.getByText('Approved by Eve').waitFor();
    expect(await page.locator('.message .text').allInnerTexts()).toEqual(['Approved by Eve', 'Something else']);
    await bot.api('chat.delete', { channel: 'C0GENERAL', ts: second });
    await page.getByText('Something else').waitFor({ state: 'detached' });
  });

  test('Home is a tab of the bot, changes when it is published again, and is each person’s own', async () => {
    const publish = (user_id: string, words: string) =>
      bot.api('views.publish', { user_id, view: { type: 'home', blocks: [{ type: 'header', text: plain(words) }] } });
    await publish('U0ADA', 'Your teams: engineering');
    await open('D0ADA');
    await page.getByRole('button', { name: 'Home', exact: true }).click();
    await page.getByRole('heading', { name: 'Your teams: engineering' }).waitFor();
    await publish('U0ADA', 'Your teams: engineering, support');
    await page.getByRole('heading', { name: 'Your teams: engineering, support' }).waitFor();
    await become(/Dan Weiss/);
    await page.getByText('aispend has published nothing here yet.').waitFor();
    expect(slack.log.filter(({ request }) => request?.event?.type === 'app_home_opened').map(({ request }) => request.event.user)).toEqual([
      'U0ADA',
      'U0DAN',
    ]);
  });

  test('many requests to AWS do not crowd out those to Slack', async () => {
    await page.getByRole('button', { name: '/aispend team engineering' }).click();
    await page.getByRole('heading', { name: /engineering: \$13,700\.13/ }).waitFor();
    for (let index = 0; index < 500; index++)
      requests.push({ at: clock.now().toISOString(), service: 'ce', action: `Get${index}`, status: 400, error: 'LimitExceededException' });
    await post('C0GENERAL', 'Something else');
    await page.getByRole('button', { name: 'Traffic', exact: true }).click();
    await page.locator('.traffic-row', { hasText: 'ce Get499' }).getByText('LimitExceededException').waitFor();
    expect(await page.locator('.traffic-row', { hasText: 'ce Get' }).count()).toBe(200);
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Slack' }).click();
    expect(await page.locator('.traffic-row .what').allInnerTexts()).toEqual([
      'chat.postMessage',
      'response_url',
      '/aispend team engineering',
    ]);
  });

  test('the clock is moved forward: what is due is done then, and the page tells the new time', async () => {
    const panel = page.getByRole('region', { name: 'Clock' });
    expect(await panel.textContent()).toContain('Tue, Nov 24, 3:05 PM');
    clock.onAdvance(async () => void (await post('C0GENERAL', `It is ${clock.now().toISOString()}`)));
    await panel.getByRole('button', { name: '+1 hour' }).click();
    await page.getByText('It is 2026-11-24T15:05:00.000Z').waitFor();
    await panel.getByText('1 hour ahead').waitFor();
    await post('C0GENERAL', 'Read <!date^1795536000^{date_short_pretty}|then>');
    await page.getByText('Read today').waitFor();
    await panel.getByRole('button', { name: '+1 day' }).click();
    await page.getByText('It is 2026-11-25T15:05:00.000Z').waitFor();
    await panel.getByText('1 day 1 hour ahead').waitFor();
    await page.getByText('Read yesterday').waitFor();
    await panel.getByRole('button', { name: 'Monday 9:00' }).click();
    await page.getByText('It is 2026-11-30T08:00:00.000Z').waitFor();
    await panel.getByText('Mon, Nov 30, 9:00 AM').waitFor();
    expect(await page.locator('.day').last().textContent()).toBe('today');
  });
});
